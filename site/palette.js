/** "Pen and paper": the width of the line, and the colours of ink and paper. */

import { areAlike, css, INKS, isSame, PAPERS } from "./colours.js";

const LEVELS = ["red", "green", "blue"];
const ALIKE = "Ink and paper are too alike to be seen.";

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
  const [width, colours] = [at("width"), panel.querySelector(".pickers")];
  width.addEventListener("input", () => onChoice({ width: width.value / 1000 }));
  width.addEventListener("change", onWidth);
  colours.addEventListener("change", onColours);
  colours.addEventListener("click", (event) => event.target.closest(".swatch") && onColours());
  closeOutside(page, panel);

  return {
    /** `choices` is what was chosen, `shown` the colours that come of it. */
    show(choices, shown) {
      width.value = Math.round(choices.width * 1000);
      pickers[0](choices.ink, shown.ink);
      pickers[1](choices.paper, shown.paper);
      at("alike").textContent = areAlike(shown.ink, shown.paper) ? ALIKE : "";
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
