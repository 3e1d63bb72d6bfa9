import assert from "node:assert/strict";
import { test } from "node:test";

import { action } from "../../site/toolbar.js";

const of = (key, also = {}) => action({ key, ...also });
const ctrl = { ctrlKey: true };
const cmd = { metaKey: true };
const shift = { shiftKey: true };

test("plain keys choose tools and widths, clear, help and close", () => {
  const keys = ["e", "p", "[", "]", "Delete", "Backspace", "?", "Escape"];
  const does = ["eraser", "pen", "thinner", "thicker", "clear", "clear", "help", "close"];
  assert.deepEqual(keys.map((key) => of(key)), does);
});

test("capitals do the same: Caps Lock is no reason to do nothing", () => {
  assert.equal(of("E"), "eraser");
  assert.equal(of("Z", ctrl), "undo");
});

test("Control or Command with Z is undo, with Shift redo, and Control with Y too", () => {
  for (const held of [ctrl, cmd]) {
    assert.equal(of("z", held), "undo");
    assert.equal(of("Z", { ...held, ...shift }), "redo");
  }
  assert.equal(of("y", ctrl), "redo");
});

test("what the browser does with Control, Command or Alt is left to it", () => {
  assert.equal(of("e", ctrl), null);
  assert.equal(of("p", cmd), null);
  assert.equal(of("p", { altKey: true }), null);
  assert.equal(of("[", cmd), null); // back, in Safari
  assert.equal(of("[", ctrl), null);
  assert.equal(of("y", cmd), null);
  assert.equal(of("z", { ...ctrl, altKey: true }), null);
});

test("a bracket that needs Alt or AltGr on its keyboard is a bracket", () => {
  assert.equal(of("[", { ctrlKey: true, altKey: true }), "thinner");
  assert.equal(of("]", { altKey: true }), "thicker");
});

test("other keys do nothing", () => {
  for (const key of ["a", "Enter", "Tab", " ", "ArrowLeft", "z"]) assert.equal(of(key), null);
});

test("where single keys are off, those that write a character do nothing by themselves", () => {
  const off = { singles: false };
  for (const key of ["e", "P", "[", "]", "?"]) assert.equal(action({ key }, off), null);
  assert.equal(action({ key: "z", ...ctrl }, off), "undo");
  assert.equal(action({ key: "Delete" }, off), "clear");
  assert.equal(action({ key: "Escape" }, off), "close");
});

test("nothing is a shortcut while one types", () => {
  const field = { closest: () => field };
  assert.equal(of("e", { target: field }), null);
  assert.equal(of("z", { ...ctrl, target: field }), null);
  assert.equal(of("e", { isComposing: true }), null);
  assert.equal(of("e", { target: { closest: () => null } }), "eraser");
});

test("a slider and a box to tick are not typed into", () => {
  let asked = "";
  of("e", { target: { closest: (selector) => { asked = selector; return null; } } });
  assert.match(asked, /^input:not\(\[type=range\], \[type=checkbox\]\)/);
});
