/** Which key does what. No DOM: takes a keyboard event, gives the name of an action or null. */

const PLAIN = {
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
const TYPING = "input:not([type=range]), textarea, select, [contenteditable]";

/** `singles` says whether keys that write a character do something by themselves (WCAG 2.1.4). */
export function action(event, { singles } = { singles: true }) {
  if (event.isComposing || event.target?.closest?.(TYPING)) return null;
  const key = event.key.toLowerCase();
  if (isPlain(event, key)) return singles || key.length > 1 ? (PLAIN[key] ?? null) : null;
  if (event.altKey) return null;
  if (key === "z" && (event.ctrlKey || event.metaKey)) return event.shiftKey ? "redo" : "undo";
  return key === "y" && event.ctrlKey && !event.shiftKey ? "redo" : null;
}

/** Without Control, Command or Alt. On many keyboards a bracket needs Alt, or both (AltGr). */
function isPlain({ ctrlKey, metaKey, altKey }, key) {
  if (BRACKETS.includes(key)) return !metaKey && (altKey || !ctrlKey);
  return !metaKey && !ctrlKey && !altKey;
}
