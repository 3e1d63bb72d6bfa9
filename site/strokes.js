/**
 * The drawing as data. No DOM.
 *
 * A point is {x, y} in units of the paper's width, so that a drawing survives a resize. A stroke
 * is a list of points, a drawing a list of strokes, a history the list of all drawings so far:
 * clearing the paper is one more step, and undo takes it back like any other.
 */

export const HEIGHT = 0.8; // of the paper, its width being 1; style.css says the same
export const PEN = 0.034; // width of the line: 12 px on a phone, 20 on a desktop

const STEP = 0.002; // points nearer than this add nothing but jitter
const DOT = PEN / 2; // a stroke that goes no further than this is a dot

export const BEGINNING = [[]];

export const current = (history) => history[history.length - 1];

export const withStroke = (history, stroke) => [...history, [...current(history), stroke]];

export const cleared = (history) => (current(history).length ? [...history, []] : history);

export const undone = (history) => (history.length > 1 ? history.slice(0, -1) : history);

/** Where on the paper a pointer is; `rect` is the canvas on the screen. */
export function placed({ clientX, clientY }, rect) {
  return { x: (clientX - rect.left) / rect.width, y: (clientY - rect.top) / rect.width };
}

/** The stroke with one more point, or the same stroke where the pen has hardly moved. */
export function extended(stroke, point) {
  const last = stroke[stroke.length - 1];
  return last && distance(last, point) < STEP ? stroke : [...stroke, point];
}

/** Whether there is more on the paper than dots: a dot is refused as a speck, so it is not sent. */
export function isReadable(drawing) {
  return drawing.some((stroke) => stroke.some((point) => distance(stroke[0], point) > DOT));
}

/**
 * The stroke as a smooth line: where it starts, quadratic curves from the middle of one step to the
 * middle of the next with the drawn points as controls, and where it ends.
 */
export function smooth(stroke) {
  const curves = [];
  for (let i = 1; i < stroke.length - 1; i += 1) {
    curves.push({ control: stroke[i], to: middle(stroke[i], stroke[i + 1]) });
  }
  return { from: stroke[0], curves, to: stroke[stroke.length - 1] };
}

function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
