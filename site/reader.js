/** Has the drawing read, and the view tell what comes of it; only the newest question counts. */

import { predict } from "./api.js";
import { areAlike } from "./colours.js";
import { sent } from "./paint.js";
import { isBlank, isReadable } from "./strokes.js";
import { mayWorkLater, patience, sentence } from "./trouble.js";

const SOON = 150; // ms: an answer that comes sooner needs no "Thinking…"
const DOT = "Just a dot so far. Go on drawing.";
const ALIKE = "Ink and paper are too alike to be seen. Choose another of the two.";

export function createReader(view) {
  let asking = new AbortController();

  const renew = () => {
    asking.abort();
    asking = new AbortController();
    return asking.signal;
  };

  const ask = async (drawing, colours, signal) => {
    const slow = setTimeout(() => view.thinking(), SOON);
    const onRetry = (refusal) => {
      clearTimeout(slow);
      view.thinking(patience(refusal));
    };
    try {
      const file = await sent(drawing, colours);
      const answer = await predict(file, { signal, onRetry });
      if (!signal.aborted) view.answer(answer, file);
    } catch (error) {
      if (!signal.aborted) complain(view, error);
    } finally {
      clearTimeout(slow);
    }
  };

  return {
    /** Ask about the drawing as it is now; whatever was asked before is stale. */
    read(drawing, colours) {
      const signal = renew();
      view.ink(!isBlank(drawing));
      if (!isReadable(drawing)) view.blank(isBlank(drawing) ? "" : DOT);
      else if (!drawing.picture && areAlike(colours.ink, colours.paper)) view.blank(ALIKE);
      else ask(drawing, colours, signal);
    },
    /** A new stroke has begun: what was asked does not matter any more. */
    drop() {
      asking.abort();
      view.quiet();
    },
  };
}

function complain(view, refusal) {
  if (refusal.name !== "Refusal") throw refusal;
  view.trouble(sentence(refusal), { again: mayWorkLater(refusal) });
}
