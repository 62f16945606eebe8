/* ChainGraph (MIT), made by "make web" from web/src: change it there. sources d1913e25d88a4789d4dd2e864b44c5d690f955bea24a2bb2880110ab91299a21 script ec7adbbb47de04ecf84f3fe7156880ce06b4a541ae957e59ced3b77f5ae55ff7 */
"use strict";
(() => {
  // src/dom.js
  function byId(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) {
      throw new Error(`#${id} is not a ${kind.name}`);
    }
    return found;
  }
  function make(tag, className, content) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    if (content !== void 0 && content !== null) {
      made.textContent = String(content);
    }
    return made;
  }
  function link(text, href) {
    const made = make("a", "", text);
    made.href = href;
    return made;
  }
  function outside(text, href) {
    const made = link(text, href);
    made.rel = "noopener noreferrer";
    made.target = "_blank";
    return made;
  }
  function put(parent, ...parts) {
    parent.append(...parts.filter((one) => one !== null).filter((one) => one !== ""));
    return parent;
  }
  function offer(list, choices) {
    const kept = list.value;
    const options = choices.map(([value, words]) => {
      const one = make("option", "", words);
      one.value = value;
      return one;
    });
    list.replaceChildren(...options);
    list.value = kept;
  }
  function address(fragment) {
    try {
      window.history.replaceState(null, "", `#${fragment}`);
    } catch {
    }
  }

  // src/product-link.js
  function productLink(data, language2, id) {
    const told = data.products[id];
    return (told == null ? void 0 : told[2]) ? link(language2.of(told), `${told[2]}#${encodeURIComponent(id)}`) : make("span", "", told ? language2.of(told) : id);
  }

  // src/compare.js
  var SHOWN = 60;
  function figure(value) {
    return value === null || value === void 0 ? "—" : value.toFixed(2);
  }
  function shared(a, b) {
    const [madeByA, madeByB, neededByA, neededByB] = [a.made, b.made, a.fill, b.fill].map((one) => new Set(one));
    return {
      "only-left": a.made.filter((one) => !madeByB.has(one)),
      both: a.made.filter((one) => madeByB.has(one)),
      "only-right": b.made.filter((one) => !madeByA.has(one)),
      "gives-left": a.made.filter((one) => neededByB.has(one)),
      "gives-right": b.made.filter((one) => neededByA.has(one))
    };
  }
  var Comparison = class {
    #choices = [byId("left", HTMLSelectElement), byId("right", HTMLSelectElement)];
    #body = byId("figures", HTMLElement);
    /** @type {Map<string, ComparedRegion>} */
    #regions;
    /**
     * @param {CompareData} data
     * @param {Language} language
     */
    constructor(data, language2) {
      this.data = data;
      this.language = language2;
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
      language2.onChange(() => {
        this.#names();
        this.#show();
      });
      this.#fromHash();
    }
    #names() {
      const named = this.data.regions.map((one) => (
        /** @type {const} */
        [one.code, this.language.pair(one.name)]
      ));
      for (const choice of this.#choices) {
        offer(choice, named);
      }
    }
    #fromHash() {
      const told = window.location.hash.slice(1).split("/");
      this.#choices.forEach((one, place) => {
        if (this.#regions.has(told[place])) {
          one.value = told[place];
        }
      });
      this.#show();
    }
    #show() {
      const [a, b] = this.#choices.map((one) => (
        /** @type {ComparedRegion} */
        this.#regions.get(one.value)
      ));
      byId("head-left", HTMLElement).textContent = this.language.pair(a.name);
      byId("head-right", HTMLElement).textContent = this.language.pair(b.name);
      this.#figures(a, b);
      for (const [id, products] of Object.entries(shared(a, b))) {
        this.#products(id, products);
      }
      const alike = this.data.similar.find((one) => a !== b && one.includes(a.code) && one.includes(b.code));
      byId("alike", HTMLElement).textContent = figure(alike == null ? void 0 : alike[2]);
    }
    /**
     * @param {ComparedRegion} a
     * @param {ComparedRegion} b
     */
    #figures(a, b) {
      const row = (head, told) => {
        const first = put(make("th"), head);
        first.scope = "row";
        return put(make("tr"), first, ...told.map((one) => make("td", "num", one)));
      };
      const said = (key) => this.#body.getAttribute(`data-${key}-${this.language.now}`) ?? "";
      this.#body.replaceChildren(
        row(said("enterprises"), [a.enterprises, b.enterprises]),
        row(said("made"), [a.made.length, b.made.length]),
        row(said("fill"), [a.fill.length, b.fill.length]),
        ...Object.entries(this.data.chains).map(([chain, named]) => {
          const told = [a, b].map((one) => `${one.chains[chain][0]} · ${figure(one.chains[chain][1])}`);
          return row(link(this.language.of(named), named[2]), told);
        })
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
  };
  function compare(data, language2) {
    return new Comparison(data, language2);
  }

  // src/directory.js
  var SHOWN2 = 80;
  function keyOf(kind, id) {
    return `${kind}/${encodeURIComponent(id)}`;
  }
  function searched(one) {
    return [...one.name, ...one.place, ...one.sounds, one.id].join("\n").toLowerCase();
  }
  var Directory = class {
    /** @type {Map<string, DirectoryEntry>} */
    #known;
    /** @type {Map<DirectoryEntry, string>} */
    #hays;
    /** @type {DirectoryEntry | null} */
    #picked = null;
    #limit = SHOWN2;
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
    constructor(data, language2) {
      this.data = data;
      this.language = language2;
      this.#known = new Map(data.entities.map((one) => [keyOf(one.kind, one.id), one]));
      this.#hays = new Map(data.entities.map((one) => [one, searched(one)]));
      const form = byId("filters", HTMLFormElement);
      form.addEventListener("input", () => this.#read());
      form.addEventListener("submit", (event) => event.preventDefault());
      this.#more.addEventListener("click", () => {
        this.#limit += 4 * SHOWN2;
        this.#fill();
      });
      window.addEventListener("hashchange", () => this.#fromHash());
      language2.onChange(() => {
        this.#fill();
        this.#card();
      });
      this.#read();
      if (!this.#fromHash() && data.entities.length) {
        this.#pick(data.entities[0]);
      }
    }
    /** @param {Pair} two */
    #pair(two) {
      return this.language.pair(two);
    }
    #read() {
      this.#limit = SHOWN2;
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
      return one !== void 0;
    }
    #fill() {
      const wanted = this.#text.value.trim().toLowerCase();
      const kind = this.#kind.value;
      const found = this.data.entities.filter(
        (one) => {
          var _a;
          return (!kind || one.kind === kind) && (!wanted || ((_a = this.#hays.get(one)) == null ? void 0 : _a.includes(wanted)));
        }
      );
      this.#list.replaceChildren(...found.slice(0, this.#limit).map((one) => this.#item(one)));
      this.#shown.textContent = `${found.length} / ${this.data.entities.length}`;
      this.#more.hidden = found.length <= this.#limit;
      this.#more.textContent = `+ ${found.length - this.#limit}`;
    }
    /** @param {DirectoryEntry} one */
    #item(one) {
      const open = link(this.#pair(one.name), `#${keyOf(one.kind, one.id)}`);
      if (one === this.#picked) {
        open.setAttribute("aria-current", "true");
      }
      const told = `${this.#pair(this.data.kinds[one.kind])} · ${this.#pair(one.place)}`;
      return put(make("li"), open, make("span", "meta", ` ${told}`));
    }
    #card() {
      const picked = this.#picked;
      if (!picked) {
        return;
      }
      const panel = this.#panel;
      const name = this.#pair(picked.name);
      const other = picked.name[this.language.zh ? 1 : 0];
      const told = [
        this.#pair(this.data.kinds[picked.kind]),
        other === name ? "" : other,
        picked.id,
        this.#pair(picked.place)
      ];
      const facts = picked.facts.flatMap(([head, value]) => [
        make("dt", "", this.#pair(head)),
        make("dd", "", this.#pair(value))
      ]);
      const sources = panel.getAttribute(`data-sources-${this.language.now}`);
      panel.replaceChildren(
        make("h2", "", name),
        make("div", "id", told.filter(Boolean).join(" · ")),
        put(make("dl", "one"), ...facts),
        ...picked.ties.flatMap((tie) => this.#tied(tie)),
        make("h3", "", `${sources} (${picked.sources.length})`),
        put(make("ol"), ...picked.sources.map((id) => this.#source(id)))
      );
      panel.scrollTop = 0;
    }
    /** @param {DirectoryEntry["ties"][number]} tie */
    #tied([head, count, ties]) {
      const items = ties.map(([kind, id]) => put(make("li"), this.#tie(kind, id)));
      if (count > ties.length) {
        items.push(make("li", "meta", `… + ${count - ties.length}`));
      }
      return [make("h3", "", `${this.#pair(head)} (${count})`), put(make("ul"), ...items)];
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
        return chain ? link(this.language.of(chain), chain[2]) : make("span", "", id);
      }
      const other = this.#known.get(keyOf(kind, id));
      return other ? link(this.#pair(other.name), `#${keyOf(kind, id)}`) : make("span", "", id);
    }
    /** @param {string} id */
    #source(id) {
      const told = this.data.sources[id];
      if (!told) {
        return put(make("li"), id);
      }
      const title = told.url ? outside(told.title, told.url) : told.title;
      return put(make("li"), title, make("span", "meta", ` ${[told.publisher, told.year].filter(Boolean).join(" · ")}`));
    }
  };
  function directory(data, language2) {
    return new Directory(data, language2);
  }

  // src/entries/lists.js
  var { language, packed, ready } = window.chaingraphPage;
  packed("packed").then((data) => {
    const page = document.getElementById("entities") ? directory : compare;
    page(data, language);
    ready();
  });
})();
