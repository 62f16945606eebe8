/** @import { Lane, Look } from "./types.js" */

/** @param {number} number of a lane */
export function laneColour(number) {
  return number % 2 ? "#eef2f6" : "#f7f9fb";
}

export const LANE_INK = "#55636f";

/**
 * The lanes behind the boxes, with the names of the stages.
 * @param {CanvasRenderingContext2D} pen
 * @param {{ lanes: Lane[], top: number, bottom: number }} scene
 * @param {(stage: string) => string} say
 * @param {string} face
 */
export function paintLanes(pen, { lanes, top, bottom }, say, face) {
  lanes.forEach((lane, number) => {
    pen.fillStyle = laneColour(number);
    pen.fillRect(lane.left, top - 26, lane.right - lane.left, bottom - top + 40);
    pen.fillStyle = LANE_INK;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.font = `bold 16px ${face}`;
    pen.fillText(say(lane.stage), lane.left + 12, top - 8);
  });
}

/**
 * Under the name of a folded segment, the shares of the statuses of its products.
 * @param {CanvasRenderingContext2D} pen
 * @param {{ x: number, y: number }} box
 * @param {number} column width of a column
 * @param {string[]} statuses of the products
 * @param {Record<string, Look>} looks
 */
export function paintShares(pen, box, column, statuses, looks) {
  const wide = column - 48;
  let x = box.x - column / 2 + 24;
  for (const [status, look] of Object.entries(looks)) {
    const count = statuses.filter((one) => one === status).length;
    if (count) {
      const part = (wide * count) / statuses.length;
      pen.fillStyle = look.fill;
      pen.fillRect(x, box.y + 13, part, 5);
      pen.strokeStyle = look.border;
      pen.lineWidth = 0.6;
      pen.strokeRect(x, box.y + 13, part, 5);
      x += part;
    }
  }
}

/**
 * What a canvas shows, on white.
 * @param {HTMLCanvasElement} drawn
 */
export function onPaper(drawn) {
  const paper = document.createElement("canvas");
  paper.width = drawn.width;
  paper.height = drawn.height;
  const pen = paper.getContext("2d");
  if (pen) {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, paper.width, paper.height);
    pen.drawImage(drawn, 0, 0);
  }
  return paper;
}
