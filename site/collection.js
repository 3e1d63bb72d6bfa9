/**
 * The corrected drawings on this device, in IndexedDB.
 *
 * An entry is {id, png, label, read, confidence, model, date, strokes, gift}: the bytes of a picture,
 * what it is and what it was read as ("0" to "9", or "none"), when it was kept, as ISO 8601 has it,
 * and how the pen went. `gift` is {id, token, label} where it was given too, as giving.js has it.
 */

const NAME = "digitpad";
const STORE = "drawings";

/** `storage` gives the page's IndexedDB, or throws. Where nothing may be kept, all rejects. */
export function createCollection(storage) {
  let opening = null;

  const database = () => {
    opening ??= opened(storage, () => {
      opening = null;
    }).catch((error) => {
      opening = null; // it may go better next time
      throw error;
    });
    return opening;
  };

  /** One request in a transaction of its own; settled when that is: only then is it on the disk. */
  const ask = async (mode, request) => {
    const transaction = (await database()).transaction(STORE, mode);
    const asked = request(transaction.objectStore(STORE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error ?? asked.error);
    });
  };

  return {
    /** Keep an entry, in the place of one with the same id; gives the id. */
    keep: (entry) => ask("readwrite", (store) => store.put(entry)),
    /** The same where that is there still: gives the one before, and undefined where it is not. */
    renew(entry) {
      return ask("readwrite", (store) => {
        const asked = store.get(entry.id);
        asked.onsuccess = () => asked.result && store.put(entry);
        return asked;
      });
    },
    all: () => ask("readonly", (store) => store.getAll()),
    count: () => ask("readonly", (store) => store.count()),
    remove: (id) => ask("readwrite", (store) => store.delete(id)),
    clear: () => ask("readwrite", (store) => store.clear()),
  };
}

function opened(storage, onClose) {
  return new Promise((resolve, reject) => {
    const request = storage().open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
    };
    request.onsuccess = () => {
      request.result.onclose = onClose; // the person deleted the site's data
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

/** Why it could not be kept or read, in a sentence that a person understands. */
export function lament({ name }) {
  return name === "QuotaExceededError"
    ? "There is no room left on this device. Download the collection, then delete some of it."
    : "This browser lets the page keep nothing here, perhaps because the window is a private one.";
}
