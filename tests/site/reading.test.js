import assert from "node:assert/strict";
import { test } from "node:test";

import { bars, certainty, figures, length, percent, words } from "../../site/reading.js";

/** A mark as the function answers it: `shares` are {digit: probability}, the rest is 0. */
function mark(digit, shares, { none = 0, guess = digit } = {}) {
  const probabilities = Array.from({ length: 10 }, (_, i) => shares[i] ?? 0);
  return { digit, guess, probabilities, none };
}

const SEVEN = mark(7, { 7: 0.97, 1: 0.02 }, { none: 0.01 });
const SCRIBBLE = mark(null, { 4: 0.1 }, { none: 0.9, guess: 4 });

test("one digit is told in figure and word", () => {
  assert.equal(figures({ digits: [SEVEN] }), "7");
  assert.equal(words({ digits: [SEVEN] }), "seven");
});

test("a number is told digit by digit, with its leading zero", () => {
  const digits = [mark(0, { 0: 1 }), mark(4, { 4: 1 }), mark(7, { 7: 1 })];
  assert.equal(figures({ digits }), "047");
  assert.equal(words({ digits }), "zero four seven");
});

test("what is no digit is a question mark, with the best guess told beside it", () => {
  const answer = { digits: [SCRIBBLE], confidence: 0.9 };
  assert.equal(figures(answer), "?");
  assert.equal(words(answer), "not a digit");
  assert.equal(certainty(answer), "90% sure. If it is one, a four");
});

test("a mark that is no digit keeps its place in a number", () => {
  assert.equal(figures({ digits: [SEVEN, SCRIBBLE] }), "7?");
  assert.equal(words({ digits: [SEVEN, SCRIBBLE] }), "seven something");
});

test("a sure answer is told without a second one", () => {
  assert.equal(certainty({ digits: [SEVEN], confidence: 0.97 }), "97% sure");
});

test("an unsure answer names the runner-up", () => {
  const unsure = mark(7, { 7: 0.6, 1: 0.35 }, { none: 0.05 });
  assert.equal(certainty({ digits: [unsure], confidence: 0.61 }), "61% sure, or perhaps a one");
});

test("the runner-up may be that it is no digit", () => {
  const unsure = mark(7, { 7: 0.6, 1: 0.05 }, { none: 0.35 });
  const told = certainty({ digits: [unsure], confidence: 0.6 });
  assert.equal(told, "60% sure, or perhaps not a digit");
});

test("of a whole number only the certainty is told", () => {
  assert.equal(certainty({ digits: [SEVEN, SEVEN], confidence: 0.5 }), "50% sure");
});

test("there are ten bars and one for what is no digit", () => {
  const names = bars(SEVEN).map(({ name }) => name);
  assert.deepEqual(names, [..."0123456789", "not a digit"]);
});

test("the bar of what is said is marked, and no other", () => {
  const marked = (of) => bars(of).filter(({ best }) => best).map(({ name }) => name);
  assert.deepEqual(marked(SEVEN), ["7"]);
  assert.deepEqual(marked(SCRIBBLE), ["not a digit"]);
});

test("shares are written as whole percents, and nothing is certain", () => {
  assert.deepEqual([0, 0.004, 0.5, 0.994].map(percent), ["0%", "0%", "50%", "99%"]);
  assert.deepEqual([0.996, 0.9999, 1].map(percent), [">99%", ">99%", ">99%"]);
});

test("a share that is written as nothing has no bar, any other is as long as it is", () => {
  assert.deepEqual([null, 0, 0.0049, 0.005, 0.42, 1].map(length), [0, 0, 0, 0.005, 0.42, 1]);
});

test("an eight takes its own article", () => {
  const loops = mark(null, { 8: 0.1 }, { none: 0.9, guess: 8 });
  const said = certainty({ digits: [loops], confidence: 0.9 });
  assert.equal(said, "90% sure. If it is one, an eight");
});
