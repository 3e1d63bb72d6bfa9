/** "Correct it": what a drawing really was goes with it into the collection on this device. */

import { lament } from "./collection.js";
import { NONE, said } from "./labels.js";
import { cutOut } from "./pictures.js";
import { figure } from "./reading.js";

const LABELS = [..."0123456789", NONE];

/** `onKept()` is told when the collection has become another one. */
export function createCorrection(page, { collection, onKept }) {
  const at = (id) => page.getElementById(id);
  const [opener, panel] = [at("correct"), at("correction")];
  let subject = null; // {answer, mark, file}: what was read, and may be corrected
  let kept = new Map(); // of the marks of that answer: what the collection has of each
  let last = Promise.resolve(); // a quick second press waits, and replaces what the first kept

  const keys = LABELS.map((label) => {
    const key = page.createElement("button");
    key.type = "button";
    key.textContent = label === NONE ? "no digit" : label;
    key.addEventListener("click", () => {
      const about = subject;
      last = last.then(() => correct(about, label));
    });
    return key;
  });
  at("labels").replaceChildren(...keys);

  const show = () => {
    const { answer, mark } = subject;
    const which = answer.digits.length > 1 ? `The ${figure(mark)}` : "It";
    at("asked").textContent = `${which} was a …`;
    const label = kept.get(mark)?.label;
    keys.forEach((key, i) => key.setAttribute("aria-pressed", String(LABELS[i] === label)));
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

  /** Another label for what is kept already takes the place of the first. */
  const correct = async (about, label) => {
    try {
      const made = { ...(kept.get(about.mark) ?? (await entry(about))), label };
      kept.set(about.mark, { ...made, id: await collection.keep(made) });
      at("outcome").textContent = `Kept as ${said(label)}, on this device.`;
    } catch (error) {
      at("outcome").textContent = lament(error);
    }
    if (about === subject) show();
    onKept();
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
      const isLeft = ([, { id }]) => entries.some((entry) => entry.id === id);
      const before = kept.size;
      kept = new Map([...kept].filter(isLeft));
      if (!subject || kept.size === before) return;
      at("outcome").textContent = "";
      show();
    },
    /** What may be corrected now, as {answer, mark, file}, or null. */
    about(read) {
      if (read?.answer !== subject?.answer) kept = new Map();
      subject = read;
      if (!read) close();
      opener.disabled = !read;
      at("outcome").textContent = "";
      if (read) show();
    },
  };
}

async function entry({ answer, mark, file }) {
  const others = answer.digits.filter((other) => other !== mark).map(({ box }) => box);
  return {
    png: await cutOut(file, mark.box, others),
    read: mark.digit === null ? NONE : String(mark.digit),
    confidence: mark.confidence,
    model: answer.model.version,
    date: new Date().toISOString(),
  };
}
