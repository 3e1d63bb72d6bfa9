/** How large a picture is kept, where it lies on the paper, what is cut out of it. No DOM. */

const MOST = 1024; // pixels, longer side: what the function works with; more would only be sent
const MARGIN = 0.25; // of a mark's longer side, round what is cut out
const LEAST = 400; // pixels, longer side: strokes over a smaller picture would be coarse

/** The size in pixels in which a picture is kept and sent, of the same shape. */
export function kept({ width, height }) {
  const longer = Math.max(width, height);
  const scale = Math.min(Math.max(longer, LEAST), MOST) / longer;
  const scaled = (side) => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** The rectangle of that shape in the middle of a sheet, as large as the sheet allows. */
export function fitted({ width, height }, sheet) {
  const scale = Math.min(sheet.width / width, sheet.height / height);
  const [w, h] = [width * scale, height * scale];
  return { x: (sheet.width - w) / 2, y: (sheet.height - h) / 2, width: w, height: h };
}

/** Where a box of a picture's pixels lies on a sheet that the picture is fitted to. */
export function placed(box, picture, sheet) {
  const { x, y, width } = fitted(picture, sheet);
  const scale = width / picture.width;
  const [w, h] = [box.width * scale, box.height * scale];
  return { x: x + box.x * scale, y: y + box.y * scale, width: w, height: h };
}

/**
 * The part of a picture in which a mark is, with a margin: as far as the picture goes, and to the
 * left and right no further than to the boxes of other marks.
 */
export function around(box, { width, height }, others) {
  const margin = MARGIN * Math.max(box.width, box.height);
  const before = others.map(end).filter((edge) => edge <= box.x);
  const after = others.map(({ x }) => x).filter((edge) => edge >= end(box));
  const left = Math.max(0, Math.floor(box.x - margin), ...before);
  const right = Math.min(width, Math.ceil(end(box) + margin), ...after);
  const top = Math.max(0, Math.floor(box.y - margin));
  const bottom = Math.min(height, Math.ceil(box.y + box.height + margin));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Which of the boxes has most of this one, by its number; -1 where none has any of it. */
export function overlapping(box, boxes) {
  const shared = (other, from, length) => {
    const stop = Math.min(box[from] + box[length], other[from] + other[length]);
    return Math.max(0, stop - Math.max(box[from], other[from]));
  };
  const areas = boxes.map((other) => shared(other, "x", "width") * shared(other, "y", "height"));
  const most = Math.max(...areas);
  return most > 0 ? areas.indexOf(most) : -1;
}

function end({ x, width }) {
  return x + width;
}
