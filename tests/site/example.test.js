import assert from "node:assert/strict";
import { test } from "node:test";

import { EXAMPLES, written } from "../../site/example.js";
import { distance, HEIGHT } from "../../site/strokes.js";

const xs = (strokes) => strokes.flat().map(({ x }) => x);
const ys = (strokes) => strokes.flat().map(({ y }) => y);

for (const figures of EXAMPLES) {
  test(`${figures} is written in the middle of the paper, clear of its sides`, () => {
    const strokes = written(figures);
    const [left, right] = [Math.min(...xs(strokes)), Math.max(...xs(strokes))];
    const [top, bottom] = [Math.min(...ys(strokes)), Math.max(...ys(strokes))];
    assert.ok(left > 0.1 && right < 0.9 && Math.abs(left + right - 1) < 0.05);
    assert.ok(top > 0.1 && bottom < HEIGHT - 0.1 && Math.abs(top + bottom - HEIGHT) < 0.05);
  });

  test(`the strokes of ${figures} have points enough to be drawn smoothly`, () => {
    for (const stroke of written(figures)) {
      const steps = stroke.slice(1).map((point, i) => distance(point, stroke[i]));
      assert.ok(stroke.length > 50 && Math.max(...steps) < 0.005);
    }
  });
}

test("there is more than one example, and one of them has several digits", () => {
  assert.ok(EXAMPLES.length > 1);
  assert.ok(EXAMPLES.some((figures) => figures.length > 1));
});
