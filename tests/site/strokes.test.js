import assert from "node:assert/strict";
import { test } from "node:test";

import * as strokes from "../../site/strokes.js";

const DOT = [{ x: 0.5, y: 0.4 }];
const SLASH = [{ x: 0.6, y: 0.1 }, { x: 0.5, y: 0.4 }, { x: 0.4, y: 0.7 }];

const drawn = (...all) => all.reduce(strokes.withStroke, strokes.BEGINNING);

test("the paper begins blank", () => {
  assert.deepEqual(strokes.current(strokes.BEGINNING), []);
});

test("strokes are kept in the order in which they are drawn", () => {
  assert.deepEqual(strokes.current(drawn(SLASH, DOT)), [SLASH, DOT]);
});

test("undo takes back the last stroke only", () => {
  assert.deepEqual(strokes.current(strokes.undone(drawn(SLASH, DOT))), [SLASH]);
});

test("undo takes back a clear", () => {
  const history = strokes.cleared(drawn(SLASH, DOT));
  assert.deepEqual(strokes.current(history), []);
  assert.deepEqual(strokes.current(strokes.undone(history)), [SLASH, DOT]);
});

test("undo and clear leave blank paper as it is", () => {
  assert.equal(strokes.undone(strokes.BEGINNING), strokes.BEGINNING);
  assert.equal(strokes.cleared(strokes.BEGINNING), strokes.BEGINNING);
});

test("no step changes the history that it starts from", () => {
  const history = drawn(SLASH);
  strokes.withStroke(history, DOT);
  strokes.cleared(history);
  strokes.undone(history);
  assert.deepEqual(history, [[], [SLASH]]);
});

test("a point is placed in units of the paper's width, whatever its size on the screen", () => {
  const small = { left: 10, top: 20, width: 300, height: 240 };
  const large = { left: 10, top: 20, width: 600, height: 480 };
  const place = { x: 0.5, y: 0.4 };
  assert.deepEqual(strokes.placed({ clientX: 160, clientY: 140 }, small), place);
  assert.deepEqual(strokes.placed({ clientX: 310, clientY: 260 }, large), place);
});

test("a stroke grows by every point that is a step away, and not by jitter", () => {
  const grown = strokes.extended(DOT, { x: 0.5, y: 0.41 });
  assert.equal(grown.length, 2);
  assert.equal(strokes.extended(grown, { x: 0.5005, y: 0.4105 }), grown);
});

test("the first point of a stroke always counts", () => {
  assert.deepEqual(strokes.extended([], DOT[0]), DOT);
});

test("blank paper and dots are not worth reading, a line among dots is", () => {
  assert.equal(strokes.isReadable([]), false);
  assert.equal(strokes.isReadable([DOT, DOT]), false);
  assert.equal(strokes.isReadable([DOT, SLASH]), true);
});

test("a ring that ends where it began is worth reading", () => {
  const ring = [{ x: 0.4, y: 0.4 }, { x: 0.6, y: 0.6 }, { x: 0.4, y: 0.4 }];
  assert.equal(strokes.isReadable([ring]), true);
});

test("a smooth line starts and ends where the pen did", () => {
  const { from, to } = strokes.smooth(SLASH);
  assert.equal(from, SLASH[0]);
  assert.equal(to, SLASH[2]);
});

test("a smooth line bends at the drawn points and joins halfway between them", () => {
  const { curves } = strokes.smooth([{ x: 0, y: 0 }, { x: 2, y: 0 }, { x: 2, y: 2 }]);
  assert.deepEqual(curves, [{ control: { x: 2, y: 0 }, to: { x: 2, y: 1 } }]);
});

test("a dot is a line from a point to itself", () => {
  assert.deepEqual(strokes.smooth(DOT), { from: DOT[0], curves: [], to: DOT[0] });
});
