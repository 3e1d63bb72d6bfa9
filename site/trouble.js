/** What went wrong, in a sentence that a person understands. No DOM. */

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

function isOver(status) {
  return status === 429 || status === 503;
}
