/* ChainGraph (MIT), made by "make web" from web/src: change it there. sources f2bc4c2a50476612ecef01900f5e57602fbc9118cb3e4ac100124baac6cc5a81 script 9191baaf2f306fc35f7352b2a0d120a8a3f4ce7f07c0c96573d4539cb55006a2 */
"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __defProps = Object.defineProperties;
  var __getOwnPropDescs = Object.getOwnPropertyDescriptors;
  var __getOwnPropSymbols = Object.getOwnPropertySymbols;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __propIsEnum = Object.prototype.propertyIsEnumerable;
  var __typeError = (msg) => {
    throw TypeError(msg);
  };
  var __defNormalProp = (obj, key, value) => key in obj ? __defProp(obj, key, { enumerable: true, configurable: true, writable: true, value }) : obj[key] = value;
  var __spreadValues = (a, b) => {
    for (var prop in b || (b = {}))
      if (__hasOwnProp.call(b, prop))
        __defNormalProp(a, prop, b[prop]);
    if (__getOwnPropSymbols)
      for (var prop of __getOwnPropSymbols(b)) {
        if (__propIsEnum.call(b, prop))
          __defNormalProp(a, prop, b[prop]);
      }
    return a;
  };
  var __spreadProps = (a, b) => __defProps(a, __getOwnPropDescs(b));
  var __publicField = (obj, key, value) => __defNormalProp(obj, typeof key !== "symbol" ? key + "" : key, value);
  var __accessCheck = (obj, member, msg) => member.has(obj) || __typeError("Cannot " + msg);
  var __privateGet = (obj, member, getter) => (__accessCheck(obj, member, "read from private field"), getter ? getter.call(obj) : member.get(obj));
  var __privateAdd = (obj, member, value) => member.has(obj) ? __typeError("Cannot add the same private member more than once") : member instanceof WeakSet ? member.add(obj) : member.set(obj, value);
  var __privateSet = (obj, member, value, setter) => (__accessCheck(obj, member, "write to private field"), setter ? setter.call(obj, value) : member.set(obj, value), value);
  var __privateMethod = (obj, member, method) => (__accessCheck(obj, member, "access private method"), method);

  // src/words.js
  function filled(template, values) {
    return template.replace(/\{(\w+)\}/g, (whole, name) => {
      var _a;
      return String((_a = values[name]) != null ? _a : whole);
    });
  }
  function figure(value, digits = 3) {
    return value === null || value === void 0 ? "—" : value.toLocaleString("en-US", { maximumFractionDigits: digits });
  }
  function share(value) {
    return value === null || value === void 0 ? "—" : value.toFixed(3);
  }
  var SHOWN = 3;
  function statusOf(words, card) {
    const status = words.say(card.status);
    const absent = card.absent_probability;
    if (absent === null) {
      return card.verify ? words.say("finding.status-verify", { status }) : status;
    }
    const key = card.verify ? "finding.status-verify-absent" : "finding.status-absent";
    return words.say(key, { status, share: percent(absent) });
  }
  function percent(value) {
    return value === null || value === void 0 ? "—" : `${(100 * value).toFixed(0)}%`;
  }
  function familyName(words, family, members) {
    const kinds = members.filter((one) => one !== family).map((one) => words.nameOf(one));
    const values = { family: words.nameOf(family), kinds: kinds.slice(0, SHOWN).join(words.comma) };
    const key = members.includes(family) ? "family.kinds" : "family.kinds-alone";
    return kinds.length > SHOWN ? words.say(`${key}-and-more`, __spreadProps(__spreadValues({}, values), { total: kinds.length, n: kinds.length - SHOWN })) : words.say(key, values);
  }
  var Words = class {
    /**
     * @param {Pick<ChainData, "words" | "products">} data
     * @param {Language} language
     */
    constructor(data, language2) {
      this.data = data;
      this.language = language2;
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
      return names && this.language.of(names[0]) || product;
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
  };

  // src/chain.js
  function placesOf(rows, places) {
    if (typeof places !== "string") {
      return new Set(places.map((place) => rows[place].product));
    }
    const bit = (place) => {
      const digit = places.charAt(places.length - 1 - (place >> 2));
      return digit !== "" && parseInt(digit, 16) >> (place & 3) & 1;
    };
    return new Set(rows.filter((_, place) => bit(place)).map((one) => one.product));
  }
  function cone(edges, product, way) {
    const [near, far] = way === "up" ? (
      /** @type {const} */
      ["to", "from"]
    ) : (
      /** @type {const} */
      ["from", "to"]
    );
    const found = /* @__PURE__ */ new Set([product]);
    for (const one of found) {
      for (const edge of edges) {
        if (edge[near] === one) {
          found.add(edge[far]);
        }
      }
    }
    return found;
  }
  var _details, _places, _read;
  var Chain = class {
    /**
     * @param {ChainData} data
     * @param {Language} language
     */
    constructor(data, language2) {
      /** @type {Detail[] | null} */
      __privateAdd(this, _details, null);
      /** @type {Map<string, number>} */
      __privateAdd(this, _places);
      /** @type {Set<string>} */
      __privateAdd(this, _read, /* @__PURE__ */ new Set());
      this.data = data;
      this.language = language2;
      this.words = new Words(data, language2);
      __privateSet(this, _places, new Map(data.rows.map((card, place) => [card.product, place])));
    }
    /** Whether the chain is too large to draw all of it at once. */
    get large() {
      return this.data.rows.length > this.data.graph.first_sight;
    }
    /** Whether the whole of the cards has come. */
    get whole() {
      return __privateGet(this, _details) !== null;
    }
    /** @param {Detail[]} details of each row, in its order */
    complete(details) {
      __privateSet(this, _details, details);
    }
    /** @param {string} product */
    has(product) {
      return __privateGet(this, _places).has(product);
    }
    /**
     * @param {string} product
     * @returns {Brief}
     */
    row(product) {
      var _a;
      return this.data.rows[(_a = __privateGet(this, _places).get(product)) != null ? _a : -1];
    }
    /**
     * `card` with the rest of it; the same object each time.
     * @param {Brief} card
     * @returns {CardData}
     */
    full(card) {
      var _a;
      const { product } = card;
      if (!__privateGet(this, _read).has(product)) {
        if (__privateGet(this, _details) === null) {
          throw new Error("the rest of the cards has not come yet");
        }
        Object.assign(card, __privateGet(this, _details)[(_a = __privateGet(this, _places).get(product)) != null ? _a : -1]);
        __privateGet(this, _read).add(product);
      }
      return (
        /** @type {CardData} */
        card
      );
    }
    /** @param {number[] | string} places */
    placesOf(places) {
      return placesOf(this.data.rows, places);
    }
  };
  _details = new WeakMap();
  _places = new WeakMap();
  _read = new WeakMap();

  // src/dom.js
  var SVG = "http://www.w3.org/2000/svg";
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
  function button(className, text, act) {
    const made = make("button", className, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function put(parent, ...parts) {
    parent.append(...parts.filter((one) => one !== null).filter((one) => one !== ""));
    return parent;
  }
  function drawn(tag, values, text) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(values)) {
      made.setAttribute(name, String(value));
    }
    if (text !== void 0) {
      made.textContent = text;
    }
    return made;
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

  // src/invitation.js
  var FIRMS = 5;
  var PARKS = 3;
  function invitation(card, product, invited) {
    candidates(card, product, invited);
    card.note(card.words.textOf(invited.profile));
    parks(card, invited);
  }
  function candidates(card, product, invited) {
    const { words, chain } = card;
    card.section("page.card-invite", invited.all);
    for (const { heading, all, doubt, firms } of invited.kinds) {
      card.note(words.say("page.invite-kind", { heading: words.textOf(heading), n: all }));
      card.list(firms, FIRMS, (row) => {
        const reasons = chain.language.of(row.reasons).join(words.semicolon);
        const item = put(make("li"), card.entity("enterprise", row), words.colon + reasons);
        const stability = row.stability;
        const parts = [
          words.textOf(row.place),
          row.front ? words.say("page.invite-front") : "",
          words.textOf(row.standing),
          stability === null ? "" : words.say("page.invite-stability", { share: `${figure(100 * stability, 0)}%` })
        ];
        return card.withMeta(item, parts, row);
      });
      if (words.textOf(doubt)) {
        card.note(words.textOf(doubt));
      }
    }
    if (words.textOf(invited.known)) {
      card.note(words.textOf(invited.known));
    }
    if (!invited.kinds.length) {
      return;
    }
    card.note(words.say("page.invite-note"));
    if (invited.kinds.some(({ all, firms }) => all > firms.length)) {
      card.note(words.say("page.invite-all", { n: invited.all, product }));
    }
  }
  function parks(card, invited) {
    const { words, chain } = card;
    if (!invited.parks.length) {
      return;
    }
    card.section("page.card-sites");
    card.list(invited.parks, PARKS, (row) => {
      const parts = [words.say(`page.site.${row.kind}`), words.textOf(row.place), words.textOf(row.standing)];
      const facts = chain.language.of(row.reasons).join(words.semicolon);
      return card.withMeta(put(make("li"), card.entity(row.kind, row), facts ? words.colon + facts : ""), parts, row);
    });
    if (words.textOf(invited.doubt_sites)) {
      card.note(words.textOf(invited.doubt_sites));
    }
    card.note(words.say("page.sites-note"));
  }

  // src/mark.js
  function mark(look) {
    const svg = drawn("svg", { class: "mark", width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" });
    const box = drawn("rect", {
      x: 1,
      y: 1,
      width: 16,
      height: 16,
      rx: Math.min(look.corner, 8),
      fill: look.fill,
      stroke: look.border,
      "stroke-width": 1.5
    });
    if (look.dashed) {
      box.setAttribute("stroke-dasharray", "3 2");
    }
    const sign = { x: 9, y: 13, "text-anchor": "middle", "font-size": 11, fill: look.ink };
    svg.append(box, drawn("text", sign, look.sign));
    return svg;
  }

  // src/card.js
  var MOST_MAKES = 3;
  var FEW = 8;
  var SOME = 12;
  var MANY = 30;
  var LONG = 24;
  var _card, _numbers, _panel, _Card_instances, head_fn, cones_fn, facts_fn, belongs_fn, chain_fn, people_fn, links_fn, plans_fn, grounds_fn, sources_fn;
  var Card = class {
    /**
     * @param {Chain} chain
     * @param {HTMLElement} panel
     * @param {string} product
     * @param {object} tell
     * @param {(product: string) => void} tell.chosen another product of the chain
     * @param {(products: ReadonlySet<string>) => void} tell.narrowed show these alone
     */
    constructor(chain, panel, product, tell) {
      __privateAdd(this, _Card_instances);
      /** @type {CardData} */
      __privateAdd(this, _card);
      /** the number of each source on this card @type {Map<string, number>} */
      __privateAdd(this, _numbers);
      __privateAdd(this, _panel);
      this.chain = chain;
      this.words = chain.words;
      this.tell = tell;
      __privateSet(this, _panel, panel);
      __privateSet(this, _card, chain.full(chain.row(product)));
      __privateSet(this, _numbers, new Map(__privateGet(this, _card).sources.map((source, place) => [source, place + 1])));
    }
    /** Writes the card into its panel. */
    write() {
      __privateGet(this, _panel).textContent = "";
      __privateMethod(this, _Card_instances, head_fn).call(this);
      __privateMethod(this, _Card_instances, facts_fn).call(this);
      __privateMethod(this, _Card_instances, belongs_fn).call(this);
      __privateMethod(this, _Card_instances, people_fn).call(this);
      __privateMethod(this, _Card_instances, links_fn).call(this);
      __privateMethod(this, _Card_instances, plans_fn).call(this);
      __privateMethod(this, _Card_instances, grounds_fn).call(this);
      __privateMethod(this, _Card_instances, sources_fn).call(this);
    }
    // ---- parts that several sections have ----
    /** @param {Node[]} parts */
    add(...parts) {
      __privateGet(this, _panel).append(...parts);
    }
    /** @param {string} text */
    note(text) {
      this.add(make("p", "note", text));
    }
    /**
     * @param {string} title
     * @param {number} [count]
     */
    section(title, count) {
      this.add(put(make("h3", "", this.words.say(title)), count === void 0 ? null : make("b", "", ` (${count})`)));
    }
    /**
     * The first `limit` of `items`, and a button for the others.
     * @template T
     * @param {readonly T[]} items
     * @param {number} limit
     * @param {(item: T) => Node} tell
     */
    list(items, limit, tell) {
      const made = make("ul");
      made.append(...items.slice(0, limit).map(tell));
      this.add(made);
      if (items.length > limit) {
        const more = button("go", this.words.say("page.more", { n: items.length - limit }), () => {
          made.append(...items.slice(limit).map(tell));
          more.remove();
        });
        this.add(more);
      }
    }
    /**
     * A section with a list; nothing where there is nothing to list.
     * @template T
     * @param {string} title
     * @param {readonly T[]} items
     * @param {number} limit
     * @param {(item: T) => Node} tell
     */
    listed(title, items, limit, tell) {
      if (items.length) {
        this.section(title, items.length);
        this.list(items, limit, tell);
      }
    }
    /**
     * The numbers of a row's sources.
     * @param {Cited} row
     */
    cite(row) {
      var _a;
      const sources = (_a = row.source) != null ? _a : [];
      const numbers = sources.filter((one) => __privateGet(this, _numbers).has(one)).map((one) => `[${__privateGet(this, _numbers).get(one)}]`);
      if (!numbers.length) {
        return null;
      }
      const made = make("span", "cite", ` ${numbers.join("")}`);
      const titles = sources.map((one) => {
        var _a2, _b;
        return (_b = (_a2 = this.chain.data.sources[one]) == null ? void 0 : _a2.title) != null ? _b : "";
      });
      made.title = titles.filter(Boolean).join("\n");
      return made;
    }
    /**
     * `item` with what is told of it, where it stands in the tables, and its sources.
     * @template {Element} T
     * @param {T} item
     * @param {(string | null | undefined)[]} parts
     * @param {Cited} row
     */
    withMeta(item, parts, row) {
      var _a;
      const origin = row.table ? this.words.say("page.in-table", {
        table: this.words.textOf(this.chain.data.tables[row.table]),
        row: (_a = row.row) != null ? _a : ""
      }) : "";
      const text = [...parts, origin].filter(Boolean).join(" · ");
      return put(item, make("span", "meta", ` ${text}`), this.cite(row));
    }
    /**
     * The name of an entity, linked to its card in the directory.
     * @param {string} kind
     * @param {Entity} row
     */
    entity(kind, row) {
      return row.id ? link(row.name, `directory.html#${kind}/${encodeURIComponent(row.id)}`) : make("span", "", row.name);
    }
    /** @param {FirmRow} row */
    firm(row) {
      var _a;
      const { words } = this;
      const makes = (_a = row.makes) != null ? _a : [];
      const made = makes.slice(0, MOST_MAKES).map((one) => words.nameOf(one)).join(words.comma);
      const parts = [
        words.textOf(row.place),
        words.textOf(row.role),
        words.textOf(row.status),
        row.output_yi === void 0 ? "" : words.say("page.yi", { amount: figure(row.output_yi, 2) }),
        row.capacity,
        row.year ? String(row.year) : "",
        made ? `→ ${made}${makes.length > MOST_MAKES ? " …" : ""}` : ""
      ];
      return this.withMeta(put(make("li"), this.entity("enterprise", row)), parts, row);
    }
    /**
     * A product to go to: on this page, or on the page of its chain.
     * @param {string} product
     */
    go(product) {
      var _a;
      const name = this.words.nameOf(product);
      const page = (_a = this.chain.data.products[product]) == null ? void 0 : _a[1];
      return page ? link(name, `${page}#${encodeURIComponent(product)}`) : button("go", name, () => this.tell.chosen(product));
    }
    /** @param {string[]} products */
    chips(products) {
      this.list(products, SOME, (product) => put(make("li"), this.go(product)));
    }
  };
  _card = new WeakMap();
  _numbers = new WeakMap();
  _panel = new WeakMap();
  _Card_instances = new WeakSet();
  // ---- the sections, in their order ----
  head_fn = function() {
    const { words, chain } = this;
    const card = __privateGet(this, _card);
    const name = words.nameOf(card.product);
    const other = [card.name_zh, card.name_en].find((one) => one && one !== name);
    const status = put(make("span", "tight"), mark(chain.data.looks[card.status]), ` ${statusOf(words, card)}`);
    const labelled = (key, value) => make("span", "", words.say(key) + words.colon + words.say(value));
    this.add(
      make("h2", "", name),
      make("div", "id", (other ? `${other} · ` : "") + card.product),
      put(make("div", "tags"), status, labelled("action", card.action), labelled("confidence", card.confidence)),
      __privateMethod(this, _Card_instances, cones_fn).call(this),
      make("p", "why-text", words.textOf(card.why))
    );
    if (card.action !== "none") {
      this.add(make("p", "", words.textOf(card.advice)));
    }
    if (card.status === "unseen") {
      this.note(words.say("page.unseen-note"));
    }
  };
  /** What lies before and behind the product, and what stops without it. */
  cones_fn = function() {
    const card = __privateGet(this, _card);
    const { edges } = this.chain.data.graph;
    const choices = [
      ["page.cone-up", () => cone(edges, card.product, "up")],
      ["page.cone-down", () => cone(edges, card.product, "down")],
      ["page.cone-fails", () => this.chain.placesOf(card.stops).add(card.product)]
    ];
    const buttons = choices.map(
      ([key, found]) => button("plain", this.words.say(key), () => this.tell.narrowed(found()))
    );
    return put(make("div", "tags cones"), ...buttons);
  };
  facts_fn = function() {
    const { words } = this;
    const card = __privateGet(this, _card);
    const facts = [
      ["rank", figure(card.rank) + (card.tied !== null && card.tied > 1 ? "=" : "")],
      ["tied", card.tied !== null && card.tied > 1 ? figure(card.tied) : ""],
      [
        "score",
        share(card.score) + (card.score === null ? "" : ` (${share(card.score_low)}–${share(card.score_high)})`)
      ],
      ["criticality", share(card.criticality)],
      ["inputs_met", figure(card.inputs_met)],
      ["makers", figure(card.makers)],
      ["local_buyers", figure(card.local_buyer_count)],
      ["output_yi", figure(card.output_yi, 2)],
      ["hhi", figure(card.hhi, 0) + (card.hhi_basis ? ` ${words.say(card.hhi_basis)}` : "")],
      ["owners", card.makers ? figure(card.owners) : "—"],
      ["evidence", card.evidence ? words.say(card.evidence) : "—"],
      ["absent_probability", card.absent_probability === null ? "" : percent(card.absent_probability)],
      ["chains_hit", card.chains_hit.map((one) => __privateMethod(this, _Card_instances, chain_fn).call(this, one)).join(words.comma)],
      ["producible", words.say(card.producible ? "yes" : "no")],
      ["stage", words.say(card.stage) + (card.inferred ? ` (${words.say("page.stage-inferred")})` : "")]
    ];
    if (card.segment) {
      facts.push(["segment", card.segment]);
    }
    this.add(
      put(
        make("dl"),
        ...facts.filter(([, value]) => value).flatMap(([key, value]) => {
          const long = value.length > LONG ? "long" : "";
          return [make("dt", long, words.say(key)), make("dd", long, value)];
        })
      )
    );
  };
  belongs_fn = function() {
    const { words, chain } = this;
    const card = __privateGet(this, _card);
    if (card.chains.length > 1) {
      const paragraph = make("p", "note", words.say("chain") + words.colon);
      card.chains.forEach((one, place) => {
        const named = chain.data.chains[one];
        if (named) {
          const page = link(chain.language.of(named[0]), `${named[1]}#${encodeURIComponent(card.product)}`);
          put(paragraph, place ? words.comma : null, page);
        }
      });
      this.add(paragraph);
    }
    if (card.broader) {
      this.add(put(make("p", "note", words.say("broader") + words.colon), this.go(card.broader)));
    }
    if (card.below.length) {
      const paragraph = make("p", "note", words.say("kinds") + words.colon);
      card.below.forEach((one, place) => put(paragraph, place ? words.comma : null, this.go(one)));
      this.add(paragraph);
    }
    if (card.resource) {
      this.note(words.say("page.resource"));
    }
  };
  /**
   * The name of a chain; its id where it has no page.
   * @param {string} id
   */
  chain_fn = function(id) {
    const named = this.chain.data.chains[id];
    return named ? this.chain.language.of(named[0]) : id;
  };
  people_fn = function() {
    const { words } = this;
    const card = __privateGet(this, _card);
    const firm = (row) => this.firm(row);
    this.section("page.card-makers", card.makers_rows.length);
    if (card.makers_rows.length) {
      this.list(card.makers_rows, SOME, firm);
    } else {
      this.note(words.say(["missing", "common"].includes(card.status) ? card.status : "page.none-makers"));
    }
    this.listed("page.card-idle", card.idle, FEW, firm);
    this.listed("page.card-buyers", card.buyers, FEW, firm);
  };
  links_fn = function() {
    const { words } = this;
    const card = __privateGet(this, _card);
    this.listed("page.card-inputs", card.inputs, MANY, (row) => {
      const kind = words.say(row.essential ? "page.essential" : "page.optional");
      const group = row.group ? words.say("page.group", { number: row.group }) : "";
      return this.withMeta(put(make("li"), this.go(row.input)), [kind, words.textOf(row.kind), group], row);
    });
    if (card.users.length) {
      this.section("page.card-users", card.users.length);
      this.chips(card.users);
    }
    if (card.needs.length) {
      this.section("page.card-needs", card.needs.length);
      this.chips(card.needs);
    }
    if (card.ways.length) {
      this.section("page.card-ways");
      this.list(card.ways, 3, (way) => make("li", "", way.map((one) => words.nameOf(one)).join(" → ")));
    }
    if (card.fails.length) {
      this.section("page.card-fails", card.fails_count);
      this.chips(card.fails);
      if (card.fails_count > card.fails.length) {
        this.note(`… ${words.say("page.fail-all", { n: card.fails_count })}`);
      }
    }
  };
  plans_fn = function() {
    const { words } = this;
    const card = __privateGet(this, _card);
    if (card.invite) {
      invitation(this, card.product, card.invite);
    } else if (card.asked) {
      this.note(words.say("page.invite-not", { n: this.chain.data.invited, product: card.product }));
    }
    this.listed("page.card-province", card.province, FEW, (row) => this.firm(row));
    this.listed("page.card-outside", card.outside, FEW, (row) => this.firm(row));
    this.listed("page.card-projects", card.projects, FEW, (row) => {
      const invested = row.yi === null ? "" : words.say("page.invest", { amount: figure(row.yi, 2) });
      const parts = [words.textOf(row.place), words.textOf(row.status), invested, row.years.filter(Boolean).join("–")];
      return this.withMeta(put(make("li"), this.entity("project", row)), parts, row);
    });
    if (card.coverage.length) {
      this.section("page.card-coverage");
      this.list(card.coverage, FEW, (row) => {
        const text = [row.chain, row.place, row.state].map((one) => words.textOf(one)).join(" · ");
        return this.withMeta(make("li", "", text), [row.year ? String(row.year) : ""], row);
      });
    }
  };
  grounds_fn = function() {
    const { words, chain } = this;
    const card = __privateGet(this, _card);
    this.section("page.card-change");
    this.list(chain.language.of(card.change), 6, (sentence) => make("li", "", sentence));
    if (card.entry.length) {
      this.section("page.card-product");
      this.list(card.entry, 3, (row) => this.withMeta(make("li", "", row.note || card.product), [], row));
    }
    this.section("page.card-score");
    const values = {
      need: share(card.score_need),
      severity: share(card.score_severity),
      score: share(card.score),
      demand: share(card.score_demand)
    };
    this.note(card.score === null ? words.say("page.score-none") : words.say("page.score-rule", values));
    const given = chain.data.given.map((one) => words.nameOf(one)).join(words.comma);
    this.note(words.say("page.given", { given: given || words.say("page.nothing") }));
  };
  sources_fn = function() {
    const { words } = this;
    const card = __privateGet(this, _card);
    this.section("page.card-sources", card.sources.length);
    if (!card.sources.length) {
      this.note(words.say("page.none-sources"));
    }
    const items = card.sources.map((id) => {
      const source = this.chain.data.sources[id];
      const parts = [source.publisher, source.year ? String(source.year) : "", words.textOf(source.kind)];
      return sourceItem(source, parts.filter(Boolean).join(" · "), words.textOf(source.copied));
    });
    this.add(put(make("ol"), ...items));
  };

  // src/filter.js
  var hays = /* @__PURE__ */ new WeakMap();
  function hay(card) {
    var _a;
    let text = hays.get(card);
    if (text === void 0) {
      const parts = [card.name_zh, (_a = card.name_en) != null ? _a : "", card.product, ...card.sounds, ...card.makers_names];
      text = parts.join("\n").toLowerCase();
      hays.set(card, text);
    }
    return text;
  }
  function matches(card, wish) {
    return (!wish.status.size || wish.status.has(card.status)) && (!wish.action.size || wish.action.has(card.action)) && (!wish.only || wish.only.has(card.product)) && (!wish.city || card.cities.includes(wish.city)) && (!wish.kind || card.kinds.includes(wish.kind)) && (!wish.text || hay(card).includes(wish.text));
  }
  var _form, _text, _city, _kind, _firm, _shown, _none;
  var Filters = class {
    /**
     * @param {Chain} chain
     * @param {object} tell
     * @param {(out: ReadonlySet<string>) => void} tell.changed
     * @param {(product: string) => void} tell.found the first that matches is asked for
     */
    constructor(chain, tell) {
      /** @type {Wish} */
      __publicField(this, "wish", { text: "", city: "", kind: "", status: /* @__PURE__ */ new Set(), action: /* @__PURE__ */ new Set(), only: null });
      /** products that are left out @type {Set<string>} */
      __publicField(this, "out", /* @__PURE__ */ new Set());
      __privateAdd(this, _form, byId("filters", HTMLFormElement));
      __privateAdd(this, _text, byId("search", HTMLInputElement));
      __privateAdd(this, _city, byId("city", HTMLSelectElement));
      __privateAdd(this, _kind, byId("kind", HTMLSelectElement));
      __privateAdd(this, _firm, byId("firm", HTMLSelectElement));
      __privateAdd(this, _shown, byId("shown", HTMLElement));
      __privateAdd(this, _none, byId("none", HTMLElement));
      this.chain = chain;
      this.tell = tell;
      const { firms, rows } = chain.data;
      __privateGet(this, _firm).parentNode.hidden = !firms.stops.length;
      const stops = new Map(firms.stops.map(([id, , , places]) => [id, places]));
      __privateGet(this, _firm).addEventListener("change", () => {
        const places = stops.get(__privateGet(this, _firm).value);
        this.narrow(places === void 0 ? null : chain.placesOf(places));
      });
      __privateGet(this, _form).addEventListener("submit", (event) => {
        event.preventDefault();
        const first = rows.find((card) => matches(card, this.wish));
        if (this.wish.text && first) {
          tell.found(first.product);
        }
      });
      __privateGet(this, _form).addEventListener("reset", () => {
        this.wish.only = null;
        __privateGet(this, _firm).value = "";
        setTimeout(() => this.read(), 0);
      });
      __privateGet(this, _form).addEventListener("input", () => this.read());
    }
    /** The enterprises that alone make something, in the language of the page. */
    fillFirms() {
      const { words, data } = this.chain;
      offer(__privateGet(this, _firm), [
        ["", words.say("page.firm-none")],
        ...data.firms.stops.map(([id, name, n]) => (
          /** @type {const} */
          [id, words.say("page.firm-told", { name, n })]
        ))
      ]);
    }
    /** Takes what the form asks for. */
    read() {
      const marked = (field) => {
        const boxes = __privateGet(this, _form).querySelectorAll(`fieldset[data-field=${field}] input:checked`);
        return new Set([...boxes].map((one) => (
          /** @type {HTMLInputElement} */
          one.value
        )));
      };
      this.wish = {
        text: __privateGet(this, _text).value.trim().toLowerCase(),
        city: __privateGet(this, _city).value,
        kind: __privateGet(this, _kind).value,
        status: marked("status"),
        action: marked("action"),
        only: this.wish.only
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
      __privateGet(this, _none).hidden = this.out.size < rows.length;
      this.tell.changed(this.out);
    }
    /** @param {number} left arrows that are not drawn, being too many */
    count(left) {
      const { words, data } = this.chain;
      const all = data.rows.length;
      const thinned = left ? ` · ${words.say("page.thinned", { n: left })}` : "";
      __privateGet(this, _shown).textContent = words.say("page.shown", { shown: all - this.out.size, all }) + thinned;
    }
  };
  _form = new WeakMap();
  _text = new WeakMap();
  _city = new WeakMap();
  _kind = new WeakMap();
  _firm = new WeakMap();
  _shown = new WeakMap();
  _none = new WeakMap();

  // src/canvas.js
  function laneColour(number) {
    return number % 2 ? "#eef2f6" : "#f7f9fb";
  }
  var LANE_INK = "#55636f";
  function paintLanes(pen, { lanes, top, bottom }, say, face) {
    lanes.forEach((lane, number) => {
      pen.fillStyle = laneColour(number);
      pen.fillRect(lane.left, top - 26, lane.right - lane.left, bottom - top + 40);
      pen.fillStyle = LANE_INK;
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      pen.font = `bold 16px ${face}`;
      pen.fillText(say(lane.stage), lane.left + 12, top - 8);
    });
  }
  function paintShares(pen, box, column, statuses, looks) {
    const wide = column - 48;
    let x = box.x - column / 2 + 24;
    for (const [status, look] of Object.entries(looks)) {
      const count = statuses.filter((one) => one === status).length;
      if (count) {
        const part = wide * count / statuses.length;
        pen.fillStyle = look.fill;
        pen.fillRect(x, box.y + 13, part, 5);
        pen.strokeStyle = look.border;
        pen.lineWidth = 0.6;
        pen.strokeRect(x, box.y + 13, part, 5);
        x += part;
      }
    }
  }
  function onPaper(drawn2) {
    const paper = document.createElement("canvas");
    paper.width = drawn2.width;
    paper.height = drawn2.height;
    const pen = paper.getContext("2d");
    if (pen) {
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, paper.width, paper.height);
      pen.drawImage(drawn2, 0, 0);
    }
    return paper;
  }

  // src/layout.js
  var MOST_ARROWS = 500;
  var LEAST_COLUMN = 12;
  var ROOM = 1.25;
  var MARGIN = 12;
  var LARGEST = 1.3;
  var LEAST_LETTERS = 9.2;
  var _of;
  var Folding = class {
    /**
     * @param {Fold[]} folds
     * @param {boolean} on
     */
    constructor(folds, on) {
      /** @type {Map<string, Fold>} */
      __publicField(this, "folds");
      /** @type {Set<string>} */
      __publicField(this, "opened", /* @__PURE__ */ new Set());
      /** @type {Map<string, Fold>} */
      __privateAdd(this, _of, /* @__PURE__ */ new Map());
      this.folds = new Map(folds.map((fold) => [fold.id, fold]));
      for (const fold of folds) {
        for (const one of fold.members) {
          __privateGet(this, _of).set(one, fold);
        }
      }
      this.on = on && folds.length > 0;
    }
    /** Folds all up, or none. */
    turn() {
      this.on = !this.on;
      this.opened.clear();
    }
    /** @param {string} product */
    foldOf(product) {
      return this.on ? __privateGet(this, _of).get(product) : void 0;
    }
    /**
     * The box that stands for a product: its own, or its folded segment's.
     * @param {string} product
     */
    boxOf(product) {
      const fold = this.foldOf(product);
      return fold && !this.opened.has(fold.id) ? fold.id : product;
    }
  };
  _of = new WeakMap();
  function columnsOf(folded, folding) {
    const most = Math.max(LEAST_COLUMN, ...folded.map((column) => column.ids.length));
    return folded.flatMap((column) => {
      var _a;
      const columns = [column];
      for (const id of column.ids) {
        const members = folding.opened.has(id) && ((_a = folding.folds.get(id)) == null ? void 0 : _a.members) || [];
        for (let from = 0; from < members.length; from += most) {
          columns.push({ stage: column.stage, ids: members.slice(from, from + most) });
        }
      }
      return columns;
    });
  }
  function foldedLayout({ folded, grid }, folding) {
    const made = { places: [], lanes: [], top: 0, bottom: 0 };
    const step = grid.row * ROOM;
    let x = 0;
    let high = 0;
    columnsOf(folded, folding).forEach(({ stage, ids }, number) => {
      const last = made.lanes[made.lanes.length - 1];
      const same = (last == null ? void 0 : last.stage) === stage;
      if (number) {
        x += grid.column + (same ? 0 : grid.gap);
      }
      const right = x + grid.column / 2;
      if (last && same) {
        last.right = right;
      } else {
        made.lanes.push({ stage, left: x - grid.column / 2, right });
      }
      const start = -step * (ids.length - 1) / 2;
      high = Math.max(high, -start);
      ids.forEach((id, row) => made.places.push({ id, x, y: start + row * step }));
    });
    made.top = -high - grid.row;
    made.bottom = high + grid.row;
    return made;
  }
  function bundled(edges, boxOf, most = MOST_ARROWS) {
    var _a;
    const bundles = /* @__PURE__ */ new Map();
    const arrows = [];
    for (const edge of edges) {
      const from = boxOf(edge.from);
      const to = boxOf(edge.to);
      if (from === edge.from && to === edge.to) {
        arrows.push(edge);
      } else if (from !== to) {
        const key = `${from}
${to}`;
        const one = (_a = bundles.get(key)) != null ? _a : { id: `f${edge.id}`, from, to, count: 0, ends: [], color: edge.color };
        if (one.count === 0) {
          bundles.set(key, one);
          arrows.push(one);
        }
        one.count += 1;
        one.ends.push(edge.from, edge.to);
      }
    }
    const heaviest = [...bundles.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
    const dropped = new Set(heaviest.slice(most));
    return { arrows: arrows.filter((one) => !dropped.has(one)), left: dropped.size };
  }
  function boundsOf({ lanes, top, bottom }) {
    const [first, last] = [lanes[0], lanes[lanes.length - 1]];
    return first && last ? { left: first.left, right: last.right, top: top - 28, bottom: bottom + 16 } : { left: 0, right: 1, top: 0, bottom: 1 };
  }
  function viewOf(box, { wide, high }, font, whole) {
    const across = box.right - box.left;
    const down = box.bottom - box.top;
    const scale = Math.min((wide - MARGIN) / across, (high - MARGIN) / down, LARGEST);
    const least = LEAST_LETTERS / font;
    const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    if (whole || scale >= least) {
      return { position: middle, scale };
    }
    return {
      position: {
        x: across * least > wide ? box.left + wide / least / 2 : middle.x,
        y: down * least > high ? box.top + high / least / 2 : middle.y
      },
      scale: least
    };
  }
  function wholeLayout({ nodes, lanes, top, bottom }) {
    return { places: nodes.map(({ id, x, y }) => ({ id, x, y })), lanes, top, bottom };
  }
  function spread(grid, ys) {
    return { top: Math.min(...ys) - grid.row, bottom: Math.max(...ys) + grid.row };
  }

  // src/scene.js
  var INK = "#14202b";
  var FRAME = "#33475b";
  var PAPER = "#ffffff";
  var LOCAL = "#DCEBF7";
  var FAINT = 0.18;
  var LONGEST = 11;
  var FOLD_LETTERS = 13;
  function framed(background) {
    const chosen = { background, border: "#000000" };
    return { background, border: FRAME, highlight: chosen, hover: chosen };
  }
  function shade(chain, node, faint) {
    const color = faint ? "rgba(20,32,43,0.22)" : node.font.color;
    return { opacity: faint ? FAINT : 1, font: { size: chain.language.of(node.labels)[1], color } };
  }
  function foldShade(chain, folding, fold, faint) {
    const some = fold.members.some((one) => !faint.has(one));
    return {
      label: foldLabel(chain, folding, fold, faint),
      opacity: some ? 1 : 0.25,
      font: { size: FOLD_LETTERS, color: some ? INK : "rgba(20,32,43,0.3)" }
    };
  }
  function foldName(chain, fold) {
    return fold.name || chain.words.say("page.no-segment");
  }
  function foldLabel(chain, folding, fold, faint) {
    const all = fold.members.length;
    const fits = fold.members.filter((one) => !faint.has(one)).length;
    const name = foldName(chain, fold);
    const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
    return `${folding.opened.has(fold.id) ? "▾" : "▸"} ${short} (${fits === all ? all : `${fits}/${all}`})`;
  }
  function tooltip(chain, product) {
    const { words } = chain;
    const card = chain.row(product);
    const facts = [
      words.say(card.status),
      `${words.say("action")} ${words.say(card.action)}`,
      `${words.say("score")} ${share(card.score)}`
    ];
    return `${words.nameOf(product)}
${facts.join(" · ")}`;
  }
  function arrowOf({ words }, edge, folded) {
    if ("count" in edge) {
      const title2 = words.say("page.fold-inputs", { n: edge.count });
      return __spreadProps(__spreadValues({}, edge), { dashes: false, smooth: false, width: Math.min(1 + Math.log2(edge.count), 5), title: title2 });
    }
    const { about } = edge;
    const kind = words.say(about.essential ? "page.essential" : "page.optional");
    const group = about.group ? ` · ${words.say("page.group", { number: about.group })}` : "";
    const title = `${words.nameOf(edge.from)} → ${words.nameOf(edge.to)}
${kind}${group}`;
    return __spreadProps(__spreadValues({}, edge), { title, smooth: folded ? false : edge.smooth });
  }
  function productScene(chain, folding, faint) {
    const { graph } = chain.data;
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const layout = folding.on ? foldedLayout(graph, folding) : wholeLayout(graph);
    const boxes = layout.places.map(({ id, x, y }) => {
      const fold = folding.on ? folding.folds.get(id) : void 0;
      const node = (
        /** @type {GraphNode} */
        nodes.get(id)
      );
      return fold ? foldBox(foldLabel(chain, folding, fold, faint), id, x, y) : __spreadValues(__spreadProps(__spreadValues({}, node), {
        x,
        y,
        label: chain.language.of(node.labels)[0],
        title: tooltip(chain, id)
      }), shade(chain, node, faint.has(id)));
    });
    const { arrows, left } = bundled(graph.edges, (product) => folding.boxOf(product));
    const { lanes, top, bottom } = layout;
    return { boxes, arrows: arrows.map((edge) => arrowOf(chain, edge, folding.on)), lanes, top, bottom, left };
  }
  function foldBox(label, id, x, y) {
    return {
      id,
      shape: "box",
      x,
      y,
      label,
      borderWidth: 2.5,
      borderWidthSelected: 3.5,
      color: framed(PAPER),
      font: { size: FOLD_LETTERS, color: INK },
      shapeProperties: { borderRadius: 2 }
    };
  }
  function firmScene(chain) {
    const { words, language: language2 } = chain;
    const { firms, graph } = chain.data;
    const boxes = firms.nodes.map((node) => {
      const [label, size] = language2.of(node.labels);
      return {
        id: firmBox(node.id),
        x: node.x,
        y: node.y,
        label,
        title: words.textOf(node.name),
        font: { size, color: INK },
        color: framed(node.local ? LOCAL : PAPER),
        shapeProperties: { borderRadius: 3, borderDashes: node.local ? false : [6, 4] }
      };
    });
    const arrows = firms.edges.map(([from, to, product, yi], number) => {
      const parts = [
        product ? words.nameOf(product) : "",
        yi === null ? "" : words.say("page.yi", { amount: figure(yi, 2) })
      ];
      return {
        id: `d${number}`,
        from: firmBox(from),
        to: firmBox(to),
        width: 1.2,
        dashes: false,
        smooth: false,
        color: { color: "#5B84B1", opacity: 0.7, highlight: INK, hover: INK },
        title: parts.filter(Boolean).join(" · ") || void 0
      };
    });
    const { top, bottom } = spread(
      graph.grid,
      firms.nodes.map((node) => node.y)
    );
    return { boxes, arrows, lanes: firms.lanes, top, bottom, left: 0 };
  }
  var FIRM = "firm ";
  function firmBox(firm) {
    return FIRM + firm;
  }
  function firmOf(box) {
    return box.slice(FIRM.length);
  }

  // src/drawing.js
  var FRAMED = { corner: 2, fill: "#ffffff", border: "#33475b", ink: "#14202b", dashed: false };
  var DASHES = "4 3";
  function firmLook(firm) {
    return __spreadProps(__spreadValues({}, FRAMED), { corner: 3, fill: firm.local ? "#DCEBF7" : "#ffffff", dashed: !firm.local });
  }
  function drawing(chain, scene, folding, network, faint, firms) {
    const { data, words, language: language2 } = chain;
    const box = boundsOf(scene);
    const made = drawn("svg", {
      viewBox: [box.left, box.top, box.right - box.left, box.bottom - box.top].join(" "),
      "font-family": data.graph.options.nodes.font.face
    });
    scene.lanes.forEach((lane, number) => {
      const place = { x: lane.left, y: box.top, width: lane.right - lane.left, height: box.bottom - box.top };
      const head = { x: lane.left + 12, y: scene.top - 8, "font-size": 16, "font-weight": "bold", fill: LANE_INK };
      made.append(drawn("rect", __spreadProps(__spreadValues({}, place), { fill: laneColour(number) })), drawn("text", head, words.say(lane.stage)));
    });
    const at = network.getPositions();
    for (const { from, to, dashes } of scene.arrows) {
      const line = { x1: at[from].x, y1: at[from].y, x2: at[to].x, y2: at[to].y, stroke: "#9db4c8", "stroke-width": 0.8 };
      made.append(drawn("line", __spreadProps(__spreadValues({}, line), { "stroke-dasharray": dashes ? DASHES : "none" })));
    }
    const enterprises = new Map(data.firms.nodes.map((firm) => [firm.id, firm]));
    const labels = new Map(data.graph.nodes.map((node) => [node.id, node.labels]));
    const appearance = (id) => {
      const firm = firms ? enterprises.get(firmOf(id)) : void 0;
      const fold = folding.folds.get(id);
      if (firm) {
        return { look: firmLook(firm), label: language2.of(firm.labels) };
      }
      if (fold) {
        return { look: FRAMED, label: [foldLabel(chain, folding, fold, faint), 13] };
      }
      const own = labels.get(id);
      return { look: data.looks[chain.row(id).status], label: own ? language2.of(own) : ["", 0] };
    };
    for (const { id, opacity } of scene.boxes) {
      const edge = network.getBoundingBox(id);
      made.append(...boxDrawn(edge, appearance(id).look, appearance(id).label, opacity !== void 0 && opacity !== 1));
    }
    return made;
  }
  function boxDrawn(edge, look, [text, size], faint) {
    return [
      drawn("rect", {
        x: edge.left,
        y: edge.top,
        width: edge.right - edge.left,
        height: edge.bottom - edge.top,
        rx: Math.min(look.corner, 8),
        fill: look.fill,
        stroke: look.border,
        "stroke-dasharray": look.dashed ? DASHES : "none",
        opacity: faint ? 0.18 : 1
      }),
      drawn(
        "text",
        {
          x: edge.left + 6,
          y: (edge.top + edge.bottom) / 2 + size * 0.35,
          "font-size": size,
          fill: look.ink,
          opacity: faint ? 0.22 : 1
        },
        text
      )
    ];
  }

  // src/map.js
  var SMALLEST = 0.1;
  var LARGEST2 = 4;
  var READABLE = 0.85;
  function within(scale) {
    return Math.min(Math.max(scale, SMALLEST), LARGEST2);
  }
  var _firms, _touched, _faint, _nodes, _edges, _place, _firmButton, _firmNote, _foldButton, _segments, _ChainMap_instances, paint_fn, buttons_fn, follow_fn, toSegment_fn, open_fn, showUntouched_fn, zoom_fn, pale_fn;
  var ChainMap = class {
    /**
     * @param {Chain} chain
     * @param {Turns} turns
     * @param {{ clicked: (product: string) => void, drawn: () => void }} tell a product was clicked; the first picture is
     *   drawn
     */
    constructor(chain, turns, tell) {
      __privateAdd(this, _ChainMap_instances);
      /** the product that is chosen, "" for none */
      __publicField(this, "picked", "");
      __privateAdd(this, _firms, false);
      __privateAdd(this, _touched, false);
      /** @type {ReadonlySet<string>} */
      __privateAdd(this, _faint, /* @__PURE__ */ new Set());
      /** @type {vis.DataSet} */
      __privateAdd(this, _nodes);
      /** @type {vis.DataSet} */
      __privateAdd(this, _edges);
      __privateAdd(this, _place, byId("graph", HTMLElement));
      __privateAdd(this, _firmButton, byId("firms", HTMLButtonElement));
      __privateAdd(this, _firmNote, byId("firms-note", HTMLElement));
      __privateAdd(this, _foldButton, byId("fold", HTMLButtonElement));
      __privateAdd(this, _segments, byId("segment", HTMLSelectElement));
      this.chain = chain;
      this.turns = turns;
      const { graph } = chain.data;
      this.folding = new Folding(graph.folds, chain.large);
      this.scene = productScene(chain, this.folding, __privateGet(this, _faint));
      this.drawnIn = chain.language.now;
      __privateSet(this, _nodes, new vis.DataSet(this.scene.boxes));
      __privateSet(this, _edges, new vis.DataSet(this.scene.arrows));
      this.network = new vis.Network(__privateGet(this, _place), { nodes: __privateGet(this, _nodes), edges: __privateGet(this, _edges) }, graph.options);
      __privateMethod(this, _ChainMap_instances, paint_fn).call(this);
      __privateMethod(this, _ChainMap_instances, buttons_fn).call(this);
      __privateMethod(this, _ChainMap_instances, follow_fn).call(this, tell);
      this.show(false);
    }
    get showsFirms() {
      return __privateGet(this, _firms);
    }
    /** @param {string} product */
    boxOf(product) {
      return this.folding.boxOf(product);
    }
    /** Draws all anew: after a change of folds, of the language, or between products and enterprises. */
    redraw() {
      const { chain, folding, network } = this;
      const { words } = chain;
      const { firms } = chain.data;
      this.drawnIn = chain.language.now;
      __privateGet(this, _firmButton).setAttribute("aria-pressed", String(__privateGet(this, _firms)));
      __privateGet(this, _firmNote).hidden = !__privateGet(this, _firms);
      __privateGet(this, _firmNote).textContent = words.say("page.firms-note", { n: firms.edges.length, firms: firms.nodes.length, makers: firms.makers }) + (firms.left ? words.say("page.firms-left", { n: firms.left }) : "");
      this.scene = __privateGet(this, _firms) ? firmScene(chain) : productScene(chain, folding, __privateGet(this, _faint));
      __privateSet(this, _nodes, new vis.DataSet(this.scene.boxes));
      __privateSet(this, _edges, new vis.DataSet(this.scene.arrows));
      network.setData({ nodes: __privateGet(this, _nodes), edges: __privateGet(this, _edges) });
      if (__privateGet(this, _firms)) {
        return;
      }
      __privateMethod(this, _ChainMap_instances, pale_fn).call(this);
      if (this.picked && this.boxOf(this.picked) === this.picked) {
        network.selectNodes([this.picked]);
      }
      __privateGet(this, _foldButton).setAttribute("aria-pressed", String(folding.on));
    }
    /** The segments to choose from, in the language of the page. */
    fillSegments() {
      const { chain } = this;
      const { words } = chain;
      offer(__privateGet(this, _segments), [
        ["", words.say("page.all-segments")],
        ...chain.data.graph.folds.map((fold) => {
          const label = `${words.say(fold.stage)} · ${foldName(chain, fold)} (${fold.members.length})`;
          return (
            /** @type {const} */
            [fold.id, label]
          );
        })
      ]);
    }
    /** @param {boolean} whole as a whole, even where it cannot be read then */
    show(whole) {
      const screen = { wide: __privateGet(this, _place).clientWidth, high: __privateGet(this, _place).clientHeight };
      this.network.moveTo(viewOf(boundsOf(this.scene), screen, this.chain.data.graph.font, whole));
    }
    /**
     * Chooses a product: shows its box, opening what it is folded into.
     * @param {string} product
     */
    pick(product) {
      this.picked = product;
      if (__privateGet(this, _firms)) {
        __privateSet(this, _firms, false);
        this.redraw();
        this.show(false);
      }
      const box = this.boxOf(product);
      if (box !== product) {
        __privateMethod(this, _ChainMap_instances, open_fn).call(this, box, true);
      }
      this.network.selectNodes([product]);
    }
    /** @param {string} product */
    goTo(product) {
      __privateSet(this, _touched, true);
      this.network.focus(product, { scale: Math.max(this.network.getScale(), READABLE), animation: false });
    }
    /**
     * Makes faint what the filters leave out.
     * @param {ReadonlySet<string>} faint products
     */
    fade(faint) {
      const { chain, folding } = this;
      const before = __privateGet(this, _faint);
      __privateSet(this, _faint, faint);
      const changed = [];
      const touched = /* @__PURE__ */ new Set();
      for (const node of chain.data.graph.nodes) {
        if (before.has(node.id) !== faint.has(node.id)) {
          if (this.boxOf(node.id) === node.id) {
            changed.push(__spreadValues({ id: node.id }, shade(chain, node, faint.has(node.id))));
          }
          const fold = folding.foldOf(node.id);
          if (fold) {
            touched.add(fold);
          }
        }
      }
      for (const fold of touched) {
        changed.push(__spreadValues({ id: fold.id }, foldShade(chain, folding, fold, faint)));
      }
      if (changed.length && !__privateGet(this, _firms)) {
        __privateGet(this, _nodes).update(changed);
        this.turns.soon("edges", () => __privateMethod(this, _ChainMap_instances, pale_fn).call(this));
      }
    }
    /** The whole map as SVG, whatever part of it is on the screen. */
    svg() {
      const { chain, scene, folding, network } = this;
      return new XMLSerializer().serializeToString(drawing(chain, scene, folding, network, __privateGet(this, _faint), __privateGet(this, _firms)));
    }
    /** @param {(png: Blob | null) => void} done */
    png(done) {
      const canvas = (
        /** @type {HTMLCanvasElement} */
        __privateGet(this, _place).querySelector("canvas")
      );
      onPaper(canvas).toBlob(done);
    }
    /** On paper the whole map stands as a drawing. */
    prints() {
      const canvas = (
        /** @type {HTMLElement} */
        __privateGet(this, _place).parentNode
      );
      const clear = () => canvas.querySelectorAll(".paper").forEach((one) => one.remove());
      window.addEventListener("beforeprint", () => {
        const made = new DOMParser().parseFromString(this.svg(), "image/svg+xml").documentElement;
        made.setAttribute("class", "paper");
        clear();
        canvas.append(document.importNode(made, true));
      });
      window.addEventListener("afterprint", clear);
    }
  };
  _firms = new WeakMap();
  _touched = new WeakMap();
  _faint = new WeakMap();
  _nodes = new WeakMap();
  _edges = new WeakMap();
  _place = new WeakMap();
  _firmButton = new WeakMap();
  _firmNote = new WeakMap();
  _foldButton = new WeakMap();
  _segments = new WeakMap();
  _ChainMap_instances = new WeakSet();
  paint_fn = function() {
    const { network, folding, chain } = this;
    const { looks, graph } = chain.data;
    network.on("afterDrawing", (pen) => {
      if (!folding.on || __privateGet(this, _firms)) {
        return;
      }
      for (const fold of folding.folds.values()) {
        const box = network.body.nodes[fold.id];
        if (box) {
          const statuses = fold.members.map((one) => chain.row(one).status);
          paintShares(pen, box, graph.grid.column, statuses, looks);
        }
      }
    });
    network.on("beforeDrawing", (pen) => {
      paintLanes(pen, this.scene, (stage) => chain.words.say(stage), graph.options.nodes.font.face);
    });
  };
  buttons_fn = function() {
    const { firms, graph } = this.chain.data;
    __privateGet(this, _firmButton).hidden = !firms.edges.length;
    __privateGet(this, _firmButton).addEventListener("click", () => {
      __privateSet(this, _firms, !__privateGet(this, _firms));
      this.redraw();
      this.show(false);
    });
    __privateGet(this, _foldButton).hidden = !graph.folds.length;
    __privateGet(this, _foldButton).setAttribute("aria-pressed", String(this.folding.on));
    __privateGet(this, _foldButton).addEventListener("click", () => {
      this.folding.turn();
      this.redraw();
      this.show(false);
    });
    const segments = __privateGet(this, _segments);
    segments.parentNode.hidden = !graph.folds.length;
    segments.addEventListener("change", () => __privateMethod(this, _ChainMap_instances, toSegment_fn).call(this, segments.value));
    byId("zoom-in", HTMLElement).addEventListener("click", () => __privateMethod(this, _ChainMap_instances, zoom_fn).call(this, 1.3));
    byId("zoom-out", HTMLElement).addEventListener("click", () => __privateMethod(this, _ChainMap_instances, zoom_fn).call(this, 1 / 1.3));
    byId("zoom-all", HTMLElement).addEventListener("click", () => this.show(true));
  };
  /** @param {{ clicked: (product: string) => void, drawn: () => void }} tell */
  follow_fn = function(tell) {
    const { network, folding } = this;
    network.on("zoom", ({ scale }) => {
      if (scale !== within(scale)) {
        network.moveTo({ scale: within(scale) });
      }
    });
    __privateGet(this, _place).addEventListener("pointerdown", () => __privateSet(this, _touched, true));
    __privateGet(this, _place).addEventListener("wheel", () => __privateSet(this, _touched, true), { passive: true });
    network.on("resize", () => setTimeout(() => __privateMethod(this, _ChainMap_instances, showUntouched_fn).call(this), 0));
    network.once("afterDrawing", () => {
      setTimeout(() => {
        __privateMethod(this, _ChainMap_instances, showUntouched_fn).call(this);
        network.once("afterDrawing", () => setTimeout(tell.drawn, 0));
        network.redraw();
      }, 0);
    });
    network.on("click", ({ nodes: [id] }) => {
      if (id === void 0) {
        return;
      }
      if (__privateGet(this, _firms)) {
        window.location.href = `directory.html#enterprise/${encodeURIComponent(firmOf(id))}`;
      } else if (folding.folds.has(id)) {
        __privateMethod(this, _ChainMap_instances, open_fn).call(this, id, !folding.opened.has(id));
      } else {
        tell.clicked(id);
      }
    });
  };
  /** @param {string} id of a fold, "" for none */
  toSegment_fn = function(id) {
    const { folding, network } = this;
    const fold = folding.folds.get(id);
    if (!fold) {
      return;
    }
    if (folding.on && !folding.opened.has(id)) {
      __privateMethod(this, _ChainMap_instances, open_fn).call(this, id, true);
    }
    __privateSet(this, _touched, true);
    network.fit({ nodes: [this.boxOf(fold.members[0])], maxZoomLevel: 1, animation: false });
  };
  /**
   * @param {string} id of a fold
   * @param {boolean} open
   */
  open_fn = function(id, open) {
    if (open) {
      this.folding.opened.add(id);
    } else {
      this.folding.opened.delete(id);
    }
    this.redraw();
  };
  showUntouched_fn = function() {
    if (!__privateGet(this, _touched)) {
      this.show(false);
    }
  };
  /** @param {number} factor */
  zoom_fn = function(factor) {
    this.network.moveTo({ scale: within(this.network.getScale() * factor) });
  };
  /** Arrows between boxes that are all left out are drawn faint. */
  pale_fn = function() {
    var _a;
    if (__privateGet(this, _firms)) {
      return;
    }
    const paler = [];
    for (const edge of this.scene.arrows) {
      const faint = ((_a = edge.ends) != null ? _a : [edge.from, edge.to]).every((one) => __privateGet(this, _faint).has(one));
      if (Boolean(edge.faint) !== faint) {
        edge.faint = faint;
        paler.push({ id: edge.id, color: __spreadProps(__spreadValues({}, edge.color), { opacity: faint ? 0.06 : edge.color.opacity }) });
      }
    }
    if (paler.length) {
      __privateGet(this, _edges).update(paler);
    }
  };

  // src/pack.js
  function unpacked(text) {
    const bytes = Uint8Array.from(atob(text.trim()), (one) => one.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }
  function packed(id) {
    var _a, _b;
    const element = document.getElementById(id);
    if (!("DecompressionStream" in window && "replaceChildren" in document.body)) {
      const note = document.createElement("p");
      note.className = "note";
      note.textContent = (_a = element == null ? void 0 : element.getAttribute("data-too-old")) != null ? _a : "";
      document.body.prepend(note);
      return new Promise(() => {
      });
    }
    return unpacked((_b = element == null ? void 0 : element.textContent) != null ? _b : "");
  }

  // src/save.js
  var KEPT_MS = 1e3;
  function csvCell(text) {
    const formula = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text));
    return `"${(formula ? `'${text}` : text).replaceAll('"', '""')}"`;
  }
  function csv(rows) {
    return rows.map((row) => row.map(csvCell).join(",")).join("\r\n");
  }
  function withNumbers(rows) {
    return rows.map(
      (row, number) => row.map((text) => {
        const value = Number(text.replaceAll(",", ""));
        return number && text !== "" && !Number.isNaN(value) ? value : text;
      })
    );
  }
  function stem(title) {
    return title.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60);
  }
  function save(suffix, blob) {
    const link2 = make("a");
    link2.href = URL.createObjectURL(blob);
    link2.download = stem(document.title) + suffix;
    link2.click();
    setTimeout(() => URL.revokeObjectURL(link2.href), KEPT_MS);
  }

  // src/table.js
  var ORDER = {
    stage: ["upstream", "midstream", "downstream"],
    action: ["fill", "strengthen", "extend", "secure", "pair", "defer", "none"],
    confidence: ["high", "medium", "low"]
  };
  var MOST_FIRST = ["score", "criticality", "makers", "local_buyers"];
  var CLASSES = ["num", "name", "", "", "tight", "tight", "num", "num", "num", "num", "", "why"];
  var NAME = 1;
  var STATUS = 4;
  var ACTION = 5;
  function valueOf(chain, card, key) {
    if (key === "product") {
      return chain.words.nameOf(card.product);
    }
    if (key === "local_buyers") {
      return card.local_buyer_count;
    }
    const value = (
      /** @type {Record<string, any>} */
      card[key]
    );
    const order = key === "status" ? Object.keys(chain.data.looks) : ORDER[key];
    return order ? order.indexOf(value) : value;
  }
  function sorted(chain, sort, out) {
    const sign = sort.down ? -1 : 1;
    const letters = chain.language.tag;
    const empty = (value) => Number(value === null || value === void 0);
    return chain.data.rows.filter((card) => !out.has(card.product)).map((card) => ({ card, value: valueOf(chain, card, sort.key) })).sort((one, other) => {
      const [a, b] = [one.value, other.value];
      const by = typeof a === "string" ? a.localeCompare(String(b), letters) : Number(a) - Number(b);
      return empty(a) - empty(b) || sign * by || one.card.rank - other.card.rank;
    }).map(({ card }) => card);
  }
  function withOthers(words, line, field, first) {
    var _a;
    const others = /* @__PURE__ */ new Map();
    for (const card of line.filter((one) => one[field] !== line[0][field])) {
      others.set(card[field], [...(_a = others.get(card[field])) != null ? _a : [], words.nameOf(card.product)]);
    }
    return [...others].reduce(
      (told, [value, names]) => words.say("family.and-others", { first: told, value: words.say(value), products: names.join(words.comma) }),
      first
    );
  }
  function gathered(cards) {
    const lines = /* @__PURE__ */ new Map();
    for (const card of cards) {
      const key = card.family === null ? `= ${card.product}` : card.family;
      const line = lines.get(key);
      if (line) {
        line.push(card);
      } else {
        lines.set(key, [card]);
      }
    }
    return [...lines.values()];
  }
  function cellsOf(chain, brief) {
    var _a;
    const { words } = chain;
    const card = chain.full(brief);
    return [
      figure(card.rank) + (card.tied !== null && card.tied > 1 ? "=" : ""),
      words.nameOf(card.product),
      words.say(card.stage),
      (_a = card.segment) != null ? _a : "",
      statusOf(words, card),
      words.say(card.action),
      share(card.score),
      share(card.criticality),
      figure(card.makers),
      figure(card.local_buyer_count),
      words.say(card.confidence),
      words.textOf(card.why)
    ];
  }
  var _sort, _rows, _open, _out, _picked, _heads, _body, _more, _Table_instances, sortBy_fn, sorted_fn, draw_fn, line_fn, row_fn, made_fn;
  var Table = class {
    /**
     * @param {Chain} chain
     * @param {Turns} turns
     * @param {(product: string) => void} chosen
     */
    constructor(chain, turns, chosen) {
      __privateAdd(this, _Table_instances);
      /** @type {Sort} */
      __privateAdd(this, _sort, { key: "rank", down: false });
      /** @type {Map<string, HTMLTableRowElement>} */
      __privateAdd(this, _rows, /* @__PURE__ */ new Map());
      /** families whose members are shown @type {Set<string>} */
      __privateAdd(this, _open, /* @__PURE__ */ new Set());
      /** @type {ReadonlySet<string>} */
      __privateAdd(this, _out, /* @__PURE__ */ new Set());
      __privateAdd(this, _picked, "");
      __privateAdd(this, _heads, byId("table", HTMLTableElement).querySelectorAll("thead th"));
      __privateAdd(this, _body, byId("table", HTMLTableElement).tBodies[0]);
      __privateAdd(this, _more, byId("more-rows", HTMLButtonElement));
      this.chain = chain;
      this.turns = turns;
      this.chosen = chosen;
      this.first = chain.large ? 60 : 150;
      this.shown = this.first;
      __privateGet(this, _more).addEventListener("click", () => {
        this.shown += 4 * this.first;
        this.order();
      });
      for (const head of __privateGet(this, _heads)) {
        const button2 = head.querySelector("button");
        button2 == null ? void 0 : button2.addEventListener("click", () => {
          var _a;
          return __privateMethod(this, _Table_instances, sortBy_fn).call(this, (_a = button2.dataset.sort) != null ? _a : "");
        });
      }
    }
    /** Writes all rows anew, in the language of the page. */
    fill() {
      __privateGet(this, _rows).clear();
      this.order();
    }
    /** @param {ReadonlySet<string>} out products that are left out */
    narrow(out) {
      __privateSet(this, _out, out);
      this.shown = this.first;
      this.order();
    }
    order() {
      if (this.chain.whole) {
        this.turns.soon("rows", () => __privateMethod(this, _Table_instances, draw_fn).call(this));
      }
    }
    /** @param {string} product */
    mark(product) {
      __privateSet(this, _picked, product);
      for (const row of __privateGet(this, _body).rows) {
        row.classList.toggle("picked", row.dataset.product === product);
      }
    }
    /** The heads and all rows that are not left out, as words. */
    cells() {
      const heads = [...__privateGet(this, _heads)].map((one) => {
        var _a;
        return ((_a = one.textContent) != null ? _a : "").trim();
      });
      const taken = (card) => [figure(card.rank), ...cellsOf(this.chain, card).slice(1)];
      return [heads, ...__privateMethod(this, _Table_instances, sorted_fn).call(this).map(taken)];
    }
  };
  _sort = new WeakMap();
  _rows = new WeakMap();
  _open = new WeakMap();
  _out = new WeakMap();
  _picked = new WeakMap();
  _heads = new WeakMap();
  _body = new WeakMap();
  _more = new WeakMap();
  _Table_instances = new WeakSet();
  /** @param {string} key */
  sortBy_fn = function(key) {
    const down = __privateGet(this, _sort).key === key ? !__privateGet(this, _sort).down : MOST_FIRST.includes(key);
    __privateSet(this, _sort, { key, down });
    this.order();
  };
  sorted_fn = function() {
    return sorted(this.chain, __privateGet(this, _sort), __privateGet(this, _out));
  };
  draw_fn = function() {
    const rows = gathered(__privateMethod(this, _Table_instances, sorted_fn).call(this));
    __privateGet(this, _body).replaceChildren(...rows.slice(0, this.shown).flatMap((line) => __privateMethod(this, _Table_instances, line_fn).call(this, line)));
    this.mark(__privateGet(this, _picked));
    __privateGet(this, _more).hidden = rows.length <= this.shown;
    __privateGet(this, _more).textContent = this.chain.words.say("page.more", { n: rows.length - this.shown });
    for (const head of __privateGet(this, _heads)) {
      const button2 = head.querySelector("button");
      if ((button2 == null ? void 0 : button2.dataset.sort) === __privateGet(this, _sort).key) {
        head.setAttribute("aria-sort", __privateGet(this, _sort).down ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    }
  };
  /**
   * The rows of a line: of several products of a family its first under the name of the family, and the members behind
   * it where they are asked for.
   * @param {Brief[]} line
   */
  line_fn = function(line) {
    const [first] = line;
    const family = line.length > 1 ? first.family : null;
    if (family === null) {
      return [__privateMethod(this, _Table_instances, row_fn).call(this, first)];
    }
    const open = __privateGet(this, _open).has(family);
    const { words } = this.chain;
    const told = open ? words.say("page.family-close") : words.say("page.family-open", { n: line.length });
    const turn = button("go", told, () => {
      if (!__privateGet(this, _open).delete(family)) {
        __privateGet(this, _open).add(family);
      }
      this.order();
    });
    turn.setAttribute("aria-expanded", String(open));
    turn.addEventListener("click", (event) => event.stopPropagation());
    const name = familyName(
      words,
      family,
      line.map((card) => card.product)
    );
    const members = open ? line.map((card) => __privateMethod(this, _Table_instances, row_fn).call(this, card, "member")) : [];
    const cells = cellsOf(this.chain, first);
    cells[NAME] = name;
    cells[STATUS] = withOthers(words, line, "status", cells[STATUS]);
    cells[ACTION] = withOthers(words, line, "action", cells[ACTION]);
    return [__privateMethod(this, _Table_instances, made_fn).call(this, first, cells, turn), ...members];
  };
  /**
   * @param {Brief} card
   * @param {string} [kind] its class
   */
  row_fn = function(card, kind = "") {
    const known = __privateGet(this, _rows).get(card.product);
    if (known) {
      known.className = kind;
      return known;
    }
    const row = __privateMethod(this, _Table_instances, made_fn).call(this, card, cellsOf(this.chain, card), make("span", "id", card.product));
    row.className = kind;
    __privateGet(this, _rows).set(card.product, row);
    return row;
  };
  /**
   * A row of its own.
   * @param {Brief} card
   * @param {string[]} cells
   * @param {Node} beside what stands behind the name
   */
  made_fn = function(card, cells, beside) {
    const row = make("tr");
    row.dataset.product = card.product;
    cells.forEach((text, number) => {
      const one = make("td", CLASSES[number]);
      if (number === NAME) {
        put(one, text, beside);
      } else if (number === STATUS) {
        put(one, mark(this.chain.data.looks[card.status]), ` ${text}`);
      } else {
        one.textContent = text;
      }
      row.append(one);
    });
    row.addEventListener("click", () => this.chosen(card.product));
    return row;
  };

  // src/turns.js
  var _waiting, _running, _Turns_instances, step_fn;
  var Turns = class {
    /** @param {boolean} large where not, all work is done at once */
    constructor(large) {
      __privateAdd(this, _Turns_instances);
      /** @type {Map<string, () => void>} */
      __privateAdd(this, _waiting, /* @__PURE__ */ new Map());
      __privateAdd(this, _running, false);
      this.large = large;
    }
    /**
     * @param {string} kind
     * @param {() => void} work
     */
    soon(kind, work) {
      if (!this.large) {
        work();
        return;
      }
      __privateGet(this, _waiting).delete(kind);
      __privateGet(this, _waiting).set(kind, work);
      if (!__privateGet(this, _running)) {
        __privateSet(this, _running, true);
        setTimeout(() => __privateMethod(this, _Turns_instances, step_fn).call(this), 30);
      }
    }
  };
  _waiting = new WeakMap();
  _running = new WeakMap();
  _Turns_instances = new WeakSet();
  step_fn = function() {
    const next = __privateGet(this, _waiting).entries().next();
    __privateSet(this, _running, !next.done);
    if (!next.done) {
      const [kind, work] = next.value;
      __privateGet(this, _waiting).delete(kind);
      work();
      requestAnimationFrame(() => setTimeout(() => __privateMethod(this, _Turns_instances, step_fn).call(this), 0));
    }
  };

  // src/chain-page.js
  var _panel2, _shown2, _ChainPage_instances, saving_fn, card_fn, fromHash_fn, speak_fn, later_fn, begin_fn;
  var ChainPage = class {
    // the product whose card is shown
    /**
     * @param {ChainData} data
     * @param {Language} language
     */
    constructor(data, language2) {
      __privateAdd(this, _ChainPage_instances);
      __privateAdd(this, _panel2, byId("card", HTMLElement));
      __privateAdd(this, _shown2, "");
      this.chain = new Chain(data, language2);
      const turns = new Turns(this.chain.large);
      this.map = new ChainMap(this.chain, turns, {
        clicked: (product) => this.pick(product, "map"),
        drawn: () => __privateMethod(this, _ChainPage_instances, later_fn).call(this)
      });
      this.filters = new Filters(this.chain, {
        changed: (out) => {
          this.map.fade(out);
          this.filters.count(this.map.scene.left);
          this.table.narrow(out);
        },
        found: (product) => this.pick(product, "search")
      });
      this.table = new Table(this.chain, turns, (product) => this.pick(product, "table"));
      __privateMethod(this, _ChainPage_instances, saving_fn).call(this);
      window.addEventListener("hashchange", () => __privateMethod(this, _ChainPage_instances, fromHash_fn).call(this));
      language2.onChange(() => __privateMethod(this, _ChainPage_instances, speak_fn).call(this));
    }
    /** The table as a workbook. */
    xlsx() {
      return window.chaingraphWorkbook(document.title, withNumbers(this.table.cells()));
    }
    /** The table as text. */
    csv() {
      return csv(this.table.cells());
    }
    /**
     * Shows a product on the map, in the table and in the card.
     * @param {string} product
     * @param {From} from
     */
    pick(product, from) {
      var _a;
      if (!this.chain.whole || !this.chain.has(product)) {
        return;
      }
      this.map.pick(product);
      if (from !== "map" && from !== "start") {
        this.map.goTo(product);
      }
      this.table.mark(product);
      if (from !== "start" && from !== "hash") {
        address(encodeURIComponent(product));
      }
      __privateMethod(this, _ChainPage_instances, card_fn).call(this, product);
      __privateGet(this, _panel2).scrollTop = 0;
      if (from === "table") {
        (_a = document.querySelector("main.chain")) == null ? void 0 : _a.scrollIntoView({ block: "nearest" });
      }
    }
  };
  _panel2 = new WeakMap();
  _shown2 = new WeakMap();
  _ChainPage_instances = new WeakSet();
  saving_fn = function() {
    const buttons = [
      ["save-png", () => this.map.png((png) => png && save(".png", png))],
      ["save-svg", () => save(".svg", new Blob([this.map.svg()], { type: "image/svg+xml" }))],
      ["save-csv", () => save(".csv", new Blob([`\uFEFF${this.csv()}\r
`], { type: "text/csv" }))],
      ["save-xlsx", () => save(".xlsx", this.xlsx())]
    ];
    for (const [id, act] of buttons) {
      byId(id, HTMLButtonElement).addEventListener("click", act);
    }
    this.map.prints();
  };
  /** @param {string} product */
  card_fn = function(product) {
    __privateSet(this, _shown2, product);
    new Card(this.chain, __privateGet(this, _panel2), product, {
      chosen: (other) => this.pick(other, "card"),
      narrowed: (products) => this.filters.narrow(products)
    }).write();
  };
  /** Shows the product that the address names; whether it names one. */
  fromHash_fn = function() {
    let product;
    try {
      product = decodeURIComponent(window.location.hash.slice(1));
    } catch (e) {
      return false;
    }
    if (!this.chain.whole || !this.chain.has(product)) {
      return false;
    }
    this.pick(product, "hash");
    return true;
  };
  speak_fn = function() {
    if (!this.chain.whole) {
      return;
    }
    this.map.redraw();
    this.map.fillSegments();
    this.filters.fillFirms();
    this.table.fill();
    this.filters.apply();
    if (__privateGet(this, _shown2)) {
      __privateMethod(this, _ChainPage_instances, card_fn).call(this, __privateGet(this, _shown2));
    }
  };
  /** After the first picture: the rest of the cards. */
  later_fn = function() {
    const { dataset } = document.documentElement;
    if (dataset.ready) {
      return;
    }
    dataset.ready = "1";
    packed("cards").then((details) => {
      this.chain.complete(details);
      __privateMethod(this, _ChainPage_instances, begin_fn).call(this);
      dataset.whole = "1";
    });
  };
  begin_fn = function() {
    const { chain, map } = this;
    map.fillSegments();
    this.filters.fillFirms();
    if (map.drawnIn !== chain.language.now) {
      map.redraw();
    }
    this.filters.read();
    this.table.fill();
    const { rows } = chain.data;
    if (__privateMethod(this, _ChainPage_instances, fromHash_fn).call(this) || !rows.length) {
      return;
    }
    const first = rows.find((card) => map.boxOf(card.product) === card.product);
    if (first) {
      this.pick(first.product, "start");
    } else {
      map.picked = rows[0].product;
      __privateMethod(this, _ChainPage_instances, card_fn).call(this, rows[0].product);
    }
  };

  // src/lang.js
  var KEY = "chaingraph.lang";
  var ATTRIBUTES = ["placeholder", "title"];
  var FORMS = ["zero", "one", "two", "few", "many", "other"];
  var _tell, _codes, _tags, _Language_instances, index_get, keepOwn_fn;
  var Language = class {
    /** @param {Document} page */
    constructor(page) {
      __privateAdd(this, _Language_instances);
      /** @type {(() => void)[]} */
      __privateAdd(this, _tell, []);
      /** @type {readonly string[]} */
      __privateAdd(this, _codes);
      /** @type {readonly string[]} */
      __privateAdd(this, _tags);
      var _a;
      this.page = page;
      __privateSet(this, _codes, ((_a = page.body.getAttribute("data-languages")) != null ? _a : "").split(" "));
      __privateSet(this, _tags, __privateGet(this, _codes).map((code) => {
        var _a2;
        return (_a2 = page.body.getAttribute(`data-tag-${code}`)) != null ? _a2 : code;
      }));
      this.now = __privateGet(this, _codes)[Math.max(__privateGet(this, _tags).indexOf(page.documentElement.lang), 0)];
    }
    /** What the language is called in the attribute `lang`. */
    get tag() {
      return __privateGet(this, _tags)[__privateGet(this, _Language_instances, index_get)];
    }
    /**
     * What of a list, with an item in each language, is in the language of the page.
     * @template T
     * @param {readonly T[]} each
     * @returns {T}
     */
    of(each) {
      return each[__privateGet(this, _Language_instances, index_get)];
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
      __privateGet(this, _tell).push(tell);
    }
    /**
     * Puts the page into a language.
     * @param {string} next
     */
    set(next) {
      var _a, _b;
      __privateMethod(this, _Language_instances, keepOwn_fn).call(this);
      const page = this.page;
      this.now = next;
      page.documentElement.lang = this.tag;
      page.title = (_a = page.body.getAttribute(`data-title-${next}`)) != null ? _a : "";
      for (const one of page.querySelectorAll(`[data-${next}]`)) {
        one.textContent = one.getAttribute(`data-${next}`);
      }
      for (const name of ATTRIBUTES) {
        for (const one of page.querySelectorAll(`[data-${next}-${name}]`)) {
          one.setAttribute(name, (_b = one.getAttribute(`data-${next}-${name}`)) != null ? _b : "");
        }
      }
      for (const tell of __privateGet(this, _tell)) {
        tell();
      }
    }
    /** Puts the page into the next of its languages, and has the browser remember it. */
    turn() {
      this.set(__privateGet(this, _codes)[(__privateGet(this, _Language_instances, index_get) + 1) % __privateGet(this, _codes).length]);
      try {
        window.localStorage.setItem(KEY, this.now);
      } catch (e) {
      }
    }
    /** Puts the page into the language that the browser remembers. */
    begin() {
      let kept = null;
      try {
        kept = window.localStorage.getItem(KEY);
      } catch (e) {
      }
      this.set(kept !== null && __privateGet(this, _codes).includes(kept) ? kept : this.now);
    }
  };
  _tell = new WeakMap();
  _codes = new WeakMap();
  _tags = new WeakMap();
  _Language_instances = new WeakSet();
  index_get = function() {
    return __privateGet(this, _codes).indexOf(this.now);
  };
  /** An element carries the words of the other languages; its own are kept before they are first replaced. */
  keepOwn_fn = function() {
    var _a;
    const own = `data-${this.now}`;
    for (const other of __privateGet(this, _codes).filter((code) => code !== this.now)) {
      for (const one of this.page.querySelectorAll(`[data-${other}]:not([${own}])`)) {
        one.setAttribute(own, (_a = one.textContent) != null ? _a : "");
      }
    }
  };

  // src/tiles.js
  var DARK_INK = "#14202b";
  var LIGHT_INK = "#ffffff";
  function tiles() {
    var _a;
    const chosen = document.getElementById("measure");
    if (!(chosen instanceof HTMLSelectElement)) {
      return;
    }
    const map = byId("map", SVGElement);
    const shades = ((_a = map.dataset.palette) != null ? _a : "").split(" ");
    const dark = Number(map.dataset.dark);
    chosen.addEventListener("change", () => {
      var _a2;
      for (
        const square of
        /** @type {NodeListOf<SVGElement>} */
        map.querySelectorAll("g")
      ) {
        const measured = (json) => JSON.parse(json != null ? json : "{}")[chosen.value];
        const shade2 = measured(square.dataset.shades);
        (_a2 = square.querySelector("rect")) == null ? void 0 : _a2.setAttribute("fill", shades[shade2]);
        for (const one of square.querySelectorAll("text")) {
          one.setAttribute("fill", shade2 >= dark ? LIGHT_INK : DARK_INK);
        }
        const value = square.querySelector(".value");
        if (value) {
          value.textContent = measured(square.dataset.values);
        }
      }
    });
  }

  // src/entries/chaingraph.js
  var language = new Language(document);
  var ready = () => {
    document.documentElement.dataset.ready = "1";
  };
  window.chaingraphPage = { language, packed, ready };
  tiles();
  byId("language", HTMLButtonElement).addEventListener("click", () => language.turn());
  language.begin();
  if (document.getElementById("graph")) {
    packed("data").then((data) => {
      const page = new ChainPage(data, language);
      const { chain, map } = page;
      window.chaingraph = {
        network: map.network,
        data,
        svg: () => map.svg(),
        csv: () => page.csv(),
        xlsx: () => page.xlsx(),
        full: (card) => chain.full(card),
        boxOf: (product) => map.boxOf(product)
      };
    });
  } else if (!document.getElementById("packed")) {
    ready();
  }
})();
