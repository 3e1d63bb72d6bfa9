import assert from "node:assert/strict";
import { test } from "node:test";

import * as strokes from "../../site/strokes.js";

const W = 0.034;
const DOT = [{ x: 0.5, y: 0.4, w: W }];
const SLASH = [[0.6, 0.1], [0.5, 0.4], [0.4, 0.7]].map(([x, y]) => ({ x, y, w: W }));

const PICTURE = { url: "data:image/png;base64,AAAA" };
const BLANK = { picture: null, strokes: [] };

const inked = (...all) => ({ picture: null, strokes: all });

/** The history of strokes drawn one after the other on blank paper. */
function drawn(...all) {
  const withStroke = (history, stroke) => {
    const now = strokes.current(history);
    return strokes.stepped(history, strokes.withStrokes(now, [...now.strokes, stroke]));
  };
  return all.reduce(withStroke, strokes.beginning(BLANK));
}

test("the paper begins with what was kept", () => {
  assert.deepEqual(strokes.current(strokes.beginning(inked(SLASH))), inked(SLASH));
});

test("strokes are kept in the order in which they are drawn", () => {
  assert.deepEqual(strokes.current(drawn(SLASH, DOT)), inked(SLASH, DOT));
});

test("undo takes back the last stroke only", () => {
  assert.deepEqual(strokes.current(strokes.undone(drawn(SLASH, DOT))), inked(SLASH));
});

test("undo takes back a clear", () => {
  const history = strokes.cleared(drawn(SLASH, DOT));
  assert.deepEqual(strokes.current(history), BLANK);
  assert.deepEqual(strokes.current(strokes.undone(history)), inked(SLASH, DOT));
});

test("a picture alone is not blank, worth reading, and cleared in one step", () => {
  const picture = { picture: PICTURE, strokes: [] };
  assert.equal(strokes.isBlank(picture), false);
  assert.equal(strokes.isReadable(picture), true);
  const history = strokes.cleared(strokes.stepped(drawn(SLASH), picture));
  assert.equal(strokes.isBlank(strokes.current(history)), true);
  assert.equal(strokes.current(strokes.undone(history)), picture);
  assert.deepEqual(strokes.current(strokes.undone(strokes.undone(history))), inked(SLASH));
});

test("strokes go over the picture that is there", () => {
  const over = strokes.withStrokes({ picture: PICTURE, strokes: [] }, [SLASH]);
  assert.deepEqual(over, { picture: PICTURE, strokes: [SLASH] });
  assert.equal(strokes.withStrokes(over, over.strokes), over);
});

test("what was kept is undone stroke by stroke, and then its picture", () => {
  const kept = { picture: PICTURE, strokes: [SLASH, DOT] };
  const once = strokes.undone(strokes.beginning(kept));
  assert.deepEqual(strokes.current(once), { picture: PICTURE, strokes: [SLASH] });
  const bare = strokes.undone(once);
  assert.deepEqual(strokes.current(bare), { picture: PICTURE, strokes: [] });
  const blank = strokes.undone(bare);
  assert.deepEqual(strokes.current(blank), BLANK);
  assert.equal(strokes.undone(blank), blank);
  assert.equal(strokes.current([1, 2, 3].reduce(strokes.redone, blank)), kept);
});

test("what is drawn on what was kept is undone first", () => {
  const kept = strokes.beginning(inked(SLASH));
  const more = strokes.stepped(kept, inked(SLASH, DOT));
  assert.deepEqual(strokes.undone(more), { ...kept, future: [inked(SLASH, DOT)] });
});

test("undo, redo and clear leave blank paper as it is", () => {
  const blank = strokes.beginning(BLANK);
  for (const step of [strokes.undone, strokes.redone, strokes.cleared]) {
    assert.equal(step(blank), blank);
  }
});

test("redo brings back what undo took, step by step", () => {
  const history = drawn(SLASH, DOT);
  const back = strokes.undone(strokes.undone(history));
  assert.deepEqual(strokes.current(strokes.redone(back)), inked(SLASH));
  assert.deepEqual(strokes.redone(strokes.redone(back)), history);
});

test("a new stroke after an undo is a new future", () => {
  const back = strokes.undone(drawn(SLASH));
  assert.equal(strokes.isRedoable(back), true);
  assert.equal(strokes.isRedoable(strokes.stepped(back, inked(DOT))), false);
});

test("a drawing that stayed the same is no step", () => {
  const history = drawn(SLASH);
  assert.equal(strokes.stepped(history, strokes.current(history)), history);
});

test("no step changes the history that it starts from", () => {
  const history = drawn(SLASH);
  for (const step of [strokes.undone, strokes.cleared]) step(history);
  strokes.stepped(history, inked(DOT));
  assert.deepEqual(history, { past: [BLANK], now: inked(SLASH), future: [] });
});

test("a point is placed in units of the paper's width, whatever its size on the screen", () => {
  const small = { left: 10, top: 20, width: 300, height: 240 };
  const large = { left: 10, top: 20, width: 600, height: 480 };
  const place = { x: 0.5, y: 0.4 };
  assert.deepEqual(strokes.placed({ clientX: 160, clientY: 140 }, small), place);
  assert.deepEqual(strokes.placed({ clientX: 310, clientY: 260 }, large), place);
});

test("a stroke grows by every point that is a step away, and not by jitter", () => {
  const grown = strokes.extended(DOT, { x: 0.5, y: 0.41, w: W });
  assert.equal(grown.length, 2);
  assert.equal(strokes.extended(grown, { x: 0.5005, y: 0.4105, w: W }), grown);
});

test("the first point of a stroke always counts", () => {
  assert.deepEqual(strokes.extended([], DOT[0]), DOT);
});

test("blank paper and dots are not worth reading, a line among dots is", () => {
  assert.equal(strokes.isReadable(BLANK), false);
  assert.equal(strokes.isReadable(inked(DOT, DOT)), false);
  assert.equal(strokes.isReadable(inked(DOT, SLASH)), true);
});

test("dots enough for a dotted digit are worth reading", () => {
  const dots = (count) => inked(...Array.from({ length: count }, (_, i) => [{ x: 0.5, y: i / 20, w: W }]));
  assert.equal(strokes.isReadable(dots(7)), false);
  assert.equal(strokes.isReadable(dots(8)), true);
});

test("a ring that ends where it began is worth reading", () => {
  const ring = [[0.4, 0.4], [0.6, 0.6], [0.4, 0.4]].map(([x, y]) => ({ x, y, w: W }));
  assert.equal(strokes.isReadable(inked(ring)), true);
});

test("how far a dot may go depends on the pen", () => {
  const short = (w) => inked([{ x: 0.5, y: 0.4, w }, { x: 0.5, y: 0.43, w }]);
  assert.equal(strokes.isReadable(short(0.034)), true);
  assert.equal(strokes.isReadable(short(0.08)), false);
});

test("several strokes tell more than their picture, and so does a single one that is wide", () => {
  const lying = SLASH.map(({ x, y, w }) => ({ x: y, y: x, w }));
  assert.equal(strokes.areTelling([]), false);
  assert.equal(strokes.areTelling([SLASH]), false);
  assert.equal(strokes.areTelling([lying]), true);
  assert.equal(strokes.areTelling([SLASH, DOT]), true);
});

test("strokes are told on a paper as wide as is asked for, x and y apart", () => {
  const stroke = [{ x: 0.1, y: 0.25, w: 0.03 }, { x: 0.12345, y: 0.3, w: 0.02 }];
  assert.deepEqual(strokes.told([stroke], 1_000), [[[100, 123.5], [250, 300]]]);
  assert.deepEqual(strokes.told([stroke], 400), [[[40, 49.4], [100, 120]]]);
});

test("more strokes or points than are taken are not told at all", () => {
  const point = { x: 0, y: 0, w: 1 };
  assert.deepEqual(strokes.told(Array(101).fill([point]), 400), []);
  assert.deepEqual(strokes.told([Array(5_001).fill(point)], 400), []);
  assert.equal(strokes.told(Array(100).fill(Array(50).fill(point)), 400).length, 100);
});
