/** Which pixels of a picture are ink: as the function finds them, in short. No DOM. */

const ROUND = 6; // pixels round a box: there its paper shows
const LEAST = 24; // levels from the paper's colour: what is nearer nobody sees
const NOISE = 5; // times what is usual on the paper: what is nearer is paper still
const OWN = 0.95; // of the inked pixels, the share that is no further than the ink's own colour

/**
 * {data: RGBA, width, height} and the boxes of the marks on it -> a Uint8ClampedArray, a pixel
 * each: ink 255, paper 0. Each box has paper of its own: on a photograph the light is uneven.
 */
export function ink(picture, boxes) {
  const levels = new Uint8ClampedArray(picture.width * picture.height);
  for (const box of boxes) find(picture, box, levels);
  return levels;
}

function find({ data, width, height }, box, levels) {
  const [left, top] = [box.x, box.y].map((side) => Math.max(0, Math.floor(side - ROUND)));
  const right = Math.min(width, Math.ceil(box.x + box.width + ROUND));
  const bottom = Math.min(height, Math.ceil(box.y + box.height + ROUND));
  const [pixels, rim] = [[], []];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      pixels.push(y * width + x);
      const inside = Math.min(x - left, y - top, right - 1 - x, bottom - 1 - y);
      if (inside < ROUND) rim.push(y * width + x);
    }
  }
  const paper = commonest(data, rim);
  const away = (pixel) => distance(data, pixel, paper);
  const below = NOISE * share(rim.map(away), 0.5);
  const seen = pixels.map(away).filter((far) => far > Math.max(below, LEAST));
  if (!seen.length) return;
  const most = share(seen, OWN);
  for (const pixel of pixels) {
    const level = (255 * (away(pixel) - below)) / (most - below);
    levels[pixel] = Math.max(levels[pixel], level); // boxes may overlap
  }
}

/** The mean colour of the pixels that are in the fullest bin of 16 levels. */
function commonest(data, pixels) {
  const bins = new Map();
  for (const pixel of pixels) {
    const [red, green, blue] = [0, 1, 2].map((i) => data[4 * pixel + i] >> 4);
    const bin = (red << 8) | (green << 4) | blue;
    if (!bins.has(bin)) bins.set(bin, []);
    bins.get(bin).push(pixel);
  }
  const fullest = [...bins.values()].reduce((a, b) => (b.length > a.length ? b : a));
  const mean = (i) => fullest.reduce((sum, pixel) => sum + data[4 * pixel + i], 0) / fullest.length;
  return [mean(0), mean(1), mean(2)];
}

/** Without an array for each of many pixels: this runs on a phone, beside the pen. */
function distance(data, pixel, [red, green, blue]) {
  const at = 4 * pixel;
  return Math.hypot(data[at] - red, data[at + 1] - green, data[at + 2] - blue);
}

/** The number that this share of the numbers is below. */
function share(numbers, part) {
  return numbers.sort((a, b) => a - b)[Math.floor(part * (numbers.length - 1))];
}
