/** @import { Lang, Pair } from "./types.js" */

const KEY = "chaingraph.lang";
const ATTRIBUTES = ["placeholder", "title"];

/** The language of a page: its own at first, then what the reader chose. */
export class Language {
  /** @type {(() => void)[]} */
  #tell = [];

  /** @param {Document} page */
  constructor(page) {
    this.page = page;
    /** @type {Lang} */
    this.now = page.documentElement.lang === "en" ? "en" : "zh";
  }

  get zh() {
    return this.now === "zh";
  }

  get other() {
    return this.zh ? /** @type {const} */ ("en") : /** @type {const} */ ("zh");
  }

  /**
   * What of two is in the language of the page.
   * @template T
   * @param {readonly [zh: T, en: T, ...rest: unknown[]]} two
   * @returns {T}
   */
  of(two) {
    return two[this.zh ? 0 : 1];
  }

  /**
   * The same of words that may be missing.
   * @param {Pair | null | undefined} two
   */
  pair(two) {
    return two ? this.of(two) : "";
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
   * @param {Lang} next
   */
  set(next) {
    this.#keepOwn();
    const page = this.page;
    this.now = next;
    page.documentElement.lang = this.zh ? "zh-CN" : "en";
    page.title = page.body.getAttribute(`data-title-${next}`) ?? "";
    for (const one of page.querySelectorAll("[data-zh]")) {
      one.textContent = one.getAttribute(`data-${next}`);
    }
    for (const name of ATTRIBUTES) {
      for (const one of page.querySelectorAll(`[data-zh-${name}]`)) {
        one.setAttribute(name, one.getAttribute(`data-${next}-${name}`) ?? "");
      }
    }
    for (const tell of this.#tell) {
      tell();
    }
  }

  /** Puts the page into the other language, and has the browser remember it. */
  turn() {
    this.set(this.other);
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
    this.set(kept === "zh" || kept === "en" ? kept : this.now);
  }

  /** An element carries the words of the other language; its own are kept before they are first replaced. */
  #keepOwn() {
    const own = `data-${this.now}`;
    for (const one of this.page.querySelectorAll(`[data-${this.other}]:not([${own}])`)) {
      one.setAttribute(own, one.textContent ?? "");
    }
  }
}
