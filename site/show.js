/** "Show me": an example is drawn on the blank paper, until one does something oneself. */

import { EXAMPLES, written } from "./example.js";
import { distance } from "./strokes.js";
import { handOn } from "./toolbar.js";

const SPEED = 0.8; // of the paper's width in a second
const QUICKEST = 300; // ms for a stroke, however short
const BREATH = 300; // ms before each stroke

/**
 * The hand draws as pen.js tells. `onBegin()` is told before, and `onEnd({isTaken})` after: whether
 * somebody has taken the pen meanwhile.
 */
export function createShow(page, { hand, onBegin, onEnd }) {
  const at = (id) => page.getElementById(id);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let turn = 0; // counts the examples that were shown
  let halt = null; // stops the one that is being drawn

  const done = (how) => {
    halt = null;
    onEnd(how);
  };

  const stop = ({ isTaken = false } = {}) => {
    if (!halt) return;
    halt();
    done({ isTaken });
  };

  at("show").addEventListener("click", () => {
    stop();
    const strokes = written(EXAMPLES[turn % EXAMPLES.length]);
    turn += 1;
    onBegin();
    handOn(page, at("show")); // which is hidden by the first ink
    if (still.matches) {
      drawAtOnce(strokes, hand);
      onEnd({ isTaken: false });
    } else halt = play(strokes, hand, () => done({ isTaken: false }));
  });
  page.addEventListener("pointerdown", ({ target }) => {
    stop({ isTaken: target === at("canvas") });
  }, { capture: true });
  page.addEventListener("keydown", ({ repeat }) => repeat || stop(), { capture: true });

  return { stop };
}

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
