/**
 * "Correct it": what a drawing really was goes with it into the collection on this device, and,
 * where the box is ticked, to whoever runs the page.
 */

import { lament } from "./collection.js";
import { give, regret, takeBack } from "./giving.js";
import { NONE, said } from "./labels.js";
import { cutOut } from "./pictures.js";
import { figure } from "./reading.js";
import { told } from "./strokes.js";
import { handOn } from "./toolbar.js";

const FINE = 1_000; // parts of the paper's width, in which it is kept how the pen went
const DELETED = "It was deleted meanwhile, and is not given.";
const LABELS = [..."0123456789", NONE];

/**
 * `onKept()` is told when the collection has become another one. A subject is {answer, mark, file,
 * strokes}: what was read, and may be corrected; the strokes are none where they are not the mark's.
 */
export function createCorrection(page, { collection, onKept }) {
  const at = (id) => page.getElementById(id);
  const [opener, panel] = [at("correct"), at("correction")];
  let subject = null;
  let known = null; // the last subject that there was
  let kept = new Map(); // of the marks of its answer: what the collection has of each
  const heirs = new WeakMap(); // of marks: the same one of the same drawing, read again
  const heir = (mark) => (heirs.has(mark) ? heir(heirs.get(mark)) : mark);
  let last = Promise.resolve(); // a quick second press waits, and replaces what the first kept

  const keys = LABELS.map((label) => {
    const key = page.createElement("button");
    key.type = "button";
    key.textContent = label === NONE ? "no digit" : label;
    key.addEventListener("click", () => press(label));
    return key;
  });
  at("labels").replaceChildren(...keys);
  at("give").addEventListener("change", () => {
    const about = subject;
    last = last.then(() => {
      const made = about && kept.get(heir(about.mark));
      return made && correct(about, made.label); // what is kept already is given, or taken back
    });
  });

  const press = (label) => {
    const about = subject;
    highlight(label);
    last = last.then(() => correct(about, label));
  };

  const highlight = (label) =>
    keys.forEach((key, i) => key.setAttribute("aria-pressed", String(LABELS[i] === label)));

  const show = () => {
    const { answer, mark } = subject;
    const which = answer.digits.length > 1 ? `The ${figure(mark)}` : "It";
    at("asked").textContent = `${which} was a …`;
    highlight(kept.get(mark)?.label);
  };

  const toggle = (isOpen) => {
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) panel.scrollIntoView({ block: "nearest" });
  };

  const close = () => {
    if (panel.hidden) return;
    const isInside = panel.contains(page.activeElement);
    toggle(false);
    if (isInside) opener.focus();
  };

  const isShown = (about) => heir(about.mark) === subject?.mark;

  const say = (about, text) => {
    if (isShown(about)) at("outcome").textContent = text;
  };

  /** Another label for what is kept already takes the place of the first, and of what was given. */
  const correct = async (about, label) => {
    const { checked: isGiving } = at("give");
    try {
      const made = { ...(kept.get(heir(about.mark)) ?? (await entry(about))), label };
      made.id = await collection.keep(made);
      kept.set(heir(about.mark), made);
      if (isShown(about)) show();
      const done = `Kept as ${said(label)}, on this device`;
      const isMore = isGiving || made.gift;
      say(about, isMore ? `${done}. One moment…` : `${done}.`);
      if (isMore) say(about, await passedOn(made, isGiving, done));
    } catch (error) {
      if (isShown(about)) show();
      say(about, lament(error));
    }
    onKept();
  };

  /** Take back what was given under another label, and give it anew, where that is wished. */
  const passedOn = async (made, isGiving, done) => {
    const become = (gift) => collection.renew(Object.assign(made, { gift }));
    try {
      if (made.gift && !(isGiving && made.gift.label === made.label)) {
        await takeBack(made.gift);
        if (!(await become(null))) return DELETED;
      }
      if (!isGiving) return `${done}, and taken back.`;
      const isThere = made.gift || (await become({ ...(await give(made)), label: made.label }));
      if (!isThere) return await withdrawn(made);
      return `${done}, and given. Thank you.`;
    } catch (error) {
      if (error.name !== "Refusal") throw error;
      return `${done}. ${regret(error)}`;
    }
  };

  /** It was deleted while it was on its way. What cannot be taken back now is kept with its token. */
  const withdrawn = async (made) => {
    try {
      await takeBack(made.gift);
      made.gift = null;
      return DELETED;
    } catch (error) {
      await collection.keep(made);
      throw error;
    }
  };

  opener.addEventListener("click", () => toggle(panel.hidden));
  page.addEventListener("pointerdown", ({ target }) => {
    if (!panel.contains(target) && !opener.contains(target)) toggle(false);
  });
  panel.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !panel.contains(next) && next !== opener) toggle(false);
  });

  return {
    close,
    /** Of the collection these entries are left. */
    left(entries) {
      const before = kept.size;
      const found = [...kept].map(([mark, { id }]) => [mark, entries.find((one) => one.id === id)]);
      // Not another object: a gift that is on its way is written into this one.
      for (const [mark, entry] of found) if (entry) Object.assign(kept.get(mark), entry);
      kept = new Map([...kept].filter((_, i) => found[i][1]));
      if (!subject || kept.size === before) return;
      at("outcome").textContent = "";
      show();
    },
    /** What may be corrected now, or null. */
    about(read) {
      if (read && read.answer !== known?.answer) kept = handedOn(kept, known, read, heirs);
      subject = read;
      known = read ?? known;
      if (!read) {
        close();
        handOn(page, opener);
      }
      opener.disabled = !read;
      at("outcome").textContent = "";
      if (read) show();
    },
  };
}

/** The same strokes that are read again have the same marks, and were corrected already. */
function handedOn(kept, before, { answer, strokes }, heirs) {
  const [marks, earlier] = [answer.digits, before?.answer.digits];
  if (strokes !== before?.strokes || marks.length !== earlier.length) return new Map();
  earlier.forEach((mark, i) => heirs.set(mark, marks[i]));
  const found = marks.map((mark, i) => [mark, kept.get(earlier[i])]);
  return new Map(found.filter(([, made]) => made));
}

async function entry({ answer, mark, file, strokes }) {
  const others = answer.digits.filter((other) => other !== mark).map(({ box }) => box);
  return {
    png: await cutOut(file, mark.box, others),
    read: mark.digit === null ? NONE : String(mark.digit),
    confidence: mark.confidence,
    strokes: others.length ? [] : told(strokes, FINE),
    gift: null,
    model: answer.model.version,
    date: new Date().toISOString(),
  };
}
