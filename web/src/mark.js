/** @import { Look } from "./types.js" */
import { drawn } from "./dom.js";

/**
 * The sign of a status in its box, as on the map.
 * @param {Look} look
 */
export function mark(look) {
  const svg = drawn("svg", { class: "mark", width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" });
  const box = drawn("rect", {
    x: 1,
    y: 1,
    width: 16,
    height: 16,
    rx: Math.min(look.corner, 8),
    fill: look.fill,
    stroke: look.border,
    "stroke-width": 1.5,
  });
  if (look.dashed) {
    box.setAttribute("stroke-dasharray", "3 2");
  }
  const sign = { x: 9, y: 13, "text-anchor": "middle", "font-size": 11, fill: look.ink };
  svg.append(box, drawn("text", sign, look.sign));
  return svg;
}
