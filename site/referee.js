/** Which of several pointers draws: one at a time, and a pen before a hand. No DOM. */

const REST = 1000; // ms after the last sign of a pen in which a touch is the hand that holds it

/**
 * Takes pointer events as they come. A second finger is ignored while one draws; touches are while
 * a pen is near. A pen takes over from a finger: the ball of the hand came down first.
 */
export function createReferee() {
  let holder = null; // the event that began what is being drawn
  let pen = -Infinity; // when a pen was last seen

  const mayStart = ({ pointerType, pointerId, timeStamp }) => {
    if (pointerType === "touch" && timeStamp - pen < REST) return false;
    if (holder === null || holder.pointerId === pointerId) return true; // its end was missed
    return pointerType === "pen" && holder.pointerType === "touch";
  };

  return {
    /** Any event of a pen, touching or hovering. */
    sees({ pointerType, timeStamp }) {
      if (pointerType === "pen") pen = timeStamp;
    },
    /** Whether the pointer that came down may draw; it then holds the paper. */
    starts(event) {
      const may = mayStart(event);
      if (may) holder = event;
      return may;
    },
    isBusy: () => holder !== null,
    holds: (event) => holder?.pointerId === event.pointerId,
    ends() {
      holder = null;
    },
  };
}
