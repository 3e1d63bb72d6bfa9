import assert from "node:assert/strict";
import { test } from "node:test";

import { areAlike, css, INKS, isDark, isSame, mixed, PAPERS, parsed } from "../../site/colours.js";

test("a computed colour is read, and written as it was", () => {
  assert.deepEqual(parsed("rgb(31, 42, 92)"), [31, 42, 92]);
  assert.deepEqual(parsed("rgba(31, 42, 92, 0.5)"), [31, 42, 92]);
  assert.equal(css([31, 42, 92]), "rgb(31, 42, 92)");
});

test("ink and paper less than 60 levels apart are too alike to be seen", () => {
  assert.equal(areAlike([0, 0, 0], [59, 0, 0]), true);
  assert.equal(areAlike([0, 0, 0], [60, 0, 0]), false);
  assert.equal(areAlike([250, 250, 250], [220, 220, 220]), true); // 52
  assert.equal(areAlike([250, 250, 250], [215, 215, 215]), false); // 61
});

test("dark presets of ink are seen on light papers, and white on dark ones", () => {
  const named = (presets, names) => presets.filter(({ name }) => names.includes(name));
  const pairs = (inks, papers) =>
    named(INKS, inks).flatMap((ink) => named(PAPERS, papers).map((paper) => [ink, paper]));
  const all = [
    ...pairs(["Black", "Blue", "Green", "Red"], ["White", "Cream", "Sky"]),
    ...pairs(["White"], ["Blackboard", "Black"]),
  ];
  assert.equal(all.length, 14);
  for (const [ink, paper] of all) assert.equal(areAlike(ink.colour, paper.colour), false);
});

test("colours are the same by their levels, and automatic is none of them", () => {
  assert.equal(isSame([1, 2, 3], [1, 2, 3]), true);
  assert.equal(isSame([1, 2, 3], [1, 2, 4]), false);
  assert.equal(isSame(null, null), true);
  assert.equal(isSame(null, [0, 0, 0]), false);
});

test("which papers are dark", () => {
  const dark = PAPERS.filter(({ colour }) => colour && isDark(colour)).map(({ name }) => name);
  assert.deepEqual(dark, ["Blackboard", "Black"]);
  assert.equal(isDark([0, 0, 255]), true);
  assert.equal(isDark([255, 0, 0]), false);
  assert.equal(isDark([116, 116, 116]), true);
  assert.equal(isDark([120, 120, 120]), false);
});

test("a mix lies between its colours", () => {
  assert.deepEqual(mixed([0, 100, 255], [100, 0, 255], 0.25), [25, 75, 255]);
});
