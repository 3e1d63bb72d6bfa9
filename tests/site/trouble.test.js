import assert from "node:assert/strict";
import { test } from "node:test";

import { mayWorkLater, patience, sentence } from "../../site/api.js";

const STATUSES = [0, 400, 404, 405, 413, 415, 422, 429, 500, 502, 503, 504];

test("every refusal is told in a sentence without its number", () => {
  for (const status of STATUSES) {
    const told = sentence({ status, detail: null });
    assert.match(told, /^[A-Z].*[.]$/, String(status));
    assert.doesNotMatch(told, /\d|undefined|error/i, String(status));
  }
});

test("what could not be read is told in the function's own words", () => {
  assert.equal(sentence({ status: 422, detail: "The drawing is blank." }), "The drawing is blank.");
});

test("the gateway's own words are not shown", () => {
  assert.doesNotMatch(sentence({ status: 429, detail: "Too Many Requests" }), /Too Many Requests/);
  assert.doesNotMatch(sentence({ status: 503, detail: "Service Unavailable" }), /Unavailable/);
});

test("while another try is on its way, that is said", () => {
  for (const status of [0, 429, 500, 502, 503, 504]) {
    assert.match(patience({ status }), /Trying again…$/, String(status));
  }
});

test("trying again by hand is offered where it can help", () => {
  const offered = STATUSES.filter((status) => mayWorkLater({ status }));
  assert.deepEqual(offered, [0, 429, 500, 502, 503, 504]);
});

test("who is offline is told so, and that nothing is lost", () => {
  for (const told of [sentence, patience]) {
    assert.match(told({ status: 0 }, { isOnline: false }), /^You are offline\. Your drawing is kept/);
    assert.doesNotMatch(told({ status: 0 }, { isOnline: true }), /offline/);
    assert.doesNotMatch(told({ status: 503 }, { isOnline: false }), /offline/);
  }
});

test("of what is too large, that is said, and what to do", () => {
  assert.match(sentence({ status: 413 }), /too large.*smaller/);
});
