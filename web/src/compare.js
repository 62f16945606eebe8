/** @import { Language } from "./lang.js" */
/** @import { CompareData, ComparedRegion } from "./types.js" */
import { address, byId, link, make, offer, put } from "./dom.js";
import { productLink } from "./product-link.js";

const SHOWN = 60;

/** @param {number | null | undefined} value */
function figure(value) {
  return value === null || value === undefined ? "—" : value.toFixed(2);
}

/**
 * What two parts make alone and together, and what one makes that the other should fill.
 * @param {Pick<ComparedRegion, "made" | "fill">} a
 * @param {Pick<ComparedRegion, "made" | "fill">} b
 */
export function shared(a, b) {
  const [madeByA, madeByB, neededByA, neededByB] = [a.made, b.made, a.fill, b.fill].map((one) => new Set(one));
  return {
    "only-left": a.made.filter((one) => !madeByB.has(one)),
    both: a.made.filter((one) => madeByB.has(one)),
    "only-right": b.made.filter((one) => !madeByA.has(one)),
    "gives-left": a.made.filter((one) => neededByB.has(one)),
    "gives-right": b.made.filter((one) => neededByA.has(one)),
  };
}

/** Two parts of the region, side by side. */
class Comparison {
  #choices = [byId("left", HTMLSelectElement), byId("right", HTMLSelectElement)];
  #body = byId("figures", HTMLElement);
  /** @type {Map<string, ComparedRegion>} */
  #regions;

  /**
   * @param {CompareData} data
   * @param {Language} language
   */
  constructor(data, language) {
    this.data = data;
    this.language = language;
    this.#regions = new Map(data.regions.map((one) => [one.code, one]));
    this.#names();
    this.#choices.forEach((one, place) => {
      one.value = data.regions[Math.min(place, data.regions.length - 1)].code;
      one.addEventListener("change", () => {
        address(this.#choices.map((choice) => choice.value).join("/"));
        this.#show();
      });
    });
    window.addEventListener("hashchange", () => this.#fromHash());
    language.onChange(() => {
      this.#names();
      this.#show();
    });
    this.#fromHash();
  }

  #names() {
    const named = this.data.regions.map((one) => /** @type {const} */ ([one.code, this.language.textOf(one.name)]));
    for (const choice of this.#choices) {
      offer(choice, named);
    }
  }

  #fromHash() {
    const codes = window.location.hash.slice(1).split("/");
    this.#choices.forEach((one, place) => {
      if (this.#regions.has(codes[place])) {
        one.value = codes[place];
      }
    });
    this.#show();
  }

  #show() {
    const [a, b] = this.#choices.map((one) => /** @type {ComparedRegion} */ (this.#regions.get(one.value)));
    byId("head-left", HTMLElement).textContent = this.language.textOf(a.name);
    byId("head-right", HTMLElement).textContent = this.language.textOf(b.name);
    this.#figures(a, b);
    for (const [id, products] of Object.entries(shared(a, b))) {
      this.#products(id, products);
    }
    const alike = this.data.similar.find((one) => a !== b && one.includes(a.code) && one.includes(b.code));
    byId("alike", HTMLElement).textContent = figure(alike?.[2]);
  }

  /**
   * @param {ComparedRegion} a
   * @param {ComparedRegion} b
   */
  #figures(a, b) {
    const row = (/** @type {string | Node} */ head, /** @type {(string | number)[]} */ values) => {
      const first = put(make("th"), head);
      first.scope = "row";
      return put(make("tr"), first, ...values.map((one) => make("td", "num", one)));
    };
    const said = (/** @type {string} */ key) => this.#body.getAttribute(`data-${key}-${this.language.now}`) ?? "";
    this.#body.replaceChildren(
      row(said("enterprises"), [a.enterprises, b.enterprises]),
      row(said("made"), [a.made.length, b.made.length]),
      row(said("fill"), [a.fill.length, b.fill.length]),
      ...Object.entries(this.data.chains).map(([chain, named]) => {
        const values = [a, b].map((one) => `${one.chains[chain][0]} · ${figure(one.chains[chain][1])}`);
        return row(link(this.language.of(named[0]), named[1]), values);
      }),
    );
  }

  /**
   * @param {string} id of a list
   * @param {string[]} products
   */
  #products(id, products) {
    const items = products.slice(0, SHOWN).map((one) => put(make("li"), productLink(this.data, this.language, one)));
    if (products.length > SHOWN) {
      items.push(make("li", "meta", `… + ${products.length - SHOWN}`));
    }
    byId(id, HTMLElement).replaceChildren(...items);
    byId(`${id}-count`, HTMLElement).textContent = `(${products.length})`;
  }
}

/**
 * @param {CompareData} data
 * @param {Language} language
 */
export function compare(data, language) {
  return new Comparison(data, language);
}
