/** @import { Chain } from "./chain.js" */
/** @import { Bundle, Folding } from "./layout.js" */
/** @import { Arrow, Box, Fold, GraphEdge, GraphNode, Scene } from "./types.js" */
import { bundled, foldedLayout, spread, wholeLayout } from "./layout.js";
import { figure, share } from "./words.js";

const INK = "#14202b";
const FRAME = "#33475b";
const PAPER = "#ffffff";
const LOCAL = "#DCEBF7";
const FAINT = 0.18;
const LONGEST = 11; // letters of a segment's name
const FOLD_LETTERS = 13;

/** @param {string} background */
function framed(background) {
  const chosen = { background, border: "#000000" };
  return { background, border: FRAME, highlight: chosen, hover: chosen };
}

/**
 * What of a box changes when it is faint, as filters make it.
 * @param {Chain} chain
 * @param {GraphNode} node
 * @param {boolean} faint
 */
export function shade(chain, node, faint) {
  const color = faint ? "rgba(20,32,43,0.22)" : node.font.color;
  return { opacity: faint ? FAINT : 1, font: { size: chain.language.of(node.labels)[1], color } };
}

/**
 * What of a folded segment changes with the filters: how many of its products they leave.
 * @param {Chain} chain
 * @param {Folding} folding
 * @param {Fold} fold
 * @param {ReadonlySet<string>} faint
 */
export function foldShade(chain, folding, fold, faint) {
  const some = fold.members.some((one) => !faint.has(one));
  return {
    label: foldLabel(chain, folding, fold, faint),
    opacity: some ? 1 : 0.25,
    font: { size: FOLD_LETTERS, color: some ? INK : "rgba(20,32,43,0.3)" },
  };
}

/**
 * @param {Chain} chain
 * @param {Fold} fold
 */
export function foldName(chain, fold) {
  return fold.name || chain.words.say("page.no-segment");
}

/**
 * @param {Chain} chain
 * @param {Folding} folding
 * @param {Fold} fold
 * @param {ReadonlySet<string>} faint
 */
export function foldLabel(chain, folding, fold, faint) {
  const all = fold.members.length;
  const fits = fold.members.filter((one) => !faint.has(one)).length;
  const name = foldName(chain, fold);
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  return `${folding.opened.has(fold.id) ? "▾" : "▸"} ${short} (${fits === all ? all : `${fits}/${all}`})`;
}

/**
 * @param {Chain} chain
 * @param {string} product
 */
function tooltip(chain, product) {
  const { words } = chain;
  const card = chain.row(product);
  const facts = [
    words.say(card.status),
    `${words.say("action")} ${words.say(card.action)}`,
    `${words.say("score")} ${share(card.score)}`,
  ];
  return `${words.nameOf(product)}\n${facts.join(" · ")}`;
}

/**
 * @param {Chain} chain
 * @param {GraphEdge | Bundle} edge
 * @param {boolean} folded
 * @returns {Arrow}
 */
function arrowOf({ words }, edge, folded) {
  if ("count" in edge) {
    const title = words.say("page.fold-inputs", { n: edge.count });
    return { ...edge, dashes: false, smooth: false, width: Math.min(1 + Math.log2(edge.count), 5), title };
  }
  const { about } = edge;
  const kind = words.say(about.essential ? "page.essential" : "page.optional");
  const group = about.group ? ` · ${words.say("page.group", { number: about.group })}` : "";
  const title = `${words.nameOf(edge.from)} → ${words.nameOf(edge.to)}\n${kind}${group}`;
  return { ...edge, title, smooth: folded ? false : edge.smooth };
}

/**
 * The products and the inputs between them: all, or segments in place of those that are folded up.
 * @param {Chain} chain
 * @param {Folding} folding
 * @param {ReadonlySet<string>} faint products that the filters leave out
 * @returns {Scene}
 */
export function productScene(chain, folding, faint) {
  const { graph } = chain.data;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const layout = folding.on ? foldedLayout(graph, folding) : wholeLayout(graph);
  const boxes = layout.places.map(({ id, x, y }) => {
    const fold = folding.on ? folding.folds.get(id) : undefined;
    const node = /** @type {GraphNode} */ (nodes.get(id));
    return fold
      ? foldBox(foldLabel(chain, folding, fold, faint), id, x, y)
      : {
          ...node,
          x,
          y,
          label: chain.language.of(node.labels)[0],
          title: tooltip(chain, id),
          ...shade(chain, node, faint.has(id)),
        };
  });
  const { arrows, left } = bundled(graph.edges, (product) => folding.boxOf(product));
  const { lanes, top, bottom } = layout;
  return { boxes, arrows: arrows.map((edge) => arrowOf(chain, edge, folding.on)), lanes, top, bottom, left };
}

/**
 * @param {string} label
 * @param {string} id
 * @param {number} x
 * @param {number} y
 * @returns {Box}
 */
function foldBox(label, id, x, y) {
  return {
    id,
    shape: "box",
    x,
    y,
    label,
    borderWidth: 2.5,
    borderWidthSelected: 3.5,
    color: framed(PAPER),
    font: { size: FOLD_LETTERS, color: INK },
    shapeProperties: { borderRadius: 2 },
  };
}

/**
 * The enterprises of the chain and their known deliveries.
 * @param {Chain} chain
 * @returns {Scene}
 */
export function firmScene(chain) {
  const { words, language } = chain;
  const { firms, graph } = chain.data;
  const boxes = firms.nodes.map((node) => {
    const [label, size] = language.of(node.labels);
    return {
      id: firmBox(node.id),
      x: node.x,
      y: node.y,
      label,
      title: words.textOf(node.name),
      font: { size, color: INK },
      color: framed(node.local ? LOCAL : PAPER),
      shapeProperties: { borderRadius: 3, borderDashes: node.local ? false : [6, 4] },
    };
  });
  const arrows = firms.edges.map(([from, to, product, yi], number) => {
    const parts = [
      product ? words.nameOf(product) : "",
      yi === null ? "" : words.say("page.yi", { amount: figure(yi, 2) }),
    ];
    return {
      id: `d${number}`,
      from: firmBox(from),
      to: firmBox(to),
      width: 1.2,
      dashes: false,
      smooth: false,
      color: { color: "#5B84B1", opacity: 0.7, highlight: INK, hover: INK },
      title: parts.filter(Boolean).join(" · ") || undefined,
    };
  });
  const { top, bottom } = spread(
    graph.grid,
    firms.nodes.map((node) => node.y),
  );
  return { boxes, arrows, lanes: firms.lanes, top, bottom, left: 0 };
}

const FIRM = "firm ";

/** @param {string} firm */
function firmBox(firm) {
  return FIRM + firm;
}

/**
 * The enterprise that a box stands for.
 * @param {string} box
 */
export function firmOf(box) {
  return box.slice(FIRM.length);
}
