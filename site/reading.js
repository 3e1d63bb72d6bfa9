/** What an answer of the function says, as text and numbers. No DOM. */

const WORDS = "zero one two three four five six seven eight nine".split(" ");
const SURE = 0.9; // below this the runner-up is worth telling
const WORTH = 0.1; // of the doubt: what has less of it is not what it is about
const LONGEST = 6; // figures: a longer one would have to be searched for what is different
const NOTHING = { number: "", confidence: 0 };

/** The number in figures; a mark that is no digit is a question mark in its place. */
export function figures({ digits }) {
  return digits.map(figure).join("");
}

/** One mark in figures. */
export function figure({ digit }) {
  return digit === null ? "?" : String(digit);
}

/** The number in words. */
export function words({ digits }) {
  if (digits.length === 1 && digits[0].digit === null) return "not a digit";
  return digits.map(({ digit }) => WORDS[digit] ?? "something").join(" ");
}

/** How sure the whole is, and what else it could be. */
export function certainty(answer) {
  const { digits, confidence } = answer;
  const [only] = digits.length === 1 ? digits : [];
  const sure = `${percent(confidence)} sure`;
  const rival = confidence < SURE ? runnerUp(answer, only) : null;
  if (only?.digit === null && !rival) return `${sure}. If it is one, ${named(only.guess)}`;
  return rival ? `${sure}, or perhaps ${rival}` : sure;
}

/** Eleven rows: the ten digits and, last, "not a digit". `best` marks what the function says. */
export function bars({ digit, probabilities, none }) {
  const rows = probabilities.map((share, i) => ({ name: String(i), share, best: i === digit }));
  return [...rows, { name: "not a digit", share: none, best: digit === null }];
}

/** A share as a person writes it. Nothing here is certain, so nothing is 100%. */
export function percent(share) {
  const rounded = Math.round(share * 100);
  return rounded > 99 ? ">99%" : `${rounded}%`;
}

/** How long its bar is: none where the percentage says 0, or a sliver would be seen. */
export function length(share) {
  return percent(share) === "0%" ? 0 : share;
}

/** What the doubt is about, where it is about one thing that is short enough to be told, or null. */
function runnerUp({ confidence, alternatives: [other = NOTHING] = [] }, only) {
  const isRead = only && only.digit !== null;
  const none = isRead ? only.none * (confidence / only.probabilities[only.digit]) : 0;
  if (Math.max(none, other.confidence) < WORTH * (1 - confidence)) return null;
  if (none > other.confidence) return "not a digit";
  if (other.number.length > LONGEST) return null;
  if (!only || other.number.length > 1) return other.number;
  return isRead ? named(Number(other.number)) : null;
}

function named(digit) {
  return `${digit === 8 ? "an" : "a"} ${WORDS[digit]}`;
}
