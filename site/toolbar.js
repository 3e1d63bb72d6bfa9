/** The buttons beside the paper, and the keys that do the same. */

const TOOLS = ["pen", "eraser"];
const BUTTONS = [...TOOLS, "undo", "redo", "clear", "help"];

const KEYS = {
  "e": "eraser",
  "p": "pen",
  "[": "thinner",
  "]": "thicker",
  "delete": "clear",
  "backspace": "clear",
  "?": "help",
  "escape": "close",
};
const BRACKETS = ["[", "]"];
const TYPING = "input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]";

/** Each button calls the action of its name; `onSingles(areOn)` is told of keys without Control. */
export function createToolbar(page, { actions, onSingles }) {
  const at = (id) => page.getElementById(id);
  for (const name of BUTTONS) at(name).addEventListener("click", () => actions[name]());
  at("singles").addEventListener("change", () => onSingles(at("singles").checked));
  at("close").addEventListener("click", () => at("keys").close());

  return {
    tool(chosen) {
      for (const name of TOOLS) at(name).setAttribute("aria-pressed", String(name === chosen));
      at("canvas").parentElement.dataset.tool = chosen;
    },
    redoable(isIt) {
      if (!isIt) handOn(page, at("redo"));
      at("redo").disabled = !isIt;
    },
    singles(areOn) {
      at("singles").checked = areOn;
    },
    help() {
      if (!at("keys").open) at("keys").showModal();
    },
  };
}

/** Before an element goes, or goes out: the keyboard, where it is in it, goes on from "Undo". */
export function handOn(page, leaving) {
  if (leaving.contains(page.activeElement)) page.getElementById("undo").focus();
}

/**
 * The name of the action that a keyboard event asks for, or null. `singles` says whether keys that
 * write a character do something by themselves (WCAG 2.1.4).
 */
export function action(event, { singles } = { singles: true }) {
  if (event.isComposing || event.target?.closest?.(TYPING)) return null;
  const key = event.key.toLowerCase();
  if (isPlain(event, key)) return singles || key.length > 1 ? (KEYS[key] ?? null) : null;
  if (event.altKey) return null;
  if (key === "z" && (event.ctrlKey || event.metaKey)) return event.shiftKey ? "redo" : "undo";
  return key === "y" && event.ctrlKey && !event.shiftKey ? "redo" : null;
}

/** Without Control, Command or Alt. On many keyboards a bracket needs Alt, or both (AltGr). */
function isPlain({ ctrlKey, metaKey, altKey }, key) {
  if (BRACKETS.includes(key)) return !metaKey && (altKey || !ctrlKey);
  return !metaKey && !ctrlKey && !altKey;
}
