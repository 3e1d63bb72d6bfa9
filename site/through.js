/** A button on the paper that is not in the pen's way: a press that moves on becomes a stroke. */

const SLIP = 5; // CSS pixels: a finger that goes no further has pressed the button

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

function isFar(a, b) {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) > SLIP;
}
