/** "Show me": an example is drawn on the blank paper, until one does something oneself. */

import { EXAMPLES, written } from "./example.js";
import { drawAtOnce, play } from "./player.js";

/**
 * The hand draws as pen.js tells. `onBegin()` is told before, and `onEnd({isTaken})` after: whether
 * somebody has taken the pen meanwhile.
 */
export function createShow(page, { hand, onBegin, onEnd }) {
  const at = (id) => page.getElementById(id);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let turn = 0; // counts the examples that were shown
  let halt = null; // stops the one that is being drawn

  const done = (how) => {
    halt = null;
    onEnd(how);
  };

  const stop = ({ isTaken = false } = {}) => {
    if (!halt) return;
    halt();
    done({ isTaken });
  };

  at("show").addEventListener("click", () => {
    stop();
    const strokes = written(EXAMPLES[turn % EXAMPLES.length]);
    turn += 1;
    onBegin();
    if (page.activeElement === at("show")) at("undo").focus(); // it goes, and undo is what follows
    if (still.matches) {
      drawAtOnce(strokes, hand);
      onEnd({ isTaken: false });
    } else halt = play(strokes, hand, () => done({ isTaken: false }));
  });
  page.addEventListener("pointerdown", ({ target }) => {
    stop({ isTaken: target === at("canvas") });
  }, { capture: true });
  page.addEventListener("keydown", ({ repeat }) => repeat || stop(), { capture: true });

  return { stop };
}
