/** What an answer of the function says, as text and numbers. No DOM. */

const WORDS = "zero one two three four five six seven eight nine".split(" ");
const SURE = 0.9; // below this the runner-up is worth telling

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
export function certainty({ digits, confidence }) {
  const sure = `${percent(confidence)} sure`;
  if (digits.length > 1) return sure;
  const [only] = digits;
  if (only.digit === null) return `${sure}. If it is one, ${named(only.guess)}`;
  return confidence >= SURE ? sure : `${sure}, or perhaps ${runnerUp(only)}`;
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

function runnerUp({ digit, probabilities, none }) {
  const others = probabilities.map((share, i) => (i === digit ? -1 : share));
  const best = Math.max(...others);
  return none > best ? "not a digit" : named(others.indexOf(best));
}

function named(digit) {
  return `${digit === 8 ? "an" : "a"} ${WORDS[digit]}`;
}
