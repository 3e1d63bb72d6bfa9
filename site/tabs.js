/** Where boxes and their tabs lie on the paper, in CSS pixels. No DOM. */

export const TAB = 28; // a side: what a fingertip finds (WCAG 2.5.8 asks for 24)

const AIR = 6; // between the ink and its box; less where another is near
const LITTLE = 2;
const APART = 3; // between two tabs, which stay in the order of their boxes
const RIM = 4; // from a tab to its box, and to the paper's side
const FOOT = 56; // along the paper's lower side are the buttons that bring a picture

/** The boxes with some air round the ink, as far as the paper goes. */
export function aired(boxes, sheet) {
  const air = Math.min(Math.max(closest(boxes) / 2 - 1, LITTLE), AIR);
  return boxes.map(({ x, y, width, height }) => {
    const [left, top] = [Math.max(1, x - air), Math.max(1, y - air)];
    const right = Math.min(sheet.width - 1, x + width + air);
    const bottom = Math.min(sheet.height - 1, y + height + air);
    return { x: left, y: top, width: right - left, height: bottom - top };
  });
}

/** How far apart the two are that are the closest side by side. */
function closest(boxes) {
  const gaps = lines(boxes).flatMap((line) => line.slice(1).map((i, place) => (
    boxes[i].x - boxes[line[place]].x - boxes[line[place]].width
  )));
  return Math.min(...gaps);
}

/**
 * The corner of each box's tab: over the middle of its box, moved aside no further than it takes
 * to keep clear of the others in its line. null where the paper has no room for all of them.
 */
export function tabs(boxes, sheet) {
  const corners = [];
  const all = lines(boxes);
  for (const line of all) {
    const last = sheet.width - RIM - TAB - (line.length - 1) * (TAB + APART);
    if (last < RIM) return null;
    const wanted = line.map((i) => middle(boxes[i]) - TAB / 2);
    spread(wanted, TAB + APART, [RIM, last]).forEach((x, place) => {
      const box = boxes[line[place]];
      corners[line[place]] = { x, y: height(box, sheet, all.length > 1) };
    });
  }
  return corners;
}

/** Boxes side by side, as lists of their numbers from left to right. */
function lines(boxes) {
  const found = [];
  let foot = -Infinity;
  const number = (order) => boxes.map((_, i) => i).sort((a, b) => order(boxes[a]) - order(boxes[b]));
  for (const i of number(({ y }) => y)) {
    if (boxes[i].y >= foot) found.push([]);
    found[found.length - 1].push(i);
    foot = Math.max(foot, boxes[i].y + boxes[i].height);
  }
  const places = number(middle);
  return found.map((line) => places.filter((i) => line.includes(i)));
}

/** Above the box; where there is no room below it, or else over its upper edge. */
function height(box, sheet, isAmongLines) {
  const above = box.y - RIM - TAB;
  const below = box.y + box.height + RIM;
  if (above >= RIM) return above;
  return below + TAB <= sheet.height - FOOT && !isAmongLines ? below : RIM;
}

/** Rising numbers at least `step` apart, near those that are wanted; bounds are the first's. */
function spread(wanted, step, [low, high]) {
  const free = wanted.map((place, i) => place - i * step); // need only not fall then
  const pushed = free.map((_, i) => Math.max(...free.slice(0, i + 1)));
  const held = free.map((_, i) => Math.min(...free.slice(i)));
  return free.map((_, i) => {
    const place = (pushed[i] + held[i]) / 2; // as far to the one side as to the other
    return Math.min(Math.max(place, low), high) + i * step;
  });
}

const middle = ({ x, width }) => x + width / 2;
