/** Strokes onto a canvas: the one on the page, and the picture that is sent. */

import { HEIGHT, PEN, smooth } from "./strokes.js";

const SENT = 400; // pixels of the sent picture's width: plenty for 28, and a few kilobytes

/** Give the canvas as many pixels as the screen has there. */
export function fit(canvas, density = window.devicePixelRatio) {
  canvas.width = Math.round(canvas.clientWidth * density);
  canvas.height = Math.round(canvas.clientHeight * density);
}

/** Draw the strokes; `canvas` may have any size, its width is 1 to the drawing. */
export function paint(canvas, drawing, ink) {
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(canvas.width, canvas.width);
  Object.assign(context, { strokeStyle: ink, lineWidth: PEN, lineCap: "round", lineJoin: "round" });
  for (const stroke of drawing) line(context, smooth(stroke));
}

/** The drawing as a PNG, dark ink on white paper. */
export function picture(drawing, canvas = document.createElement("canvas")) {
  canvas.width = SENT;
  canvas.height = SENT * HEIGHT;
  paint(canvas, drawing, "black");
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function line(context, { from, curves, to }) {
  context.beginPath();
  context.moveTo(from.x, from.y);
  for (const curve of curves) {
    context.quadraticCurveTo(curve.control.x, curve.control.y, curve.to.x, curve.to.y);
  }
  context.lineTo(to.x, to.y); // with round caps a line to where it began is a dot
  context.stroke();
}
