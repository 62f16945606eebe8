/** @import { Chain } from "./chain.js" */
/** @import { Turns } from "./turns.js" */
/** @import { Brief } from "./types.js" */
import { byId, make, put } from "./dom.js";
import { mark } from "./mark.js";
import { figure, share } from "./words.js";

/** @type {Record<string, string[]>} */
const ORDER = {
  stage: ["upstream", "midstream", "downstream"],
  action: ["fill", "strengthen", "extend", "secure", "defer", "none"],
  confidence: ["high", "medium", "low"],
};
const MOST_FIRST = ["score", "criticality", "makers", "local_buyers"];
const CLASSES = ["num", "name", "", "", "tight", "tight", "num", "num", "num", "num", "", "why"];
const NAME = 1;
const STATUS = 4;

/** @typedef {{ key: string, down: boolean }} Sort */

/**
 * What a row is sorted by: words, or a number; null for none.
 * @param {Chain} chain
 * @param {Brief} card
 * @param {string} key
 * @returns {string | number | null | undefined}
 */
function valueOf(chain, card, key) {
  if (key === "product") {
    return chain.words.nameOf(card.product);
  }
  if (key === "local_buyers") {
    return card.local_buyer_count;
  }
  const value = /** @type {Record<string, any>} */ (card)[key];
  const order = key === "status" ? Object.keys(chain.data.looks) : ORDER[key];
  return order ? order.indexOf(value) : value;
}

/**
 * The rows that are not left out, in the order asked for: empty ones last, equals by rank.
 * @param {Chain} chain
 * @param {Sort} sort
 * @param {ReadonlySet<string>} out products that are left out
 */
export function sorted(chain, sort, out) {
  const sign = sort.down ? -1 : 1;
  const letters = chain.language.tag;
  const empty = (/** @type {unknown} */ value) => Number(value === null || value === undefined);
  return chain.data.rows
    .filter((card) => !out.has(card.product))
    .map((card) => ({ card, value: valueOf(chain, card, sort.key) }))
    .sort((one, other) => {
      const [a, b] = [one.value, other.value];
      const by = typeof a === "string" ? a.localeCompare(String(b), letters) : Number(a) - Number(b);
      return empty(a) - empty(b) || sign * by || one.card.rank - other.card.rank;
    })
    .map(({ card }) => card);
}

/**
 * The words of a row, as they stand in the table and in what is taken away.
 * @param {Chain} chain
 * @param {Brief} brief
 * @returns {string[]}
 */
export function cellsOf(chain, brief) {
  const { words } = chain;
  const card = chain.full(brief);
  return [
    figure(card.rank),
    words.nameOf(card.product),
    words.say(card.stage),
    card.segment ?? "",
    words.say(card.status),
    words.say(card.action),
    share(card.score),
    share(card.criticality),
    figure(card.makers),
    figure(card.local_buyer_count),
    words.say(card.confidence),
    words.textOf(card.why),
  ];
}

/** The table of the findings. */
export class Table {
  /** @type {Sort} */
  #sort = { key: "rank", down: false };
  /** @type {Map<string, HTMLTableRowElement>} */
  #rows = new Map();
  /** @type {ReadonlySet<string>} */
  #out = new Set();
  #picked = "";
  #heads = byId("table", HTMLTableElement).querySelectorAll("thead th");
  #body = byId("table", HTMLTableElement).tBodies[0];
  #more = byId("more-rows", HTMLButtonElement);

  /**
   * @param {Chain} chain
   * @param {Turns} turns
   * @param {(product: string) => void} chosen
   */
  constructor(chain, turns, chosen) {
    this.chain = chain;
    this.turns = turns;
    this.chosen = chosen;
    this.first = chain.large ? 60 : 150;
    this.shown = this.first;
    this.#more.addEventListener("click", () => {
      this.shown += 4 * this.first;
      this.order();
    });
    for (const head of this.#heads) {
      const button = head.querySelector("button");
      button?.addEventListener("click", () => this.#sortBy(button.dataset.sort ?? ""));
    }
  }

  /** @param {string} key */
  #sortBy(key) {
    const down = this.#sort.key === key ? !this.#sort.down : MOST_FIRST.includes(key);
    this.#sort = { key, down };
    this.order();
  }

  /** Writes all rows anew, in the language of the page. */
  fill() {
    this.#rows.clear();
    this.order();
  }

  /** @param {ReadonlySet<string>} out products that are left out */
  narrow(out) {
    this.#out = out;
    this.shown = this.first;
    this.order();
  }

  order() {
    if (this.chain.whole) {
      this.turns.soon("rows", () => this.#draw());
    }
  }

  /** @param {string} product */
  mark(product) {
    this.#picked = product;
    this.#rows.forEach((row, id) => (row.className = id === product ? "picked" : ""));
  }

  /** The heads and all rows that are not left out, as words. */
  cells() {
    const heads = [...this.#heads].map((one) => (one.textContent ?? "").trim());
    return [heads, ...this.#sorted().map((card) => cellsOf(this.chain, card))];
  }

  #sorted() {
    return sorted(this.chain, this.#sort, this.#out);
  }

  #draw() {
    const rows = this.#sorted();
    this.#body.replaceChildren(...rows.slice(0, this.shown).map((card) => this.#row(card)));
    this.#more.hidden = rows.length <= this.shown;
    this.#more.textContent = this.chain.words.say("page.more", { n: rows.length - this.shown });
    for (const head of this.#heads) {
      const button = head.querySelector("button");
      if (button?.dataset.sort === this.#sort.key) {
        head.setAttribute("aria-sort", this.#sort.down ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    }
  }

  /** @param {Brief} card */
  #row(card) {
    const known = this.#rows.get(card.product);
    if (known) {
      return known;
    }
    const row = make("tr", this.#picked === card.product ? "picked" : "");
    row.dataset.product = card.product;
    cellsOf(this.chain, card).forEach((text, number) => {
      const one = make("td", CLASSES[number]);
      if (number === NAME) {
        put(one, text, make("span", "id", card.product));
      } else if (number === STATUS) {
        put(one, mark(this.chain.data.looks[card.status]), ` ${text}`);
      } else {
        one.textContent = text;
      }
      row.append(one);
    });
    row.addEventListener("click", () => this.chosen(card.product));
    this.#rows.set(card.product, row);
    return row;
  }
}
