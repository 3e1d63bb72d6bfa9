/** Connects: the pen draws, the drawing is asked about, the answer is shown. */

import { predict } from "./api.js";
import { fit, paint, picture } from "./paint.js";
import { listen } from "./pen.js";
import { BEGINNING, cleared, current, isReadable, undone, withStroke } from "./strokes.js";
import { mayWorkLater, patience, sentence } from "./trouble.js";
import { createView } from "./view.js";

const SOON = 150; // ms: an answer that comes sooner needs no "Thinking…"
const DOT = "Just a dot so far. Go on drawing.";

const canvas = document.getElementById("canvas");
const view = createView(document);
let history = BEGINNING;
let live = []; // the stroke under the pen, as a drawing of at most one
let asking = new AbortController();
let frame = null;

function repaint() {
  frame ??= requestAnimationFrame(() => {
    frame = null;
    show();
  });
}

function show() {
  paint(canvas, [...current(history), ...live], getComputedStyle(canvas).color);
}

function refit() {
  fit(canvas);
  show(); // at once: a canvas of a new size is empty
}

function change(next) {
  history = next;
  live = [];
  repaint();
  read();
}

/** Ask about the drawing as it is now; whatever was asked before is stale. */
async function read() {
  const signal = renew();
  const drawing = current(history);
  view.ink(drawing.length > 0);
  if (!isReadable(drawing)) return view.blank(drawing.length ? DOT : "");
  const slow = setTimeout(() => view.thinking(), SOON);
  const onRetry = (refusal) => {
    clearTimeout(slow);
    view.thinking(patience(refusal));
  };
  try {
    const answer = await predict(await picture(drawing), { signal, onRetry });
    if (!signal.aborted) view.answer(answer);
  } catch (error) {
    if (!signal.aborted) complain(error);
  } finally {
    clearTimeout(slow);
  }
}

function renew() {
  asking.abort();
  asking = new AbortController();
  return asking.signal;
}

function complain(refusal) {
  if (refusal.name !== "Refusal") throw refusal;
  view.trouble(sentence(refusal), { again: mayWorkLater(refusal) });
}

listen(canvas, {
  onStart() {
    asking.abort();
    view.quiet();
    view.ink(true);
  },
  onMove(stroke) {
    live = [stroke];
    repaint();
  },
  onStroke: (stroke) => change(withStroke(history, stroke)),
  onCancel: () => change(history),
});

const clear = () => change(cleared(history));
const undo = () => change(undone(history));

document.getElementById("clear").addEventListener("click", clear);
document.getElementById("undo").addEventListener("click", undo);
document.getElementById("again").addEventListener("click", read);
document.addEventListener("keydown", (event) => {
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
  if (!isUndo) return;
  event.preventDefault();
  undo();
});

new ResizeObserver(refit).observe(canvas);
window.addEventListener("resize", refit); // zooming, or a move to another screen
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
window.addEventListener("online", () => !document.getElementById("again").hidden && read());
