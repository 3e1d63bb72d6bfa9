/** The five steps as small pictures. A tile is a canvas that is 5 by 4, as the paper is. */

import { around, fitted, placed } from "./frame.js";
import { ink } from "./ink.js";
import { bars, length } from "./reading.js";

const NIGHT = "#0b0d12"; // behind what is bright on black
const QUIET = "#8b93ad";
const CHOSEN = "#93a9ff"; // style.css: --chosen-on-dark
const HEAT = 0.75; // how strongly the evidence covers the ink
const DIM = 0.6; // of the ink under the evidence
const UPPER = 0.64; // of the last tile's height: above its bars
const GAP = 0.05; // of a tile's height
const THIN = 4; // pixels of a canvas that is 400 wide

/** 1: the picture as it was sent. */
export function sentTile(tile, whole) {
  const { context, part } = begun(tile, whole, null);
  context.drawImage(whole, part.x, part.y, part.width, part.height);
}

/** 2: its ink, bright on black; gives that picture. */
export function inkTile(tile, { whole, digits }) {
  const { context, part } = begun(tile, whole, NIGHT);
  const found = inked(whole, tile, digits);
  context.drawImage(found, part.x, part.y, part.width, part.height);
  return found;
}

/** 3: its marks, in boxes. */
export function marksTile(tile, found, { whole, digits, mark }) {
  const { context, part } = begun(tile, whole, NIGHT);
  context.drawImage(found, part.x, part.y, part.width, part.height);
  for (const each of digits) {
    const { x, y, width, height } = placed(each.box, whole, tile);
    context.setLineDash(each.digit === null ? [3 * THIN, 2 * THIN] : []);
    outline(context, [x - THIN, y - THIN, width + 2 * THIN, height + 2 * THIN], each === mark);
  }
}

/** 4: each as the network sees it, side by side. */
export function seenTile(tile, pictures, chosen) {
  const { context } = begun(tile, tile, NIGHT);
  const gap = GAP * tile.height;
  const side = Math.min(tile.height - gap, (tile.width - gap) / pictures.length) - gap;
  const left = (tile.width - pictures.length * (side + gap) + gap) / 2;
  context.imageSmoothingEnabled = false;
  pictures.forEach((picture, i) => {
    const square = [left + i * (side + gap), (tile.height - side) / 2, side, side];
    context.drawImage(picture, ...square);
    outline(context, square, i === chosen);
  });
}

/** 5: what spoke for the answer, over the mark's ink, and how likely each digit is. */
export function answerTile(tile, found, { whole, digits, mark, heat }) {
  const others = digits.filter((each) => each !== mark).map(({ box }) => box);
  const cut = around(mark.box, whole, others);
  const upper = { width: tile.width, height: UPPER * tile.height };
  const { context, part } = begun(tile, cut, NIGHT, upper);
  const lay = (picture, opacity) => {
    const scale = picture.width / whole.width; // both are of the whole picture
    const source = [cut.x, cut.y, cut.width, cut.height].map((side) => side * scale);
    context.globalAlpha = opacity;
    context.drawImage(picture, ...source, part.x, part.y, part.width, part.height);
  };
  lay(found, DIM);
  lay(heat, HEAT);
  context.globalAlpha = 1;
  chart(context, mark, tile);
}

/** Eleven bars, and under the best what it stands for. */
function chart(context, mark, { width, height }) {
  const step = width / 13;
  const [foot, most] = [0.86 * height, 0.22 * height];
  bars(mark).forEach(({ share, best }, i) => {
    const tall = Math.max(THIN / 2, length(share) * most);
    const x = (i + 1) * step;
    context.fillStyle = best ? CHOSEN : QUIET;
    context.fillRect(x + 0.15 * step, foot - tall, 0.7 * step, tall);
    if (best) context.fillText(mark.digit ?? "?", x + step / 2, 0.965 * height);
  });
}

/** An empty tile, and where on it, or on the part of it that is for it, a picture lies. */
function begun(tile, picture, ground, room = tile) {
  const context = tile.getContext("2d");
  tile.width = tile.width; // which empties it, and forgets all that was set
  context.fillStyle = ground ?? "transparent";
  context.fillRect(0, 0, tile.width, tile.height);
  Object.assign(context, {
    font: `600 ${0.1 * tile.height}px sans-serif`,
    textAlign: "center",
    lineJoin: "round",
  });
  return { context, part: fitted(picture, room) };
}

/** The ink of a picture as a canvas, no larger than it will be shown. */
function inked(whole, room, digits) {
  const { width, height } = fitted(whole, room);
  const size = { width: Math.round(width), height: Math.round(height) };
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d");
  context.drawImage(whole, 0, 0, size.width, size.height);
  const picture = context.getImageData(0, 0, size.width, size.height);
  const levels = ink(picture, digits.map(({ box }) => placed(box, whole, size)));
  const pixels = new Uint32Array(picture.data.buffer); // red, green, blue and opacity at once
  levels.forEach((level, pixel) => {
    pixels[pixel] = level * 0x01010101;
  });
  context.putImageData(picture, 0, 0);
  return canvas;
}

function outline(context, rectangle, isChosen) {
  context.strokeStyle = isChosen ? CHOSEN : QUIET;
  context.lineWidth = isChosen ? THIN : THIN / 2;
  context.strokeRect(...rectangle);
}
