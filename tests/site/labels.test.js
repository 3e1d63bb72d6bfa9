import assert from "node:assert/strict";
import { test } from "node:test";

import { files, said } from "../../site/labels.js";

const NOW = new Date("2026-11-22T08:00:00Z");
const SEVEN = {
  id: 1,
  png: new Uint8Array([137]),
  label: "7",
  read: "1",
  confidence: 0.62,
  model: "2026-11-21-a",
  date: "2026-11-21T12:30:00.000Z",
};
const SCRIBBLE = { ...SEVEN, id: 12_345, label: "none", read: "4", model: 'a "b", c' };

const table = (entries) => new TextDecoder().decode(files(entries, NOW)[0].bytes);

test("each label has a folder, each drawing its day and its own number", () => {
  const names = files([SEVEN, SCRIBBLE], NOW).map(({ name }) => name);
  assert.deepEqual(names, [
    "labels.csv",
    "7/2026-11-21-0001.png",
    "none/2026-11-21-12345.png",
  ]);
});

test("a drawing is the bytes that were kept, of the time when it was", () => {
  const [csv, seven] = files([SEVEN], NOW);
  assert.equal(seven.bytes, SEVEN.png);
  assert.deepEqual(seven.date, new Date(SEVEN.date));
  assert.equal(csv.date, NOW);
});

test("the table says of each file what it is and what it was read as", () => {
  assert.equal(
    table([SEVEN]),
    "file,label,read,confidence,model,date\r\n" +
      "7/2026-11-21-0001.png,7,1,0.62,2026-11-21-a,2026-11-21T12:30:00.000Z\r\n",
  );
});

test("commas and quotes do not break the table", () => {
  assert.match(table([SCRIBBLE]), /,none,4,0\.62,"a ""b"", c",/);
});

test("labels are said as a person would", () => {
  assert.deepEqual(["7", "8", "none"].map(said), ["a 7", "an 8", "no digit"]);
});
