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

/** Other numbers, likeliest first, as the function tells them. */
function others(told) {
  return Object.entries(told).map(([number, confidence]) => ({ number, confidence }));
}

test("an unsure answer names the runner-up", () => {
  const unsure = mark(7, { 7: 0.6, 1: 0.35 }, { none: 0.05 });
  const answer = { digits: [unsure], confidence: 0.61, alternatives: others({ 1: 0.35 }) };
  assert.equal(certainty(answer), "61% sure, or perhaps a one");
});

test("the runner-up may be that it is no digit", () => {
  const unsure = mark(7, { 7: 0.6, 1: 0.05 }, { none: 0.35 });
  const answer = { digits: [unsure], confidence: 0.6, alternatives: others({ 1: 0.05 }) };
  assert.equal(certainty(answer), "60% sure, or perhaps not a digit");
});

test("one digit may be two", () => {
  const alternatives = [{ number: "41", confidence: 0.3 }];
  const four = { digits: [mark(4, { 4: 0.99 }, { none: 0.01 })], confidence: 0.7, alternatives };
  assert.equal(certainty(four), "70% sure, or perhaps 41");
});

test("what is no digit may be two, where that is not sure", () => {
  const alternatives = [{ number: "41", confidence: 0.3 }];
  const digits = [SCRIBBLE];
  const told = certainty({ digits, confidence: 0.7, alternatives });
  assert.equal(told, "70% sure, or perhaps 41");
  const sure = certainty({ digits, confidence: 0.95, alternatives });
  assert.equal(sure, "95% sure. If it is one, a four");
  const single = certainty({ digits, confidence: 0.7, alternatives: others({ 4: 0.3 }) });
  assert.equal(single, "70% sure. If it is one, a four");
});

test("an unsure number names another, of as many figures or not, and a sure one none", () => {
  const of = (number, confidence) =>
    certainty({
      digits: [SEVEN, SEVEN],
      confidence,
      alternatives: [{ number, confidence: 0.07 }, { number: "11", confidence: 0.02 }],
    });
  assert.equal(of("71", 0.72), "72% sure, or perhaps 71");
  assert.equal(of("7", 0.72), "72% sure, or perhaps 7");
  assert.equal(of("71", 0.92), "92% sure");
});

test("where a mark of several is no digit, a number may be it", () => {
  const digits = [SEVEN, SCRIBBLE];
  const alternatives = [{ number: "74", confidence: 0.1 }];
  assert.equal(certainty({ digits, confidence: 0.8, alternatives }), "80% sure, or perhaps 74");
});

test("nothing is named where nothing is likely, nor what is too long to be compared", () => {
  const digits = [SEVEN, SEVEN];
  assert.equal(certainty({ digits, confidence: 0.5, alternatives: [] }), "50% sure");
  const alternatives = [{ number: "7777777", confidence: 0.4 }];
  assert.equal(certainty({ digits, confidence: 0.5, alternatives }), "50% sure");
});

test("what is no digit is guessed at where the rival is too long to be told", () => {
  const alternatives = [{ number: "1234567", confidence: 0.3 }];
  const told = certainty({ digits: [SCRIBBLE], confidence: 0.42, alternatives });
  assert.equal(told, "42% sure. If it is one, a four");
});

test("nothing is named that has little of the doubt", () => {
  const digits = [SEVEN, SEVEN, SCRIBBLE];
  const of = (confidence) =>
    certainty({ digits, confidence: 0.8, alternatives: [{ number: "777", confidence }] });
  assert.equal(of(0.015), "80% sure");
  assert.equal(of(0.06), "80% sure, or perhaps 777");
  const four = mark(4, { 4: 0.98 }, { none: 0.01 });
  assert.equal(certainty({ digits: [four], confidence: 0.86, alternatives: [] }), "86% sure");
});

test("no digit at all is as likely as the drawing is one mark, and that it is none", () => {
  const digits = [mark(4, { 4: 0.6 }, { none: 0.35 })];
  const of = (confidence) =>
    certainty({ digits, confidence: 0.3, alternatives: [{ number: "41", confidence }] });
  assert.equal(of(0.3), "30% sure, or perhaps 41");
  assert.equal(of(0.1), "30% sure, or perhaps not a digit"); // 0.5 times 0.35 of it
});

test("an answer that tells no alternatives is told", () => {
  assert.equal(certainty({ digits: [SEVEN], confidence: 0.5 }), "50% sure");
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
