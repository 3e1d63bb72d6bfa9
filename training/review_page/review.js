/** Connects the page to the drawings and to who keeps the decisions. */

import { LABELS, filtered, following, isReadOtherwise, named, replaced, told } from "./queue.js";

const AHEAD = 8; // small pictures of what follows
const $ = (id) => document.getElementById(id);

let drawings = [];
let model = "";
let shown = []; // of the drawings, those that the filter lets through
let current = null; // the id of the one that is looked at
let busy = false; // a decision is on its way: a key pressed now may have meant the one before
const filter = { show: "undecided", label: "", ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) };

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  if (answer.headers.get("Content-Type") !== "application/json") throw new Error(answer.statusText);
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.problem);
  return content;
}

async function send(path, body, then) {
  if (busy) return;
  busy = true;
  try {
    then(await ask(path, body));
  } catch (error) {
    say(`Not kept: ${error.message}. Is the command still running?`);
  } finally {
    busy = false;
  }
}

function decide(decision, label) {
  if (current === null) return;
  send("decisions", { id: current, decision, label }, (now) => {
    drawings = replaced(drawings, now);
    const after = filtered(drawings, filter);
    current = following(shown, after, now.id);
    say(`${told(now)}: the drawing given as ${named(now.label)}.`);
    show();
  });
}

function undo() {
  send("undo", {}, (now) => {
    if (!now) return say("There is nothing to undo.");
    drawings = replaced(drawings, now);
    if (!filtered([now], filter).length) Object.assign(filter, { show: "all", label: "" });
    current = now.id;
    say(`Undone: it is ${told(now)} again.`);
    show();
  });
}

function move(by) {
  const place = shown.findIndex((one) => one.id === current) + by;
  if (shown[place]) current = shown[place].id;
  show();
}

function show() {
  shown = filtered(drawings, filter);
  if (!shown.some((one) => one.id === current)) current = shown[0]?.id ?? null;
  const place = shown.findIndex((one) => one.id === current);
  const decided = drawings.filter((one) => one.decision).length;
  $("count").textContent = `${place + 1} of ${shown.length} shown; ${decided} of ${drawings.length} decided`;
  $("show").value = filter.show;
  $("label").value = filter.label;
  history.replaceState(null, "", `#${new URLSearchParams(filter)}`);
  $("controls").hidden = $("drawing").hidden = current === null;
  showDrawing(shown[place]);
  $("following").replaceChildren(...shown.slice(place + 1, place + 1 + AHEAD).map(small));
}

function showDrawing(drawing) {
  if (!drawing) {
    $("caption").textContent = "There is nothing more to show here.";
    return;
  }
  $("as").textContent = `as ${named(drawing.label)}`;
  const image = $("drawing");
  image.src = `drawings/${drawing.id}`;
  image.alt = `A drawing given as ${named(drawing.label)}`;
  image.classList.toggle("otherwise", isReadOtherwise(drawing));
  const head = document.createElement("strong");
  head.textContent = `Given as ${named(drawing.label)}; read as ${named(drawing.said)}, ${Math.round(drawing.confidence * 100)} %`;
  const rest = document.createElement("small");
  const then = drawing.guess ? `; when it was given, ${drawing.model ?? "a model"} read ${named(drawing.guess)}` : "";
  rest.textContent = `${told(drawing)}; read by ${model}${then}; given on ${drawing.date.slice(0, 10)}`;
  $("caption").replaceChildren(head, document.createElement("br"), rest);
}

function small(drawing) {
  const image = Object.assign(new Image(), { src: `drawings/${drawing.id}`, alt: `given as ${named(drawing.label)}` });
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.append(image);
  button.addEventListener("click", () => { current = drawing.id; show(); });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

const say = (text) => { $("said").textContent = text[0].toUpperCase() + text.slice(1); };

const KEYS = {
  a: () => decide("accept"), Enter: () => decide("accept"),
  d: () => decide("drop"), Delete: () => decide("drop"),
  n: () => decide("relabel", "none"),
  u: undo, ArrowLeft: () => move(-1), ArrowRight: () => move(1),
};

function key(event) {
  const onControl = event.target.closest("select") || (event.key === "Enter" && event.target.closest("button"));
  if (event.repeat || event.altKey || event.metaKey || onControl) return;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  let act = /^[0-9]$/.test(name) ? () => decide("relabel", name) : KEYS[name];
  if (event.ctrlKey) act = name === "z" ? undo : null;
  if (!act) return;
  event.preventDefault();
  act();
}

function labelButton(label) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: named(label) });
  if (label === "none") button.append(" ", Object.assign(document.createElement("kbd"), { textContent: "N" }));
  button.setAttribute("aria-keyshortcuts", label === "none" ? "N" : label);
  button.addEventListener("click", () => decide("relabel", label));
  return button;
}

function build() {
  for (const label of LABELS) {
    $("label").add(new Option(named(label), label));
    $("labels").append(labelButton(label));
  }
  for (const name of ["show", "label"]) {
    $(name).addEventListener("change", () => { filter[name] = $(name).value; show(); });
  }
  $("accept").addEventListener("click", () => decide("accept"));
  $("drop").addEventListener("click", () => decide("drop"));
  $("undo").addEventListener("click", undo);
  $("previous").addEventListener("click", () => move(-1));
  $("next").addEventListener("click", () => move(1));
  document.addEventListener("keydown", key);
}

build();
try {
  ({ model, drawings } = await ask("drawings"));
  show();
} catch (error) {
  $("caption").textContent = `The drawings cannot be had (${error.message}). Open the address that the command printed last.`;
}
