import assert from "node:assert/strict";
import { test } from "node:test";

import { drawAtOnce, play } from "../../site/show.js";

const LINE = Array.from({ length: 101 }, (_, i) => ({ x: 0.2 + i / 250, y: 0.4, w: 0 }));
const SHORT = LINE.slice(0, 10);

/** A hand that notes what it is told: "start", how many places, "end". */
function hand() {
  const told = [];
  return {
    told,
    onStart: () => told.push("start"),
    onMove: (places) => told.push(places.length),
    onEnd: () => told.push("end"),
  };
}

/** Frames of a screen, 60 in a second, that come when they are told to. */
function screen() {
  let next = null;
  let now = 0;
  globalThis.requestAnimationFrame = (tick) => {
    next = tick;
    return 1;
  };
  globalThis.cancelAnimationFrame = () => {
    next = null;
  };
  return {
    now: () => now,
    run(ms) {
      for (const end = now + ms; now < end; now += 1000 / 60) {
        const tick = next;
        next = null;
        tick?.(now);
      }
    },
  };
}

const places = (told) => told.filter(Number.isInteger).reduce((sum, each) => sum + each, 0);

test("each stroke is begun, drawn whole and ended, and the end is told", () => {
  const { run } = screen();
  const { told, ...rest } = hand();
  let isDone = false;
  play([LINE, SHORT], rest, () => {
    isDone = true;
  });
  run(5000);
  assert.deepEqual(told.filter((each) => typeof each === "string"), ["start", "end", "start", "end"]);
  assert.equal(places(told), LINE.length + SHORT.length);
  assert.ok(isDone);
});

test("a stroke takes as long as a hand takes", () => {
  const { run, now } = screen();
  const { told, ...rest } = hand();
  play([LINE], rest, () => {});
  while (!told.includes("end")) run(16);
  assert.ok(now() > 500 && now() < 1500, String(now()));
});

test("nothing is drawn after it is stopped, and a stroke that was begun is ended", () => {
  const { run } = screen();
  const { told, ...rest } = hand();
  const stop = play([LINE, SHORT], rest, () => assert.fail("not all of it was drawn"));
  run(600);
  stop();
  assert.equal(told[told.length - 1], "end");
  const count = told.length;
  run(3000);
  assert.equal(told.length, count);
});

test("stopped between two strokes, there is nothing to end", () => {
  const { run } = screen();
  const { told, ...rest } = hand();
  const stop = play([LINE], rest, () => {});
  run(50);
  stop();
  assert.deepEqual(told, []);
});

test("at once, all strokes are drawn whole", () => {
  const { told, ...rest } = hand();
  drawAtOnce([LINE, SHORT], rest);
  assert.deepEqual(told, ["start", LINE.length, "end", "start", SHORT.length, "end"]);
});
