/** Pointer events into places on the paper: mouse, finger and pen alike. */

import { createReferee } from "./referee.js";
import { placed } from "./strokes.js";

const ERASER = 32; // in `buttons`: a pen that is turned around

/** Whether a pointer touches, or comes near, with a pen's eraser end. */
export function isEraser({ buttons }) {
  return (buttons & ERASER) !== 0;
}

/**
 * Tell what is done on the canvas: `onStart({eraser})`, `onMove(places)` from there on, at once and
 * with every event, then `onEnd()` or, where the browser takes the pointer away, `onCancel()`.
 * A place is {x, y, pressure}, its pressure null where the pointer has none.
 */
export function listen(canvas, { onStart, onMove, onEnd, onCancel }) {
  const referee = createReferee();

  const move = (event) => {
    const rect = canvas.getBoundingClientRect();
    onMove(samples(event).map((each) => ({ ...placed(each, rect), pressure: pressure(each) })));
  };

  const start = (event) => {
    referee.sees(event);
    if (event.button !== 0 && !isEraser(event)) return;
    const isInterrupting = referee.isBusy();
    if (!referee.starts(event)) return;
    if (isInterrupting) onCancel();
    hold(canvas, event.pointerId);
    onStart({ eraser: isEraser(event) });
    move(event);
  };

  const finish = (done) => (event) => {
    referee.sees(event);
    if (!referee.holds(event)) return;
    referee.ends();
    done();
  };

  canvas.addEventListener("pointerdown", start);
  canvas.addEventListener("pointermove", (event) => {
    referee.sees(event);
    if (referee.holds(event)) move(event);
  });
  canvas.addEventListener("pointerup", finish(onEnd));
  canvas.addEventListener("pointercancel", finish(onCancel));
  keepStill(canvas);
}

/** Every position since the last event, where the browser bundles several into one frame. */
function samples(event) {
  const bundled = event.getCoalescedEvents?.() ?? [];
  return bundled.length ? bundled : [event];
}

/** A mouse and a finger report a pressure too, but not one that anybody means. */
function pressure(event) {
  return event.pointerType === "pen" ? event.pressure : null;
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
