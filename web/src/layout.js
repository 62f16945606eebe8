/** @import { Bounds, Fold, Graph, GraphEdge, Grid, Lane } from "./types.js" */

/** Arrows between folds that are drawn, the heaviest first; the rest appear when a fold is opened. */
export const MOST_ARROWS = 500;
const LEAST_COLUMN = 12;
const ROOM = 1.25; // folds stand farther apart than products, in rows
const MARGIN = 12;
const LARGEST = 1.3;
const LEAST_LETTERS = 9.2; // pixels: smaller ones cannot be read

/** Which products stand in which segment, and which segments are folded up. */
export class Folding {
  /** @type {Map<string, Fold>} */
  folds;
  /** @type {Set<string>} */
  opened = new Set();
  /** @type {Map<string, Fold>} */
  #of = new Map();

  /**
   * @param {Fold[]} folds
   * @param {boolean} on
   */
  constructor(folds, on) {
    this.folds = new Map(folds.map((fold) => [fold.id, fold]));
    for (const fold of folds) {
      for (const one of fold.members) {
        this.#of.set(one, fold);
      }
    }
    this.on = on && folds.length > 0;
  }

  /** Folds all up, or none. */
  turn() {
    this.on = !this.on;
    this.opened.clear();
  }

  /** @param {string} product */
  foldOf(product) {
    return this.on ? this.#of.get(product) : undefined;
  }

  /**
   * The box that stands for a product: its own, or its folded segment's.
   * @param {string} product
   */
  boxOf(product) {
    const fold = this.foldOf(product);
    return fold && !this.opened.has(fold.id) ? fold.id : product;
  }
}

/**
 * @typedef {{ id: string, x: number, y: number }} Place
 * @typedef {{ places: Place[], lanes: Lane[], top: number, bottom: number }} Layout
 * @typedef {{ stage: string, ids: string[] }} Column
 */

/**
 * The folded columns, each with the columns of its opened folds to the right of it.
 * @param {Column[]} folded
 * @param {Folding} folding
 * @returns {Column[]}
 */
function columnsOf(folded, folding) {
  const most = Math.max(LEAST_COLUMN, ...folded.map((column) => column.ids.length));
  return folded.flatMap((column) => {
    const columns = [column];
    for (const id of column.ids) {
      const members = (folding.opened.has(id) && folding.folds.get(id)?.members) || [];
      for (let from = 0; from < members.length; from += most) {
        columns.push({ stage: column.stage, ids: members.slice(from, from + most) });
      }
    }
    return columns;
  });
}

/**
 * Where the boxes of a folded chain stand.
 * @param {Pick<Graph, "folded" | "grid">} graph
 * @param {Folding} folding
 * @returns {Layout}
 */
export function foldedLayout({ folded, grid }, folding) {
  /** @type {Layout} */
  const made = { places: [], lanes: [], top: 0, bottom: 0 };
  const step = grid.row * ROOM;
  let x = 0;
  let high = 0;
  columnsOf(folded, folding).forEach(({ stage, ids }, number) => {
    const last = made.lanes[made.lanes.length - 1];
    const same = last?.stage === stage;
    if (number) {
      x += grid.column + (same ? 0 : grid.gap);
    }
    const right = x + grid.column / 2;
    if (last && same) {
      last.right = right;
    } else {
      made.lanes.push({ stage, left: x - grid.column / 2, right });
    }
    const start = (-step * (ids.length - 1)) / 2;
    high = Math.max(high, -start);
    ids.forEach((id, row) => made.places.push({ id, x, y: start + row * step }));
  });
  made.top = -high - grid.row;
  made.bottom = high + grid.row;
  return made;
}

/**
 * Arrows between the boxes that are drawn: a product's own, or one for all between two boxes, told by how many
 * (`count`) and between which products (`ends`).
 * @typedef {{ id: string, from: string, to: string, count: number, ends: string[], color: GraphEdge["color"] }} Bundle
 * @param {GraphEdge[]} edges
 * @param {(product: string) => string} boxOf
 * @param {number} [most]
 * @returns {{ arrows: (GraphEdge | Bundle)[], left: number }} `left`: how many bundles were too many
 */
export function bundled(edges, boxOf, most = MOST_ARROWS) {
  /** @type {Map<string, Bundle>} */
  const bundles = new Map();
  /** @type {(GraphEdge | Bundle)[]} */
  const arrows = [];
  for (const edge of edges) {
    const from = boxOf(edge.from);
    const to = boxOf(edge.to);
    if (from === edge.from && to === edge.to) {
      arrows.push(edge);
    } else if (from !== to) {
      const key = `${from}\n${to}`;
      const one = bundles.get(key) ?? { id: `f${edge.id}`, from, to, count: 0, ends: [], color: edge.color };
      if (one.count === 0) {
        bundles.set(key, one);
        arrows.push(one);
      }
      one.count += 1;
      one.ends.push(edge.from, edge.to);
    }
  }
  const heaviest = [...bundles.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  /** @type {Set<GraphEdge | Bundle>} */
  const dropped = new Set(heaviest.slice(most));
  return { arrows: arrows.filter((one) => !dropped.has(one)), left: dropped.size };
}

/**
 * The frame around lanes with their headings.
 * @param {{ lanes: Lane[], top: number, bottom: number }} drawn
 * @returns {Bounds}
 */
export function boundsOf({ lanes, top, bottom }) {
  const [first, last] = [lanes[0], lanes[lanes.length - 1]];
  return first && last
    ? { left: first.left, right: last.right, top: top - 28, bottom: bottom + 16 }
    : { left: 0, right: 1, top: 0, bottom: 1 };
}

/**
 * How to look at a map: as a whole, or, where that could not be read, at its upper left, the start of the chain.
 * @param {Bounds} box
 * @param {{ wide: number, high: number }} screen in pixels
 * @param {number} font size of its letters
 * @param {boolean} whole even where it cannot be read
 */
export function viewOf(box, { wide, high }, font, whole) {
  const across = box.right - box.left;
  const down = box.bottom - box.top;
  const scale = Math.min((wide - MARGIN) / across, (high - MARGIN) / down, LARGEST);
  const least = LEAST_LETTERS / font;
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  if (whole || scale >= least) {
    return { position: middle, scale };
  }
  return {
    position: {
      x: across * least > wide ? box.left + wide / least / 2 : middle.x,
      y: down * least > high ? box.top + high / least / 2 : middle.y,
    },
    scale: least,
  };
}

/**
 * Places of what is not folded.
 * @param {Pick<Graph, "nodes" | "lanes" | "top" | "bottom">} graph
 * @returns {Layout}
 */
export function wholeLayout({ nodes, lanes, top, bottom }) {
  return { places: nodes.map(({ id, x, y }) => ({ id, x, y })), lanes, top, bottom };
}

/**
 * Upper and lower edge of boxes at these heights.
 * @param {Pick<Grid, "row">} grid
 * @param {number[]} ys
 */
export function spread(grid, ys) {
  return { top: Math.min(...ys) - grid.row, bottom: Math.max(...ys) + grid.row };
}
