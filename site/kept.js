/**
 * The drawing and what was chosen for it as text, and back. No DOM; the storage is handed in.
 *
 * What is read may be of another version, damaged, or put there by anybody: it is taken whole, when
 * all of it is as `packed` writes it, or not at all.
 */

import { THINNEST, WIDEST, WIDTH } from "./nib.js";
import { BLANK, isBlank } from "./strokes.js";

const NAME = "digitpad";
const VERSION = 2;
const LONGEST = 1_000_000; // characters: ten minutes, or a picture; browsers keep five million
const UNIT = 10_000; // numbers are kept as whole ones, in this part of the paper's width
const FAR = 20 * UNIT; // a stroke may leave the paper, as far as a screen is wide
const PICTURE = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/;
const BROADEST = 2 * WIDEST * UNIT; // a pen that is pressed

/** As the page begins. A colour of null is automatic; `singles` are keys that need no Control. */
export const PLAIN = { width: WIDTH, ink: null, paper: null, singles: true };

/**
 * What is kept, as {drawing, choices}, or null; of a picture it is the address. `storage` gives
 * localStorage, or throws.
 */
export function recalled(storage) {
  try {
    return unpacked(storage().getItem(NAME));
  } catch {
    return null; // a private window, or a browser that is told to keep nothing
  }
}

export function keep(storage, drawing, choices) {
  try {
    storage().setItem(NAME, packed(drawing, choices));
  } catch {
    // Nothing is kept then, and nothing else depends on it.
  }
}

/** A drawing that is too long to be kept is left out, so that no older one takes its place. */
export function packed(drawing, choices) {
  const strokes = drawing.strokes.map(numbers);
  const picture = drawing.picture?.url ?? null;
  const text = JSON.stringify({ version: VERSION, ...choices, picture, strokes });
  return text.length <= LONGEST || isBlank(drawing) ? text : packed(BLANK, choices);
}

export function unpacked(text) {
  if (typeof text !== "string" || text.length > LONGEST) return null;
  const { version, picture, strokes, ...others } = parsed(text) ?? {};
  const { width, ink, paper, singles } = others;
  if (version !== VERSION || !Array.isArray(strokes) || !strokes.every(isStroke)) return null;
  if (!isWithin(width, THINNEST, WIDEST) || ![ink, paper].every(isColour)) return null;
  if (typeof singles !== "boolean" || !isPicture(picture)) return null;
  const drawing = { picture, strokes: strokes.map(points) };
  return { drawing, choices: { width, ink, paper, singles } };
}

/** A stroke as x, y, w, x, y, w, … */
function numbers(stroke) {
  return stroke.flatMap(({ x, y, w }) => [x, y, w].map((value) => Math.round(value * UNIT)));
}

function points(stroke) {
  const of = (i) => stroke[i] / UNIT;
  return Array.from({ length: stroke.length / 3 }, (_, i) => ({
    x: of(3 * i),
    y: of(3 * i + 1),
    w: of(3 * i + 2),
  }));
}

function isStroke(it) {
  if (!Array.isArray(it) || it.length === 0 || it.length % 3 !== 0) return false;
  return it.every((value, i) => {
    return i % 3 === 2 ? isWithin(value, 1, BROADEST) : isWithin(value, -FAR, FAR);
  });
}

/** Never an address elsewhere, which would be asked for. */
function isPicture(it) {
  return it === null || (typeof it === "string" && PICTURE.test(it));
}

function isColour(it) {
  if (it === null) return true;
  return Array.isArray(it) && it.length === 3 && it.every((level) => isWithin(level, 0, 255));
}

function isWithin(value, low, high) {
  return Number.isFinite(value) && value >= low && value <= high;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
