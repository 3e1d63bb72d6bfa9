/** What went wrong, in a sentence that a person understands. No DOM. */

const SENTENCES = {
  0: "The reader can’t be reached. Are you online? Your drawing is still here.",
  400: "The drawing arrived damaged.",
  413: "The drawing is too large to send.",
  415: "The reader doesn’t know this kind of picture.",
  422: "There is nothing here that could be read. Try drawing it larger.",
  429: "Many people are drawing right now.",
  503: "The reader is just waking up.",
};
const SERVER = "Something went wrong on our side. Your drawing is still here.";
const OTHER = "The reader didn’t accept the drawing.";

/** The sentence for a final refusal. Goes by the status: the gateway's bodies are its own. */
export function sentence({ status, detail }) {
  if (status === 422 && detail) return detail;
  if (isOver(status)) return `${SENTENCES[status]} Please try again in a little while.`;
  return SENTENCES[status] ?? (status >= 500 ? SERVER : OTHER);
}

/** The sentence while another try is on its way. */
export function patience({ status }) {
  return isOver(status) ? `${SENTENCES[status]} Trying again…` : "No connection. Trying again…";
}

/** Whether the same drawing, sent again by hand, may well be read. */
export function mayWorkLater({ status }) {
  return status === 0 || status === 429 || status >= 500;
}

function isOver(status) {
  return status === 429 || status === 503;
}
