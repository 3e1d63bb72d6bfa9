import assert from "node:assert/strict";
import { test } from "node:test";

import { crc32, zipped } from "../../site/zip.js";

const bytes = (text) => new TextEncoder().encode(text);
const DATE = new Date(2026, 10, 21, 13, 45, 30);
const FILES = [
  { name: "labels.csv", bytes: bytes("file,label\r\n"), date: DATE },
  { name: "7/é.png", bytes: new Uint8Array([137, 80, 78, 71]), date: DATE },
  { name: "empty", bytes: new Uint8Array(), date: DATE },
];

async function archive(files) {
  return new DataView(await new Blob(zipped(files)).arrayBuffer());
}

test("the checksum is that of ISO 3309", () => {
  assert.equal(crc32(bytes("123456789")), 0xcbf43926);
  assert.equal(crc32(bytes("")), 0);
});

test("the end says how many files there are, and where their list is", async () => {
  const view = await archive(FILES);
  const end = view.byteLength - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  assert.equal(view.getUint16(end + 10, true), 3);
  const [size, at] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  assert.equal(at + size, end);
  assert.equal(view.getUint32(at, true), 0x02014b50);
});

test("each file lies where the list says, as it was", async () => {
  const view = await archive(FILES);
  let at = view.getUint32(view.byteLength - 6, true);
  for (const file of FILES) {
    const [name, local] = [view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
    assert.equal(view.getUint32(local, true), 0x04034b50);
    assert.equal(view.getUint32(local + 14, true), crc32(file.bytes));
    const start = local + 30 + name;
    const [path, content] = [[local + 30, name], [start, file.bytes.length]].map(
      ([from, length]) => new Uint8Array(view.buffer, from, length),
    );
    assert.equal(new TextDecoder().decode(path), file.name);
    assert.deepEqual([...content], [...file.bytes]);
    at += 46 + name;
  }
});

test("time and day are as DOS kept them", async () => {
  const view = await archive(FILES);
  assert.equal(view.getUint16(10, true), (13 << 11) | (45 << 5) | 15);
  assert.equal(view.getUint16(12, true), (46 << 9) | (11 << 5) | 21);
});

test("an archive of nothing is its end alone", async () => {
  assert.equal((await archive([])).byteLength, 22);
});
