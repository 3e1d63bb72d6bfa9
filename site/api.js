/** Asks the function to read a picture, and says what goes wrong. No DOM. */

export const PATIENCE = 31_000; // ms for one request: after 30 seconds the gateway gives up itself
export const SLOW = 504; // and says so
const PAUSES = [1_000, 2_000, 4_000]; // ms before each further try
const LONGEST_PAUSE = 15_000; // ms: a person will not wait longer, whatever Retry-After asks

const SENTENCES = {
  0: "The reader can’t be reached. Your drawing is still here.",
  400: "The drawing arrived damaged.",
  413: "That is too large to send. Try a smaller picture.",
  415: "The reader doesn’t know this kind of picture.",
  422: "There is nothing here that could be read. Try drawing it larger.",
  429: "Many people are drawing right now.",
  503: "The reader is just waking up.",
};
const OFFLINE = "You are offline. Your drawing is kept, and read when you are back.";
const HICCUP = "Something went wrong on our side.";
const SERVER = `${HICCUP} Your drawing is still here.`;
const OTHER = "The reader didn’t accept the drawing.";

/** The function, the gateway before it, or the network (status 0) did not give an answer. */
export class Refusal extends Error {
  constructor(status, { detail = null, retryAfter = 0 } = {}) {
    super(`refused with ${status}`);
    Object.assign(this, { name: "Refusal", status, detail, retryAfter });
  }
}

/**
 * The answer to a picture, a Blob, as the contract has it, or a Refusal after the last try.
 * `strokes` tell how the pen went, as [[x, …], [y, …]] in the picture's pixels: they help to part
 * digits that touch, and nothing else. `onRetry(refusal)` is told before each pause. Aborting
 * `signal` ends everything, pauses too.
 */
export async function predict(picture, { strokes = [], signal, onRetry = () => {}, ...outside }) {
  const { fetch, pause } = { fetch: globalThis.fetch, pause: wait, ...outside };
  const sent = strokes.length ? await inJson(picture, strokes) : picture;
  for (const ms of [...PAUSES, null]) {
    try {
      return await ask(sent, signal, fetch);
    } catch (error) {
      if (ms === null || signal.aborted || !mayWorkLater(error)) throw error;
      onRetry(error);
      await pause(Math.min(Math.max(ms, error.retryAfter), LONGEST_PAUSE), signal);
    }
  }
}

/** The sentence for a final refusal. Goes by the status: the gateway's bodies are its own. */
export function sentence({ status, detail }, { isOnline = true } = {}) {
  if (status === 422 && detail) return detail;
  if (status === 0 && !isOnline) return OFFLINE;
  if (isOver(status)) return `${SENTENCES[status]} Please try again in a little while.`;
  return SENTENCES[status] ?? (status >= 500 ? SERVER : OTHER);
}

/** The sentence while another try is on its way. */
export function patience({ status }, { isOnline = true } = {}) {
  if (status === 0) return isOnline ? "No connection. Trying again…" : OFFLINE;
  return `${isOver(status) ? SENTENCES[status] : HICCUP} Trying again…`;
}

/**
 * Whether the same drawing, sent again, may well be read. Reading changes nothing, so that asking
 * twice does no harm; and whatever a 5xx says, it is of the server and not of the drawing.
 */
export function mayWorkLater({ status }) {
  return status === 0 || status === 429 || status >= 500;
}

/** The picture and its strokes as JSON, a Blob like a picture. */
async function inJson(picture, strokes) {
  const image = base64(new Uint8Array(await picture.arrayBuffer()));
  return new Blob([JSON.stringify({ image, strokes })], { type: "application/json" });
}

export function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

async function ask(sent, signal, fetch) {
  const { headers, status, ok, body } = await post(sent, signal, fetch);
  if (!ok) throw new Refusal(status, { detail: body?.detail, retryAfter: retryAfter(headers) });
  if (!Array.isArray(body?.digits)) throw new Refusal(502); // a hotel's login page
  return body;
}

/** One request, given up when `signal` says so or patience ends. */
async function post(sent, signal, fetch) {
  const giveUp = new AbortController();
  const stop = () => giveUp.abort();
  const timer = setTimeout(stop, PATIENCE);
  signal.addEventListener("abort", stop);
  try {
    signal.throwIfAborted();
    const response = await fetch("/api/predict?explain=1", {
      method: "POST",
      headers: { "Content-Type": sent.type },
      body: sent,
      signal: giveUp.signal,
    });
    const { headers, status, ok } = response;
    return { headers, status, ok, body: await json(response) };
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Refusal(giveUp.signal.aborted ? SLOW : 0);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** The body where it is JSON. A body that breaks off is the network's trouble, not JSON's. */
async function json(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Retry-After in ms; 0 where it is absent or a date. */
function retryAfter(headers) {
  return 1000 * (Number(headers.get("Retry-After")) || 0);
}

/** Sleep, or reject as soon as `signal` is aborted. */
export function wait(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

function isOver(status) {
  return status === 429 || status === 503;
}
