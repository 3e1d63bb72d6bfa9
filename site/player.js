/** Draws for who looks on: stroke by stroke, as fast as a hand. */

import { distance } from "./strokes.js";

const SPEED = 0.8; // of the paper's width in a second
const QUICKEST = 300; // ms for a stroke, however short
const BREATH = 300; // ms before each stroke

/**
 * Draw strokes, lists of points, with a hand: {onStart, onMove, onEnd, onCancel}, as pen.js tells.
 * Gives the function that stops it; `onDone()` is told when it has drawn all.
 */
export function play(strokes, hand, onDone) {
  let [at, drawn, began] = [0, 0, null]; // the stroke, how much of it, and since when
  let frame = requestAnimationFrame(tick);

  function tick(now) {
    began ??= now + BREATH;
    if (now >= began) advance((now - began) / duration(strokes[at]));
    if (at < strokes.length) frame = requestAnimationFrame(tick);
    else onDone();
  }

  function advance(share) {
    const points = strokes[at];
    if (!drawn) hand.onStart({ eraser: false });
    const next = Math.max(1, Math.round(eased(Math.min(share, 1)) * points.length));
    hand.onMove(points.slice(drawn, next).map(place));
    drawn = next;
    if (share >= 1) end();
  }

  function end() {
    hand.onEnd();
    [at, drawn, began] = [at + 1, 0, null];
  }

  return () => {
    cancelAnimationFrame(frame);
    if (drawn) hand.onEnd();
  };
}

/** The same at once, for who wants nothing to move. */
export function drawAtOnce(strokes, hand) {
  for (const points of strokes) {
    hand.onStart({ eraser: false });
    hand.onMove(points.map(place));
    hand.onEnd();
  }
}

const place = ({ x, y }) => ({ x, y, pressure: null });

function duration(points) {
  const length = points.reduce((sum, point, i) => sum + distance(point, points[i - 1] ?? point), 0);
  return Math.max(QUICKEST, (1000 * length) / SPEED);
}

/** A hand sets out and arrives slowly. */
function eased(share) {
  return share - Math.sin(2 * Math.PI * share) / (3 * Math.PI);
}
