/** The buttons beside the paper, and the list of keys that do the same. */

const TOOLS = ["pen", "eraser"];
const BUTTONS = [...TOOLS, "undo", "redo", "clear", "help"];

/** Each button calls the action of its name; `onSingles(areOn)` is told of keys without Control. */
export function createToolbar(page, { actions, onSingles }) {
  const at = (id) => page.getElementById(id);
  for (const name of BUTTONS) at(name).addEventListener("click", () => actions[name]());
  at("singles").addEventListener("change", () => onSingles(at("singles").checked));
  at("close").addEventListener("click", () => at("keys").close());

  return {
    tool(chosen) {
      for (const name of TOOLS) at(name).setAttribute("aria-pressed", String(name === chosen));
      at("canvas").parentElement.dataset.tool = chosen;
    },
    /** A button that goes out under the focus hands it on, or the keyboard would be lost. */
    redoable(isIt) {
      if (!isIt && page.activeElement === at("redo")) at("undo").focus();
      at("redo").disabled = !isIt;
    },
    singles(areOn) {
      at("singles").checked = areOn;
    },
    help() {
      if (!at("keys").open) at("keys").showModal();
    },
  };
}
