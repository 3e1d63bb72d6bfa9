/**
 * Colours as [red, green, blue], each 0 to 255. No DOM.
 *
 * null is "automatic": paper as the page has it, and ink that can be seen on the paper.
 */

const VISIBLE = 60; // of 441, in RGB levels: ink nearer to its paper than this is hard to see

export const INKS = [
  { name: "Automatic", colour: null },
  { name: "Black", colour: [17, 17, 17] },
  { name: "Blue", colour: [29, 78, 216] },
  { name: "Green", colour: [21, 110, 62] },
  { name: "Red", colour: [190, 40, 40] },
  { name: "White", colour: [255, 255, 255] },
];

export const PAPERS = [
  { name: "Automatic", colour: null },
  { name: "White", colour: [255, 255, 255] },
  { name: "Cream", colour: [250, 240, 215] },
  { name: "Sky", colour: [208, 228, 250] },
  { name: "Blackboard", colour: [32, 62, 52] },
  { name: "Black", colour: [17, 17, 17] },
];

/** What a browser computes, "rgb(31, 42, 92)", as numbers. */
export function parsed(text) {
  return text.match(/[\d.]+/g).slice(0, 3).map(Number);
}

export function css(colour) {
  return `rgb(${colour.join(", ")})`;
}

export function isSame(a, b) {
  return String(a) === String(b);
}

/** Whether ink on such a paper could hardly be seen. */
export function areAlike(a, b) {
  return Math.hypot(...a.map((level, i) => level - b[i])) < VISIBLE;
}

/** Whether white has more contrast with it than black, as WCAG reckons contrast. */
export function isDark(colour) {
  const [red, green, blue] = colour.map((level) => (level / 255) ** 2.2); // as light, about
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18;
}

/** `share` of the way from one colour to another. */
export function mixed(from, to, share) {
  return from.map((level, i) => Math.round(level + (to[i] - level) * share));
}
