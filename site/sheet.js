/** The chosen pen and paper on the page: custom properties in, computed colours out. */

import { css, isDark, mixed, parsed } from "./colours.js";

const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];
const DOTS = 0.12; // of the way from the paper to black or white: seen, and not in the way
const HINT = 0.8; // readable

/**
 * Dress the pad. Setting null removes a property: then it is as the style sheet has it. `ground` is
 * the colour of a picture on the paper, or null: automatic ink suits what it is drawn on.
 */
export function dress(pad, { width, ink, paper }, ground) {
  const set = (name, value) => pad.style.setProperty(name, value);
  const dark = paper && isDark(paper);
  const marked = (share) => paper && css(mixed(paper, dark ? WHITE : BLACK, share));
  const under = ground ?? paper;
  const suited = (name) => under && `var(--${name}-on-${isDark(under) ? "dark" : "light"})`;
  pad.classList.toggle("pictured", ground !== null);
  set("--pen", width);
  set("--ink", ink ? css(ink) : suited("ink"));
  set("--box", suited("box"));
  set("--chosen", suited("chosen"));
  set("--ground", ground && css(ground));
  set("--sheet", paper && css(paper));
  set("--sheet-dots", marked(DOTS));
  set("--sheet-hint", marked(HINT));
}

/** The colours as they are now: chosen, of the scheme, the system's own, or of the picture. */
export function colours(pad, ground) {
  const canvas = pad.querySelector("canvas");
  return {
    ink: parsed(getComputedStyle(canvas).color),
    paper: ground ?? parsed(getComputedStyle(canvas.parentElement).backgroundColor),
  };
}
