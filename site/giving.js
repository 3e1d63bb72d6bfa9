/**
 * Gives a corrected drawing to whoever runs this page, to learn from, and takes it back. No DOM.
 *
 * Only who ticks the box gives. A gift is {id, token}: its name there, and what takes it back.
 */

import { base64, PATIENCE, Refusal, SLOW } from "./api.js";

const PLACE = "/api/drawings";

/** Give an entry, as collection.js has it; what comes back is the gift. Throws Refusal. */
export async function give({ png, label, read, strokes = [] }, fetch = globalThis.fetch) {
  const drawing = { image: base64(png), label, guess: read, strokes };
  const { id, token } = await ask(fetch, PLACE, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(drawing),
  });
  if (!id || !token) throw new Refusal(502); // a hotel's login page
  return { id, token };
}

/** Take a gift back. One that is not there any more is taken back already. Throws Refusal. */
export async function takeBack({ id, token }, fetch = globalThis.fetch) {
  try {
    const headers = { Authorization: `Bearer ${token}` };
    await ask(fetch, `${PLACE}/${id}`, { method: "DELETE", headers });
  } catch (refusal) {
    if (refusal.status !== 404) throw refusal;
  }
}

/** Why it could not be given or taken back, in a sentence. */
export function regret({ status }) {
  if (status === 404) return "No drawings are collected here.";
  if (status === 0) return "There is no connection just now.";
  if (status === 429) return "Too many drawings are given just now. Try again in a minute.";
  return "It does not work just now. Try again later.";
}

async function ask(fetch, address, request) {
  let response;
  try {
    response = await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new Refusal(error.name === "TimeoutError" ? SLOW : 0);
  }
  if (!response.ok) throw new Refusal(response.status);
  return response.status === 204 ? {} : response.json().catch(() => ({}));
}
