/** "Pen and paper": the line's width and the colours, chosen, put on the page, and read off it. */

import { areAlike, css, INKS, isDark, isSame, mixed, PAPERS, parsed } from "./colours.js";

const LEVELS = ["red", "green", "blue"];
const ALIKE = "Ink and paper are too alike to be seen.";
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];
const DOTS = 0.12; // of the way from the paper to black or white: seen, and not in the way
const HINT = 0.8; // readable

/**
 * `onChoice(part)` is told what is chosen, as part of {width, ink, paper}, while a slider moves
 * too; `onWidth()` and `onColours()` when it is let go of, or a swatch pressed.
 */
export function createPalette(page, { onChoice, onWidth, onColours }) {
  const at = (id) => page.getElementById(id);
  const panel = at("palette");

  const pickers = [
    picker(page, at("ink"), INKS, (ink) => onChoice({ ink })),
    picker(page, at("sheet"), PAPERS, (paper) => onChoice({ paper })),
  ];
  const [width, both] = [at("width"), panel.querySelector(".pickers")];
  width.addEventListener("input", () => onChoice({ width: width.value / 1000 }));
  width.addEventListener("change", onWidth);
  both.addEventListener("change", onColours);
  both.addEventListener("click", (event) => event.target.closest(".swatch") && onColours());
  closeOutside(page, panel);

  return {
    /** What was chosen, and what comes of it: ink, what it is drawn on, the paper's own colour. */
    show(choices, { ink, paper, sheet }) {
      width.value = Math.round(choices.width * 1000);
      pickers[0](choices.ink, ink);
      pickers[1](choices.paper, sheet);
      at("alike").textContent = areAlike(ink, paper) ? ALIKE : "";
    },
    /** Closes it where it is open; the focus goes back to what opened it. */
    close() {
      if (!panel.open) return;
      const isInside = panel.contains(page.activeElement);
      panel.open = false;
      if (isInside) panel.querySelector("summary").focus();
    },
  };
}

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

/** Swatches and three sliders for one colour; gives the function that shows it. */
function picker(page, group, presets, onColour) {
  const sliders = LEVELS.map((name) => group.querySelector(`[name=${name}]`));
  const swatches = presets.map((preset) => swatch(page, preset, onColour));
  group.querySelector(".swatches").replaceChildren(...swatches);
  const chosen = () => sliders.map((slider) => Number(slider.value));
  for (const slider of sliders) slider.addEventListener("input", () => onColour(chosen()));

  return (colour, shown) => {
    sliders.forEach((slider, i) => {
      slider.value = Math.round(shown[i]);
    });
    swatches.forEach((button, i) => {
      button.setAttribute("aria-pressed", String(isSame(presets[i].colour, colour)));
    });
  };
}

function swatch(page, { name, colour }, onColour) {
  const button = page.createElement("button");
  button.type = "button";
  button.className = "swatch";
  button.title = name;
  button.setAttribute("aria-label", name);
  if (colour) button.style.setProperty("--colour", css(colour));
  button.addEventListener("click", () => onColour(colour));
  return button;
}

/** Like a menu: it goes when one turns to something else, and comes whole into sight. */
function closeOutside(page, panel) {
  page.addEventListener("pointerdown", (event) => {
    if (!panel.contains(event.target)) panel.open = false;
  });
  panel.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !panel.contains(next)) panel.open = false;
  });
  panel.addEventListener("toggle", () => {
    if (panel.open) panel.querySelector(".panel").scrollIntoView({ block: "nearest" });
  });
}
