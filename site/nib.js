/** How wide a pen draws, in units of the paper's width. No DOM. */

export const WIDTH = 0.034; // 12 px on a phone, 20 on a desktop
export const THINNEST = 0.01;
export const WIDEST = 0.08;
export const NOTCH = 0.004; // what a key press adds

const LIGHTEST = 0.6; // of the width, at no pressure; at half of the full pressure it is 1
const GIVE = 0.3; // how fast the nib follows the pressure: sensors tremble, ink does not

/** The width within its limits, free of the crumbs that adding notches leaves. */
export function limited(width) {
  return Math.round(Math.min(Math.max(width, THINNEST), WIDEST) * 1000) / 1000;
}

/**
 * The width of the line where a pointer is. `pressure` is 0 to 1, and null for what has none to
 * give: a mouse or a finger draws evenly. `last` is the stroke's point before this one, if any.
 */
export function pressed(width, pressure, last) {
  if (pressure === null) return width;
  const aim = width * (LIGHTEST + 2 * (1 - LIGHTEST) * pressure);
  return last ? last.w + (aim - last.w) * GIVE : aim;
}
