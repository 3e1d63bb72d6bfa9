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
  let kept = new Map(); // of the places of its marks: what the collection has of each
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
    if (!subject) return;
    const about = pointed();
    last = last.then(() => {
      const made = about.kept.get(about.place);
      return made && correct(about, made.label); // what is kept already is given, or taken back
    });
  });

  /** What is corrected, to be known again where the same drawing is read again meanwhile. */
  const pointed = () => ({ ...subject, kept, place: place(subject) });

  const press = (label) => {
    const about = pointed();
    highlight(label);
    last = last.then(() => correct(about, label));
  };

  const highlight = (label) =>
    keys.forEach((key, i) => key.setAttribute("aria-pressed", String(LABELS[i] === label)));

  const show = () => {
    const { answer, mark } = subject;
    const which = answer.digits.length > 1 ? `The ${figure(mark)}` : "It";
    at("asked").textContent = `${which} was a …`;
    highlight(kept.get(place(subject))?.label);
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

  const isShown = (about) => subject && about.kept === kept && about.place === place(subject);

  const say = (about, text) => {
    if (isShown(about)) at("outcome").textContent = text;
  };

  /** Another label for what is kept already takes the place of the first, and of what was given. */
  const correct = async (about, label) => {
    const { checked: isGiving } = at("give");
    try {
      const made = { ...(about.kept.get(about.place) ?? (await entry(about))), label };
      made.id = await collection.keep(made);
      about.kept.set(about.place, made);
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
      for (const [place, made] of [...kept]) {
        const entry = entries.find(({ id }) => id === made.id);
        if (entry) Object.assign(made, entry); // into which a gift is written that is on its way
        else kept.delete(place);
      }
      if (!subject || kept.size === before) return;
      at("outcome").textContent = "";
      show();
    },
    /** What may be corrected now, or null. */
    about(read) {
      if (read && !isSame(read, known)) kept = new Map();
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

const place = ({ answer, mark }) => answer.digits.indexOf(mark);

/** The same strokes that are read again have the same marks, and were corrected already. */
function isSame({ answer, strokes }, known) {
  if (answer === known?.answer) return true;
  return strokes === known?.strokes && answer.digits.length === known.answer.digits.length;
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
