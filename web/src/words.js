/** @import { Language } from "./lang.js" */
/** @import { ChainData, Pair, Values } from "./types.js" */

/**
 * `template` with each `{name}` replaced by its value; what a value holds is not looked at again.
 * @param {string} template
 * @param {Values} values
 */
export function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * A number with commas at the thousands; a dash for none.
 * @param {number | null | undefined} value
 * @param {number} [digits] at most so many behind the point
 */
export function figure(value, digits = 3) {
  return value === null || value === undefined ? "—" : value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

/**
 * A number with three digits behind the point; a dash for none.
 * @param {number | null | undefined} value
 */
export function share(value) {
  return value === null || value === undefined ? "—" : value.toFixed(3);
}

/** The words of a chain page in the language that is shown. */
export class Words {
  /**
   * @param {Pick<ChainData, "words" | "products">} data
   * @param {Language} language
   */
  constructor(data, language) {
    this.data = data;
    this.language = language;
  }

  /** @param {Pair | null | undefined} two */
  pair(two) {
    return this.language.pair(two);
  }

  /**
   * @param {string} key
   * @param {Values} [values]
   */
  say(key, values = {}) {
    return filled(this.pair(this.data.words[key]), values);
  }

  /** @param {string} product */
  nameOf(product) {
    const names = this.data.products[product];
    return (names && this.language.of(names)) || product;
  }

  get colon() {
    return this.language.zh ? "：" : ": ";
  }

  get comma() {
    return this.language.zh ? "、" : ", ";
  }

  get semicolon() {
    return this.language.zh ? "；" : "; ";
  }
}
