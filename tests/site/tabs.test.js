import assert from "node:assert/strict";
import { test } from "node:test";

import { aired, TAB, tabs } from "../../site/tabs.js";

const PHONE = { width: 342, height: 274 };
const box = (x, { y = 100, width = 60, height = 90 } = {}) => ({ x, y, width, height });
const lefts = (boxes, sheet = PHONE) => tabs(boxes, sheet).map(({ x }) => x);

test("a tab is over the middle of its box", () => {
  const [four, seven] = tabs([box(60), box(180)], PHONE);
  assert.deepEqual([four.x + TAB / 2, seven.x + TAB / 2], [90, 210]);
  assert.ok(four.y + TAB < 100 && four.y > 0);
});

test("where there is no room above a box, its tab is below", () => {
  const [{ y }] = tabs([box(60, { y: 10, height: 120 }), box(180)], PHONE);
  assert.ok(y > 100);
});

test("of a box as high as the paper, the tab is over its upper edge, clear of what is below", () => {
  const [{ y }] = tabs([box(60, { y: 5, height: 260 }), box(180)], PHONE);
  assert.ok(y > 0 && y < TAB);
});

test("tabs of digits that are near each other stay apart, in order, round their middle", () => {
  const ones = [150, 162, 174].map((x) => box(x, { width: 8 }));
  const [first, second, third] = lefts(ones);
  assert.ok(second - first > TAB && third - second > TAB);
  assert.equal(second + TAB / 2, 166);
});

test("tabs stay on the paper", () => {
  const places = lefts([box(0, { width: 6 }), box(8, { width: 6 }), box(334, { width: 6 })]);
  assert.ok(places[0] >= 0 && places[1] > places[0] + TAB);
  assert.ok(places[2] + TAB <= PHONE.width);
});

test("a tab whose box is far from the others is not moved aside with them", () => {
  const [, , far] = lefts([box(20, { width: 8 }), box(32, { width: 8 }), box(220)]);
  assert.equal(far + TAB / 2, 250);
});

test("where the paper has no room for all of them, there are none", () => {
  const many = Array.from({ length: 14 }, (_, i) => box(20 * i, { width: 10 }));
  assert.equal(tabs(many, PHONE), null);
  assert.equal(tabs(many, { width: 700, height: 560 }).length, 14);
});

test("each tab belongs to its own box, whatever their order", () => {
  const wide = box(40, { width: 200 });
  const [over, left] = lefts([wide, box(50, { width: 20 })]);
  assert.ok(left < over);
});

test("a box leaves air round its ink, as far as the paper goes", () => {
  const [inner, rim] = aired([box(60), box(300, { width: 42 })], PHONE);
  assert.deepEqual(inner, { x: 54, y: 94, width: 72, height: 102 });
  assert.equal(rim.x + rim.width, PHONE.width - 1);
});

test("boxes of digits that are near each other do not overlap", () => {
  const [one, other] = aired([box(60), box(126)], PHONE);
  assert.ok(one.x + one.width < other.x);
});

test("a second line under the first does not push the first one's tabs aside", () => {
  const low = { y: 190, height: 60 };
  const lines = [box(60), box(180), box(60, low), box(180, low)];
  assert.deepEqual(lefts(lines), [76, 196, 76, 196]);
  assert.equal(aired(lines, PHONE)[2].x, 54);
});

test("between two lines are only the lower one's tabs", () => {
  const [first, , second] = tabs([
    box(60, { y: 5 }), box(180, { y: 5 }), box(60, { y: 150 }), box(180, { y: 150 }),
  ], PHONE);
  assert.ok(first.y + TAB < second.y);
});
