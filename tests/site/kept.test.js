import assert from "node:assert/strict";
import { test } from "node:test";

import { keep, packed, PLAIN, recalled, unpacked } from "../../site/kept.js";

const STROKES = [
  [{ x: 0.1234, y: 0.4, w: 0.034 }, { x: 0.5, y: -0.1, w: 0.0412 }],
  [{ x: 0.7, y: 0.2, w: 0.034 }],
];
const DRAWING = { picture: null, strokes: STROKES };
const BLANK = { picture: null, strokes: [] };
const ADDRESS = "data:image/jpeg;base64,/9j/4AAQSkZJRg==";
const CHOICES = { width: 0.05, ink: [190, 40, 40], paper: null, singles: false };
const GOOD = JSON.parse(packed(DRAWING, CHOICES));

/** localStorage in memory. */
function shelf(kept = {}) {
  const storage = {
    getItem: (name) => kept[name] ?? null,
    setItem: (name, text) => {
      kept[name] = text;
    },
  };
  return () => storage;
}

const changed = (part) => unpacked(JSON.stringify({ ...GOOD, ...part }));

test("a drawing with its pen and paper comes back as it was kept", () => {
  const storage = shelf();
  keep(storage, DRAWING, CHOICES);
  assert.deepEqual(recalled(storage), { drawing: DRAWING, choices: CHOICES });
});

test("a picture comes back as its address, with the strokes over it", () => {
  const text = packed({ picture: { url: ADDRESS, image: {} }, strokes: STROKES }, CHOICES);
  assert.deepEqual(unpacked(text).drawing, { picture: ADDRESS, strokes: STROKES });
});

test("a picture that is none of ours is ignored, and never asked for", () => {
  const wrong = [
    undefined,
    5,
    "",
    "https://a.example/7.png",
    "data:image/svg+xml;base64,AAAA",
    "data:image/png;base64,",
    `${ADDRESS}"><script>`,
  ];
  for (const picture of wrong) assert.equal(changed({ picture }), null, String(picture));
});

test("a picture too large to be kept is left out with the strokes over it", () => {
  const url = `data:image/png;base64,${"A".repeat(1_000_000)}`;
  const text = packed({ picture: { url }, strokes: STROKES }, CHOICES);
  assert.deepEqual(unpacked(text), { drawing: BLANK, choices: CHOICES });
});

test("where nothing was kept there is nothing", () => {
  assert.equal(recalled(shelf()), null);
});

test("a storage that refuses does no harm", () => {
  const refusing = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const full = () => ({ setItem: refusing, getItem: refusing });
  for (const storage of [refusing, full]) {
    keep(storage, DRAWING, CHOICES);
    assert.equal(recalled(storage), null);
  }
});

test("what is no JSON, or something else in JSON, is ignored", () => {
  for (const text of ["", "{", "null", "5", '"text"', "[]", "{}", "true"]) {
    assert.equal(unpacked(text), null, text);
  }
});

test("another version is ignored", () => {
  for (const version of [0, 1, 3, "2", null, undefined]) assert.equal(changed({ version }), null);
});

test("strokes that are none are ignored", () => {
  const wrong = [
    null,
    {},
    "strokes",
    [null],
    [[]],
    [[1, 2]],
    [[1, 2, 3, 4]],
    [[1, 2, "3"]],
    [[1, null, 3]],
    [[1, 2, 0]],
    [[1, 2, -5]],
    [[1, 2, 9999]],
    [[1e9, 2, 3]],
    [[1, 2, 3], { length: 3 }],
  ];
  for (const strokes of wrong) assert.equal(changed({ strokes }), null, JSON.stringify(strokes));
});

test("a pen or colours that are none are ignored", () => {
  for (const width of [0, 1, -1, "0.03", null]) assert.equal(changed({ width }), null);
  for (const ink of ["red", [], [1, 2], [1, 2, 256], [1, 2, -1], [1, 2, "3"], 5, undefined]) {
    assert.equal(changed({ ink }), null, JSON.stringify(ink));
    assert.equal(changed({ paper: ink }), null, JSON.stringify(ink));
  }
});

test("keys that are neither on nor off are ignored", () => {
  for (const singles of [0, "true", null, undefined]) assert.equal(changed({ singles }), null);
});

test("what is huge is not even parsed", () => {
  assert.equal(unpacked(`${" ".repeat(1_000_000)}${JSON.stringify(GOOD)}`), null);
});

test("a drawing too long to be kept is left out, its pen and paper are not", () => {
  const endless = Array.from({ length: 100_000 }, (_, i) => ({ x: i / 1e5, y: 0.4, w: 0.034 }));
  assert.deepEqual(unpacked(packed({ picture: null, strokes: [endless] }, CHOICES)), {
    drawing: BLANK,
    choices: CHOICES,
  });
});

test("an ordinary drawing is kept in few characters", () => {
  const stroke = Array.from({ length: 200 }, (_, i) => ({ x: i / 300, y: 0.4, w: 0.034 }));
  assert.ok(packed({ picture: null, strokes: [stroke, stroke] }, PLAIN).length < 7000);
});
