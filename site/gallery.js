/** The collection to look at, to delete and to download; what was given of it is taken back here. */

import { lament } from "./collection.js";
import { regret, takeBack } from "./giving.js";
import { files, said } from "./labels.js";
import { zipped } from "./zip.js";

const WAIT = "One moment…";

/**
 * Every button of the class "collection" opens it. `onOpen()` is told before that, and
 * `onShown(entries)` of what there is.
 */
export function createGallery(page, { collection, onOpen, onShown }) {
  const at = (id) => page.getElementById(id);
  const openers = [...page.querySelectorAll(".collection")];
  let addresses = []; // of the pictures that are shown

  const count = (number) => {
    for (const opener of openers) opener.textContent = `Your collection (${number})`;
  };

  const forget = () => {
    for (const address of addresses) URL.revokeObjectURL(address);
    addresses = [];
    at("entries").replaceChildren();
  };

  const list = (entries) => {
    forget();
    const pictures = entries.map(({ png }) => new Blob([png], { type: "image/png" }));
    addresses = pictures.map((picture) => URL.createObjectURL(picture));
    const does = { onDelete: remove, onTakeBack: recall };
    const items = entries.map((entry, i) => card(page, entry, addresses[i], does));
    at("entries").replaceChildren(...items.reverse()); // the newest first
    at("download").disabled = at("empty").disabled = !entries.length;
    at("sure").hidden = true;
    count(entries.length);
    onShown(entries);
  };

  /** Do something, then show the collection as it is then; what fails is told. */
  const showAfter = async (work, done = "") => {
    const failure = await work().then(() => "", sorrow);
    try {
      const entries = await collection.all();
      list(entries);
      at("told").textContent = failure || done || told(entries);
    } catch (error) {
      at("told").textContent = lament(error);
    }
  };

  /** With an entry its token would be gone: what was given is taken back first. */
  const removed = async (entry) => {
    if (entry.gift) await takeBack(entry.gift);
    await collection.remove(entry.id);
  };

  /** The keyboard stays where it was: on what has an entry's place now. */
  const inPlace = async (item, work, done) => {
    const place = [...at("entries").children].indexOf(item);
    at("told").textContent = WAIT;
    await showAfter(work, done);
    const left = [...at("entries").children];
    (left[Math.min(place, left.length - 1)]?.querySelector("button") ?? at("leave")).focus();
  };

  const remove = (entry, item) => {
    const done = entry.gift ? "Deleted, and taken back" : "Deleted";
    return inPlace(item, () => removed(entry), `${done}: ${said(entry.label)}.`);
  };

  const recall = (entry, item) => {
    const done = `Taken back: ${said(entry.label)}. It is on this device only now.`;
    const work = async () => {
      await takeBack(entry.gift);
      await collection.keep({ ...entry, gift: null });
    };
    return inPlace(item, work, done);
  };

  const ask = (isAsking) => {
    at("sure").hidden = !isAsking;
    at(isAsking ? "spare" : "empty").focus();
  };

  for (const opener of openers) {
    opener.addEventListener("click", () => {
      onOpen();
      at("gallery").showModal();
      showAfter(async () => {});
    });
  }
  at("empty").addEventListener("click", () => ask(true));
  at("spare").addEventListener("click", () => ask(false));
  at("destroy").addEventListener("click", async () => {
    const entries = await collection.all().catch(() => []);
    const isGiven = entries.some(({ gift }) => gift);
    const done = `Everything is deleted${isGiven ? ", and taken back" : ""}.`;
    at("told").textContent = WAIT;
    await showAfter(async () => {
      for (const entry of entries) if (entry.gift) await removed(entry);
      await collection.clear();
    }, done);
    at("leave").focus();
  });
  at("download").addEventListener("click", async () => {
    const now = new Date();
    try {
      save(page, zipped(files(await collection.all(), now)), now);
    } catch (error) {
      at("told").textContent = lament(error);
    }
  });
  at("leave").addEventListener("click", () => at("gallery").close());
  at("gallery").addEventListener("close", forget);

  return {
    /** The collection is another one. Where it cannot be counted, no number is said. */
    async recount() {
      const number = await collection.count().catch(() => null);
      if (number !== null) count(number);
    },
  };
}

const sorrow = (error) => (error.name === "Refusal" ? `That failed. ${regret(error)}` : lament(error));

function told(entries) {
  const { length } = entries;
  if (!length) return "Nothing yet. Where a digit is read wrongly, press “Correct it”.";
  const given = entries.filter(({ gift }) => gift).length;
  const number = length === 1 ? "One drawing" : `${length} drawings`;
  if (!given) return `${number}, on this device only.`;
  return `${number} on this device; ${given === length ? "given" : `${given} of them given`} too.`;
}

function card(page, entry, address, { onDelete, onTakeBack }) {
  const make = (name, properties) => Object.assign(page.createElement(name), properties);
  const item = make("li", {});
  const read = `read as ${said(entry.read)}`;
  const button = (text, onClick) => {
    const made = make("button", { type: "button", textContent: text });
    made.setAttribute("aria-label", `${text} ${said(entry.label)}, ${read}`);
    made.addEventListener("click", () => onClick(entry, item));
    return made;
  };
  item.append(
    make("img", { src: address, alt: "" }),
    make("strong", { textContent: said(entry.label) }),
    make("span", { textContent: entry.gift ? `${read}, given` : read }),
    ...(entry.gift ? [button("Take back", onTakeBack)] : []),
    button("Delete", onDelete),
  );
  return item;
}

function save(page, parts, now) {
  const address = URL.createObjectURL(new Blob(parts, { type: "application/zip" }));
  const link = page.createElement("a");
  link.download = `digitpad-${now.toISOString().slice(0, 10)}.zip`;
  link.href = address;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers begin to read it late
}
