/** Shows. Knows the page's elements and nothing of drawing or asking. */

import { bars, certainty, figure, figures, length, percent, words } from "./reading.js";

const NOTHING = { digit: undefined, probabilities: Array(10).fill(null), none: null };

/** `onMark(read)` is told what is looked at, as {answer, mark, file}, or null. */
export function createView(page, { onMark }) {
  const at = (id) => page.getElementById(id);
  const rows = bars(NOTHING).map((row) => barRow(page, row));
  at("bars").replaceChildren(...rows.map(({ item }) => item));

  const say = (notice, { again = false } = {}) => {
    at("notice").textContent = notice;
    at("again").hidden = !again;
  };

  const tell = (number, word, sure) => {
    at("reading").classList.remove("waiting");
    at("answer").textContent = number;
    at("answer").style.setProperty("--figures", Math.max(number.length, 1));
    at("word").textContent = word;
    at("certainty").textContent = sure;
  };

  let why = false; // whether the evidence is wanted on the drawing
  let read; // {answer, file}: what is shown, and the picture that it is of
  let evidence; // the chosen mark's, as a picture with the drawing's shape

  const showEvidence = () => {
    at("why").setAttribute("aria-pressed", String(why));
    at("why").disabled = !evidence;
    picture(at("heatmap"), why && evidence);
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

  const choose = (digits, chosen) => {
    const several = digits.length > 1 ? digits : [];
    const buttons = several.map((mark, i) => choice(page, mark, i === chosen));
    buttons.forEach((button, i) => button.addEventListener("click", () => {
      choose(digits, i);
      at("marks").children[i].focus();
    }));
    at("marks").replaceChildren(...buttons);
    detail(digits[chosen]);
    onMark({ ...read, mark: digits[chosen] });
  };

  const forget = () => {
    tell("", "", "");
    at("marks").replaceChildren();
    detail(NOTHING);
    onMark(null);
  };

  return {
    /** Nothing on the paper, or nothing that could be read yet. */
    blank(notice = "") {
      forget();
      say(notice);
    },
    answer(answer, file) {
      read = { answer, file };
      tell(figures(answer), words(answer), certainty(answer));
      choose(answer.digits, 0);
      say("");
    },
    /** The last answer stays, dimmed, while the next is on its way. */
    thinking(notice = "Thinking…") {
      at("reading").classList.add("waiting");
      say(notice);
    },
    /** Nothing is on its way any more: a new stroke has begun. */
    quiet() {
      at("reading").classList.remove("waiting");
      at("heatmap").hidden = true; // it is of the drawing as it was
      onMark(null);
      say("");
    },
    trouble(notice, options) {
      forget();
      say(notice, options);
    },
    /** Something to say beside the answer, which stays as it is. */
    remark(notice) {
      at("notice").textContent = notice;
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

function choice(page, mark, isChosen) {
  const button = page.createElement("button");
  button.type = "button";
  button.textContent = figure(mark);
  button.setAttribute("aria-pressed", String(isChosen));
  return button;
}
