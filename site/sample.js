/** What the function says of an example: what the five steps show before anything is drawn. */

import { written } from "./example.js";
import { WIDTH } from "./nib.js";
import { sent } from "./paint.js";

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

const MARK = {
  digit: 4,
  none: 0.0001,
  probabilities: [0.0005, 0.0005, 0.0003, 0.0003, 0.9964, 0.0004, 0.0006, 0.0004, 0.0004, 0.0002],
  box: { x: 69, y: 69, width: 122, height: 183 },
  seen: FOUR,
  heatmap: HEAT,
};
const OTHER = { digit: 2, box: { x: 225, y: 69, width: 118, height: 177 }, seen: TWO };

/** As view.js tells of what was read: {file, answer, mark}. */
export async function sample(colours) {
  const strokes = written("42").map((line) => line.map(({ x, y }) => ({ x, y, w: WIDTH })));
  const file = await sent({ picture: null, strokes }, colours);
  return { file, answer: { digits: [MARK, OTHER] }, mark: MARK };
}
