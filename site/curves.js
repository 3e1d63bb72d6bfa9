/** Strokes as smooth lines. No DOM. */

import { distance } from "./strokes.js";

const LEVEL = 0.001; // of the paper's width: a step in a line's width that nobody sees
const FINE = 0.002; // of the paper's width: a pixel or two between the points of a flat stroke

/**
 * The stroke as a smooth line: where it starts, quadratic curves from the middle of one step to the
 * middle of the next with the drawn points as controls, and where it ends.
 */
export function smooth(stroke) {
  const curves = [];
  for (let i = 1; i < stroke.length - 1; i += 1) {
    curves.push({ control: stroke[i], to: between(stroke[i], stroke[i + 1], 0.5) });
  }
  return { from: stroke[0], curves, to: stroke[stroke.length - 1] };
}

/**
 * The smooth line in parts of one width each, to be drawn with round ends over each other. A line
 * that is equally wide all along, as a mouse and a finger draw it, is one part.
 */
export function parts(stroke) {
  const { from, curves, to } = smooth(stroke);
  const all = [...curves, { control: to, to }];
  const made = [];
  let start = from;
  for (const curve of all) {
    const width = Math.round(curve.control.w / LEVEL) * LEVEL;
    const last = made[made.length - 1];
    if (last?.width === width) last.curves.push(curve);
    else made.push({ width, from: start, curves: [curve] });
    start = curve.to;
  }
  return made;
}

/** Points along the smooth line, close enough to be cut between any two of them. */
export function flat(stroke) {
  const { from, curves, to } = smooth(stroke);
  const points = [from];
  for (const curve of [...curves, { control: to, to }]) {
    const start = points[points.length - 1];
    const leg = Math.max(distance(start, curve.control), distance(curve.control, curve.to));
    const steps = Math.max(1, Math.ceil((2 * leg) / FINE)); // its ends go twice as fast
    for (let i = 1; i <= steps; i += 1) points.push(onCurve(start, curve, i / steps));
  }
  return points;
}

/** The point of a quadratic curve at `share` of it, 0 to 1 (de Casteljau's construction). */
function onCurve(from, { control, to }, share) {
  return between(between(from, control, share), between(control, to, share), share);
}

function between(a, b, share) {
  const mixed = (name) => a[name] + (b[name] - a[name]) * share;
  return { x: mixed("x"), y: mixed("y"), w: mixed("w") };
}
