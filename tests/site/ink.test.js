import assert from "node:assert/strict";
import { test } from "node:test";

import { ink } from "../../site/ink.js";

const [WIDTH, HEIGHT] = [80, 64];

/** A picture whose pixels are what `colour(x, y)` says. */
function picture(colour) {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) data.set([...colour(x, y), 255], 4 * (y * WIDTH + x));
  }
  return { data, width: WIDTH, height: HEIGHT };
}

const isBar = (x, y) => x >= 38 && x < 42 && y >= 12 && y < 52;
const drawn = (bar, paper) => picture((x, y) => (isBar(x, y) ? bar : paper));
const BOX = { x: 38, y: 12, width: 4, height: 40 };
const at = (levels, x, y) => levels[y * WIDTH + x];

const COLOURS = {
  "blue on white": [[31, 42, 92], [255, 254, 251]],
  "white on black": [[233, 236, 255], [29, 32, 39]],
  "red on green": [[190, 40, 40], [32, 102, 52]],
};

for (const [name, [bar, paper]] of Object.entries(COLOURS)) {
  test(`${name} becomes bright on black`, () => {
    const levels = ink(drawn(bar, paper), [BOX]);
    assert.equal(levels.length, WIDTH * HEIGHT);
    assert.equal(at(levels, 40, 30), 255);
    assert.equal(at(levels, 10, 30), 0);
  });
}

test("a pixel that the pen half covers is half as bright", () => {
  const half = picture((x, y) => {
    if (x === 42 && isBar(40, y)) return [128, 128, 128];
    return isBar(x, y) ? [0, 0, 0] : [255, 255, 255];
  });
  assert.ok(Math.abs(at(ink(half, [BOX]), 42, 30) - 127) < 3);
});

test("a photograph's uneven light is no ink", () => {
  const noise = (x, y) => ((x * 7919 + y * 104_729) % 9) - 4;
  const photograph = picture((x, y) => {
    const light = 120 + 1.4 * x + noise(x, y);
    return isBar(x, y) ? [30, 30, 40] : [light, light, light];
  });
  const levels = ink(photograph, [BOX]);
  assert.ok(at(levels, 40, 30) > 200);
  for (const [x, y] of [[34, 30], [46, 30], [36, 10], [45, 55]]) assert.ok(at(levels, x, y) < 60);
});

test("of blank paper nothing is ink", () => {
  assert.ok(ink(drawn([250, 250, 250], [250, 250, 250]), [BOX]).every((level) => level === 0));
});

test("what is in no box is no mark", () => {
  const bars = picture((x, y) => (isBar(x, y) || isBar(x - 20, y) ? [0, 0, 0] : [255, 255, 255]));
  const levels = ink(bars, [BOX]);
  assert.equal(at(levels, 40, 30), 255);
  assert.equal(at(levels, 60, 30), 0);
});
