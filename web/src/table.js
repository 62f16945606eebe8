/** @import { Chain } from "./chain.js" */
/** @import { Turns } from "./turns.js" */
/** @import { Brief } from "./types.js" */
/** @import { Words } from "./words.js" */
import { byId, button as buttonOf, make, put } from "./dom.js";
import { mark } from "./mark.js";
import { familyName, figure, share, statusOf } from "./words.js";

/** @type {Record<string, string[]>} */
const ORDER = {
  stage: ["upstream", "midstream", "downstream"],
  action: ["fill", "strengthen", "extend", "secure", "pair", "defer", "none"],
  confidence: ["high", "medium", "low"],
};
const MOST_FIRST = ["score", "criticality", "makers", "local_buyers"];
const CLASSES = ["num", "name", "", "", "tight", "tight", "num", "num", "num", "num", "", "why"];
const NAME = 1;
const STATUS = 4;
const ACTION = 5;

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
 * What is told of the first of a line, and behind it the members of which something else is told.
 * @param {Words} words
 * @param {readonly Brief[]} line
 * @param {"status" | "action"} field
 * @param {string} first
 */
export function withOthers(words, line, field, first) {
  /** @type {Map<string, string[]>} */
  const others = new Map();
  for (const card of line.filter((one) => one[field] !== line[0][field])) {
    others.set(card[field], [...(others.get(card[field]) ?? []), words.nameOf(card.product)]);
  }
  return [...others].reduce(
    (told, [value, names]) =>
      words.say("family.and-others", { first: told, value: words.say(value), products: names.join(words.comma) }),
    first,
  );
}

/**
 * The rows by line: those of one family on the line of its first, in the order that they come in.
 * @param {readonly Brief[]} cards
 */
export function gathered(cards) {
  /** @type {Map<string, Brief[]>} */
  const lines = new Map();
  for (const card of cards) {
    const key = card.family === null ? `= ${card.product}` : card.family;
    const line = lines.get(key);
    if (line) {
      line.push(card);
    } else {
      lines.set(key, [card]);
    }
  }
  return [...lines.values()];
}

/**
 * The words of a row, as they stand in the table; a place that others share has the mark =.
 * @param {Chain} chain
 * @param {Brief} brief
 * @returns {string[]}
 */
export function cellsOf(chain, brief) {
  const { words } = chain;
  const card = chain.full(brief);
  return [
    figure(card.rank) + (card.tied !== null && card.tied > 1 ? "=" : ""),
    words.nameOf(card.product),
    words.say(card.stage),
    card.segment ?? "",
    statusOf(words, card),
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
  /** families whose members are shown @type {Set<string>} */
  #open = new Set();
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
    for (const row of this.#body.rows) {
      row.classList.toggle("picked", row.dataset.product === product);
    }
  }

  /** The heads and all rows that are not left out, as words. */
  cells() {
    const heads = [...this.#heads].map((one) => (one.textContent ?? "").trim());
    /** @param {Brief} card */
    const taken = (card) => [figure(card.rank), ...cellsOf(this.chain, card).slice(1)]; // a number for programs
    return [heads, ...this.#sorted().map(taken)];
  }

  #sorted() {
    return sorted(this.chain, this.#sort, this.#out);
  }

  #draw() {
    const rows = gathered(this.#sorted());
    this.#body.replaceChildren(...rows.slice(0, this.shown).flatMap((line) => this.#line(line)));
    this.mark(this.#picked);
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

  /**
   * The rows of a line: of several products of a family its first under the name of the family, and the members behind
   * it where they are asked for.
   * @param {Brief[]} line
   */
  #line(line) {
    const [first] = line;
    const family = line.length > 1 ? first.family : null;
    if (family === null) {
      return [this.#row(first)];
    }
    const open = this.#open.has(family);
    const { words } = this.chain;
    const told = open ? words.say("page.family-close") : words.say("page.family-open", { n: line.length });
    const turn = buttonOf("go", told, () => {
      if (!this.#open.delete(family)) {
        this.#open.add(family);
      }
      this.order();
    });
    turn.setAttribute("aria-expanded", String(open));
    turn.addEventListener("click", (event) => event.stopPropagation());
    const name = familyName(
      words,
      family,
      line.map((card) => card.product),
    );
    const members = open ? line.map((card) => this.#row(card, "member")) : [];
    const cells = cellsOf(this.chain, first);
    cells[NAME] = name;
    cells[STATUS] = withOthers(words, line, "status", cells[STATUS]);
    cells[ACTION] = withOthers(words, line, "action", cells[ACTION]);
    return [this.#made(first, cells, turn), ...members];
  }

  /**
   * @param {Brief} card
   * @param {string} [kind] its class
   */
  #row(card, kind = "") {
    const known = this.#rows.get(card.product);
    if (known) {
      known.className = kind;
      return known;
    }
    const row = this.#made(card, cellsOf(this.chain, card), make("span", "id", card.product));
    row.className = kind;
    this.#rows.set(card.product, row);
    return row;
  }

  /**
   * A row of its own.
   * @param {Brief} card
   * @param {string[]} cells
   * @param {Node} beside what stands behind the name
   */
  #made(card, cells, beside) {
    const row = make("tr");
    row.dataset.product = card.product;
    cells.forEach((text, number) => {
      const one = make("td", CLASSES[number]);
      if (number === NAME) {
        put(one, text, beside);
      } else if (number === STATUS) {
        put(one, mark(this.chain.data.looks[card.status]), ` ${text}`);
      } else {
        one.textContent = text;
      }
      row.append(one);
    });
    row.addEventListener("click", () => this.chosen(card.product));
    return row;
  }
}
