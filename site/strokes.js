/**
 * The drawing as data. No DOM.
 *
 * A point is {x, y, w}: where it is and how wide the line is there, in units of the paper's width,
 * so that a drawing survives a resize. A stroke is a list of points, a drawing {picture, strokes}:
 * strokes over a picture that was brought, or null. A history is the drawing as it is now with all
 * before it, and after it those that were undone: bringing a picture and clearing the paper are one
 * more step, and undo takes them back like any other.
 */

export const HEIGHT = 0.8; // of the paper, its width being 1; paper.css says the same

export const BLANK = { picture: null, strokes: [] };

const STEP = 0.002; // points nearer than this add nothing but jitter
const FEW = 7; // dots: more may be a dotted digit
const MOST_STROKES = 100; // more of them, or of their points, the function does not take
const MOST_POINTS = 5_000;
const WIDE = 0.6; // for its height: what is narrower, pen and all, the function hardly takes apart

/** A history that begins with a drawing: blank paper, or what was kept. */
export const beginning = (drawing) => ({ past: [], now: drawing, future: [] });

export const current = (history) => history.now;

export const isRedoable = (history) => history.future.length > 0;

/** One step on; what was undone before is gone. A drawing that is the same is no step. */
export function stepped(history, drawing) {
  const { past, now } = history;
  return drawing === now ? history : { past: [...past, now], now: drawing, future: [] };
}

export const cleared = (history) => (isBlank(history.now) ? history : stepped(history, BLANK));

export const isBlank = ({ picture, strokes }) => !picture && !strokes.length;

/** The drawing with other strokes, or the same drawing where they are the same. */
export function withStrokes(drawing, strokes) {
  return strokes === drawing.strokes ? drawing : { ...drawing, strokes };
}

export function undone(history) {
  const { past, now, future } = history;
  if (!past.length && isBlank(now)) return history;
  const before = past[past.length - 1] ?? lessened(now);
  return { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

/** A step back where none is known, as what was kept has none: the last stroke, or the picture. */
function lessened({ picture, strokes }) {
  return strokes.length ? { picture, strokes: strokes.slice(0, -1) } : BLANK;
}

export function redone(history) {
  const { past, now, future } = history;
  if (!future.length) return history;
  return { past: [...past, now], now: future[0], future: future.slice(1) };
}

/** Where on the paper a pointer is; `rect` is the canvas on the screen. */
export function placed({ clientX, clientY }, rect) {
  return { x: (clientX - rect.left) / rect.width, y: (clientY - rect.top) / rect.width };
}

/** The stroke with one more point, or the same stroke where the pen has hardly moved. */
export function extended(stroke, point) {
  const last = stroke[stroke.length - 1];
  return last && distance(last, point) < STEP ? stroke : [...stroke, point];
}

/** Whether there is more on the paper than a few dots: they are refused as specks, so not sent. */
export function isReadable({ picture, strokes }) {
  return Boolean(picture) || strokes.length > FEW || strokes.some(isLine);
}

/** Whether they say more than their picture: whose is what, or that something wide is of one piece. */
export function areTelling(strokes) {
  return strokes.length > 1 || strokes.some(isWide);
}

/**
 * How the pen went, as [[x, …], [y, …]] a stroke, on a paper so wide, to a tenth; nothing where that
 * is more than is taken.
 */
export function told(strokes, width) {
  const places = (stroke, axis) => stroke.map((point) => Math.round(10 * point[axis] * width) / 10);
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  if (strokes.length > MOST_STROKES || points > MOST_POINTS) return [];
  return strokes.map((stroke) => [places(stroke, "x"), places(stroke, "y")]);
}

export function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function isWide(stroke) {
  return extent(stroke, "x") > WIDE * extent(stroke, "y");
}

function extent(stroke, axis) {
  const places = stroke.map((point) => point[axis]);
  return Math.max(...places) - Math.min(...places);
}

function isLine(stroke) {
  return stroke.some((point) => distance(stroke[0], point) > point.w / 2);
}
