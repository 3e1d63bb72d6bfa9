/** The ways in which a file comes to the page: chosen, photographed, dropped, pasted. */

const BUTTONS = { bring: "file", snap: "photo" }; // and the inputs that they stand for

/** `onFile(file)` is told of each; of several that come together, of the first. */
export function createIntake(page, onFile) {
  const at = (id) => page.getElementById(id);
  for (const [button, input] of Object.entries(BUTTONS)) {
    at(button).addEventListener("click", () => at(input).click());
    at(input).addEventListener("change", () => {
      const [file] = at(input).files;
      at(input).value = ""; // so that the same file may be chosen again
      if (file) onFile(file);
    });
  }
  catchDrops(page, at("canvas").parentElement, onFile);
  page.addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (!file) return;
    event.preventDefault();
    onFile(file);
  });
}

/** Anywhere on the page: a file that misses the paper would be opened in the page's place. */
function catchDrops(page, paper, onFile) {
  const aim = (isAimed) => paper.classList.toggle("aimed", isAimed);
  const hasFile = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  page.addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    aim(true);
  });
  page.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || aim(false));
  page.addEventListener("drop", (event) => {
    aim(false);
    if (!hasFile(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  });
}
