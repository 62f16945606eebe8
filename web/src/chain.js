/** @import { Language } from "./lang.js" */
/** @import { Brief, CardData, ChainData, Detail, GraphEdge } from "./types.js" */
import { Words } from "./words.js";

/**
 * The products whose places among `rows` are told: as they are, or as the bits of a hexadecimal number, the first the
 * least.
 * @param {Pick<Brief, "product">[]} rows
 * @param {number[] | string} places
 * @returns {Set<string>}
 */
export function placesOf(rows, places) {
  if (typeof places !== "string") {
    return new Set(places.map((place) => rows[place].product));
  }
  const bit = (/** @type {number} */ place) => {
    const digit = places.charAt(places.length - 1 - (place >> 2));
    return digit !== "" && (parseInt(digit, 16) >> (place & 3)) & 1;
  };
  return new Set(rows.filter((_, place) => bit(place)).map((one) => one.product));
}

/**
 * `product` and all that can be reached from it along the arrows, or against them.
 * @param {Pick<GraphEdge, "from" | "to">[]} edges
 * @param {string} product
 * @param {"up" | "down"} way
 * @returns {Set<string>}
 */
export function cone(edges, product, way) {
  const [near, far] = way === "up" ? /** @type {const} */ (["to", "from"]) : /** @type {const} */ (["from", "to"]);
  const found = new Set([product]);
  // what is added while the set is walked through is walked through too
  for (const one of found) {
    for (const edge of edges) {
      if (edge[near] === one) {
        found.add(edge[far]);
      }
    }
  }
  return found;
}

/** A chain: its data, the words for it, and its cards, whose larger part comes after the first picture. */
export class Chain {
  /** @type {Detail[] | null} */
  #details = null;
  /** @type {Map<string, number>} */
  #places;
  /** @type {Set<string>} */
  #read = new Set();

  /**
   * @param {ChainData} data
   * @param {Language} language
   */
  constructor(data, language) {
    this.data = data;
    this.language = language;
    this.words = new Words(data, language);
    this.#places = new Map(data.rows.map((card, place) => [card.product, place]));
  }

  /** Whether the chain is too large to draw all of it at once. */
  get large() {
    return this.data.rows.length > this.data.graph.first_sight;
  }

  /** Whether the whole of the cards has come. */
  get whole() {
    return this.#details !== null;
  }

  /** @param {Detail[]} details of each row, in its order */
  complete(details) {
    this.#details = details;
  }

  /** @param {string} product */
  has(product) {
    return this.#places.has(product);
  }

  /**
   * @param {string} product
   * @returns {Brief}
   */
  row(product) {
    return this.data.rows[this.#places.get(product) ?? -1];
  }

  /**
   * `card` with the rest of it; the same object each time.
   * @param {Brief} card
   * @returns {CardData}
   */
  full(card) {
    const { product } = card;
    if (!this.#read.has(product)) {
      if (this.#details === null) {
        throw new Error("the rest of the cards has not come yet");
      }
      Object.assign(card, this.#details[this.#places.get(product) ?? -1]);
      this.#read.add(product);
    }
    return /** @type {CardData} */ (card);
  }

  /** @param {number[] | string} places */
  placesOf(places) {
    return placesOf(this.data.rows, places);
  }
}
