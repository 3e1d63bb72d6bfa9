import assert from "node:assert/strict";
import { test } from "node:test";

import { createReferee } from "../../site/pen.js";

const touch = (pointerId, timeStamp = 0) => ({ pointerType: "touch", pointerId, timeStamp });
const pen = (timeStamp = 0) => ({ pointerType: "pen", pointerId: 9, timeStamp });

test("the first pointer draws, a second one does not until the first has gone", () => {
  const referee = createReferee();
  assert.equal(referee.starts(touch(1)), true);
  assert.equal(referee.starts(touch(2)), false);
  assert.equal(referee.holds(touch(1)), true);
  assert.equal(referee.holds(touch(2)), false);
  referee.ends();
  assert.equal(referee.starts(touch(2)), true);
});

test("a hand is ignored while a pen is near, and for a second after", () => {
  const referee = createReferee();
  referee.sees(pen(5000)); // it hovers
  assert.equal(referee.starts(touch(1, 5500)), false);
  assert.equal(referee.starts(touch(1, 5999)), false);
  assert.equal(referee.starts(touch(1, 6000)), true);
});

test("a hand is ignored while a pen rests on the paper, however long", () => {
  const referee = createReferee();
  referee.sees(pen(0));
  assert.equal(referee.starts(pen(0)), true);
  assert.equal(referee.starts(touch(1, 60_000)), false);
});

test("a pen takes over from the hand that came down before it", () => {
  const referee = createReferee();
  referee.starts(touch(1));
  assert.equal(referee.starts(pen(10)), true);
  assert.equal(referee.holds(touch(1)), false);
  assert.equal(referee.holds(pen()), true);
});

test("a mouse does not interrupt a pen, nor a pen a mouse", () => {
  const mouse = { pointerType: "mouse", pointerId: 1, timeStamp: 0 };
  const first = createReferee();
  first.starts(pen());
  assert.equal(first.starts(mouse), false);
  const second = createReferee();
  second.starts(mouse);
  assert.equal(second.starts(pen()), false);
});

test("a pointer whose end was missed may start again", () => {
  const referee = createReferee();
  referee.starts(touch(1));
  assert.equal(referee.starts(touch(1, 5000)), true);
  assert.equal(referee.isBusy(), true);
});
