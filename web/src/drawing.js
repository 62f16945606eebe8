/** @import { Chain } from "./chain.js" */
/** @import { Folding } from "./layout.js" */
/** @import { FirmNode, Label, Look, Scene } from "./types.js" */
import { LANE_INK, laneColour } from "./canvas.js";
import { drawn } from "./dom.js";
import { boundsOf } from "./layout.js";
import { firmOf, foldLabel } from "./scene.js";

const FRAMED = { corner: 2, fill: "#ffffff", border: "#33475b", ink: "#14202b", dashed: false };
const DASHES = "4 3";

/** @param {FirmNode} firm @returns {Omit<Look, "sign">} */
function firmLook(firm) {
  return { ...FRAMED, corner: 3, fill: firm.local ? "#DCEBF7" : "#ffffff", dashed: !firm.local };
}

/**
 * What is drawn on the map, as an SVG element.
 * @param {Chain} chain
 * @param {Scene} scene
 * @param {Folding} folding
 * @param {vis.Network} network
 * @param {ReadonlySet<string>} faint
 * @param {boolean} firms whether the boxes are enterprises
 */
export function drawing(chain, scene, folding, network, faint, firms) {
  const { data, words, language } = chain;
  const box = boundsOf(scene);
  const made = drawn("svg", {
    viewBox: [box.left, box.top, box.right - box.left, box.bottom - box.top].join(" "),
    "font-family": data.graph.options.nodes.font.face,
  });
  scene.lanes.forEach((lane, number) => {
    const place = { x: lane.left, y: box.top, width: lane.right - lane.left, height: box.bottom - box.top };
    const head = { x: lane.left + 12, y: scene.top - 8, "font-size": 16, "font-weight": "bold", fill: LANE_INK };
    made.append(drawn("rect", { ...place, fill: laneColour(number) }), drawn("text", head, words.say(lane.stage)));
  });
  const at = network.getPositions();
  for (const { from, to, dashes } of scene.arrows) {
    const line = { x1: at[from].x, y1: at[from].y, x2: at[to].x, y2: at[to].y, stroke: "#9db4c8", "stroke-width": 0.8 };
    made.append(drawn("line", { ...line, "stroke-dasharray": dashes ? DASHES : "none" }));
  }
  const enterprises = new Map(data.firms.nodes.map((firm) => [firm.id, firm]));
  const labels = new Map(data.graph.nodes.map((node) => [node.id, node.labels]));
  /** @param {string} id @returns {{ look: Omit<Look, "sign">, label: Label }} */
  const appearance = (id) => {
    const firm = firms ? enterprises.get(firmOf(id)) : undefined;
    const fold = folding.folds.get(id);
    if (firm) {
      return { look: firmLook(firm), label: language.of(firm.labels) };
    }
    if (fold) {
      return { look: FRAMED, label: [foldLabel(chain, folding, fold, faint), 13] };
    }
    const own = labels.get(id);
    return { look: data.looks[chain.row(id).status], label: own ? language.of(own) : ["", 0] };
  };
  for (const { id, opacity } of scene.boxes) {
    const edge = network.getBoundingBox(id);
    made.append(...boxDrawn(edge, appearance(id).look, appearance(id).label, opacity !== undefined && opacity !== 1));
  }
  return made;
}

/**
 * @param {import("./types.js").Bounds} edge
 * @param {Omit<Look, "sign">} look
 * @param {Label} label
 * @param {boolean} faint
 */
function boxDrawn(edge, look, [text, size], faint) {
  return [
    drawn("rect", {
      x: edge.left,
      y: edge.top,
      width: edge.right - edge.left,
      height: edge.bottom - edge.top,
      rx: Math.min(look.corner, 8),
      fill: look.fill,
      stroke: look.border,
      "stroke-dasharray": look.dashed ? DASHES : "none",
      opacity: faint ? 0.18 : 1,
    }),
    drawn(
      "text",
      {
        x: edge.left + 6,
        y: (edge.top + edge.bottom) / 2 + size * 0.35,
        "font-size": size,
        fill: look.ink,
        opacity: faint ? 0.22 : 1,
      },
      text,
    ),
  ];
}
