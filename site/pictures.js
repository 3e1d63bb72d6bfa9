/**
 * Files and addresses as pictures that can lie on the paper, and the ways in which a file comes.
 *
 * A picture is {url, image, width, height, ground}: upright, no larger than is sent, and nothing
 * of the file but its pixels, so that a photograph does not tell where it was taken. `ground` is
 * its mean colour.
 */

import { isDark } from "./colours.js";
import { around, kept } from "./frame.js";

const BUTTONS = { bring: "file", snap: "photo" }; // and the inputs that they stand for
const LARGEST = 40 * 2 ** 20; // bytes of a file: a phone's finest photographs have 30 MiB
const MOST_PIXELS = 64_000_000; // decoded they take 256 MB, which a phone has to spare
const HEAVY = 300_000; // bytes: a PNG above that is a photograph, and ten times smaller as a JPEG
const QUALITY = 0.9;
const CUT = 280; // pixels, longer side of what is cut out: ten times what the model sees
const GRID = 16; // pixels a side: in one alone a little ink would be lost
const WHITE = "#fff";
const BLACK = "#111";
const HALF = 128; // of 255: a picture that is less opaque, on the whole, has no paper of its own

const NO_PICTURE = "That is no picture that this browser can open. Try a PNG or a JPEG.";
const TOO_LARGE = "That picture is too large to be opened here. Try a smaller one.";

/** The file cannot lie on the paper; the message is for the person. */
export class Unusable extends Error {
  name = "Unusable";
}

/**
 * Chosen, photographed, dropped or pasted: `onFile(file)` is told of each file; of several that
 * come together, of the first.
 */
export function createIntake(page, onFile) {
  const at = (id) => page.getElementById(id);
  for (const [button, input] of Object.entries(BUTTONS)) {
    at(button).addEventListener("click", () => at(input).click());
    at(input).addEventListener("change", () => {
      const [file] = at(input).files;
      at(input).value = ""; // so that the same file may be chosen again
      if (file) onFile(file);
    });
  }
  catchDrops(page, at("canvas").parentElement, onFile);
  page.addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (!file) return;
    event.preventDefault();
    onFile(file);
  });
}

/** The picture in a file, or Unusable. */
export async function brought(file) {
  if (file.size > LARGEST) throw new Unusable(TOO_LARGE);
  const address = URL.createObjectURL(file);
  try {
    const image = await loaded(address);
    // Before anything decodes it: a small file may unfold into gigabytes.
    if (image.naturalWidth * image.naturalHeight > MOST_PIXELS) throw new Unusable(TOO_LARGE);
    return await opened(await dataUrl(await encoded(redrawn(image))));
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(NO_PICTURE, { cause: error });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The picture that an address of ours leads to. */
export async function opened(url) {
  const image = await loaded(url);
  const { naturalWidth: width, naturalHeight: height } = image;
  return { url, image, width, height, ground: mean(image).slice(0, 3) };
}

/** A canvas as a file to send: exact where that is small. */
export async function encoded(canvas) {
  const png = await blob(canvas, "image/png");
  return png.size > HEAVY ? blob(canvas, "image/jpeg", QUALITY) : png;
}

/** One mark of a picture, by its box and those of the others, as the bytes of a small PNG. */
export async function cutOut(file, box, others) {
  const whole = await createImageBitmap(file);
  const { x, y, width, height } = around(box, whole, others);
  const scale = Math.min(1, CUT / Math.max(width, height));
  const scaled = (side) => Math.max(1, Math.round(side * scale));
  const { canvas, context } = sheet({ width: scaled(width), height: scaled(height) });
  context.drawImage(whole, x, y, width, height, 0, 0, canvas.width, canvas.height);
  whole.close();
  return new Uint8Array(await (await blob(canvas, "image/png")).arrayBuffer());
}

async function loaded(url) {
  const image = new Image();
  image.src = url;
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new Unusable(NO_PICTURE));
  });
  if (!image.naturalWidth || !image.naturalHeight) throw new Unusable(NO_PICTURE);
  return image;
}

/** Browsers turn it upright as they draw it. What is transparent lies on a paper. */
function redrawn(image) {
  const { naturalWidth: width, naturalHeight: height } = image;
  const { canvas, context } = sheet(kept({ width, height }));
  context.fillStyle = under(mean(image));
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** White, but for light ink with nothing behind it, a sticker's: it would not be seen. */
function under(colour) {
  return colour[3] < HALF && !isDark(colour) ? BLACK : WHITE;
}

/** Red, green and blue of what can be seen, and how opaque the whole is. */
function mean(image) {
  const { context } = sheet({ width: GRID, height: GRID });
  context.drawImage(image, 0, 0, GRID, GRID);
  const { data } = context.getImageData(0, 0, GRID, GRID);
  const sums = [0, 0, 0, 0];
  data.forEach((level, i) => {
    sums[i % 4] += i % 4 < 3 ? level * data[i | 3] : level; // by its pixel's opacity
  });
  const opaque = sums.pop();
  return [...sums.map((sum) => Math.round(sum / (opaque || 1))), opaque / GRID ** 2];
}

/** A canvas of that size, whose context scales pictures well. */
function sheet(size) {
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  return { canvas, context };
}

function blob(canvas, type, quality) {
  return new Promise((resolve, reject) => {
    const done = (made) => (made ? resolve(made) : reject(new Error(`no ${type}`)));
    canvas.toBlob(done, type, quality);
  });
}

function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Anywhere on the page: a file that misses the paper would be opened in the page's place. */
function catchDrops(page, paper, onFile) {
  const aim = (isAimed) => paper.classList.toggle("aimed", isAimed);
  const hasFile = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  page.addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    aim(true);
  });
  page.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || aim(false));
  page.addEventListener("drop", (event) => {
    aim(false);
    if (!hasFile(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  });
}
