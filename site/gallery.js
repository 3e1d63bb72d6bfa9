/** The collection to look at, to delete and to download. */

import { lament } from "./collection.js";
import { files, said } from "./labels.js";
import { zipped } from "./zip.js";

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
    const items = entries.map((entry, i) => card(page, entry, addresses[i], () => remove(entry)));
    at("entries").replaceChildren(...items.reverse()); // the newest first
    at("download").disabled = at("empty").disabled = !entries.length;
    at("sure").hidden = true;
    count(entries.length);
    onShown(entries);
  };

  /** Do something, then show the collection as it is then; what fails is told. */
  const showAfter = async (work, done = "") => {
    try {
      await work();
      const entries = await collection.all();
      list(entries);
      at("told").textContent = done || told(entries.length);
    } catch (error) {
      at("told").textContent = lament(error);
    }
  };

  const remove = async (entry) => {
    await showAfter(() => collection.remove(entry.id), `Deleted: ${said(entry.label)}.`);
    (at("entries").querySelector("button") ?? at("leave")).focus();
  };

  const ask = (isAsking) => {
    at("sure").hidden = !isAsking;
    at(isAsking ? "spare" : "empty").focus();
  };

  for (const opener of openers) {
    opener.addEventListener("click", () => {
      onOpen();
      at("gallery").showModal();
      showAfter(() => {});
    });
  }
  at("empty").addEventListener("click", () => ask(true));
  at("spare").addEventListener("click", () => ask(false));
  at("destroy").addEventListener("click", async () => {
    await showAfter(() => collection.clear(), "Everything is deleted.");
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

function told(number) {
  if (!number) return "Nothing yet. Where a digit is read wrongly, press “Correct it”.";
  return `${number === 1 ? "One drawing" : `${number} drawings`}, on this device only.`;
}

function card(page, entry, address, onDelete) {
  const make = (name, properties) => Object.assign(page.createElement(name), properties);
  const item = make("li", {});
  const read = `read as ${said(entry.read)}`;
  const button = make("button", { type: "button", textContent: "Delete" });
  button.setAttribute("aria-label", `Delete ${said(entry.label)}, ${read}`);
  button.addEventListener("click", onDelete);
  item.append(
    make("img", { src: address, alt: "" }),
    make("strong", { textContent: said(entry.label) }),
    make("span", { textContent: read }),
    button,
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
