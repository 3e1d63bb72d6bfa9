/** What an answer of the function says, as text and numbers. No DOM. */

const WORDS = "zero one two three four five six seven eight nine".split(" ");
const SURE = 0.9; // below this the runner-up is worth telling
const LEAST = 0.01; // what the function tells no number of
const LONGEST = 6; // figures: a longer one would have to be searched for what is different

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
export function certainty({ digits, confidence, alternatives: [other] = [] }) {
  const [only] = digits.length === 1 ? digits : [];
  const sure = `${percent(confidence)} sure`;
  const isDoubted = confidence < SURE;
  if (only?.digit === null && !(isDoubted && other?.number.length > 1)) {
    return `${sure}. If it is one, ${named(only.guess)}`;
  }
  const rival = isDoubted && runnerUp(only, other);
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

/** The next likeliest, of the only mark or of several; null where nothing is likely, or too long. */
function runnerUp(only, other) {
  const isNone = only && only.digit !== null && only.none > (other?.confidence ?? LEAST);
  if (isNone) return "not a digit";
  if (!other || other.number.length > LONGEST) return null;
  return only && other.number.length === 1 ? named(Number(other.number)) : other.number;
}

function named(digit) {
  return `${digit === 8 ? "an" : "a"} ${WORDS[digit]}`;
}
