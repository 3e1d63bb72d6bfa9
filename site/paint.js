/** Strokes onto a canvas: the one on the page, and the picture that is sent. */

import { css } from "./colours.js";
import { parts } from "./curves.js";
import { HEIGHT } from "./strokes.js";

const SENT = 400; // pixels of the sent picture's width: plenty for 28, and a few kilobytes

/** Give the canvas as many pixels as the screen has there. */
export function fit(canvas, density = window.devicePixelRatio) {
  const { width, height } = canvas.getBoundingClientRect(); // clientWidth is rounded already
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
}

/** Draw the strokes; `canvas` may have any size, its width is 1 to the drawing. */
export function paint(canvas, drawing, ink) {
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(canvas.width, canvas.width);
  Object.assign(context, { strokeStyle: css(ink), lineCap: "round", lineJoin: "round" });
  for (const part of drawing.flatMap(parts)) line(context, part);
}

/** The drawing as a PNG: its ink on its paper, without the paper's dots. */
export function picture(drawing, { ink, paper }, canvas = document.createElement("canvas")) {
  canvas.width = SENT;
  canvas.height = SENT * HEIGHT;
  paint(canvas, drawing, ink);
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = css(paper);
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** One part of a stroke. With round caps a line to where it began is a dot. */
function line(context, { width, from, curves }) {
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from.x, from.y);
  for (const { control, to } of curves) {
    if (control === to) context.lineTo(to.x, to.y);
    else context.quadraticCurveTo(control.x, control.y, to.x, to.y);
  }
  context.stroke();
}
