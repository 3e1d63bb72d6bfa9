/**
 * What a tool does to a drawing's strokes between touching the paper and leaving it. No DOM.
 *
 * A gesture is {moved(places), ended()}: both give the strokes as they are then. Those that it
 * began with stay as they were, so a gesture that is broken off is simply forgotten.
 */

import { flat } from "./curves.js";
import { pressed } from "./nib.js";
import { rubbed, without } from "./rub.js";
import { distance, extended } from "./strokes.js";

const TAP = 0.015; // of the paper's width: an eraser that goes no further has tapped

/**
 * The pen: one more stroke, which grows. Places are {x, y, pressure}. One that never comes to the
 * `ground`, the rectangle that can be drawn on, leaves nothing.
 */
export function drawing(before, width, ground) {
  let stroke = [];
  const moved = (places) => {
    for (const { x, y, pressure } of places) {
      stroke = extended(stroke, { x, y, w: pressed(width, pressure, stroke[stroke.length - 1]) });
    }
    return [...before, stroke];
  };
  return { moved, ended: () => (touches(stroke, ground) ? [...before, stroke] : before) };
}

/** The eraser: a tap takes a whole stroke away, a drag rubs away what it goes over. */
export function erasing(before) {
  let now = before;
  let first = null;
  let last = null; // where it has rubbed up to; nothing is rubbed before it is more than a tap
  const rub = (place) => {
    now = rubbed(now, last ?? first, place);
    last = place;
  };
  return {
    moved(places) {
      for (const place of places) {
        first ??= place;
        if (last || distance(first, place) > TAP) rub(place);
      }
      return now;
    },
    ended: () => (last ? now : without(before, first)),
  };
}

/** Whether any of its ink is in a rectangle. */
function touches(stroke, { x, y, width, height }) {
  return flat(stroke).some((point) => {
    const nearest = { x: within(point.x, x, x + width), y: within(point.y, y, y + height) };
    return distance(point, nearest) < point.w / 2;
  });
}

const within = (value, low, high) => Math.min(Math.max(value, low), high);
