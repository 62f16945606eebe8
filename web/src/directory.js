/** @import { Language } from "./lang.js" */
/** @import { DirectoryData, DirectoryEntry, Texts } from "./types.js" */
import { byId, link, make, put, sourceItem } from "./dom.js";
import { productLink } from "./product-link.js";

const SHOWN = 80;

/**
 * The fragment of an entry's address.
 * @param {string} kind
 * @param {string} id
 */
export function keyOf(kind, id) {
  return `${kind}/${encodeURIComponent(id)}`;
}

/**
 * What of an entry is searched, in small letters.
 * @param {Pick<DirectoryEntry, "id" | "name" | "place" | "sounds">} one
 */
export function searched(one) {
  return [...one.name, ...one.place, ...one.sounds, one.id].join("\n").toLowerCase();
}

/** Cards of enterprises, clusters, parks and projects, to be searched. */
class Directory {
  /** @type {Map<string, DirectoryEntry>} */
  #known;
  /** @type {Map<DirectoryEntry, string>} */
  #hays;
  /** @type {DirectoryEntry | null} */
  #picked = null;
  #limit = SHOWN;
  #text = byId("search", HTMLInputElement);
  #kind = byId("entity-kind", HTMLSelectElement);
  #list = byId("entities", HTMLElement);
  #panel = byId("card", HTMLElement);
  #more = byId("more-rows", HTMLButtonElement);
  #shown = byId("shown", HTMLElement);

  /**
   * @param {DirectoryData} data
   * @param {Language} language
   */
  constructor(data, language) {
    this.data = data;
    this.language = language;
    this.#known = new Map(data.entities.map((one) => [keyOf(one.kind, one.id), one]));
    this.#hays = new Map(data.entities.map((one) => [one, searched(one)]));
    const form = byId("filters", HTMLFormElement);
    form.addEventListener("input", () => this.#read());
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#more.addEventListener("click", () => {
      this.#limit += 4 * SHOWN;
      this.#fill();
    });
    window.addEventListener("hashchange", () => this.#fromHash());
    language.onChange(() => {
      this.#fill();
      this.#card();
    });
    this.#read();
    if (!this.#fromHash() && data.entities.length) {
      this.#pick(data.entities[0]);
    }
  }

  /** @param {Texts} texts */
  #textOf(texts) {
    return this.language.textOf(texts);
  }

  #read() {
    this.#limit = SHOWN;
    this.#fill();
  }

  /** @param {DirectoryEntry} one */
  #pick(one) {
    this.#picked = one;
    this.#card();
    this.#fill();
  }

  /** Shows the entry that the address names; whether it names one. */
  #fromHash() {
    const one = this.#known.get(window.location.hash.slice(1));
    if (one) {
      this.#pick(one);
    }
    return one !== undefined;
  }

  #fill() {
    const wanted = this.#text.value.trim().toLowerCase();
    const kind = this.#kind.value;
    const found = this.data.entities.filter(
      (one) => (!kind || one.kind === kind) && (!wanted || this.#hays.get(one)?.includes(wanted)),
    );
    this.#list.replaceChildren(...found.slice(0, this.#limit).map((one) => this.#item(one)));
    this.#shown.textContent = `${found.length} / ${this.data.entities.length}`;
    this.#more.hidden = found.length <= this.#limit;
    this.#more.textContent = `+ ${found.length - this.#limit}`;
  }

  /** @param {DirectoryEntry} one */
  #item(one) {
    const open = link(this.#textOf(one.name), `#${keyOf(one.kind, one.id)}`);
    if (one === this.#picked) {
      open.setAttribute("aria-current", "true");
    }
    const meta = `${this.#textOf(this.data.kinds[one.kind])} · ${this.#textOf(one.place)}`;
    return put(make("li"), open, make("span", "meta", ` ${meta}`));
  }

  #card() {
    const picked = this.#picked;
    if (!picked) {
      return;
    }
    const panel = this.#panel;
    const name = this.#textOf(picked.name);
    const other = picked.name.find((one) => one !== name);
    const parts = [this.#textOf(this.data.kinds[picked.kind]), other, picked.id, this.#textOf(picked.place)];
    const facts = picked.facts.flatMap(([head, value]) => [
      make("dt", "", this.#textOf(head)),
      make("dd", "", this.#textOf(value)),
    ]);
    const sources = panel.getAttribute(`data-sources-${this.language.now}`);
    panel.replaceChildren(
      make("h2", "", name),
      make("div", "id", parts.filter(Boolean).join(" · ")),
      put(make("dl", "one"), ...facts),
      ...picked.ties.flatMap((tie) => this.#tied(tie)),
      make("h3", "", `${sources} (${picked.sources.length})`),
      put(make("ol"), ...picked.sources.map((id) => this.#source(id))),
    );
    panel.scrollTop = 0;
  }

  /** @param {DirectoryEntry["ties"][number]} tie */
  #tied([head, count, ties]) {
    const items = ties.map(([kind, id]) => put(make("li"), this.#tie(kind, id)));
    if (count > ties.length) {
      items.push(make("li", "meta", `… + ${count - ties.length}`));
    }
    return [make("h3", "", `${this.#textOf(head)} (${count})`), put(make("ul"), ...items)];
  }

  /**
   * @param {string} kind
   * @param {string} id
   */
  #tie(kind, id) {
    if (kind === "product") {
      return productLink(this.data, this.language, id);
    }
    if (kind === "chain") {
      const chain = this.data.chains[id];
      return chain ? link(this.language.of(chain[0]), chain[1]) : make("span", "", id);
    }
    const other = this.#known.get(keyOf(kind, id));
    return other ? link(this.#textOf(other.name), `#${keyOf(kind, id)}`) : make("span", "", id);
  }

  /** @param {string} id */
  #source(id) {
    const source = this.data.sources[id];
    if (!source) {
      return put(make("li"), id);
    }
    const told = [source.publisher, source.year].filter(Boolean).join(" · ");
    return sourceItem(source, told, source.copied ? this.language.of(source.copied) : "");
  }
}

/**
 * @param {DirectoryData} data
 * @param {Language} language
 */
export function directory(data, language) {
  return new Directory(data, language);
}
