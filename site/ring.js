/** The eraser's rim: always under the pointer, and style.css shows it while one erases or would. */

import { isEraser } from "./pen.js";
import { RUBBER } from "./rub.js";

export function createRing(canvas, ring) {
  ring.style.setProperty("--rubber", RUBBER);

  const follow = (event) => {
    if (!event.isPrimary) return;
    const rect = canvas.getBoundingClientRect();
    ring.style.setProperty("--x", `${event.clientX - rect.left}px`);
    ring.style.setProperty("--y", `${event.clientY - rect.top}px`);
    ring.classList.toggle("turned", isEraser(event)); // whatever the chosen tool is
    ring.hidden = false;
  };
  const leave = (event) => {
    if (event.isPrimary) ring.hidden = true;
  };

  for (const type of ["pointerdown", "pointermove"]) canvas.addEventListener(type, follow);
  for (const type of ["pointerleave", "pointercancel"]) canvas.addEventListener(type, leave);
}
