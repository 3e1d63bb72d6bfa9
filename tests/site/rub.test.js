import assert from "node:assert/strict";
import { test } from "node:test";

import { RUBBER, rubbed, without } from "../../site/rub.js";

const W = 0.034;
const at = (x, y) => ({ x, y, w: W });
const LINE = [at(0.1, 0.4), at(0.5, 0.4), at(0.9, 0.4)]; // from left to right
const BAR = [at(0.2, 0.1), at(0.2, 0.7)]; // down, through the line
const DOT = [at(0.7, 0.1)];

const xs = (stroke) => stroke.map(({ x }) => x);
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 0.003, `${actual}`);

test("rubbing across a stroke leaves its two ends, and nothing under the eraser", () => {
  const [left, right, ...others] = rubbed([LINE], at(0.5, 0.2), at(0.5, 0.6));
  assert.deepEqual(others, []);
  near(Math.min(...xs(left)), 0.1);
  near(Math.max(...xs(left)), 0.5 - RUBBER - W / 2);
  near(Math.min(...xs(right)), 0.5 + RUBBER + W / 2);
  near(Math.max(...xs(right)), 0.9);
});

test("rubbing over an end makes a stroke shorter", () => {
  const [left, ...others] = rubbed([LINE], at(0.8, 0.4), at(0.95, 0.4));
  assert.deepEqual(others, []);
  near(Math.max(...xs(left)), 0.8 - RUBBER - W / 2);
});

test("rubbing along all of a stroke leaves nothing", () => {
  assert.deepEqual(rubbed([LINE], at(0.1, 0.4), at(0.9, 0.4)), []);
});

test("a quick eraser that skips over a stroke between two places rubs it all the same", () => {
  assert.equal(rubbed([BAR], at(0.0, 0.4), at(0.9, 0.4)).length, 2);
});

test("other strokes stay, in their places and the same", () => {
  const left = rubbed([DOT, LINE, BAR], at(0.6, 0.3), at(0.6, 0.5));
  assert.equal(left.length, 4);
  assert.equal(left[0], DOT);
  assert.equal(left[3], BAR);
});

test("rubbing where nothing is gives the very same drawing", () => {
  const drawing = [LINE, DOT];
  assert.equal(rubbed(drawing, at(0.1, 0.7), at(0.9, 0.7)), drawing);
  assert.equal(rubbed([], at(0.1, 0.7), at(0.9, 0.7)).length, 0);
});

test("a dot is rubbed away whole", () => {
  assert.deepEqual(rubbed([DOT], at(0.69, 0.1), at(0.71, 0.1)), []);
});

test("no crumbs are left at the eraser's rim", () => {
  const reach = RUBBER + W / 2;
  assert.deepEqual(rubbed([LINE], at(0.1 + reach + 0.004, 0.4), at(0.9, 0.4)), []);
});

test("a curve keeps its shape where it is not rubbed", () => {
  const corner = [at(0.2, 0.2), at(0.8, 0.2), at(0.8, 0.7)];
  const [piece] = rubbed([corner], at(0.2, 0.1), at(0.2, 0.3));
  const cut = Math.min(...piece.map(({ x, y }) => Math.hypot(x - 0.8, y - 0.2)));
  assert.ok(cut > 0.1, "the corner is as round as it was drawn");
});

test("rubbing leaves the drawing that it began with as it was", () => {
  const before = structuredClone([LINE, BAR]);
  const drawing = [LINE, BAR];
  rubbed(drawing, at(0.5, 0.2), at(0.5, 0.6));
  assert.deepEqual(drawing, before);
});

test("a tap takes the newest stroke there, whole", () => {
  assert.deepEqual(without([LINE, BAR, DOT], at(0.2, 0.4)), [LINE, DOT]);
  assert.deepEqual(without([BAR, LINE], at(0.2, 0.4)), [BAR]);
});

test("a tap beside all strokes takes none", () => {
  const drawing = [LINE, DOT];
  assert.equal(without(drawing, at(0.5, 0.6)), drawing);
});
