/** @import { Texts } from "./types.js" */

const KEY = "chaingraph.lang";
const ATTRIBUTES = ["placeholder", "title"];
/** The order of the plural forms of a sentence, as far as a language has them. */
const FORMS = ["zero", "one", "two", "few", "many", "other"];

/**
 * The language of a page: its own at first, then what the reader chose. The page names its languages, and carries its
 * words in each of them.
 */
export class Language {
  /** @type {(() => void)[]} */
  #tell = [];
  /** @type {readonly string[]} */
  #codes;
  /** @type {readonly string[]} */
  #tags;

  /** @param {Document} page */
  constructor(page) {
    this.page = page;
    this.#codes = (page.body.getAttribute("data-languages") ?? "").split(" ");
    this.#tags = this.#codes.map((code) => page.body.getAttribute(`data-tag-${code}`) ?? code);
    this.now = this.#codes[Math.max(this.#tags.indexOf(page.documentElement.lang), 0)];
  }

  /** Where the language stands among those of the page. */
  get #index() {
    return this.#codes.indexOf(this.now);
  }

  /** What the language is called in the attribute `lang`. */
  get tag() {
    return this.#tags[this.#index];
  }

  /**
   * What of a list, with an item in each language, is in the language of the page.
   * @template T
   * @param {readonly T[]} each
   * @returns {T}
   */
  of(each) {
    return each[this.#index];
  }

  /**
   * The same of texts that may be missing.
   * @param {Texts | null | undefined} texts
   */
  textOf(texts) {
    return texts ? this.of(texts) : "";
  }

  /**
   * The plural form that fits a number.
   * @param {readonly string[]} forms
   * @param {number} n
   */
  plural(forms, n) {
    const rules = new Intl.PluralRules(this.tag);
    const categories = rules.resolvedOptions().pluralCategories;
    const place = FORMS.filter((one) => categories.some((category) => category === one)).indexOf(rules.select(n));
    return forms[Math.min(place, forms.length - 1)];
  }

  /**
   * Calls `tell` whenever the language has changed.
   * @param {() => void} tell
   */
  onChange(tell) {
    this.#tell.push(tell);
  }

  /**
   * Puts the page into a language.
   * @param {string} next
   */
  set(next) {
    this.#keepOwn();
    const page = this.page;
    this.now = next;
    page.documentElement.lang = this.tag;
    page.title = page.body.getAttribute(`data-title-${next}`) ?? "";
    for (const one of page.querySelectorAll(`[data-${next}]`)) {
      one.textContent = one.getAttribute(`data-${next}`);
    }
    for (const name of ATTRIBUTES) {
      for (const one of page.querySelectorAll(`[data-${next}-${name}]`)) {
        one.setAttribute(name, one.getAttribute(`data-${next}-${name}`) ?? "");
      }
    }
    for (const tell of this.#tell) {
      tell();
    }
  }

  /** Puts the page into the next of its languages, and has the browser remember it. */
  turn() {
    this.set(this.#codes[(this.#index + 1) % this.#codes.length]);
    try {
      window.localStorage.setItem(KEY, this.now);
    } catch {
      /* a private window */
    }
  }

  /** Puts the page into the language that the browser remembers. */
  begin() {
    let kept = null;
    try {
      kept = window.localStorage.getItem(KEY);
    } catch {
      /* a private window */
    }
    this.set(kept !== null && this.#codes.includes(kept) ? kept : this.now);
  }

  /** An element carries the words of the other languages; its own are kept before they are first replaced. */
  #keepOwn() {
    const own = `data-${this.now}`;
    for (const other of this.#codes.filter((code) => code !== this.now)) {
      for (const one of this.page.querySelectorAll(`[data-${other}]:not([${own}])`)) {
        one.setAttribute(own, one.textContent ?? "");
      }
    }
  }
}
