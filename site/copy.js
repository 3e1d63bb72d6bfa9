/** Makes the examples this Digitpad's own: its address is put in, and a button copies them. */

const WRITTEN = "http://localhost:8000"; // in the files, which do not know where they are served
const LONG_ENOUGH = 2_000; // ms, to see that it is copied

for (const example of document.querySelectorAll(".example")) {
  const code = example.querySelector("code");
  code.textContent = code.textContent.replaceAll(WRITTEN, location.origin);
  // Without TLS a browser has no clipboard for pages, except on the machine itself.
  if (navigator.clipboard) example.querySelector("figcaption").append(button(example, code));
}

function button(example, code) {
  const made = document.createElement("button");
  const name = example.querySelector("a").textContent;
  const label = (text) => {
    made.textContent = text;
    made.setAttribute("aria-label", `${text} ${name}`);
  };
  made.type = "button";
  made.addEventListener("click", async () => {
    const copied = await copy(code);
    label(copied ? "Copied" : "Selected");
    say(copied ? `${name} is copied.` : `${name} is selected, to be copied by hand.`);
    setTimeout(label, LONG_ENOUGH, "Copy");
  });
  label("Copy");
  return made;
}

/** Whether the browser let us. If not, what was to be copied is selected. */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return false;
  }
}

function say(what) {
  document.getElementById("copied").textContent = what;
}
