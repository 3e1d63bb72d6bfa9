/** Pointer events into places on the paper: mouse, finger and pen alike. */

import { placed } from "./strokes.js";

const ERASER = 32; // in `buttons`: a pen that is turned around
const REST = 1000; // ms after the last sign of a pen in which a touch is the hand that holds it
const SLIP = 5; // CSS pixels: a finger that goes no further has pressed the button

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

/**
 * Which of several pointers draws: one at a time, and a pen before a hand.
 *
 * Takes pointer events as they come. A second finger is ignored while one draws; touches are while
 * a pen is near. A pen takes over from a finger: the ball of the hand came down first.
 */
export function createReferee() {
  let holder = null; // the event that began what is being drawn
  let pen = -Infinity; // when a pen was last seen

  const mayStart = ({ pointerType, pointerId, timeStamp }) => {
    if (pointerType === "touch" && timeStamp - pen < REST) return false;
    if (holder === null || holder.pointerId === pointerId) return true; // its end was missed
    return pointerType === "pen" && holder.pointerType === "touch";
  };

  return {
    /** Any event of a pen, touching or hovering. */
    sees({ pointerType, timeStamp }) {
      if (pointerType === "pen") pen = timeStamp;
    },
    /** Whether the pointer that came down may draw; it then holds the paper. */
    starts(event) {
      const may = mayStart(event);
      if (may) holder = event;
      return may;
    },
    isBusy: () => holder !== null,
    holds: (event) => holder?.pointerId === event.pointerId,
    ends() {
      holder = null;
    },
  };
}

/** A button on the paper is not in the pen's way: a press that moves on becomes a stroke. */
export function drawThrough(button, canvas) {
  let pressed = null; // the event of the pointer that is down on it

  button.addEventListener("pointerdown", (event) => {
    pressed = event;
    button.setPointerCapture(event.pointerId); // a quick pen is off it before it is seen to move
  });
  button.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pressed?.pointerId || !isFar(event, pressed)) return;
    canvas.dispatchEvent(new PointerEvent("pointerdown", pressed));
    canvas.dispatchEvent(new PointerEvent("pointermove", event));
    pressed = null;
  });
  for (const type of ["pointerup", "pointercancel"]) {
    button.addEventListener(type, () => {
      pressed = null;
    });
  }
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
 * every browser, and listeners that are passive by default could not say it at all. And what is
 * selected on the page is not dragged away, which would take the mouse from the stroke.
 */
function keepStill(canvas) {
  for (const type of ["touchstart", "touchmove", "contextmenu", "dragstart"]) {
    canvas.addEventListener(type, (event) => event.preventDefault(), { passive: false });
  }
}

function isFar(a, b) {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) > SLIP;
}
