/** Connects: the tools draw, the drawing is kept and asked about, the answer is shown. */

import { drawing, erasing } from "./gestures.js";
import { keep, PLAIN, recalled } from "./kept.js";
import { action } from "./keys.js";
import { limited, NOTCH } from "./nib.js";
import { fit, paint } from "./paint.js";
import { createPalette } from "./palette.js";
import { listen } from "./pen.js";
import { createReader } from "./reader.js";
import { createRing } from "./ring.js";
import { colours, dress } from "./sheet.js";
import {
  beginning,
  cleared,
  current,
  isRedoable,
  redone,
  stepped,
  undone,
} from "./strokes.js";
import { createToolbar } from "./toolbar.js";
import { createView } from "./view.js";

const CALM = 250; // ms after the last change: a held arrow key turns a slider 30 times a second

const storage = () => window.localStorage; // which throws where nothing may be kept
const before = recalled(storage);
const pad = document.querySelector(".pad");
const canvas = document.getElementById("canvas");
const view = createView(document);
const reader = createReader(view);

let history = beginning(before?.drawing);
let choices = before?.choices ?? PLAIN; // {width, ink, paper, singles}, as kept.js says
let tool = "pen";
let gesture = null; // what the pointer does that is on the paper
let shown = current(history); // with what the gesture has done so far
let frame = null;
let recolouring = null;

function repaint() {
  frame ??= requestAnimationFrame(() => {
    frame = null;
    show();
  });
}

function show() {
  paint(canvas, shown, colours(pad).ink);
}

function refit() {
  fit(canvas);
  show(); // at once: a canvas of a new size is empty
}

function restyle() {
  dress(pad, choices);
  palette.show(choices, colours(pad));
  toolbar.singles(choices.singles);
  repaint();
}

function remember() {
  keep(storage, current(history), choices);
}

function read() {
  clearTimeout(recolouring);
  reader.read(current(history), colours(pad));
}

function choose(part) {
  choices = { ...choices, ...part };
  restyle();
}

/** The same drawing in other colours is another picture. A gesture asks about it when it ends. */
function recoloured() {
  remember();
  clearTimeout(recolouring);
  recolouring = setTimeout(() => {
    if (!gesture) read();
  }, CALM);
}

function hold(name) {
  tool = name;
  toolbar.tool(name);
}

function widen(by) {
  choose({ width: limited(choices.width + by) });
  remember();
}

/** The drawing is another one now. Not while a pointer draws: it goes on from the one before. */
function change(next) {
  if (gesture) return;
  const isNew = next !== history;
  history = next;
  shown = current(history);
  toolbar.redoable(isRedoable(history));
  if (isNew) remember();
  repaint();
  read();
}

/** The pointer has left the paper. */
function settle(next) {
  gesture = null;
  change(next);
}

listen(canvas, {
  onStart({ eraser }) {
    reader.drop();
    const isErasing = eraser || tool === "eraser";
    if (!isErasing) view.ink(true);
    const now = current(history);
    gesture = isErasing ? erasing(now) : drawing(now, choices.width);
  },
  onMove(places) {
    shown = gesture.moved(places);
    repaint();
  },
  onEnd: () => settle(stepped(history, gesture.ended())),
  onCancel: () => settle(history),
});

const actions = {
  pen: () => hold("pen"),
  eraser: () => hold("eraser"),
  thinner: () => widen(-NOTCH),
  thicker: () => widen(NOTCH),
  undo: () => change(undone(history)),
  redo: () => change(redone(history)),
  clear() {
    change(cleared(history));
    hold("pen"); // there is nothing left to erase
  },
  help() {
    palette.close(); // or the focus would come back to a button that is out of sight by then
    toolbar.help();
  },
  close: () => palette.close(),
};
const toolbar = createToolbar(document, {
  actions,
  onSingles(singles) {
    choose({ singles });
    remember();
  },
});
const palette = createPalette(document, {
  onChoice: choose,
  onWidth: remember,
  onColours: recoloured,
});
createRing(canvas, document.getElementById("ring"));

document.getElementById("again").addEventListener("click", read);
document.addEventListener("keydown", (event) => {
  const name = action(event, choices);
  if (!name || toolbar.isHelping()) return;
  event.preventDefault();
  actions[name]();
});

new ResizeObserver(refit).observe(canvas);
window.addEventListener("resize", refit); // zooming, or a move to another screen
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
window.addEventListener("online", () => !document.getElementById("again").hidden && read());

hold(tool);
restyle();
if (current(history).length) read();
