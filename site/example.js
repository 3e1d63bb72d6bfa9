/** Numbers to show how it is done, as a hand would write them, and what is read of one of them. */

import { flat } from "./curves.js";
import { WIDTH } from "./nib.js";
import { sent } from "./paint.js";
import { HEIGHT } from "./strokes.js";

export const EXAMPLES = ["42", "7", "305"];

const TALL = 0.42; // of the paper's width: a digit alone
const BROAD = 0.62; // of its height
const APART = 0.3; // of its height, between two
const MOST = 0.72; // of the paper's width: the whole number

/** By a hundredth of the height, x and y in turn; a corner stands there twice. */
const SHAPES = {
  0: [[37, 1, 20, 0, 2, 29, 2, 71, 20, 100, 46, 100, 64, 71, 64, 29, 46, 0, 30, 1]],
  2: [[5, 27, 7, 14, 20, 0, 45, 0, 61, 14, 61, 32, 48, 54, 26, 76, 4, 97, 4, 97, 34, 95, 66, 97]],
  3: [[8, 13, 14, 4, 26, -1, 46, -1, 58, 11, 58, 31, 46, 44, 26, 46, 26, 46, 50, 47, 65, 60,
    65, 82, 50, 100, 26, 102, 10, 96, 3, 84]],
  4: [[32, 0, 22, 34, 3, 66, 3, 66, 30, 66, 68, 63], [50, 30, 47, 66, 45, 101]],
  5: [[14, 2, 11, 24, 8, 45, 8, 45, 22, 36, 44, 36, 63, 50, 63, 82, 46, 101, 22, 102, 8, 96, 2, 87],
    [14, 2, 36, 3, 60, 0]],
  7: [[3, 5, 34, 5, 64, 1, 64, 1, 50, 32, 36, 60, 28, 101]],
};

const png = (...lines) => `data:image/png;base64,${lines.join("")}`;

const FOUR = png(
  "iVBORw0KGgoAAAANSUhEUgAAABwAAAAcBAMAAACAI8KnAAAAGFBMVEUAAAAkJCRJSUltbW2SkpK2trbb29v////S/F",
  "SRAAAAf0lEQVR42mNgoBiwOkBoJgglxIDCVfiAyn2AzGWUR5Fl/MughMRl/sfgjMRVus8ggMRVuIBsEaP+A8b/CC7L",
  "HwYGCJeZgYGBwfTvSyktLr4XDAwsDAwMDAYCagwMxi8vQLlnBRgY9dbdR/IScxGymxmQTUYAuCwDPsX/HlAcwAA4Px",
  "izCuvOyQAAAABJRU5ErkJggg==",
);
const TWO = png(
  "iVBORw0KGgoAAAANSUhEUgAAABwAAAAcBAMAAACAI8KnAAAAGFBMVEUAAAAkJCRJSUltbW2SkpK2trbb29v////S/F",
  "SRAAAAlUlEQVR42qXKsQrCMBhF4WNNVptiR5HiA4hOgovoIwjq7EP4dIJkFyWzOHRxEmpcRapDMf1d9QwXPrjwe81q",
  "F+M4r7nMHr2L/1zUxjBaA0QA7atnnwYOHJT3QJMDNQsPxIFbIGoFAqjyi8OjZDRxkunTS053COqOk5wfENRdKzk7I6",
  "j7NqnYAFhlwO1kQQG8Cg+J4b/ejd4hrDqUV7AAAAAASUVORK5CYII=",
);
const HEAT = png(
  "iVBORw0KGgoAAAANSUhEUgAAABkAAAAUBAMAAACKWYuOAAAAGFBMVEX/egD/egD/egD/egD/egD/egD/egD/egD7fk",
  "LzAAAACHRSTlMAJEltkrbb/1y0/6IAAABXSURBVHjanY+xDYAwDATPkAH82YD9h3PKVJgikanB3ele/zL8OwPMyQFA",
  "A1zEcgeYyXeyYS7dWU6XjKLehYpw/HUEVi2E1/qiLMoMYq+fMMnBrLT8+38PtDoS6H7Ycd4AAAAASUVORK5CYII=",
);

/** What the function says of the 42. */
const MARK = {
  digit: 4,
  none: 0.0001,
  probabilities: [0.0005, 0.0005, 0.0003, 0.0003, 0.9964, 0.0004, 0.0006, 0.0004, 0.0004, 0.0002],
  box: { x: 69, y: 69, width: 122, height: 183 },
  seen: FOUR,
  heatmap: HEAT,
};
const OTHER = { digit: 2, box: { x: 225, y: 69, width: 118, height: 177 }, seen: TWO };

/** The strokes of a number in the middle of the paper, as points {x, y} close to each other. */
export function written(figures) {
  const widths = figures.length * BROAD + (figures.length - 1) * APART; // in heights
  const tall = Math.min(TALL, MOST / widths);
  const [left, top] = [(1 - widths * tall) / 2, (HEIGHT - tall) / 2];
  return [...figures].flatMap((figure, i) => {
    const from = left + i * (BROAD + APART) * tall;
    return SHAPES[figure].map((shape) => flat(placed(shape, { from, top, tall })));
  });
}

/**
 * What the five steps show before anything is drawn, as view.js tells of what was read:
 * {file, answer, mark}.
 */
export async function sample(colours) {
  const strokes = written("42").map((line) => line.map(({ x, y }) => ({ x, y, w: WIDTH })));
  const file = await sent({ picture: null, strokes }, colours);
  return { file, answer: { digits: [MARK, OTHER] }, mark: MARK };
}

function placed(shape, { from, top, tall }) {
  return Array.from({ length: shape.length / 2 }, (_, i) => ({
    x: from + (shape[2 * i] / 100) * tall,
    y: top + (shape[2 * i + 1] / 100) * tall,
    w: 0,
  }));
}
