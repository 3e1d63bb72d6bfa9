/** How it works, in five steps: with the last drawing that was read, or else with an example. */

import { answerTile, inkTile, marksTile, seenTile, sentTile } from "./tiles.js";

const CALM = 200; // ms: first the answer itself is shown, and who goes on drawing is not held up
const YOURS = "In five steps, on your last drawing.";

/** `example()` gives what is shown first, like what `show` takes. */
export function createSteps(page, example) {
  const at = (id) => page.getElementById(id);
  const tiles = [...at("five").querySelectorAll("canvas")];
  let read = null; // {file, answer, mark}: what there is to show
  let shown; // what is shown
  let isNear = false; // whether one sees the steps, or nearly: if not, nothing is worked out

  const refresh = async () => {
    if (!isNear || shown === read) return;
    const mine = (shown = read);
    await new Promise((resolve) => setTimeout(resolve, CALM));
    if (mine !== read) return;
    const parts = await opened(mine ?? (await example()));
    if (mine !== read) return;
    paint(tiles, parts);
    parts.whole.close();
    if (mine) at("whose").textContent = YOURS;
  };

  new IntersectionObserver((entries) => {
    isNear = entries[entries.length - 1].isIntersecting;
    refresh();
  }).observe(at("five"));

  return {
    /** An answer without its pictures explains nothing. */
    show(next) {
      if (!next.answer.digits.every(({ seen, heatmap }) => seen && heatmap)) return;
      read = next;
      refresh();
    },
  };
}

/** The pictures of an answer, ready to be drawn. */
async function opened({ file, answer: { digits }, mark }) {
  const [whole, heat, ...pictures] = await Promise.all([
    createImageBitmap(file),
    loaded(mark.heatmap),
    ...digits.map(({ seen }) => loaded(seen)),
  ]);
  return { whole, heat, pictures, digits, mark };
}

async function loaded(address) {
  const image = Object.assign(new Image(), { src: address });
  await image.decode();
  return image;
}

function paint(tiles, parts) {
  const { whole, pictures, digits, mark } = parts;
  sentTile(tiles[0], whole);
  const found = inkTile(tiles[1], parts);
  marksTile(tiles[2], found, parts);
  seenTile(tiles[3], pictures, digits.indexOf(mark));
  answerTile(tiles[4], found, parts);
}
