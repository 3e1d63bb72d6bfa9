/** The eraser: what it leaves of a drawing, and its rim. */

import { flat } from "./curves.js";
import { isEraser } from "./pen.js";
import { distance } from "./strokes.js";

export const RUBBER = 0.03; // of the paper's width, its radius: about a fingertip on a phone

/**
 * The drawing after the eraser went from one place straight to another. A stroke is split where it
 * was rubbed; the same drawing comes back where nothing was.
 */
export function rubbed(drawing, from, to) {
  const left = drawing.map((stroke) => remains(stroke, from, to));
  const isSame = left.every((strokes, i) => strokes[0] === drawing[i]);
  return isSame ? drawing : left.flat();
}

/** The drawing without the newest of the strokes at a place, or the same drawing. */
export function without(drawing, place) {
  const isHit = (point) => distance(point, place) < reach(point);
  const hit = drawing.findLastIndex((stroke) => flat(stroke).some(isHit));
  return hit < 0 ? drawing : drawing.filter((_, i) => i !== hit);
}

/** What the eraser leaves of a stroke: the stroke itself, pieces of it, or nothing. */
function remains(stroke, from, to) {
  if (!isNear(stroke, from, to)) return [stroke];
  const pieces = [[]];
  let isRubbed = false;
  for (const point of flat(stroke)) {
    if (toLine(point, from, to) >= reach(point)) pieces[pieces.length - 1].push(point);
    else {
      isRubbed = true;
      pieces.push([]);
    }
  }
  return isRubbed ? pieces.filter(isMoreThanACrumb) : [stroke];
}

/** How near the eraser's middle takes a point away: the round end that is left then touches it. */
function reach(point) {
  return RUBBER + point.w / 2;
}

/** Whether a piece is longer than half its width. What is shorter is a crumb at the rim. */
function isMoreThanACrumb(piece) {
  return piece.some((point) => distance(piece[0], point) > point.w / 2);
}

/**
 * A quick look, before a stroke is walked along: its smooth line is nowhere further from the
 * nearest drawn point than half a step.
 */
function isNear(stroke, from, to) {
  return stroke.some((point, i) => {
    const step = Math.max(apart(point, stroke[i - 1]), apart(point, stroke[i + 1]));
    return toLine(point, from, to) < reach(point) + step / 2;
  });
}

function apart(point, neighbour) {
  return neighbour ? distance(point, neighbour) + Math.abs(point.w - neighbour.w) : 0;
}

/** From a point to the nearest place on a straight line. */
function toLine(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(Math.max(along, 0), 1);
  return distance(point, { x: from.x + share * dx, y: from.y + share * dy });
}

/** The rim: always under the pointer, and paper.css shows it while one erases or would. */
export function createRing(canvas, ring) {
  ring.style.setProperty("--rubber", RUBBER);

  const follow = (event) => {
    if (!event.isPrimary) return;
    const rect = canvas.getBoundingClientRect();
    ring.style.setProperty("--x", `${event.clientX - rect.left}px`);
    ring.style.setProperty("--y", `${event.clientY - rect.top}px`);
    ring.classList.toggle("turned", isEraser(event)); // whatever the chosen tool is
    ring.hidden = false;
  };
  const leave = (event) => {
    if (event.isPrimary) ring.hidden = true;
  };

  for (const type of ["pointerdown", "pointermove"]) canvas.addEventListener(type, follow);
  for (const type of ["pointerleave", "pointercancel"]) canvas.addEventListener(type, leave);
}
