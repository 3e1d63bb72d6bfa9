/** Shows. Knows the page's elements and nothing of drawing or asking. */

import { createBoxes, createMarks } from "./boxes.js";
import { overlapping } from "./frame.js";
import { bars, certainty, figures, length, percent, words } from "./reading.js";
import { handOn } from "./toolbar.js";

const WORD = 12; // characters: a longer notice needs the place of what is beside it
const SEVERAL = 2; // figures: more leave little room for what is beside them
const MANY = 8; // figures: more stand in several lines
const NOTHING = { digit: undefined, probabilities: Array(10).fill(null), none: null };

/** `onMark(read)` is told what is looked at, as {answer, mark, file, strokes}, or null. */
export function createView(page, { onMark }) {
  const at = (id) => page.getElementById(id);
  const rows = bars(NOTHING).map((row) => barRow(page, row));
  at("bars").replaceChildren(...rows.map(({ item }) => item));

  let isRemark = false; // what is said, and not of the answer

  const offer = (again) => {
    if (!again) handOn(page, at("again"));
    at("again").hidden = !again;
  };

  const say = (notice, { again = false, remark = false } = {}) => {
    isRemark = remark;
    at("notice").textContent = notice;
    at("reading").classList.toggle("telling", notice.length > WORD);
    offer(again);
  };

  /** How the reading goes. A remark stands until one goes on drawing. */
  const report = (notice) => {
    if (isRemark) offer(false);
    else say(notice);
  };

  const tell = (number, word, sure) => {
    at("reading").classList.remove("waiting");
    at("answer").textContent = number;
    at("reading").style.setProperty("--figures", Math.max(number.length, 1));
    at("reading").classList.toggle("several", number.length > SEVERAL);
    at("reading").classList.toggle("many", number.length > MANY);
    at("word").textContent = word;
    at("certainty").textContent = sure;
  };

  let why = false; // whether the evidence is wanted on the drawing
  let read; // {answer, file, strokes, picture}: what is shown, and the drawing that it is of
  let pointed = null; // {box, picture}: the mark that a person chose, and what it is on
  let isFresh = false; // whether that is the drawing still
  let evidence; // the chosen mark's, as a picture with the drawing's shape

  const showEvidence = () => {
    at("why").setAttribute("aria-pressed", String(Boolean(isFresh && why && evidence)));
    at("why").disabled = !evidence;
    picture(at("heatmap"), isFresh && why && evidence);
  };

  at("why").addEventListener("click", () => {
    why = !why;
    showEvidence();
  });

  const detail = (mark) => {
    bars(mark).forEach((row, i) => fill(rows[i], row));
    picture(at("seen"), mark.seen);
    evidence = mark.heatmap;
    showEvidence();
  };

  const choose = (chosen) => {
    const mark = read.answer.digits[chosen];
    marks.choose(chosen);
    boxes.choose(chosen);
    detail(mark);
    onMark(isFresh ? { ...read, mark } : null);
  };

  /** By hand. Then the same mark is looked at in the answers that come, as far as it is there. */
  const point = (chosen) => {
    pointed = { box: read.answer.digits[chosen].box, picture: read.picture };
    choose(chosen);
  };
  const marks = createMarks(page, point);
  const boxes = createBoxes(page, point);

  const pointAgain = ({ digits }, picture) => {
    const isOnIt = pointed?.picture === picture && [pointed, ...digits].every(({ box }) => box);
    const found = isOnIt ? overlapping(pointed.box, digits.map(({ box }) => box)) : -1;
    pointed = null;
    if (found < 0) choose(0);
    else point(found);
  };

  const forget = () => {
    isFresh = false;
    tell("", "", "");
    marks.show([]);
    boxes.hide();
    detail(NOTHING);
    onMark(null);
  };

  return {
    /** Nothing on the paper, or nothing that could be read yet. */
    blank(notice = "") {
      pointed = null;
      forget();
      say(notice);
    },
    /** To the file that was posted, of `size` in pixels: these strokes, or what is on a picture. */
    answer(answer, { file, size, strokes, picture }) {
      read = { answer, file, strokes, picture };
      isFresh = true;
      tell(figures(answer), words(answer), certainty(answer));
      marks.show(answer.digits);
      boxes.show(answer.digits, size);
      pointAgain(answer, picture);
      report("");
    },
    /** The last answer stays, dimmed, while the next is on its way. */
    thinking(notice = "Thinking…") {
      at("reading").classList.add("waiting");
      report(notice);
    },
    /** Nothing is on its way any more: the drawing becomes another one. */
    quiet() {
      at("reading").classList.remove("waiting");
      isFresh = false;
      showEvidence();
      boxes.hide();
      onMark(null);
      say("");
    },
    trouble(notice, options) {
      forget();
      say(notice, options);
    },
    /** Something to say beside the answer, which stays as it is. */
    remark(notice) {
      say(notice, { again: !at("again").hidden, remark: true });
    },
    /** The hint lies on the paper until the first ink. */
    ink(isThere) {
      at("hint").hidden = isThere;
      at("hint").parentElement.classList.toggle("inked", isThere);
    },
  };
}

function barRow(page, { name }) {
  const item = page.createElement("li");
  const [label, track, share] = ["label", "track", "share"].map((kind) => span(page, kind));
  const bar = span(page, "bar");
  track.append(bar);
  track.setAttribute("aria-hidden", "true");
  label.textContent = name;
  item.append(label, track, share);
  return { item, bar, share };
}

function span(page, kind) {
  const made = page.createElement("span");
  made.className = kind;
  return made;
}

function fill({ item, bar, share }, row) {
  item.classList.toggle("best", row.best);
  bar.style.setProperty("--share", length(row.share));
  share.textContent = row.share === null ? "" : percent(row.share);
}

function picture(image, source) {
  image.hidden = !source;
  if (source) image.src = source;
  else image.removeAttribute("src");
}
