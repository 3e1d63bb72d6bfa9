import assert from "node:assert/strict";
import { test } from "node:test";

import { predict, Refusal, wait } from "../../site/api.js";

const PNG = new Blob(["a picture"], { type: "image/png" });
const SEVEN = { number: "7", digits: [{ digit: 7 }] };

const answer = (body, init) => () => Promise.resolve(new Response(JSON.stringify(body), init));
const refuse = (status, headers = {}, body = { message: "the gateway's" }) =>
  answer(body, { status, headers });
const offline = () => Promise.reject(new TypeError("Failed to fetch"));

/** Ask a server that answers with each of `replies` in turn; what happened is noted. */
async function ask(...replies) {
  const noted = { requests: [], pauses: [], retries: [] };
  const outcome = await predict(PNG, {
    signal: new AbortController().signal,
    fetch: (url, options) => replies[noted.requests.push({ url, ...options }) - 1](),
    pause: async (ms) => noted.pauses.push(ms),
    onRetry: ({ status }) => noted.retries.push(status),
  }).catch((error) => error);
  return { outcome, ...noted };
}

test("the picture itself is posted, and an explanation asked for", async () => {
  const { outcome, requests } = await ask(answer(SEVEN));
  assert.deepEqual(outcome, SEVEN);
  const [{ url, method, headers, body }] = requests;
  assert.equal(`${method} ${url}`, "POST /api/predict?explain=1");
  assert.deepEqual(headers, { "Content-Type": "image/png" });
  assert.equal(body, PNG);
});

test("how the pen went is told beside the picture", async () => {
  const [down, across] = [[[10, 10], [0, 90]], [[0, 40], [50, 50]]];
  const posted = async (strokes) => {
    let request;
    const fetch = (_, options) => {
      request = options;
      return answer(SEVEN)();
    };
    await predict(PNG, { strokes, signal: new AbortController().signal, fetch });
    return request;
  };
  assert.equal((await posted([])).body, PNG);
  const image = Buffer.from("a picture").toString("base64");
  for (const strokes of [[down], [down, across]]) {
    const { headers, body } = await posted(strokes);
    assert.deepEqual(headers, { "Content-Type": "application/json" });
    assert.deepEqual(JSON.parse(await body.text()), { image, strokes });
  }
});

test("a photograph is posted as what it is", async () => {
  let sent;
  const fetch = (_, { headers }) => {
    sent = headers["Content-Type"];
    return answer(SEVEN)();
  };
  const photograph = new Blob(["a photograph"], { type: "image/jpeg" });
  await predict(photograph, { signal: new AbortController().signal, fetch });
  assert.equal(sent, "image/jpeg");
});

test("a busy or waking function is asked again after growing pauses", async () => {
  const { outcome, pauses, retries } = await ask(refuse(503), refuse(429), offline, answer(SEVEN));
  assert.deepEqual(outcome, SEVEN);
  assert.deepEqual(pauses, [1000, 2000, 4000]);
  assert.deepEqual(retries, [503, 429, 0]);
});

test("after the fourth try the refusal is final", async () => {
  const { outcome, requests } = await ask(offline, offline, offline, offline);
  assert.ok(outcome instanceof Refusal);
  assert.equal(outcome.status, 0);
  assert.equal(requests.length, 4);
});

test("a longer Retry-After is honoured, up to what a person waits", async () => {
  const later = (seconds) => refuse(503, { "Retry-After": seconds });
  const { pauses } = await ask(later("5"), later("1"), later("3600"), answer(SEVEN));
  assert.deepEqual(pauses, [5000, 2000, 15000]);
});

test("a Retry-After that is a date does no harm", async () => {
  const dated = refuse(503, { "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT" });
  assert.deepEqual((await ask(dated, answer(SEVEN))).pauses, [1000]);
});

test("a refusal of the drawing itself is final at once, with its detail", async () => {
  const blank = refuse(422, {}, { status: 422, detail: "The drawing is blank." });
  const { outcome, requests } = await ask(blank);
  assert.equal(outcome.status, 422);
  assert.equal(outcome.detail, "The drawing is blank.");
  assert.equal(requests.length, 1);
});

for (const status of [500, 502, 504]) {
  test(`a ${status} is the server's trouble, so it is asked again`, async () => {
    const { outcome, retries } = await ask(refuse(status), refuse(status), answer(SEVEN));
    assert.deepEqual(outcome, SEVEN);
    assert.deepEqual(retries, [status, status]);
  });
}

test("a refusal whose body is no JSON keeps its status", async () => {
  const gateway = async () => new Response("<h1>Bad gateway</h1>", { status: 502 });
  const { outcome } = await ask(gateway, gateway, gateway, gateway);
  assert.equal(outcome.status, 502);
});

test("a page that somebody else answered with is no answer", async () => {
  const hotel = async () => new Response("<h1>Please log in</h1>");
  const { outcome } = await ask(hotel, hotel, hotel, hotel);
  assert.ok(outcome instanceof Refusal);
  assert.equal(outcome.status, 502);
});

test("a slow server is waited for as the gateway does, and is no lost network", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const retries = [];
  const asked = [];
  const fetch = (_, { signal }) => {
    if (asked.push(signal) > 1) return answer(SEVEN)();
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  };
  const outcome = predict(PNG, {
    signal: new AbortController().signal,
    fetch,
    pause: async () => {},
    onRetry: ({ status }) => retries.push(status),
  });
  await null;
  t.mock.timers.tick(30_000);
  assert.equal(asked[0].aborted, false);
  t.mock.timers.tick(2_000);
  assert.deepEqual(await outcome, SEVEN);
  assert.deepEqual(retries, [504]);
});

test("an aborted request is neither retried nor called a refusal", async () => {
  const stale = new AbortController();
  let requests = 0;
  const fetch = (_, { signal }) => new Promise((_resolve, reject) => {
    requests += 1;
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  const asked = predict(PNG, { signal: stale.signal, fetch });
  stale.abort();
  await assert.rejects(asked, { name: "AbortError" });
  assert.equal(requests, 1);
});

test("a signal aborted beforehand sends nothing", async () => {
  const fetch = () => assert.fail("sent");
  const asked = predict(PNG, { signal: AbortSignal.abort(), fetch });
  await assert.rejects(asked, { name: "AbortError" });
});

test("an abort ends a pause", async () => {
  const stale = new AbortController();
  const paused = wait(60_000, stale.signal);
  stale.abort();
  await assert.rejects(paused, { name: "AbortError" });
});
