/** Which drawings are shown, in which order, and which one is next. No DOM. */

export const LABELS = [..."0123456789", "none"];

export const isReadOtherwise = (drawing) => drawing.said !== drawing.label;

const SHOWN = {
  undecided: (drawing) => !drawing.decision,
  otherwise: (drawing) => !drawing.decision && isReadOtherwise(drawing),
  decided: (drawing) => Boolean(drawing.decision),
  all: () => true,
};

/** Those of the drawings that a filter {show, label} lets through; "" is any label. */
export function filtered(drawings, { show, label }) {
  return drawings.filter((one) => SHOWN[show](one) && (!label || one.label === label));
}

/** The drawings with one of them as it is now. */
export const replaced = (drawings, now) => drawings.map((one) => (one.id === now.id ? now : one));

/**
 * The one to look at after `id` was decided, or null: what followed it of those that are still
 * shown, else the last that is. `before` was shown before, `after` is shown now.
 */
export function following(before, after, id) {
  const later = before.slice(before.findIndex((one) => one.id === id) + 1);
  const shown = new Set(after.map((one) => one.id));
  return later.find((one) => shown.has(one.id))?.id ?? after.at(-1)?.id ?? null;
}

/** A label in words. */
export const named = (label) => (label === "none" ? "no digit" : label || "blank");

/** What became of a drawing, in words. */
export function told({ decision, decided }) {
  if (!decision) return "undecided";
  return decision === "drop" ? "dropped" : `${decision === "accept" ? "accepted" : "relabelled"} as ${named(decided)}`;
}
