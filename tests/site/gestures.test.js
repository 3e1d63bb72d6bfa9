import assert from "node:assert/strict";
import { test } from "node:test";

import { drawing, erasing } from "../../site/gestures.js";

const place = (x, y, pressure = null) => ({ x, y, pressure });
const LINE = [[0.1, 0.4], [0.5, 0.4], [0.9, 0.4]].map(([x, y]) => ({ x, y, w: 0.034 }));
const BEFORE = [LINE];
const SHEET = { x: 0, y: 0, width: 1, height: 0.8 };

test("the pen adds one stroke, which grows", () => {
  const gesture = drawing(BEFORE, 0.02, SHEET);
  assert.equal(gesture.moved([place(0.1, 0.1)]).length, 2);
  const now = gesture.moved([place(0.2, 0.1), place(0.3, 0.1)]);
  assert.equal(now.length, 2);
  assert.equal(now[0], LINE);
  assert.deepEqual(now[1], [0.1, 0.2, 0.3].map((x) => ({ x, y: 0.1, w: 0.02 })));
  assert.deepEqual(gesture.ended(), now);
});

test("a stroke that stays beside what can be drawn on leaves nothing", () => {
  const ended = (...places) => {
    const gesture = drawing(BEFORE, 0.02, { x: 0.3, y: 0, width: 0.4, height: 0.8 });
    assert.equal(gesture.moved(places).length, 2); // until it is known
    return gesture.ended();
  };
  assert.equal(ended(place(0.1, 0.1), place(0.2, 0.7)), BEFORE);
  assert.equal(ended(place(0.28, 0.4)), BEFORE);
  assert.equal(ended(place(0.295, 0.4)).length, 2, "its rim is on it");
  assert.equal(ended(place(0.1, 0.1), place(0.9, 0.1)).length, 2, "it goes across");
});

test("a pressed pen draws a wider line as it is pressed harder", () => {
  const [stroke] = drawing([], 0.02, SHEET).moved([0.2, 0.5, 0.8].map((p, i) => place(i / 10, 0.1, p)));
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
