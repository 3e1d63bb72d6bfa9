/** Of several marks one is looked at: the buttons beside the drawing that choose it. */

import { figure } from "./reading.js";

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
      group.replaceChildren(...(digits.length > 1 ? digits.map(button) : []));
    },
    choose(chosen) {
      [...group.children].forEach((each, i) => {
        each.setAttribute("aria-pressed", String(i === chosen));
      });
    },
  };
}
