/** @import { Language } from "./lang.js" */
/** @import { Brief, ChainData, Texts, Values } from "./types.js" */

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

const SHOWN = 3; // kinds that the name of a family names

/**
 * A status in words: of an unseen product with the mark that it is to be verified first, and with the probability that
 * there is no maker, where that is known.
 * @param {Words} words
 * @param {Pick<Brief, "status" | "verify" | "absent_probability">} card
 */
export function statusOf(words, card) {
  const status = words.say(card.status);
  const absent = card.absent_probability;
  if (absent === null) {
    return card.verify ? words.say("finding.status-verify", { status }) : status;
  }
  const key = card.verify ? "finding.status-verify-absent" : "finding.status-absent";
  return words.say(key, { status, share: percent(absent) });
}

/**
 * A share in whole percent; a dash for none.
 * @param {number | null | undefined} value
 */
export function percent(value) {
  return value === null || value === undefined ? "—" : `${(100 * value).toFixed(0)}%`;
}

/**
 * The name of a family with the first of its kinds; it tells where these kinds alone are meant, not the family product.
 * @param {Words} words
 * @param {string} family
 * @param {readonly string[]} members
 */
export function familyName(words, family, members) {
  const kinds = members.filter((one) => one !== family).map((one) => words.nameOf(one));
  const values = { family: words.nameOf(family), kinds: kinds.slice(0, SHOWN).join(words.comma) };
  const key = members.includes(family) ? "family.kinds" : "family.kinds-alone";
  return kinds.length > SHOWN
    ? words.say(`${key}-and-more`, { ...values, total: kinds.length, n: kinds.length - SHOWN })
    : words.say(key, values);
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

  /** @param {Texts | null | undefined} texts */
  textOf(texts) {
    return this.language.textOf(texts);
  }

  /**
   * The sentence of a key with its values; `n` among them chooses the plural form.
   * @param {string} key
   * @param {Values} [values]
   */
  say(key, values = {}) {
    const sentences = this.data.words[key];
    const sentence = sentences ? this.language.of(sentences) : "";
    return filled(typeof sentence === "string" ? sentence : this.language.plural(sentence, Number(values.n)), values);
  }

  /** @param {string} product */
  nameOf(product) {
    const names = this.data.products[product];
    return (names && this.language.of(names[0])) || product;
  }

  get colon() {
    return this.say("page.colon");
  }

  get comma() {
    return this.say("list.separator");
  }

  get semicolon() {
    return this.say("page.semicolon");
  }
}
