/** @import { Chain } from "./chain.js" */
/** @import { Turns } from "./turns.js" */
/** @import { Scene } from "./types.js" */
import { onPaper, paintLanes, paintShares } from "./canvas.js";
import { drawing } from "./drawing.js";
import { byId, offer } from "./dom.js";
import { Folding, boundsOf, viewOf } from "./layout.js";
import { firmOf, firmScene, foldName, foldShade, productScene, shade } from "./scene.js";

const SMALLEST = 0.1;
const LARGEST = 4;
const READABLE = 0.85; // a product that is gone to is not shown smaller

/** @param {number} scale */
function within(scale) {
  return Math.min(Math.max(scale, SMALLEST), LARGEST);
}

/** The map of a chain: its products, segments in place of products, or its enterprises. */
export class ChainMap {
  /** the product that is chosen, "" for none */
  picked = "";
  #firms = false;
  #touched = false;
  /** @type {ReadonlySet<string>} */
  #faint = new Set();
  /** @type {vis.DataSet} */
  #nodes;
  /** @type {vis.DataSet} */
  #edges;
  #place = byId("graph", HTMLElement);
  #firmButton = byId("firms", HTMLButtonElement);
  #firmNote = byId("firms-note", HTMLElement);
  #foldButton = byId("fold", HTMLButtonElement);
  #segments = byId("segment", HTMLSelectElement);

  /**
   * @param {Chain} chain
   * @param {Turns} turns
   * @param {{ clicked: (product: string) => void, drawn: () => void }} tell a product was clicked; the first picture is
   *   drawn
   */
  constructor(chain, turns, tell) {
    this.chain = chain;
    this.turns = turns;
    const { graph } = chain.data;
    this.folding = new Folding(graph.folds, chain.large);
    /** @type {Scene} */
    this.scene = productScene(chain, this.folding, this.#faint);
    /** the language of its words */
    this.drawnIn = chain.language.now;
    this.#nodes = new vis.DataSet(this.scene.boxes);
    this.#edges = new vis.DataSet(this.scene.arrows);
    this.network = new vis.Network(this.#place, { nodes: this.#nodes, edges: this.#edges }, graph.options);
    this.#paint();
    this.#buttons();
    this.#follow(tell);
    this.show(false);
  }

  get showsFirms() {
    return this.#firms;
  }

  /** @param {string} product */
  boxOf(product) {
    return this.folding.boxOf(product);
  }

  #paint() {
    const { network, folding, chain } = this;
    const { looks, graph } = chain.data;
    network.on("afterDrawing", (pen) => {
      if (!folding.on || this.#firms) {
        return;
      }
      for (const fold of folding.folds.values()) {
        const box = network.body.nodes[fold.id];
        if (box) {
          const statuses = fold.members.map((one) => chain.row(one).status);
          paintShares(pen, box, graph.grid.column, statuses, looks);
        }
      }
    });
    network.on("beforeDrawing", (pen) => {
      paintLanes(pen, this.scene, (stage) => chain.words.say(stage), graph.options.nodes.font.face);
    });
  }

  #buttons() {
    const { firms, graph } = this.chain.data;
    this.#firmButton.hidden = !firms.edges.length;
    this.#firmButton.addEventListener("click", () => {
      this.#firms = !this.#firms;
      this.redraw();
      this.show(false);
    });
    this.#foldButton.hidden = !graph.folds.length;
    this.#foldButton.setAttribute("aria-pressed", String(this.folding.on));
    this.#foldButton.addEventListener("click", () => {
      this.folding.turn();
      this.redraw();
      this.show(false);
    });
    const segments = this.#segments;
    /** @type {HTMLElement} */ (segments.parentNode).hidden = !graph.folds.length;
    segments.addEventListener("change", () => this.#toSegment(segments.value));
    byId("zoom-in", HTMLElement).addEventListener("click", () => this.#zoom(1.3));
    byId("zoom-out", HTMLElement).addEventListener("click", () => this.#zoom(1 / 1.3));
    byId("zoom-all", HTMLElement).addEventListener("click", () => this.show(true));
  }

  /** @param {{ clicked: (product: string) => void, drawn: () => void }} tell */
  #follow(tell) {
    const { network, folding } = this;
    network.on("zoom", ({ scale }) => {
      if (scale !== within(scale)) {
        network.moveTo({ scale: within(scale) });
      }
    });
    this.#place.addEventListener("pointerdown", () => (this.#touched = true));
    this.#place.addEventListener("wheel", () => (this.#touched = true), { passive: true });
    // vis-network sets its own view after it has told of the new size, so ours comes a moment later
    network.on("resize", () => setTimeout(() => this.#showUntouched(), 0));
    network.once("afterDrawing", () => {
      setTimeout(() => {
        this.#showUntouched();
        network.once("afterDrawing", () => setTimeout(tell.drawn, 0));
        network.redraw();
      }, 0);
    });
    network.on("click", ({ nodes: [id] }) => {
      if (id === undefined) {
        return;
      }
      if (this.#firms) {
        window.location.href = `directory.html#enterprise/${encodeURIComponent(firmOf(id))}`;
      } else if (folding.folds.has(id)) {
        this.#open(id, !folding.opened.has(id));
      } else {
        tell.clicked(id);
      }
    });
  }

  /** Draws all anew: after a change of folds, of the language, or between products and enterprises. */
  redraw() {
    const { chain, folding, network } = this;
    const { words } = chain;
    const { firms } = chain.data;
    this.drawnIn = chain.language.now;
    this.#firmButton.setAttribute("aria-pressed", String(this.#firms));
    this.#firmNote.hidden = !this.#firms;
    this.#firmNote.textContent =
      words.say("page.firms-note", { n: firms.edges.length, firms: firms.nodes.length, makers: firms.makers }) +
      (firms.left ? words.say("page.firms-left", { n: firms.left }) : "");
    this.scene = this.#firms ? firmScene(chain) : productScene(chain, folding, this.#faint);
    this.#nodes = new vis.DataSet(this.scene.boxes);
    this.#edges = new vis.DataSet(this.scene.arrows);
    network.setData({ nodes: this.#nodes, edges: this.#edges });
    if (this.#firms) {
      return;
    }
    this.#pale();
    if (this.picked && this.boxOf(this.picked) === this.picked) {
      network.selectNodes([this.picked]);
    }
    this.#foldButton.setAttribute("aria-pressed", String(folding.on));
  }

  /** The segments to choose from, in the language of the page. */
  fillSegments() {
    const { chain } = this;
    const { words } = chain;
    offer(this.#segments, [
      ["", words.say("page.all-segments")],
      ...chain.data.graph.folds.map((fold) => {
        const label = `${words.say(fold.stage)} · ${foldName(chain, fold)} (${fold.members.length})`;
        return /** @type {const} */ ([fold.id, label]);
      }),
    ]);
  }

  /** @param {string} id of a fold, "" for none */
  #toSegment(id) {
    const { folding, network } = this;
    const fold = folding.folds.get(id);
    if (!fold) {
      return;
    }
    if (folding.on && !folding.opened.has(id)) {
      this.#open(id, true);
    }
    this.#touched = true;
    network.fit({ nodes: [this.boxOf(fold.members[0])], maxZoomLevel: 1, animation: false });
  }

  /**
   * @param {string} id of a fold
   * @param {boolean} open
   */
  #open(id, open) {
    if (open) {
      this.folding.opened.add(id);
    } else {
      this.folding.opened.delete(id);
    }
    this.redraw();
  }

  /** @param {boolean} whole as a whole, even where it cannot be read then */
  show(whole) {
    const screen = { wide: this.#place.clientWidth, high: this.#place.clientHeight };
    this.network.moveTo(viewOf(boundsOf(this.scene), screen, this.chain.data.graph.font, whole));
  }

  #showUntouched() {
    if (!this.#touched) {
      this.show(false);
    }
  }

  /** @param {number} factor */
  #zoom(factor) {
    this.network.moveTo({ scale: within(this.network.getScale() * factor) });
  }

  /**
   * Chooses a product: shows its box, opening what it is folded into.
   * @param {string} product
   */
  pick(product) {
    this.picked = product;
    if (this.#firms) {
      this.#firms = false;
      this.redraw();
      this.show(false);
    }
    const box = this.boxOf(product);
    if (box !== product) {
      this.#open(box, true);
    }
    this.network.selectNodes([product]);
  }

  /** @param {string} product */
  goTo(product) {
    this.#touched = true;
    this.network.focus(product, { scale: Math.max(this.network.getScale(), READABLE), animation: false });
  }

  /**
   * Makes faint what the filters leave out.
   * @param {ReadonlySet<string>} faint products
   */
  fade(faint) {
    const { chain, folding } = this;
    const before = this.#faint;
    this.#faint = faint;
    const changed = [];
    const touched = new Set();
    for (const node of chain.data.graph.nodes) {
      if (before.has(node.id) !== faint.has(node.id)) {
        if (this.boxOf(node.id) === node.id) {
          changed.push({ id: node.id, ...shade(chain, node, faint.has(node.id)) });
        }
        const fold = folding.foldOf(node.id);
        if (fold) {
          touched.add(fold);
        }
      }
    }
    for (const fold of touched) {
      changed.push({ id: fold.id, ...foldShade(chain, folding, fold, faint) });
    }
    if (changed.length && !this.#firms) {
      this.#nodes.update(changed);
      this.turns.soon("edges", () => this.#pale());
    }
  }

  /** Arrows between boxes that are all left out are drawn faint. */
  #pale() {
    if (this.#firms) {
      return;
    }
    const paler = [];
    for (const edge of this.scene.arrows) {
      const faint = (edge.ends ?? [edge.from, edge.to]).every((one) => this.#faint.has(one));
      if (Boolean(edge.faint) !== faint) {
        edge.faint = faint;
        paler.push({ id: edge.id, color: { ...edge.color, opacity: faint ? 0.06 : edge.color.opacity } });
      }
    }
    if (paler.length) {
      this.#edges.update(paler);
    }
  }

  /** The whole map as SVG, whatever part of it is on the screen. */
  svg() {
    const { chain, scene, folding, network } = this;
    return new XMLSerializer().serializeToString(drawing(chain, scene, folding, network, this.#faint, this.#firms));
  }

  /** @param {(png: Blob | null) => void} done */
  png(done) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.#place.querySelector("canvas"));
    onPaper(canvas).toBlob(done);
  }

  /** On paper the whole map stands as a drawing. */
  prints() {
    const canvas = /** @type {HTMLElement} */ (this.#place.parentNode);
    const clear = () => canvas.querySelectorAll(".paper").forEach((one) => one.remove());
    window.addEventListener("beforeprint", () => {
      const made = new DOMParser().parseFromString(this.svg(), "image/svg+xml").documentElement;
      made.setAttribute("class", "paper");
      clear();
      canvas.append(document.importNode(made, true));
    });
    window.addEventListener("afterprint", clear);
  }
}
