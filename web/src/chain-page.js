/** @import { Language } from "./lang.js" */
/** @import { ChainData } from "./types.js" */
import { Card } from "./card.js";
import { Chain } from "./chain.js";
import { address, byId } from "./dom.js";
import { Filters } from "./filter.js";
import { ChainMap } from "./map.js";
import { packed } from "./pack.js";
import { csv, save, withNumbers } from "./save.js";
import { Table } from "./table.js";
import { Turns } from "./turns.js";

/** @typedef {"map" | "table" | "card" | "search" | "hash" | "start"} From where a product was chosen */

/** The page of a chain: map, filters, table and card, and what one tells the others. */
export class ChainPage {
  #panel = byId("card", HTMLElement);
  #shown = ""; // the product whose card is shown

  /**
   * @param {ChainData} data
   * @param {Language} language
   */
  constructor(data, language) {
    this.chain = new Chain(data, language);
    const turns = new Turns(this.chain.large);
    this.map = new ChainMap(this.chain, turns, {
      clicked: (product) => this.pick(product, "map"),
      drawn: () => this.#later(),
    });
    this.filters = new Filters(this.chain, {
      changed: (out) => {
        this.map.fade(out);
        this.filters.count(this.map.scene.left);
        this.table.narrow(out);
      },
      found: (product) => this.pick(product, "search"),
    });
    this.table = new Table(this.chain, turns, (product) => this.pick(product, "table"));
    this.#saving();
    window.addEventListener("hashchange", () => this.#fromHash());
    language.onChange(() => this.#speak());
  }

  /** The table as a workbook. */
  xlsx() {
    return window.chaingraphWorkbook(document.title, withNumbers(this.table.cells()));
  }

  /** The table as text. */
  csv() {
    return csv(this.table.cells());
  }

  #saving() {
    /** @type {[string, () => void][]} */
    const buttons = [
      ["save-png", () => this.map.png((png) => png && save(".png", png))],
      ["save-svg", () => save(".svg", new Blob([this.map.svg()], { type: "image/svg+xml" }))],
      ["save-csv", () => save(".csv", new Blob([`\ufeff${this.csv()}\r\n`], { type: "text/csv" }))],
      ["save-xlsx", () => save(".xlsx", this.xlsx())],
    ];
    for (const [id, act] of buttons) {
      byId(id, HTMLButtonElement).addEventListener("click", act);
    }
    this.map.prints();
  }

  /**
   * Shows a product on the map, in the table and in the card.
   * @param {string} product
   * @param {From} from
   */
  pick(product, from) {
    if (!this.chain.whole || !this.chain.has(product)) {
      return;
    }
    this.map.pick(product);
    if (from !== "map" && from !== "start") {
      this.map.goTo(product);
    }
    this.table.mark(product);
    if (from !== "start" && from !== "hash") {
      address(encodeURIComponent(product));
    }
    this.#card(product);
    this.#panel.scrollTop = 0;
    if (from === "table") {
      document.querySelector("main.chain")?.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {string} product */
  #card(product) {
    this.#shown = product;
    new Card(this.chain, this.#panel, product, {
      chosen: (other) => this.pick(other, "card"),
      narrowed: (products) => this.filters.narrow(products),
    }).write();
  }

  /** Shows the product that the address names; whether it names one. */
  #fromHash() {
    let product;
    try {
      product = decodeURIComponent(window.location.hash.slice(1));
    } catch {
      return false;
    }
    if (!this.chain.whole || !this.chain.has(product)) {
      return false;
    }
    this.pick(product, "hash");
    return true;
  }

  #speak() {
    if (!this.chain.whole) {
      return;
    }
    this.map.redraw();
    this.map.fillSegments();
    this.filters.fillFirms();
    this.table.fill();
    this.filters.apply();
    if (this.#shown) {
      this.#card(this.#shown);
    }
  }

  /** After the first picture: the rest of the cards. */
  #later() {
    const { dataset } = document.documentElement;
    if (dataset.ready) {
      return;
    }
    dataset.ready = "1";
    packed("cards").then((details) => {
      this.chain.complete(details);
      this.#begin();
      dataset.whole = "1";
    });
  }

  #begin() {
    const { chain, map } = this;
    map.fillSegments();
    this.filters.fillFirms();
    if (map.drawnIn !== chain.language.now) {
      map.redraw();
    }
    this.filters.read();
    this.table.fill();
    const { rows } = chain.data;
    if (this.#fromHash() || !rows.length) {
      return;
    }
    const first = rows.find((card) => map.boxOf(card.product) === card.product);
    if (first) {
      this.pick(first.product, "start");
    } else {
      map.picked = rows[0].product;
      this.#card(rows[0].product);
    }
  }
}
