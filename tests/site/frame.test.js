import assert from "node:assert/strict";
import { test } from "node:test";

import { around, fitted, kept, overlapping, placed } from "../../site/frame.js";

const PICTURE = { width: 400, height: 320 };
const SHEET = { x: 0, y: 0, width: 1, height: 0.8 };

test("a phone's photograph is kept with 1024 pixels on its longer side", () => {
  assert.deepEqual(kept({ width: 4032, height: 3024 }), { width: 1024, height: 768 });
  assert.deepEqual(kept({ width: 3024, height: 4032 }), { width: 768, height: 1024 });
});

test("a tiny picture is enlarged, so that strokes over it are not coarse", () => {
  assert.deepEqual(kept({ width: 28, height: 28 }), { width: 400, height: 400 });
});

test("a picture in between is kept as it is", () => {
  assert.deepEqual(kept({ width: 640, height: 480 }), { width: 640, height: 480 });
});

test("a ribbon of a picture is still a pixel wide", () => {
  assert.deepEqual(kept({ width: 20_000, height: 2 }), { width: 1024, height: 1 });
});

test("a wide picture spans the sheet, and is in the middle of it", () => {
  assert.deepEqual(fitted({ width: 400, height: 200 }, SHEET), {
    x: 0,
    y: 0.15000000000000002,
    width: 1,
    height: 0.5,
  });
});

test("a tall picture is as high as the sheet", () => {
  const { x, y, width, height } = fitted({ width: 300, height: 400 }, SHEET);
  assert.ok(Math.abs(height - 0.8) < 1e-9 && Math.abs(width - 0.6) < 1e-9);
  assert.ok(Math.abs(x - 0.2) < 1e-9 && Math.abs(y) < 1e-9);
});

test("a mark is cut out with a margin", () => {
  const box = { x: 100, y: 60, width: 40, height: 80 };
  assert.deepEqual(around(box, PICTURE, []), {
    x: 80,
    y: 40,
    width: 80,
    height: 120,
  });
});

test("the margin ends where the picture does", () => {
  const box = { x: 5, y: 0, width: 390, height: 320 };
  assert.deepEqual(around(box, PICTURE, []), {
    x: 0,
    y: 0,
    width: 400,
    height: 320,
  });
});

test("what is cut out has nothing of the marks beside it", () => {
  const box = { x: 100, y: 60, width: 40, height: 80 };
  const others = [{ x: 40, y: 60, width: 50, height: 80 }, { x: 150, y: 60, width: 9, height: 80 }];
  const { x, width } = around(box, PICTURE, others);
  assert.deepEqual([x, width], [90, 60]);
});

test("a box of the posted picture lies where its ink does on the sheet", () => {
  const sheet = { width: 600, height: 480 };
  const box = { x: 100, y: 60, width: 40, height: 80 };
  assert.deepEqual(placed(box, PICTURE, sheet), { x: 150, y: 90, width: 60, height: 120 });
});

test("on a picture that does not fill the sheet, too", () => {
  const box = { x: 0, y: 0, width: 320, height: 320 };
  const square = { width: 320, height: 320 };
  assert.deepEqual(placed(box, square, { width: 500, height: 400 }), {
    x: 50,
    y: 0,
    width: 400,
    height: 400,
  });
});

test("of several boxes the one that has most of another is found", () => {
  const box = { x: 50, y: 10, width: 40, height: 80 };
  const left = { x: 0, y: 0, width: 52, height: 90 };
  const right = { x: 55, y: 5, width: 90, height: 90 };
  assert.equal(overlapping(box, [left, right]), 1);
  assert.equal(overlapping(box, [right, left]), 0);
  assert.equal(overlapping(box, [left]), 0);
});

test("boxes that only touch, or lie in the same column, overlap nothing", () => {
  const box = { x: 50, y: 10, width: 40, height: 80 };
  const beside = { x: 90, y: 10, width: 40, height: 80 };
  const below = { x: 50, y: 100, width: 40, height: 80 };
  assert.equal(overlapping(box, [beside, below]), -1);
  assert.equal(overlapping(box, []), -1);
});
