/** Corrected drawings as files with a table of what they are. No DOM. */

const COLUMNS = ["file", "label", "read", "confidence", "model", "date"];
export const NONE = "none"; // the label of what is no digit

/** "a 7", "no digit": a label as a person says it. */
export function said(label) {
  return label === NONE ? "no digit" : `${label === "8" ? "an" : "a"} ${label}`;
}

/** Entries, as collection.js has them, as {name, bytes, date}: labels.csv, and a folder a label. */
export function files(entries, now) {
  const drawings = entries.map((entry) => ({
    name: path(entry),
    bytes: entry.png,
    date: new Date(entry.date),
  }));
  const table = new TextEncoder().encode(csv(entries));
  return [{ name: "labels.csv", bytes: table, date: now }, ...drawings];
}

/** Its number is the collection's own, so that an entry has the same name in every download. */
function path({ id, label, date }) {
  return `${label}/${date.slice(0, 10)}-${String(id).padStart(4, "0")}.png`;
}

/** Comma-separated, as RFC 4180 has it. */
function csv(entries) {
  const row = (entry) => COLUMNS.map((name) => ({ ...entry, file: path(entry) })[name]);
  const rows = entries.map(row);
  return [COLUMNS, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
