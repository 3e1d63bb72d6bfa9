/** Pointer events into strokes: mouse, finger and pen alike. */

import { extended, placed } from "./strokes.js";

/**
 * Tell what is drawn on the canvas: `onStart()`, `onMove(stroke)` as it grows, then
 * `onStroke(stroke)` or, where the browser takes the pointer away, `onCancel()`.
 *
 * Only the pointer that started a stroke draws it: a second finger, or the ball of the hand, is
 * ignored until that one is lifted.
 */
export function listen(canvas, { onStart, onMove, onStroke, onCancel }) {
  let pointer = null;
  let stroke = [];

  const draw = (event) => {
    const rect = canvas.getBoundingClientRect();
    for (const each of samples(event)) stroke = extended(stroke, placed(each, rect));
    onMove(stroke);
  };

  const start = (event) => {
    if (pointer !== null || event.button !== 0) return;
    pointer = event.pointerId;
    stroke = [];
    hold(canvas, pointer);
    onStart();
    draw(event);
  };

  const finish = (done) => (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    done(stroke);
  };

  canvas.addEventListener("pointerdown", start);
  canvas.addEventListener("pointermove", (event) => event.pointerId === pointer && draw(event));
  canvas.addEventListener("pointerup", finish(onStroke));
  canvas.addEventListener("pointercancel", finish(onCancel));
  keepStill(canvas);
}

/** Every position since the last event, where the browser bundles several into one frame. */
function samples(event) {
  const bundled = event.getCoalescedEvents?.() ?? [];
  return bundled.length ? bundled : [event];
}

/** Let the stroke go on outside the canvas. A pointer that is gone by now cannot be held. */
function hold(canvas, pointer) {
  try {
    canvas.setPointerCapture(pointer);
  } catch (error) {
    if (error.name !== "NotFoundError") throw error;
  }
}

/**
 * No scrolling, zooming or menu under the finger. `touch-action: none` says the same, but not to
 * every browser, and listeners that are passive by default could not say it at all.
 */
function keepStill(canvas) {
  for (const type of ["touchstart", "touchmove", "contextmenu"]) {
    canvas.addEventListener(type, (event) => event.preventDefault(), { passive: false });
  }
}
