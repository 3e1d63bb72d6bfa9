import assert from "node:assert/strict";
import { test } from "node:test";

import { give, regret, takeBack } from "../../site/giving.js";

const ENTRY = { png: new Uint8Array([137, 80, 78, 71, 255]), label: "7", read: "1", strokes: [] };
const GIFT = { id: "a".repeat(64), token: "t".repeat(43) };

function answering(status, body, asked = []) {
  const fetch = async (address, request) => {
    asked.push({ address, ...request });
    return new Response(body, { status });
  };
  return { fetch, asked };
}

test("what is given is the picture, what it is, what was read, and how the pen went", async () => {
  const { fetch, asked } = answering(201, JSON.stringify({ ...GIFT, more: 1 }));
  const gift = await give({ ...ENTRY, strokes: [[[0, 5], [1, 2]]], confidence: 0.4 }, fetch);
  assert.deepEqual(gift, GIFT);
  const [{ address, method, headers, body }] = asked;
  assert.deepEqual([address, method], ["/api/drawings", "POST"]);
  assert.deepEqual(headers, { "Content-Type": "application/json" });
  assert.deepEqual(JSON.parse(body), {
    image: Buffer.from(ENTRY.png).toString("base64"),
    label: "7",
    guess: "1",
    strokes: [[[0, 5], [1, 2]]],
  });
});

test("a slow server is no lost connection", async () => {
  const failing = (name) => () => Promise.reject(new DOMException("", name));
  await assert.rejects(give(ENTRY, failing("TimeoutError")), { status: 504 });
  await assert.rejects(give(ENTRY, failing("NetworkError")), { status: 0 });
});

test("it is taken back by its token, which is in no address", async () => {
  const { fetch, asked } = answering(204, null);
  await takeBack(GIFT, fetch);
  assert.deepEqual(
    [asked[0].method, asked[0].address],
    ["DELETE", `/api/drawings/${GIFT.id}`],
  );
  assert.deepEqual(asked[0].headers, { Authorization: `Bearer ${GIFT.token}` });
});

test("what is gone already is taken back", async () => {
  await takeBack(GIFT, answering(404, "{}").fetch);
});

for (const status of [400, 413, 422, 429, 500, 503]) {
  test(`${status} is a refusal, to give and to take back`, async () => {
    const { fetch } = answering(status, "{}");
    await assert.rejects(give(ENTRY, fetch), { name: "Refusal", status });
    await assert.rejects(takeBack(GIFT, fetch), { name: "Refusal", status });
  });
}

test("no connection is a refusal, and so is an answer that is no gift", async () => {
  const offline = async () => {
    throw new TypeError("offline");
  };
  await assert.rejects(give(ENTRY, offline), { status: 0 });
  for (const body of ["<html>", "{}", '{"id": "a"}']) {
    await assert.rejects(give(ENTRY, answering(200, body).fetch), { status: 502 });
  }
});

test("what went wrong is said in a sentence of its own", () => {
  const sentences = [0, 404, 429, 503].map((status) => regret({ status }));
  assert.equal(new Set(sentences).size, 4);
  assert.equal(regret({ status: 500 }), regret({ status: 503 }));
});
