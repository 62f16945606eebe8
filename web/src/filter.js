/** @import { Chain } from "./chain.js" */
/** @import { Brief } from "./types.js" */
import { byId, offer } from "./dom.js";

/**
 * What the reader asks for; empty asks for nothing.
 * @typedef {object} Wish
 * @property {string} text in small letters
 * @property {string} city
 * @property {string} kind
 * @property {ReadonlySet<string>} status
 * @property {ReadonlySet<string>} action
 * @property {ReadonlySet<string> | null} only products
 */

/** @type {WeakMap<Brief, string>} */
const hays = new WeakMap();

/**
 * What of a card is searched, in small letters.
 * @param {Brief} card
 */
export function hay(card) {
  let text = hays.get(card);
  if (text === undefined) {
    const parts = [card.name_zh, card.name_en ?? "", card.product, ...card.sounds, ...card.makers_names];
    text = parts.join("\n").toLowerCase();
    hays.set(card, text);
  }
  return text;
}

/**
 * @param {Brief} card
 * @param {Wish} wish
 */
export function matches(card, wish) {
  return (
    (!wish.status.size || wish.status.has(card.status)) &&
    (!wish.action.size || wish.action.has(card.action)) &&
    (!wish.only || wish.only.has(card.product)) &&
    (!wish.city || card.cities.includes(wish.city)) &&
    (!wish.kind || card.kinds.includes(wish.kind)) &&
    (!wish.text || hay(card).includes(wish.text))
  );
}

/** The search and the filters above the map. */
export class Filters {
  /** @type {Wish} */
  wish = { text: "", city: "", kind: "", status: new Set(), action: new Set(), only: null };
  /** products that are left out @type {Set<string>} */
  out = new Set();
  #form = byId("filters", HTMLFormElement);
  #text = byId("search", HTMLInputElement);
  #city = byId("city", HTMLSelectElement);
  #kind = byId("kind", HTMLSelectElement);
  #firm = byId("firm", HTMLSelectElement);
  #shown = byId("shown", HTMLElement);
  #none = byId("none", HTMLElement);

  /**
   * @param {Chain} chain
   * @param {object} tell
   * @param {(out: ReadonlySet<string>) => void} tell.changed
   * @param {(product: string) => void} tell.found the first that matches is asked for
   */
  constructor(chain, tell) {
    this.chain = chain;
    this.tell = tell;
    const { firms, rows } = chain.data;
    /** @type {HTMLElement} */ (this.#firm.parentNode).hidden = !firms.stops.length;
    const stops = new Map(firms.stops.map(([id, , , places]) => [id, places]));
    this.#firm.addEventListener("change", () => {
      const places = stops.get(this.#firm.value);
      this.narrow(places === undefined ? null : chain.placesOf(places));
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = rows.find((card) => matches(card, this.wish));
      if (this.wish.text && first) {
        tell.found(first.product);
      }
    });
    this.#form.addEventListener("reset", () => {
      this.wish.only = null;
      this.#firm.value = "";
      setTimeout(() => this.read(), 0);
    });
    this.#form.addEventListener("input", () => this.read());
  }

  /** The enterprises that alone make something, in the language of the page. */
  fillFirms() {
    const { words, data } = this.chain;
    offer(this.#firm, [
      ["", words.say("page.firm-none")],
      ...data.firms.stops.map(([id, name, n]) => /** @type {const} */ ([id, words.say("page.firm-told", { name, n })])),
    ]);
  }

  /** Takes what the form asks for. */
  read() {
    const marked = (/** @type {string} */ field) => {
      const boxes = this.#form.querySelectorAll(`fieldset[data-field=${field}] input:checked`);
      return new Set([...boxes].map((one) => /** @type {HTMLInputElement} */ (one).value));
    };
    this.wish = {
      text: this.#text.value.trim().toLowerCase(),
      city: this.#city.value,
      kind: this.#kind.value,
      status: marked("status"),
      action: marked("action"),
      only: this.wish.only,
    };
    this.apply();
  }

  /** @param {ReadonlySet<string> | null} only the products that may be shown; null: all */
  narrow(only) {
    this.wish.only = only;
    this.apply();
  }

  apply() {
    const { rows } = this.chain.data;
    this.out = new Set(rows.filter((card) => !matches(card, this.wish)).map((card) => card.product));
    this.#none.hidden = this.out.size < rows.length;
    this.tell.changed(this.out);
  }

  /** @param {number} left arrows that are not drawn, being too many */
  count(left) {
    const { words, data } = this.chain;
    const all = data.rows.length;
    const thinned = left ? ` · ${words.say("page.thinned", { n: left })}` : "";
    this.#shown.textContent = words.say("page.shown", { shown: all - this.out.size, all }) + thinned;
  }
}
