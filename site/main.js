/** Connects: tools draw, pictures are brought, the drawing is kept and read, the answer shown. */

import { createCollection } from "./collection.js";
import { createCorrection } from "./correction.js";
import { sample } from "./example.js";
import { createGallery } from "./gallery.js";
import { drawing, erasing } from "./gestures.js";
import { keep, PLAIN, recalled } from "./kept.js";
import { limited, NOTCH } from "./nib.js";
import { extent, fit, paint } from "./paint.js";
import { colours, createPalette, dress } from "./palette.js";
import { drawThrough, listen } from "./pen.js";
import { brought, createIntake, opened } from "./pictures.js";
import { createReader } from "./reader.js";
import { createRing } from "./rub.js";
import { createShow } from "./show.js";
import { createSteps } from "./steps.js";
import {
  beginning,
  BLANK,
  cleared,
  current,
  isBlank,
  isRedoable,
  redone,
  stepped,
  undone,
  withStrokes,
} from "./strokes.js";
import { action, createToolbar } from "./toolbar.js";
import { createView } from "./view.js";

const CALM = 250; // ms after the last change: a held arrow key turns a slider 30 times a second

const storage = () => window.localStorage; // which throws where nothing may be kept
const before = recalled(storage);
const pad = document.querySelector(".pad");
const canvas = document.getElementById("canvas");
const collection = createCollection(() => window.indexedDB);
const gallery = createGallery(document, {
  collection,
  onOpen: () => correction.close(), // and with it the focus goes to what will be there afterwards
  onShown: (entries) => correction.left(entries),
});
const correction = createCorrection(document, { collection, onKept: gallery.recount });
const steps = createSteps(document, () => sample(colours(pad, null)));
const view = createView(document, {
  onMark(read) {
    correction.about(read);
    if (read) steps.show(read);
  },
});
const reader = createReader(view);

let history = beginning(before ? await restored(before.drawing) : BLANK);
let choices = before?.choices ?? PLAIN; // {width, ink, paper, singles}, as kept.js says
let tool = "pen";
let gesture = null; // what the pointer does that is on the paper
let shown = current(history); // with what the gesture has done so far
let bringing = 0; // counts the files that were brought: only the last one counts
let waiting = null; // a picture that came while a pointer was on the paper
let blank = history; // as it was before an example was shown
let frame = null;
let recolouring = null;

/** What was kept, with its picture; nothing of it where the picture cannot be opened. */
async function restored({ picture, strokes }) {
  try {
    return { picture: picture && (await opened(picture)), strokes };
  } catch {
    return BLANK;
  }
}

const isCovered = () => document.querySelector("dialog[open]") !== null;

const ground = () => shown.picture?.ground ?? null;

function repaint() {
  frame ??= requestAnimationFrame(() => {
    frame = null;
    draw();
  });
}

function draw() {
  paint(canvas, shown, colours(pad, ground()).ink);
}

function refit() {
  fit(canvas);
  draw(); // at once: a canvas of a new size is empty
}

function restyle() {
  dress(pad, choices, ground());
  palette.show(choices, { ...colours(pad, ground()), sheet: colours(pad, null).paper });
  toolbar.singles(choices.singles);
  repaint();
}

function remember() {
  keep(storage, current(history), choices);
}

function read() {
  clearTimeout(recolouring);
  reader.read(current(history), colours(pad, ground()));
}

/** Things have changed, and may be well again: not to be waited for any longer. */
function retry() {
  if (reader.isStuck()) read();
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
  if (isNew) {
    remember();
    reader.drop(); // what lies over the drawing is of the one before
  }
  restyle(); // there may be another picture, or none any more
  read();
}

/** The pointer has left the paper. */
function settle(next) {
  gesture = null;
  change(next);
  if (waiting) lay(waiting);
}

/** A picture comes on a paper of its own. */
function lay(picture) {
  waiting = gesture ? picture : null;
  change(stepped(history, { ...BLANK, picture }));
}

async function bring(file) {
  if (isCovered()) return; // it would come unseen
  show.stop();
  bringing += 1;
  const turn = bringing;
  view.remark("Opening the picture…");
  try {
    const picture = await brought(file);
    if (turn !== bringing) return;
    show.stop(); // which may have begun meanwhile
    lay(picture);
  } catch (error) {
    if (error.name !== "Unusable") throw error;
    if (turn === bringing) view.remark(error.message);
  }
}

const hand = {
  onStart({ eraser }) {
    reader.drop();
    const isErasing = eraser || tool === "eraser";
    if (!isErasing) view.ink(true);
    const now = current(history);
    gesture = isErasing
      ? erasing(now.strokes)
      : drawing(now.strokes, choices.width, extent(now));
  },
  onMove(places) {
    shown = withStrokes(current(history), gesture.moved(places));
    repaint();
  },
  onEnd: () => settle(stepped(history, withStrokes(current(history), gesture.ended()))),
  onCancel: () => settle(history),
};
listen(canvas, hand);

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
  close() {
    palette.close();
    correction.close();
  },
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
/** The example is one step, to be undone as one; who draws into it has the paper to themselves. */
const show = createShow(document, {
  hand,
  onBegin() {
    hold("pen");
    blank = history;
  },
  onEnd({ isTaken }) {
    if (isTaken) change(blank);
    else history = stepped(blank, current(history));
  },
});
createIntake(document, bring);
for (const id of ["bring", "snap", "show"]) drawThrough(document.getElementById(id), canvas);
createRing(canvas, document.getElementById("ring"));

document.getElementById("again").addEventListener("click", read);
document.addEventListener("keydown", (event) => {
  const name = action(event, choices);
  if (!name || isCovered()) return;
  event.preventDefault();
  actions[name]();
});

new ResizeObserver(refit).observe(canvas);
window.addEventListener("resize", refit); // zooming, or a move to another screen
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
window.addEventListener("online", retry);
document.addEventListener("visibilitychange", () => document.hidden || retry());

hold(tool);
restyle();
gallery.recount();
if (!isBlank(current(history))) read();
