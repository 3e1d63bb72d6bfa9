import assert from "node:assert/strict";
import { test } from "node:test";

import { drawing, erasing } from "../../site/gestures.js";

const place = (x, y, pressure = null) => ({ x, y, pressure });
const LINE = [[0.1, 0.4], [0.5, 0.4], [0.9, 0.4]].map(([x, y]) => ({ x, y, w: 0.034 }));

test("the pen adds one stroke, which grows", () => {
  const gesture = drawing([LINE], 0.02);
  assert.equal(gesture.moved([place(0.1, 0.1)]).length, 2);
  const now = gesture.moved([place(0.2, 0.1), place(0.3, 0.1)]);
  assert.equal(now.length, 2);
  assert.equal(now[0], LINE);
  assert.deepEqual(now[1], [0.1, 0.2, 0.3].map((x) => ({ x, y: 0.1, w: 0.02 })));
  assert.deepEqual(gesture.ended(), now);
});

test("a pressed pen draws a wider line as it is pressed harder", () => {
  const [stroke] = drawing([], 0.02).moved([0.2, 0.5, 0.8].map((p, i) => place(i / 10, 0.1, p)));
  const [light, , hard] = stroke.map(({ w }) => w);
  assert.ok(light < hard);
});

test("an eraser that hardly moves has tapped: the stroke goes once it is lifted", () => {
  const gesture = erasing([LINE]);
  assert.deepEqual(gesture.moved([place(0.5, 0.4)]), [LINE]);
  assert.deepEqual(gesture.moved([place(0.505, 0.4)]), [LINE]);
  assert.deepEqual(gesture.ended(), []);
});

test("an eraser that is dragged rubs from where it came down", () => {
  const gesture = erasing([LINE]);
  gesture.moved([place(0.5, 0.4)]);
  const now = gesture.moved([place(0.5, 0.5)]);
  assert.equal(now.length, 2);
  assert.equal(gesture.ended(), now);
});

test("a dragged eraser that comes back has not tapped", () => {
  const gesture = erasing([LINE]);
  gesture.moved([place(0.5, 0.6), place(0.5, 0.7), place(0.5, 0.6)]);
  assert.deepEqual(gesture.ended(), [LINE]);
});

test("a tap on blank paper changes nothing", () => {
  const before = [LINE];
  const gesture = erasing(before);
  gesture.moved([place(0.5, 0.7)]);
  assert.equal(gesture.ended(), before);
});
