/** Has the drawing read, and the view tell what comes of it; only the newest question counts. */

import { mayWorkLater, patience, predict, sentence } from "./api.js";
import { areAlike } from "./colours.js";
import { sent, size } from "./paint.js";
import { areTelling, isBlank, isReadable, told } from "./strokes.js";

const SOON = 150; // ms: an answer that comes sooner needs no "Thinking…"
const LATE = 6_000; // ms: longer than a cold start, and one begins to wonder
const SLOW = "Still thinking: it takes longer than usual.";
const DOT = "Just a dot so far. Go on drawing.";
const ALIKE = "Ink and paper are too alike to be seen. Choose another of the two.";

export function createReader(view) {
  let asking = new AbortController();
  let isStuck = false; // refused for now: asked again after a pause, or by hand

  const renew = () => {
    asking.abort();
    asking = new AbortController();
    isStuck = false;
    return asking.signal;
  };

  const complain = (refusal) => {
    if (refusal.name !== "Refusal") throw refusal;
    isStuck = mayWorkLater(refusal);
    view.trouble(sentence(refusal, connection()), { again: isStuck });
  };

  const ask = async (drawing, colours, signal) => {
    const slow = [setTimeout(view.thinking, SOON), setTimeout(view.thinking, LATE, SLOW)];
    const calm = () => slow.forEach((timer) => clearTimeout(timer));
    const onRetry = (refusal) => {
      calm();
      isStuck = true;
      view.thinking(patience(refusal, connection()));
    };
    try {
      const file = await sent(drawing, colours);
      const pen = penned(drawing);
      const strokes = areTelling(pen) ? told(pen, size(drawing).width) : [];
      const answer = await predict(file, { strokes, signal, onRetry });
      if (signal.aborted) return;
      isStuck = false;
      const { picture } = drawing;
      view.answer(answer, { file, size: size(drawing), strokes: pen, picture });
    } catch (error) {
      if (!signal.aborted) complain(error);
    } finally {
      calm();
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
    /** Whether it waits for the network or the function to be well again. */
    isStuck: () => isStuck,
    /** The drawing becomes another one: what was asked does not matter any more. */
    drop() {
      renew();
      view.quiet();
    },
  };
}

const connection = () => ({ isOnline: navigator.onLine });

/** Strokes over a picture are not all of the drawing. */
const penned = ({ picture, strokes }) => (picture ? [] : strokes);
