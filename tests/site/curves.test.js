import assert from "node:assert/strict";
import { test } from "node:test";

import { flat, parts, smooth } from "../../site/curves.js";

const at = (x, y, w = 0.03) => ({ x, y, w });
const CORNER = [at(0, 0), at(0.2, 0), at(0.2, 0.2)];
const DOT = [at(0.5, 0.4)];

test("a smooth line starts and ends where the pen did", () => {
  const { from, to } = smooth(CORNER);
  assert.equal(from, CORNER[0]);
  assert.equal(to, CORNER[2]);
});

test("a smooth line bends at the drawn points and joins halfway between them", () => {
  const { curves } = smooth(CORNER);
  assert.deepEqual(curves, [{ control: at(0.2, 0), to: at(0.2, 0.1) }]);
});

test("a dot is a line from a point to itself", () => {
  assert.deepEqual(smooth(DOT), { from: DOT[0], curves: [], to: DOT[0] });
  const [part, ...others] = parts(DOT);
  assert.deepEqual(others, []);
  assert.deepEqual(part, { width: 0.03, from: DOT[0], curves: [{ control: DOT[0], to: DOT[0] }] });
});

test("an evenly wide line is one part", () => {
  const [part, ...others] = parts(CORNER);
  assert.deepEqual(others, []);
  assert.equal(part.width, 0.03);
  assert.equal(part.curves.length, 2);
});

test("a line whose width changes is in parts, each beginning where the last one ended", () => {
  const pressed = [at(0, 0, 0.02), at(0.1, 0, 0.02), at(0.2, 0, 0.03), at(0.3, 0, 0.03)];
  const [thin, thick, ...others] = parts(pressed);
  assert.deepEqual(others, []);
  assert.deepEqual([thin.width, thick.width], [0.02, 0.03]);
  assert.equal(thick.from, thin.curves.at(-1).to);
});

test("a tremble of the width that nobody sees makes no new part", () => {
  const trembling = [at(0, 0, 0.03), at(0.1, 0, 0.0301), at(0.2, 0, 0.0299), at(0.3, 0, 0.03)];
  assert.equal(parts(trembling).length, 1);
});

test("a flat line goes along the curve in small steps, from end to end", () => {
  const points = flat(CORNER);
  assert.equal(points[0], CORNER[0]);
  assert.deepEqual(points.at(-1), CORNER[2]);
  for (let i = 1; i < points.length; i += 1) {
    assert.ok(Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y) < 0.0025);
  }
  const nearest = Math.min(...points.map(({ x, y }) => Math.hypot(x - 0.2, y)));
  assert.ok(nearest > 0.03, "it cuts the corner as the drawn line does");
});

test("a flat line keeps the width, and goes over from one to the next", () => {
  const widths = flat([at(0, 0, 0.02), at(0.1, 0, 0.03), at(0.2, 0, 0.04)]).map(({ w }) => w);
  assert.equal(widths[0], 0.02);
  assert.ok(Math.abs(widths.at(-1) - 0.04) < 1e-9);
  assert.deepEqual(widths, [...widths].sort((a, b) => a - b));
});
