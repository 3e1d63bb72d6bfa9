/** Files as one ZIP, as APPNOTE.TXT 4.5 has it, stored as they are: PNGs do not shrink. No DOM. */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20; // 2.0: folders
const UTF8 = 0x0800; // what the names are in
const UNIT = { 2: "setUint16", 4: "setUint32" };

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** `files` are {name, bytes, date}; gives the archive's parts, as a Blob takes them. */
export function zipped(files) {
  const [locals, centrals] = [[], []];
  let offset = 0;
  for (const { name, bytes, date } of files) {
    const path = new TextEncoder().encode(name);
    const about = [
      [VERSION, 2], [UTF8, 2], [0, 2], ...stamp(date),
      [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [path.length, 2], [0, 2],
    ];
    const local = [record([[LOCAL, 4], ...about]), path, bytes];
    const more = [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]];
    centrals.push(record([[CENTRAL, 4], [VERSION, 2], ...about, ...more]), path);
    locals.push(...local);
    offset += sum(local);
  }
  const count = [[0, 2], [0, 2], [files.length, 2], [files.length, 2]];
  const end = record([[END, 4], ...count, [sum(centrals), 4], [offset, 4], [0, 2]]);
  return [...locals, ...centrals, end];
}

export function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = CRCS[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Time and day as DOS kept them: two seconds are its finest, 1980 its first year. */
function stamp(date) {
  const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  return [[time, 2], [day, 2]];
}

/** Numbers, each with its size in bytes, one after the other, the lowest byte first. */
function record(fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((all, [, size]) => all + size, 0)));
  let at = 0;
  for (const [value, size] of fields) {
    view[UNIT[size]](at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

function sum(parts) {
  return parts.reduce((all, { length }) => all + length, 0);
}
