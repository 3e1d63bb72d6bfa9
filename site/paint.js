/** A drawing onto a canvas: the one on the page, and the one that is sent. */

import { css } from "./colours.js";
import { parts } from "./curves.js";
import { fitted } from "./frame.js";
import { encoded } from "./pictures.js";
import { HEIGHT } from "./strokes.js";

const SENT = 400; // pixels of a sent drawing's width: plenty for 28, and a few kilobytes
const SOMEWHERE = 1e-4; // of the paper's width, unseen: a line to where it began may not be drawn
const SHEET = { x: 0, y: 0, width: 1, height: HEIGHT };

/** Give the canvas as many pixels as the screen has there. */
export function fit(canvas, density = window.devicePixelRatio) {
  const { width, height } = canvas.getBoundingClientRect(); // clientWidth is rounded already
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
}

/** Draw all that is on the paper; `canvas` may have any size, its width is 1 to the drawing. */
export function paint(canvas, drawing, ink) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.save();
  context.scale(canvas.width, canvas.width);
  draw(context, drawing, ink);
  context.restore();
}

/** The size in pixels of the file that a drawing becomes. */
export function size({ picture }) {
  const { width, height } = picture ?? { width: SENT, height: SENT * HEIGHT };
  return { width, height };
}

/** The drawing as a file: its ink on its paper without the dots, or on the picture alone. */
export function sent(drawing, { ink, paper }, canvas = document.createElement("canvas")) {
  const { width, height } = size(drawing);
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const part = extent(drawing);
  context.fillStyle = css(paper);
  context.fillRect(0, 0, width, height);
  context.scale(width / part.width, height / part.height);
  context.translate(-part.x, -part.y);
  draw(context, drawing, ink);
  return encoded(canvas);
}

/** What can be drawn on, which is what is read: the sheet, or the picture that lies on it. */
export function extent({ picture }) {
  return picture ? fitted(picture, SHEET) : SHEET;
}

function draw(context, drawing, ink) {
  const { picture, strokes } = drawing;
  if (picture) {
    const { x, y, width, height } = extent(drawing);
    context.imageSmoothingQuality = "high";
    context.drawImage(picture.image, x, y, width, height);
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
  }
  Object.assign(context, { strokeStyle: css(ink), lineCap: "round", lineJoin: "round" });
  for (const part of strokes.flatMap(parts)) line(context, part);
}

/** One part of a stroke. With round caps a line that hardly goes anywhere is a dot. */
function line(context, { width, from, curves }) {
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from.x, from.y);
  for (const { control, to } of curves) {
    if (control === to) context.lineTo(to.x + SOMEWHERE, to.y);
    else context.quadraticCurveTo(control.x, control.y, to.x, to.y);
  }
  context.stroke();
}
