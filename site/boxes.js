/**
 * Of several marks one is looked at. Buttons beside the drawing choose it, and boxes over it, one a
 * mark, each with a tab; the pen goes through.
 */

import { placed } from "./frame.js";
import { drawThrough } from "./pen.js";
import { figure } from "./reading.js";
import { aired, TAB, tabs } from "./tabs.js";
import { handOn } from "./toolbar.js";

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** `onChoose(i)` is told which. */
export function createMarks(page, onChoose) {
  const group = page.getElementById("marks");

  const button = (mark, i) => {
    const made = page.createElement("button");
    made.type = "button";
    made.textContent = figure(mark);
    made.addEventListener("click", () => onChoose(i));
    return made;
  };

  return {
    show(digits) {
      handOn(page, group);
      group.replaceChildren(...(digits.length > 1 ? digits.map(button) : []));
    },
    choose(chosen) {
      [...group.children].forEach((each, i) => {
        each.setAttribute("aria-pressed", String(i === chosen));
        if (i === chosen) group.scrollLeft = each.offsetLeft - group.clientWidth / 2;
      });
    },
  };
}

/** `onChoose(i)` is told which of the marks is to be looked at. */
export function createBoxes(page, onChoose) {
  const [layer, canvas] = [page.getElementById("boxes"), page.getElementById("canvas")];
  layer.style.setProperty("--tab", `${TAB}px`);
  let shown = { digits: [], size: null }; // what was read, and the posted picture's size
  let [frames, buttons] = [[], []];

  const place = () => {
    const sheet = { width: layer.clientWidth, height: layer.clientHeight };
    if (!sheet.width || !frames.length) return;
    const boxes = shown.digits.map(({ box }) => placed(box, shown.size, sheet));
    const rects = aired(boxes, sheet);
    const corners = tabs(rects, sheet);
    frames.forEach((frame, i) => lay(frame, rects[i], sheet));
    buttons.forEach((button, i) => {
      button.hidden = !corners;
      if (corners) lay(button, corners[i], sheet);
    });
  };

  const walk = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's own
    const next = buttons.indexOf(page.activeElement) + STEPS[event.key];
    if (!buttons[next]) return;
    event.preventDefault(); // the page would scroll
    onChoose(next);
    buttons[next].focus();
  };

  layer.addEventListener("keydown", walk);
  new ResizeObserver(place).observe(layer);

  return {
    /** Of one mark alone there is nothing to choose. */
    show(digits, size) {
      shown = { digits: isBoxed(digits) ? digits : [], size };
      frames = shown.digits.map((mark) => made(page, "span", kind("box", mark)));
      buttons = shown.digits.map((mark, i) => tab(page, mark, i, shown.digits.length));
      buttons.forEach((button, i) => {
        button.addEventListener("click", () => onChoose(i));
        drawThrough(button, canvas);
      });
      layer.replaceChildren(...frames, ...buttons);
      layer.hidden = !frames.length;
      place();
    },
    /** The Tab key comes to the chosen one only; from there the arrow keys lead to the others. */
    choose(chosen) {
      frames.forEach((frame, i) => frame.classList.toggle("chosen", i === chosen));
      buttons.forEach((button, i) => {
        button.setAttribute("aria-pressed", String(i === chosen));
        button.tabIndex = i === chosen ? 0 : -1;
      });
    },
    hide() {
      handOn(page, layer);
      layer.hidden = true;
    },
  };
}

function isBoxed(digits) {
  return digits.length > 1 && digits.every(({ box }) => box);
}

/** In shares of the sheet: printed, it has another size, and nobody tells. */
function lay(element, { x, y, width, height }, sheet) {
  const share = (length, whole) => (length === undefined ? "" : `${(100 * length) / whole}%`);
  element.style.left = share(x, sheet.width);
  element.style.top = share(y, sheet.height);
  element.style.width = share(width, sheet.width);
  element.style.height = share(height, sheet.height);
}

function tab(page, mark, i, count) {
  const button = made(page, "button", kind("tab", mark));
  const read = mark.digit === null ? "not a digit" : mark.digit;
  button.type = "button";
  button.textContent = figure(mark);
  button.setAttribute("aria-label", `${figure(mark)}: mark ${i + 1} of ${count}, ${read}`);
  return button;
}

function kind(name, { digit }) {
  return digit === null ? `${name} refused` : name;
}

function made(page, name, className) {
  return Object.assign(page.createElement(name), { className });
}
