/* ChainGraph (MIT), made by "make web" from web/src: change it there. sources f2bc4c2a50476612ecef01900f5e57602fbc9118cb3e4ac100124baac6cc5a81 script a2b0580d2cd2585a84026470ba4ac63476b58cb53dd93311cc17d5ae152d350f */
"use strict";
(() => {
  var __typeError = (msg) => {
    throw TypeError(msg);
  };
  var __accessCheck = (obj, member, msg) => member.has(obj) || __typeError("Cannot " + msg);
  var __privateGet = (obj, member, getter) => (__accessCheck(obj, member, "read from private field"), getter ? getter.call(obj) : member.get(obj));
  var __privateAdd = (obj, member, value) => member.has(obj) ? __typeError("Cannot add the same private member more than once") : member instanceof WeakSet ? member.add(obj) : member.set(obj, value);
  var __privateSet = (obj, member, value, setter) => (__accessCheck(obj, member, "write to private field"), setter ? setter.call(obj, value) : member.set(obj, value), value);
  var __privateMethod = (obj, member, method) => (__accessCheck(obj, member, "access private method"), method);

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
  function sourceItem(source, told, copied) {
    const title = source.url ? outside(source.title, source.url) : make("span", "", source.title);
    const item = put(make("li"), title, make("span", "meta", ` ${told}`));
    return copied ? put(item, make("span", "meta address", copied)) : item;
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
    } catch (e) {
    }
  }

  // src/product-link.js
  function productLink(data, language2, id) {
    var _a;
    const [names, page] = (_a = data.products[id]) != null ? _a : [null, null];
    const name = names ? language2.of(names) : id;
    return page ? link(name, `${page}#${encodeURIComponent(id)}`) : make("span", "", name);
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
  var _choices, _body, _regions, _Comparison_instances, names_fn, fromHash_fn, show_fn, figures_fn, products_fn;
  var Comparison = class {
    /**
     * @param {CompareData} data
     * @param {Language} language
     */
    constructor(data, language2) {
      __privateAdd(this, _Comparison_instances);
      __privateAdd(this, _choices, [byId("left", HTMLSelectElement), byId("right", HTMLSelectElement)]);
      __privateAdd(this, _body, byId("figures", HTMLElement));
      /** @type {Map<string, ComparedRegion>} */
      __privateAdd(this, _regions);
      this.data = data;
      this.language = language2;
      __privateSet(this, _regions, new Map(data.regions.map((one) => [one.code, one])));
      __privateMethod(this, _Comparison_instances, names_fn).call(this);
      __privateGet(this, _choices).forEach((one, place) => {
        one.value = data.regions[Math.min(place, data.regions.length - 1)].code;
        one.addEventListener("change", () => {
          address(__privateGet(this, _choices).map((choice) => choice.value).join("/"));
          __privateMethod(this, _Comparison_instances, show_fn).call(this);
        });
      });
      window.addEventListener("hashchange", () => __privateMethod(this, _Comparison_instances, fromHash_fn).call(this));
      language2.onChange(() => {
        __privateMethod(this, _Comparison_instances, names_fn).call(this);
        __privateMethod(this, _Comparison_instances, show_fn).call(this);
      });
      __privateMethod(this, _Comparison_instances, fromHash_fn).call(this);
    }
  };
  _choices = new WeakMap();
  _body = new WeakMap();
  _regions = new WeakMap();
  _Comparison_instances = new WeakSet();
  names_fn = function() {
    const named = this.data.regions.map((one) => (
      /** @type {const} */
      [one.code, this.language.textOf(one.name)]
    ));
    for (const choice of __privateGet(this, _choices)) {
      offer(choice, named);
    }
  };
  fromHash_fn = function() {
    const codes = window.location.hash.slice(1).split("/");
    __privateGet(this, _choices).forEach((one, place) => {
      if (__privateGet(this, _regions).has(codes[place])) {
        one.value = codes[place];
      }
    });
    __privateMethod(this, _Comparison_instances, show_fn).call(this);
  };
  show_fn = function() {
    const [a, b] = __privateGet(this, _choices).map((one) => (
      /** @type {ComparedRegion} */
      __privateGet(this, _regions).get(one.value)
    ));
    byId("head-left", HTMLElement).textContent = this.language.textOf(a.name);
    byId("head-right", HTMLElement).textContent = this.language.textOf(b.name);
    __privateMethod(this, _Comparison_instances, figures_fn).call(this, a, b);
    for (const [id, products] of Object.entries(shared(a, b))) {
      __privateMethod(this, _Comparison_instances, products_fn).call(this, id, products);
    }
    const alike = this.data.similar.find((one) => a !== b && one.includes(a.code) && one.includes(b.code));
    byId("alike", HTMLElement).textContent = figure(alike == null ? void 0 : alike[2]);
  };
  /**
   * @param {ComparedRegion} a
   * @param {ComparedRegion} b
   */
  figures_fn = function(a, b) {
    const row = (head, values) => {
      const first = put(make("th"), head);
      first.scope = "row";
      return put(make("tr"), first, ...values.map((one) => make("td", "num", one)));
    };
    const said = (key) => {
      var _a;
      return (_a = __privateGet(this, _body).getAttribute(`data-${key}-${this.language.now}`)) != null ? _a : "";
    };
    __privateGet(this, _body).replaceChildren(
      row(said("enterprises"), [a.enterprises, b.enterprises]),
      row(said("made"), [a.made.length, b.made.length]),
      row(said("fill"), [a.fill.length, b.fill.length]),
      ...Object.entries(this.data.chains).map(([chain, named]) => {
        const values = [a, b].map((one) => `${one.chains[chain][0]} · ${figure(one.chains[chain][1])}`);
        return row(link(this.language.of(named[0]), named[1]), values);
      })
    );
  };
  /**
   * @param {string} id of a list
   * @param {string[]} products
   */
  products_fn = function(id, products) {
    const items = products.slice(0, SHOWN).map((one) => put(make("li"), productLink(this.data, this.language, one)));
    if (products.length > SHOWN) {
      items.push(make("li", "meta", `… + ${products.length - SHOWN}`));
    }
    byId(id, HTMLElement).replaceChildren(...items);
    byId(`${id}-count`, HTMLElement).textContent = `(${products.length})`;
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
  var _known, _hays, _picked, _limit, _text, _kind, _list, _panel, _more, _shown, _Directory_instances, textOf_fn, read_fn, pick_fn, fromHash_fn2, fill_fn, item_fn, card_fn, tied_fn, tie_fn, source_fn;
  var Directory = class {
    /**
     * @param {DirectoryData} data
     * @param {Language} language
     */
    constructor(data, language2) {
      __privateAdd(this, _Directory_instances);
      /** @type {Map<string, DirectoryEntry>} */
      __privateAdd(this, _known);
      /** @type {Map<DirectoryEntry, string>} */
      __privateAdd(this, _hays);
      /** @type {DirectoryEntry | null} */
      __privateAdd(this, _picked, null);
      __privateAdd(this, _limit, SHOWN2);
      __privateAdd(this, _text, byId("search", HTMLInputElement));
      __privateAdd(this, _kind, byId("entity-kind", HTMLSelectElement));
      __privateAdd(this, _list, byId("entities", HTMLElement));
      __privateAdd(this, _panel, byId("card", HTMLElement));
      __privateAdd(this, _more, byId("more-rows", HTMLButtonElement));
      __privateAdd(this, _shown, byId("shown", HTMLElement));
      this.data = data;
      this.language = language2;
      __privateSet(this, _known, new Map(data.entities.map((one) => [keyOf(one.kind, one.id), one])));
      __privateSet(this, _hays, new Map(data.entities.map((one) => [one, searched(one)])));
      const form = byId("filters", HTMLFormElement);
      form.addEventListener("input", () => __privateMethod(this, _Directory_instances, read_fn).call(this));
      form.addEventListener("submit", (event) => event.preventDefault());
      __privateGet(this, _more).addEventListener("click", () => {
        __privateSet(this, _limit, __privateGet(this, _limit) + 4 * SHOWN2);
        __privateMethod(this, _Directory_instances, fill_fn).call(this);
      });
      window.addEventListener("hashchange", () => __privateMethod(this, _Directory_instances, fromHash_fn2).call(this));
      language2.onChange(() => {
        __privateMethod(this, _Directory_instances, fill_fn).call(this);
        __privateMethod(this, _Directory_instances, card_fn).call(this);
      });
      __privateMethod(this, _Directory_instances, read_fn).call(this);
      if (!__privateMethod(this, _Directory_instances, fromHash_fn2).call(this) && data.entities.length) {
        __privateMethod(this, _Directory_instances, pick_fn).call(this, data.entities[0]);
      }
    }
  };
  _known = new WeakMap();
  _hays = new WeakMap();
  _picked = new WeakMap();
  _limit = new WeakMap();
  _text = new WeakMap();
  _kind = new WeakMap();
  _list = new WeakMap();
  _panel = new WeakMap();
  _more = new WeakMap();
  _shown = new WeakMap();
  _Directory_instances = new WeakSet();
  /** @param {Texts} texts */
  textOf_fn = function(texts) {
    return this.language.textOf(texts);
  };
  read_fn = function() {
    __privateSet(this, _limit, SHOWN2);
    __privateMethod(this, _Directory_instances, fill_fn).call(this);
  };
  /** @param {DirectoryEntry} one */
  pick_fn = function(one) {
    __privateSet(this, _picked, one);
    __privateMethod(this, _Directory_instances, card_fn).call(this);
    __privateMethod(this, _Directory_instances, fill_fn).call(this);
  };
  /** Shows the entry that the address names; whether it names one. */
  fromHash_fn2 = function() {
    const one = __privateGet(this, _known).get(window.location.hash.slice(1));
    if (one) {
      __privateMethod(this, _Directory_instances, pick_fn).call(this, one);
    }
    return one !== void 0;
  };
  fill_fn = function() {
    const wanted = __privateGet(this, _text).value.trim().toLowerCase();
    const kind = __privateGet(this, _kind).value;
    const found = this.data.entities.filter(
      (one) => {
        var _a;
        return (!kind || one.kind === kind) && (!wanted || ((_a = __privateGet(this, _hays).get(one)) == null ? void 0 : _a.includes(wanted)));
      }
    );
    __privateGet(this, _list).replaceChildren(...found.slice(0, __privateGet(this, _limit)).map((one) => __privateMethod(this, _Directory_instances, item_fn).call(this, one)));
    __privateGet(this, _shown).textContent = `${found.length} / ${this.data.entities.length}`;
    __privateGet(this, _more).hidden = found.length <= __privateGet(this, _limit);
    __privateGet(this, _more).textContent = `+ ${found.length - __privateGet(this, _limit)}`;
  };
  /** @param {DirectoryEntry} one */
  item_fn = function(one) {
    const open = link(__privateMethod(this, _Directory_instances, textOf_fn).call(this, one.name), `#${keyOf(one.kind, one.id)}`);
    if (one === __privateGet(this, _picked)) {
      open.setAttribute("aria-current", "true");
    }
    const meta = `${__privateMethod(this, _Directory_instances, textOf_fn).call(this, this.data.kinds[one.kind])} · ${__privateMethod(this, _Directory_instances, textOf_fn).call(this, one.place)}`;
    return put(make("li"), open, make("span", "meta", ` ${meta}`));
  };
  card_fn = function() {
    const picked = __privateGet(this, _picked);
    if (!picked) {
      return;
    }
    const panel = __privateGet(this, _panel);
    const name = __privateMethod(this, _Directory_instances, textOf_fn).call(this, picked.name);
    const other = picked.name.find((one) => one !== name);
    const parts = [__privateMethod(this, _Directory_instances, textOf_fn).call(this, this.data.kinds[picked.kind]), other, picked.id, __privateMethod(this, _Directory_instances, textOf_fn).call(this, picked.place)];
    const facts = picked.facts.flatMap(([head, value]) => [
      make("dt", "", __privateMethod(this, _Directory_instances, textOf_fn).call(this, head)),
      make("dd", "", __privateMethod(this, _Directory_instances, textOf_fn).call(this, value))
    ]);
    const sources = panel.getAttribute(`data-sources-${this.language.now}`);
    panel.replaceChildren(
      make("h2", "", name),
      make("div", "id", parts.filter(Boolean).join(" · ")),
      put(make("dl", "one"), ...facts),
      ...picked.ties.flatMap((tie) => __privateMethod(this, _Directory_instances, tied_fn).call(this, tie)),
      make("h3", "", `${sources} (${picked.sources.length})`),
      put(make("ol"), ...picked.sources.map((id) => __privateMethod(this, _Directory_instances, source_fn).call(this, id)))
    );
    panel.scrollTop = 0;
  };
  /** @param {DirectoryEntry["ties"][number]} tie */
  tied_fn = function([head, count, ties]) {
    const items = ties.map(([kind, id]) => put(make("li"), __privateMethod(this, _Directory_instances, tie_fn).call(this, kind, id)));
    if (count > ties.length) {
      items.push(make("li", "meta", `… + ${count - ties.length}`));
    }
    return [make("h3", "", `${__privateMethod(this, _Directory_instances, textOf_fn).call(this, head)} (${count})`), put(make("ul"), ...items)];
  };
  /**
   * @param {string} kind
   * @param {string} id
   */
  tie_fn = function(kind, id) {
    if (kind === "product") {
      return productLink(this.data, this.language, id);
    }
    if (kind === "chain") {
      const chain = this.data.chains[id];
      return chain ? link(this.language.of(chain[0]), chain[1]) : make("span", "", id);
    }
    const other = __privateGet(this, _known).get(keyOf(kind, id));
    return other ? link(__privateMethod(this, _Directory_instances, textOf_fn).call(this, other.name), `#${keyOf(kind, id)}`) : make("span", "", id);
  };
  /** @param {string} id */
  source_fn = function(id) {
    const source = this.data.sources[id];
    if (!source) {
      return put(make("li"), id);
    }
    const told = [source.publisher, source.year].filter(Boolean).join(" · ");
    return sourceItem(source, told, source.copied ? this.language.of(source.copied) : "");
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
