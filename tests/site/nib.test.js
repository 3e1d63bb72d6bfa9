import assert from "node:assert/strict";
import { test } from "node:test";

import { limited, NOTCH, pressed, THINNEST, WIDEST, WIDTH } from "../../site/nib.js";

test("a mouse and a finger, which have no pressure, draw evenly", () => {
  assert.equal(pressed(WIDTH, null, undefined), WIDTH);
  assert.equal(pressed(WIDTH, null, { w: 0.01 }), WIDTH);
});

test("a pen pressed half is as wide as it is set to, pressed harder wider, lighter thinner", () => {
  assert.equal(pressed(WIDTH, 0.5), WIDTH);
  assert.ok(pressed(WIDTH, 1) > WIDTH && pressed(WIDTH, 1) < 1.5 * WIDTH);
  assert.ok(pressed(WIDTH, 0) < WIDTH && pressed(WIDTH, 0) > WIDTH / 2);
});

test("the width follows the pressure gently", () => {
  const last = { w: pressed(WIDTH, 0) };
  const next = pressed(WIDTH, 1, last);
  assert.ok(next > last.w && next < (last.w + pressed(WIDTH, 1)) / 2);
});

test("a width stays within its limits", () => {
  assert.equal(limited(0), THINNEST);
  assert.equal(limited(1), WIDEST);
  assert.equal(limited(WIDTH), WIDTH);
});

test("as many notches back as forth are the same width again", () => {
  const thicker = [1, 2, 3].reduce((width) => limited(width + NOTCH), WIDTH);
  assert.equal([1, 2, 3].reduce((width) => limited(width - NOTCH), thicker), WIDTH);
});
