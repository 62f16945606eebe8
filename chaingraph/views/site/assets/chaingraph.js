/* ChainGraph (MIT), made by "make web" from web/src: change it there. sources d1913e25d88a4789d4dd2e864b44c5d690f955bea24a2bb2880110ab91299a21 script f81cfe652a40b7092e752b863c60d3cf4ff6168d74f0a75e76c7ea137ef76ab1 */
"use strict";
(() => {
  // src/words.js
  function filled(template, values) {
    return template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }
  function figure(value, digits = 3) {
    return value === null || value === void 0 ? "—" : value.toLocaleString("en-US", { maximumFractionDigits: digits });
  }
  function share(value) {
    return value === null || value === void 0 ? "—" : value.toFixed(3);
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
      const told = this.data.products[product];
      return told && this.language.of(told) || product;
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
  var Chain = class {
    /** @type {Detail[] | null} */
    #details = null;
    /** @type {Map<string, number>} */
    #places;
    /** @type {Set<string>} */
    #read = /* @__PURE__ */ new Set();
    /**
     * @param {ChainData} data
     * @param {Language} language
     */
    constructor(data, language2) {
      this.data = data;
      this.language = language2;
      this.words = new Words(data, language2);
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
    } catch {
    }
  }

  // src/invitation.js
  var FIRMS = 5;
  var PARKS = 3;
  function invitation(card, product, told) {
    firms(card, product, told);
    card.note(card.words.pair(told.profile));
    parks(card, told);
  }
  function firms(card, product, told) {
    const { words, chain } = card;
    card.section("t.card_invite", told.all);
    if (!told.firms.length) {
      return;
    }
    card.list(told.firms, FIRMS, (row) => {
      const reasons = chain.language.of(row.reasons).join(words.semicolon);
      const item = put(make("li"), card.entity("enterprise", row), words.colon + reasons);
      const stability = row.stability;
      const parts = [
        words.pair(row.place),
        row.front ? words.say("t.invite_front") : "",
        words.pair(row.standing),
        stability === null ? "" : words.say("t.invite_stability", { n: `${figure(100 * stability, 0)}%` })
      ];
      return card.withMeta(item, parts, row);
    });
    if (words.pair(told.doubt)) {
      card.note(words.pair(told.doubt));
    }
    card.note(words.say("t.invite_note"));
    if (told.all > told.firms.length) {
      card.note(words.say("t.invite_all", { n: told.all, product }));
    }
  }
  function parks(card, told) {
    const { words } = card;
    if (!told.parks.length) {
      return;
    }
    card.section("t.card_sites");
    card.list(told.parks, PARKS, (row) => {
      const parts = [
        words.say(`t.site_${row.kind}`),
        words.pair(row.place),
        words.pair(row.standing),
        row.leads === null ? "" : words.say(row.leads ? "t.site_leads" : "t.site_not"),
        words.say("t.site_buyers", { n: row.buyers[0], all: row.buyers[1] }),
        words.say("t.site_suppliers", { n: row.suppliers[0], all: row.suppliers[1] }),
        row.makers ? words.say("t.site_makers", { n: row.makers }) : ""
      ];
      return card.withMeta(put(make("li"), card.entity(row.kind, row)), parts, row);
    });
    if (words.pair(told.doubt_sites)) {
      card.note(words.pair(told.doubt_sites));
    }
    card.note(words.say("t.sites_note"));
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
  var Card = class {
    /** @type {CardData} */
    #card;
    /** the number of each source on this card @type {Map<string, number>} */
    #numbers;
    #panel;
    /**
     * @param {Chain} chain
     * @param {HTMLElement} panel
     * @param {string} product
     * @param {object} tell
     * @param {(product: string) => void} tell.chosen another product of the chain
     * @param {(products: ReadonlySet<string>) => void} tell.narrowed show these alone
     */
    constructor(chain, panel, product, tell) {
      this.chain = chain;
      this.words = chain.words;
      this.tell = tell;
      this.#panel = panel;
      this.#card = chain.full(chain.row(product));
      this.#numbers = new Map(this.#card.sources.map((source, place) => [source, place + 1]));
    }
    /** Writes the card into its panel. */
    write() {
      this.#panel.textContent = "";
      this.#head();
      this.#facts();
      this.#belongs();
      this.#people();
      this.#links();
      this.#plans();
      this.#grounds();
      this.#sources();
    }
    // ---- parts that several sections have ----
    /** @param {Node[]} parts */
    add(...parts) {
      this.#panel.append(...parts);
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
        const more = button("go", this.words.say("t.more", { n: items.length - limit }), () => {
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
      const sources = row.source ?? [];
      const numbers = sources.filter((one) => this.#numbers.has(one)).map((one) => `[${this.#numbers.get(one)}]`);
      if (!numbers.length) {
        return null;
      }
      const made = make("span", "cite", ` ${numbers.join("")}`);
      const titles = sources.map((one) => {
        var _a;
        return ((_a = this.chain.data.sources[one]) == null ? void 0 : _a.title) ?? "";
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
      const origin = row.table ? this.words.say("t.in_table", { table: this.words.pair(this.chain.data.tables[row.table]), row: row.row ?? "" }) : "";
      const told = [...parts, origin].filter(Boolean).join(" · ");
      return put(item, make("span", "meta", ` ${told}`), this.cite(row));
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
      const { words } = this;
      const makes = row.makes ?? [];
      const made = makes.slice(0, MOST_MAKES).map((one) => words.nameOf(one)).join(words.comma);
      const parts = [
        words.pair(row.place),
        words.pair(row.role),
        words.pair(row.status),
        row.output_yi === void 0 ? "" : words.say("t.yi", { n: figure(row.output_yi, 2) }),
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
      const page = (_a = this.chain.data.products[product]) == null ? void 0 : _a[2];
      return page ? link(name, `${page}#${encodeURIComponent(product)}`) : button("go", name, () => this.tell.chosen(product));
    }
    /** @param {string[]} products */
    chips(products) {
      this.list(products, SOME, (product) => put(make("li"), this.go(product)));
    }
    // ---- the sections, in their order ----
    #head() {
      const { words, chain } = this;
      const card = this.#card;
      const name = words.nameOf(card.product);
      const other = chain.language.zh ? card.name_en : card.name_zh;
      const status = put(make("span", "tight"), mark(chain.data.looks[card.status]), ` ${words.say(card.status)}`);
      const told = (key, value) => make("span", "", words.say(key) + words.colon + words.say(value));
      this.add(
        make("h2", "", name),
        make("div", "id", (other && other !== name ? `${other} · ` : "") + card.product),
        put(make("div", "tags"), status, told("action", card.action), told("confidence", card.confidence)),
        this.#cones(),
        make("p", "why-text", chain.language.of([card.why_zh, card.why_en]))
      );
      if (card.action !== "none") {
        this.add(make("p", "", words.pair(card.advice)));
      }
      if (card.status === "unseen") {
        this.note(words.say("t.unseen_note"));
      }
    }
    /** What lies before and behind the product, and what stops without it. */
    #cones() {
      const card = this.#card;
      const { edges } = this.chain.data.graph;
      const choices = [
        ["t.cone_up", () => cone(edges, card.product, "up")],
        ["t.cone_down", () => cone(edges, card.product, "down")],
        ["t.cone_fails", () => this.chain.placesOf(card.stops).add(card.product)]
      ];
      const buttons = choices.map(
        ([key, found]) => button("plain", this.words.say(key), () => this.tell.narrowed(found()))
      );
      return put(make("div", "tags cones"), ...buttons);
    }
    #facts() {
      const { words } = this;
      const card = this.#card;
      const facts = [
        ["rank", figure(card.rank)],
        ["score", share(card.score)],
        ["criticality", share(card.criticality)],
        ["inputs_met", figure(card.inputs_met)],
        ["makers", figure(card.makers)],
        ["local_buyers", figure(card.local_buyer_count)],
        ["output_yi", figure(card.output_yi, 2)],
        ["hhi", figure(card.hhi, 0) + (card.hhi_basis ? ` ${words.say(card.hhi_basis)}` : "")],
        ["independent_makers", card.makers ? figure(card.independent_makers) : "—"],
        ["evidence", card.evidence ? words.say(card.evidence) : "—"],
        ["producible", words.say(card.producible ? "yes" : "no")],
        ["stage", words.say(card.stage) + (card.inferred ? ` (${words.say("t.stage_inferred")})` : "")]
      ];
      if (card.segment) {
        facts.push(["segment", card.segment]);
      }
      this.add(
        put(make("dl"), ...facts.flatMap(([key, told]) => [make("dt", "", words.say(key)), make("dd", "", told)]))
      );
    }
    #belongs() {
      const { words, chain } = this;
      const card = this.#card;
      if (card.chains.length > 1) {
        const told = make("p", "note", words.say("chain") + words.colon);
        card.chains.forEach((one, place) => {
          const named = chain.data.chains[one];
          if (named) {
            const page = link(chain.language.of(named), `${named[2]}#${encodeURIComponent(card.product)}`);
            put(told, place ? words.comma : null, page);
          }
        });
        this.add(told);
      }
      if (card.resource) {
        this.note(words.say("t.resource"));
      }
    }
    #people() {
      const { words } = this;
      const card = this.#card;
      const firm = (row) => this.firm(row);
      this.section("t.card_makers", card.makers_rows.length);
      if (card.makers_rows.length) {
        this.list(card.makers_rows, SOME, firm);
      } else {
        this.note(words.say(["missing", "common"].includes(card.status) ? card.status : "t.none_makers"));
      }
      this.listed("t.card_idle", card.idle, FEW, firm);
      this.listed("t.card_buyers", card.buyers, FEW, firm);
    }
    #links() {
      const { words } = this;
      const card = this.#card;
      this.listed("t.card_inputs", card.inputs, MANY, (row) => {
        const kind = words.say(row.essential ? "t.essential" : "t.optional");
        const group = row.group ? words.say("t.group", { n: row.group }) : "";
        return this.withMeta(put(make("li"), this.go(row.input)), [kind, words.pair(row.kind), group], row);
      });
      if (card.users.length) {
        this.section("t.card_users", card.users.length);
        this.chips(card.users);
      }
      if (card.needs.length) {
        this.section("t.card_needs", card.needs.length);
        this.chips(card.needs);
      }
      if (card.ways.length) {
        this.section("t.card_ways");
        this.list(card.ways, 3, (way) => make("li", "", way.map((one) => words.nameOf(one)).join(" → ")));
      }
      if (card.fails.length) {
        this.section("t.card_fails", card.fails_count);
        this.chips(card.fails);
        if (card.fails_count > card.fails.length) {
          this.note(`… ${words.say("t.fail_all", { n: card.fails_count })}`);
        }
      }
    }
    #plans() {
      const { words } = this;
      const card = this.#card;
      if (card.invite) {
        invitation(this, card.product, card.invite);
      } else if (card.asked) {
        this.note(words.say("t.invite_not", { n: this.chain.data.invited, product: card.product }));
      }
      this.listed("t.card_outside", card.outside, FEW, (row) => this.firm(row));
      this.listed("t.card_projects", card.projects, FEW, (row) => {
        const invested = row.yi === null ? "" : words.say("t.invest", { n: figure(row.yi, 2) });
        const parts = [words.pair(row.place), words.pair(row.status), invested, row.years.filter(Boolean).join("–")];
        return this.withMeta(put(make("li"), this.entity("project", row)), parts, row);
      });
      if (card.coverage.length) {
        this.section("t.card_coverage");
        this.list(card.coverage, FEW, (row) => {
          const told = [row.chain, row.place, row.state].map((one) => words.pair(one)).join(" · ");
          return this.withMeta(make("li", "", told), [row.year ? String(row.year) : ""], row);
        });
      }
    }
    #grounds() {
      const { words, chain } = this;
      const card = this.#card;
      this.section("t.card_change");
      this.list(chain.language.of(card.change), 6, (sentence) => make("li", "", sentence));
      if (card.entry.length) {
        this.section("t.card_product");
        this.list(card.entry, 3, (row) => this.withMeta(make("li", "", row.note || card.product), [], row));
      }
      this.section("t.card_score");
      const values = {
        need: share(card.score_need),
        severity: share(card.score_severity),
        score: share(card.score),
        demand: share(card.score_demand)
      };
      this.note(card.score === null ? words.say("t.score_none") : words.say("t.score_rule", values));
      const given = chain.data.given.map((one) => words.nameOf(one)).join(words.comma);
      this.note(words.say("t.given", { given: given || words.say("t.nothing") }));
    }
    #sources() {
      const { words } = this;
      const card = this.#card;
      this.section("t.card_sources", card.sources.length);
      if (!card.sources.length) {
        this.note(words.say("t.none_sources"));
      }
      const items = card.sources.map((id) => {
        const told = this.chain.data.sources[id];
        const title = told.url ? outside(told.title, told.url) : make("span", "", told.title);
        const parts = [told.publisher, told.year ? String(told.year) : "", words.pair(told.kind)];
        return put(make("li"), title, make("span", "meta", ` ${parts.filter(Boolean).join(" · ")}`));
      });
      this.add(put(make("ol"), ...items));
    }
  };

  // src/filter.js
  var hays = /* @__PURE__ */ new WeakMap();
  function hay(card) {
    let told = hays.get(card);
    if (told === void 0) {
      const parts = [card.name_zh, card.name_en ?? "", card.product, ...card.sounds, ...card.makers_names];
      told = parts.join("\n").toLowerCase();
      hays.set(card, told);
    }
    return told;
  }
  function matches(card, wish) {
    return (!wish.status.size || wish.status.has(card.status)) && (!wish.action.size || wish.action.has(card.action)) && (!wish.only || wish.only.has(card.product)) && (!wish.city || card.cities.includes(wish.city)) && (!wish.kind || card.kinds.includes(wish.kind)) && (!wish.text || hay(card).includes(wish.text));
  }
  var Filters = class {
    /** @type {Wish} */
    wish = { text: "", city: "", kind: "", status: /* @__PURE__ */ new Set(), action: /* @__PURE__ */ new Set(), only: null };
    /** products that are left out @type {Set<string>} */
    out = /* @__PURE__ */ new Set();
    #form = byId("filters", HTMLFormElement);
    #text = byId("search", HTMLInputElement);
    #city = byId("city", HTMLSelectElement);
    #kind = byId("kind", HTMLSelectElement);
    #firm = byId("firm", HTMLSelectElement);
    #shown = byId("shown", HTMLElement);
    #none = byId("none", HTMLElement);
    /**
     * @param {Chain} chain
     * @param {object} tell
     * @param {(out: ReadonlySet<string>) => void} tell.changed
     * @param {(product: string) => void} tell.found the first that matches is asked for
     */
    constructor(chain, tell) {
      this.chain = chain;
      this.tell = tell;
      const { firms: firms2, rows } = chain.data;
      this.#firm.parentNode.hidden = !firms2.stops.length;
      const stops = new Map(firms2.stops.map(([id, , , places]) => [id, places]));
      this.#firm.addEventListener("change", () => {
        const places = stops.get(this.#firm.value);
        this.narrow(places === void 0 ? null : chain.placesOf(places));
      });
      this.#form.addEventListener("submit", (event) => {
        event.preventDefault();
        const first = rows.find((card) => matches(card, this.wish));
        if (this.wish.text && first) {
          tell.found(first.product);
        }
      });
      this.#form.addEventListener("reset", () => {
        this.wish.only = null;
        this.#firm.value = "";
        setTimeout(() => this.read(), 0);
      });
      this.#form.addEventListener("input", () => this.read());
    }
    /** The enterprises that alone make something, in the language of the page. */
    fillFirms() {
      const { words, data } = this.chain;
      offer(this.#firm, [
        ["", words.say("t.firm_none")],
        ...data.firms.stops.map(([id, name, n]) => (
          /** @type {const} */
          [id, words.say("t.firm_told", { name, n })]
        ))
      ]);
    }
    /** Takes what the form asks for. */
    read() {
      const marked = (field) => {
        const boxes = this.#form.querySelectorAll(`fieldset[data-field=${field}] input:checked`);
        return new Set([...boxes].map((one) => (
          /** @type {HTMLInputElement} */
          one.value
        )));
      };
      this.wish = {
        text: this.#text.value.trim().toLowerCase(),
        city: this.#city.value,
        kind: this.#kind.value,
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
      this.#none.hidden = this.out.size < rows.length;
      this.tell.changed(this.out);
    }
    /** @param {number} left arrows that are not drawn, being too many */
    count(left) {
      const { words, data } = this.chain;
      const all = data.rows.length;
      const thinned = left ? ` · ${words.say("t.thinned", { n: left })}` : "";
      this.#shown.textContent = words.say("t.shown", { shown: all - this.out.size, all }) + thinned;
    }
  };

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
  var Folding = class {
    /** @type {Map<string, Fold>} */
    folds;
    /** @type {Set<string>} */
    opened = /* @__PURE__ */ new Set();
    /** @type {Map<string, Fold>} */
    #of = /* @__PURE__ */ new Map();
    /**
     * @param {Fold[]} folds
     * @param {boolean} on
     */
    constructor(folds, on) {
      this.folds = new Map(folds.map((fold) => [fold.id, fold]));
      for (const fold of folds) {
        for (const one of fold.members) {
          this.#of.set(one, fold);
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
      return this.on ? this.#of.get(product) : void 0;
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
        const one = bundles.get(key) ?? { id: `f${edge.id}`, from, to, count: 0, ends: [], color: edge.color };
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
    return fold.name || chain.words.say("t.no_segment");
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
    const told = [
      words.say(card.status),
      `${words.say("action")} ${words.say(card.action)}`,
      `${words.say("score")} ${share(card.score)}`
    ];
    return `${words.nameOf(product)}
${told.join(" · ")}`;
  }
  function arrowOf({ words }, edge, folded) {
    if ("count" in edge) {
      const title2 = words.say("t.fold_inputs", { n: edge.count });
      return { ...edge, dashes: false, smooth: false, width: Math.min(1 + Math.log2(edge.count), 5), title: title2 };
    }
    const { about } = edge;
    const kind = words.say(about.essential ? "t.essential" : "t.optional");
    const group = about.group ? ` · ${words.say("t.group", { n: about.group })}` : "";
    const title = `${words.nameOf(edge.from)} → ${words.nameOf(edge.to)}
${kind}${group}`;
    return { ...edge, title, smooth: folded ? false : edge.smooth };
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
      return fold ? foldBox(foldLabel(chain, folding, fold, faint), id, x, y) : {
        ...node,
        x,
        y,
        label: chain.language.of(node.labels)[0],
        title: tooltip(chain, id),
        ...shade(chain, node, faint.has(id))
      };
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
    const { firms: firms2, graph } = chain.data;
    const boxes = firms2.nodes.map((node) => {
      const [label, size] = language2.of(node.labels);
      return {
        id: firmBox(node.id),
        x: node.x,
        y: node.y,
        label,
        title: words.pair(node.name),
        font: { size, color: INK },
        color: framed(node.local ? LOCAL : PAPER),
        shapeProperties: { borderRadius: 3, borderDashes: node.local ? false : [6, 4] }
      };
    });
    const arrows = firms2.edges.map(([from, to, product, yi], number) => {
      const told = [product ? words.nameOf(product) : "", yi === null ? "" : words.say("t.yi", { n: figure(yi, 2) })];
      return {
        id: `d${number}`,
        from: firmBox(from),
        to: firmBox(to),
        width: 1.2,
        dashes: false,
        smooth: false,
        color: { color: "#5B84B1", opacity: 0.7, highlight: INK, hover: INK },
        title: told.filter(Boolean).join(" · ") || void 0
      };
    });
    const { top, bottom } = spread(
      graph.grid,
      firms2.nodes.map((node) => node.y)
    );
    return { boxes, arrows, lanes: firms2.lanes, top, bottom, left: 0 };
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
    return { ...FRAMED, corner: 3, fill: firm.local ? "#DCEBF7" : "#ffffff", dashed: !firm.local };
  }
  function drawing(chain, scene, folding, network, faint, firms2) {
    const { data, words, language: language2 } = chain;
    const box = boundsOf(scene);
    const made = drawn("svg", {
      viewBox: [box.left, box.top, box.right - box.left, box.bottom - box.top].join(" "),
      "font-family": data.graph.options.nodes.font.face
    });
    scene.lanes.forEach((lane, number) => {
      const place = { x: lane.left, y: box.top, width: lane.right - lane.left, height: box.bottom - box.top };
      const head = { x: lane.left + 12, y: scene.top - 8, "font-size": 16, "font-weight": "bold", fill: LANE_INK };
      made.append(drawn("rect", { ...place, fill: laneColour(number) }), drawn("text", head, words.say(lane.stage)));
    });
    const at = network.getPositions();
    for (const { from, to, dashes } of scene.arrows) {
      const line = { x1: at[from].x, y1: at[from].y, x2: at[to].x, y2: at[to].y, stroke: "#9db4c8", "stroke-width": 0.8 };
      made.append(drawn("line", { ...line, "stroke-dasharray": dashes ? DASHES : "none" }));
    }
    const enterprises = new Map(data.firms.nodes.map((firm) => [firm.id, firm]));
    const labels = new Map(data.graph.nodes.map((node) => [node.id, node.labels]));
    const told = (id) => {
      const firm = firms2 ? enterprises.get(firmOf(id)) : void 0;
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
      made.append(...boxDrawn(edge, told(id).look, told(id).label, opacity !== void 0 && opacity !== 1));
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
  var ChainMap = class {
    /** the product that is chosen, "" for none */
    picked = "";
    #firms = false;
    #touched = false;
    /** @type {ReadonlySet<string>} */
    #faint = /* @__PURE__ */ new Set();
    /** @type {vis.DataSet} */
    #nodes;
    /** @type {vis.DataSet} */
    #edges;
    #place = byId("graph", HTMLElement);
    #firmButton = byId("firms", HTMLButtonElement);
    #firmNote = byId("firms-note", HTMLElement);
    #foldButton = byId("fold", HTMLButtonElement);
    #segments = byId("segment", HTMLSelectElement);
    /**
     * @param {Chain} chain
     * @param {Turns} turns
     * @param {{ clicked: (product: string) => void, drawn: () => void }} tell a product was clicked; the first picture is
     *   drawn
     */
    constructor(chain, turns, tell) {
      this.chain = chain;
      this.turns = turns;
      const { graph } = chain.data;
      this.folding = new Folding(graph.folds, chain.large);
      this.scene = productScene(chain, this.folding, this.#faint);
      this.told = chain.language.now;
      this.#nodes = new vis.DataSet(this.scene.boxes);
      this.#edges = new vis.DataSet(this.scene.arrows);
      this.network = new vis.Network(this.#place, { nodes: this.#nodes, edges: this.#edges }, graph.options);
      this.#paint();
      this.#buttons();
      this.#follow(tell);
      this.show(false);
    }
    get showsFirms() {
      return this.#firms;
    }
    /** @param {string} product */
    boxOf(product) {
      return this.folding.boxOf(product);
    }
    #paint() {
      const { network, folding, chain } = this;
      const { looks, graph } = chain.data;
      network.on("afterDrawing", (pen) => {
        if (!folding.on || this.#firms) {
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
    }
    #buttons() {
      const { firms: firms2, graph } = this.chain.data;
      this.#firmButton.hidden = !firms2.edges.length;
      this.#firmButton.addEventListener("click", () => {
        this.#firms = !this.#firms;
        this.redraw();
        this.show(false);
      });
      this.#foldButton.hidden = !graph.folds.length;
      this.#foldButton.setAttribute("aria-pressed", String(this.folding.on));
      this.#foldButton.addEventListener("click", () => {
        this.folding.turn();
        this.redraw();
        this.show(false);
      });
      const segments = this.#segments;
      segments.parentNode.hidden = !graph.folds.length;
      segments.addEventListener("change", () => this.#toSegment(segments.value));
      byId("zoom-in", HTMLElement).addEventListener("click", () => this.#zoom(1.3));
      byId("zoom-out", HTMLElement).addEventListener("click", () => this.#zoom(1 / 1.3));
      byId("zoom-all", HTMLElement).addEventListener("click", () => this.show(true));
    }
    /** @param {{ clicked: (product: string) => void, drawn: () => void }} tell */
    #follow(tell) {
      const { network, folding } = this;
      network.on("zoom", ({ scale }) => {
        if (scale !== within(scale)) {
          network.moveTo({ scale: within(scale) });
        }
      });
      this.#place.addEventListener("pointerdown", () => this.#touched = true);
      this.#place.addEventListener("wheel", () => this.#touched = true, { passive: true });
      network.on("resize", () => setTimeout(() => this.#showUntouched(), 0));
      network.once("afterDrawing", () => {
        setTimeout(() => {
          this.#showUntouched();
          network.once("afterDrawing", () => setTimeout(tell.drawn, 0));
          network.redraw();
        }, 0);
      });
      network.on("click", ({ nodes: [id] }) => {
        if (id === void 0) {
          return;
        }
        if (this.#firms) {
          window.location.href = `directory.html#enterprise/${encodeURIComponent(firmOf(id))}`;
        } else if (folding.folds.has(id)) {
          this.#open(id, !folding.opened.has(id));
        } else {
          tell.clicked(id);
        }
      });
    }
    /** Draws all anew: after a change of folds, of the language, or between products and enterprises. */
    redraw() {
      const { chain, folding, network } = this;
      const { words } = chain;
      const { firms: firms2 } = chain.data;
      this.told = chain.language.now;
      this.#firmButton.setAttribute("aria-pressed", String(this.#firms));
      this.#firmNote.hidden = !this.#firms;
      this.#firmNote.textContent = words.say("t.firms_note", { n: firms2.edges.length, firms: firms2.nodes.length, makers: firms2.makers }) + (firms2.left ? words.say("t.firms_left", { n: firms2.left }) : "");
      this.scene = this.#firms ? firmScene(chain) : productScene(chain, folding, this.#faint);
      this.#nodes = new vis.DataSet(this.scene.boxes);
      this.#edges = new vis.DataSet(this.scene.arrows);
      network.setData({ nodes: this.#nodes, edges: this.#edges });
      if (this.#firms) {
        return;
      }
      this.#pale();
      if (this.picked && this.boxOf(this.picked) === this.picked) {
        network.selectNodes([this.picked]);
      }
      this.#foldButton.setAttribute("aria-pressed", String(folding.on));
    }
    /** The segments to choose from, in the language of the page. */
    fillSegments() {
      const { chain } = this;
      const { words } = chain;
      offer(this.#segments, [
        ["", words.say("t.all_segments")],
        ...chain.data.graph.folds.map((fold) => {
          const told = `${words.say(fold.stage)} · ${foldName(chain, fold)} (${fold.members.length})`;
          return (
            /** @type {const} */
            [fold.id, told]
          );
        })
      ]);
    }
    /** @param {string} id of a fold, "" for none */
    #toSegment(id) {
      const { folding, network } = this;
      const fold = folding.folds.get(id);
      if (!fold) {
        return;
      }
      if (folding.on && !folding.opened.has(id)) {
        this.#open(id, true);
      }
      this.#touched = true;
      network.fit({ nodes: [this.boxOf(fold.members[0])], maxZoomLevel: 1, animation: false });
    }
    /**
     * @param {string} id of a fold
     * @param {boolean} open
     */
    #open(id, open) {
      if (open) {
        this.folding.opened.add(id);
      } else {
        this.folding.opened.delete(id);
      }
      this.redraw();
    }
    /** @param {boolean} whole as a whole, even where it cannot be read then */
    show(whole) {
      const screen = { wide: this.#place.clientWidth, high: this.#place.clientHeight };
      this.network.moveTo(viewOf(boundsOf(this.scene), screen, this.chain.data.graph.font, whole));
    }
    #showUntouched() {
      if (!this.#touched) {
        this.show(false);
      }
    }
    /** @param {number} factor */
    #zoom(factor) {
      this.network.moveTo({ scale: within(this.network.getScale() * factor) });
    }
    /**
     * Chooses a product: shows its box, opening what it is folded into.
     * @param {string} product
     */
    pick(product) {
      this.picked = product;
      if (this.#firms) {
        this.#firms = false;
        this.redraw();
        this.show(false);
      }
      const box = this.boxOf(product);
      if (box !== product) {
        this.#open(box, true);
      }
      this.network.selectNodes([product]);
    }
    /** @param {string} product */
    goTo(product) {
      this.#touched = true;
      this.network.focus(product, { scale: Math.max(this.network.getScale(), READABLE), animation: false });
    }
    /**
     * Makes faint what the filters leave out.
     * @param {ReadonlySet<string>} faint products
     */
    fade(faint) {
      const { chain, folding } = this;
      const before = this.#faint;
      this.#faint = faint;
      const changed = [];
      const touched = /* @__PURE__ */ new Set();
      for (const node of chain.data.graph.nodes) {
        if (before.has(node.id) !== faint.has(node.id)) {
          if (this.boxOf(node.id) === node.id) {
            changed.push({ id: node.id, ...shade(chain, node, faint.has(node.id)) });
          }
          const fold = folding.foldOf(node.id);
          if (fold) {
            touched.add(fold);
          }
        }
      }
      for (const fold of touched) {
        changed.push({ id: fold.id, ...foldShade(chain, folding, fold, faint) });
      }
      if (changed.length && !this.#firms) {
        this.#nodes.update(changed);
        this.turns.soon("edges", () => this.#pale());
      }
    }
    /** Arrows between boxes that are all left out are drawn faint. */
    #pale() {
      if (this.#firms) {
        return;
      }
      const paler = [];
      for (const edge of this.scene.arrows) {
        const faint = (edge.ends ?? [edge.from, edge.to]).every((one) => this.#faint.has(one));
        if (Boolean(edge.faint) !== faint) {
          edge.faint = faint;
          paler.push({ id: edge.id, color: { ...edge.color, opacity: faint ? 0.06 : edge.color.opacity } });
        }
      }
      if (paler.length) {
        this.#edges.update(paler);
      }
    }
    /** The whole map as SVG, whatever part of it is on the screen. */
    svg() {
      const { chain, scene, folding, network } = this;
      return new XMLSerializer().serializeToString(drawing(chain, scene, folding, network, this.#faint, this.#firms));
    }
    /** @param {(png: Blob | null) => void} done */
    png(done) {
      const canvas = (
        /** @type {HTMLCanvasElement} */
        this.#place.querySelector("canvas")
      );
      onPaper(canvas).toBlob(done);
    }
    /** On paper the whole map stands as a drawing. */
    prints() {
      const canvas = (
        /** @type {HTMLElement} */
        this.#place.parentNode
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

  // src/pack.js
  var TOO_OLD = "浏览器过旧，不能读出本页数据；请用 2023 年以后的 Chrome、Edge、Firefox 或同内核浏览器。 This browser is too old to read the data of this page.";
  function unpacked(text) {
    const bytes = Uint8Array.from(atob(text.trim()), (one) => one.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }
  function packed(id) {
    var _a;
    if (!("DecompressionStream" in window)) {
      const note = document.createElement("p");
      note.className = "note";
      note.textContent = TOO_OLD;
      document.body.prepend(note);
      return new Promise(() => {
      });
    }
    return unpacked(((_a = document.getElementById(id)) == null ? void 0 : _a.textContent) ?? "");
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
      (row, number) => row.map((told) => {
        const value = Number(told.replaceAll(",", ""));
        return number && told !== "" && !Number.isNaN(value) ? value : told;
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
    action: ["fill", "strengthen", "extend", "secure", "defer", "none"],
    confidence: ["high", "medium", "low"]
  };
  var MOST_FIRST = ["score", "criticality", "makers", "local_buyers"];
  var CLASSES = ["num", "name", "", "", "tight", "tight", "num", "num", "num", "num", "", "why"];
  var NAME = 1;
  var STATUS = 4;
  function valueOf(chain, card, key) {
    if (key === "product") {
      return chain.words.nameOf(card.product);
    }
    if (key === "local_buyers") {
      return card.local_buyer_count;
    }
    const told = (
      /** @type {Record<string, any>} */
      card[key]
    );
    const order = key === "status" ? Object.keys(chain.data.looks) : ORDER[key];
    return order ? order.indexOf(told) : told;
  }
  function sorted(chain, sort, out) {
    const sign = sort.down ? -1 : 1;
    const letters = chain.language.zh ? "zh-CN" : "en";
    const empty = (value) => Number(value === null || value === void 0);
    return chain.data.rows.filter((card) => !out.has(card.product)).map((card) => ({ card, value: valueOf(chain, card, sort.key) })).sort((one, other) => {
      const [a, b] = [one.value, other.value];
      const by = typeof a === "string" ? a.localeCompare(String(b), letters) : Number(a) - Number(b);
      return empty(a) - empty(b) || sign * by || one.card.rank - other.card.rank;
    }).map(({ card }) => card);
  }
  function cellsOf(chain, brief) {
    const { words, language: language2 } = chain;
    const card = chain.full(brief);
    return [
      figure(card.rank),
      words.nameOf(card.product),
      words.say(card.stage),
      card.segment ?? "",
      words.say(card.status),
      words.say(card.action),
      share(card.score),
      share(card.criticality),
      figure(card.makers),
      figure(card.local_buyer_count),
      words.say(card.confidence),
      language2.of([card.why_zh, card.why_en])
    ];
  }
  var Table = class {
    /** @type {Sort} */
    #sort = { key: "rank", down: false };
    /** @type {Map<string, HTMLTableRowElement>} */
    #rows = /* @__PURE__ */ new Map();
    /** @type {ReadonlySet<string>} */
    #out = /* @__PURE__ */ new Set();
    #picked = "";
    #heads = byId("table", HTMLTableElement).querySelectorAll("thead th");
    #body = byId("table", HTMLTableElement).tBodies[0];
    #more = byId("more-rows", HTMLButtonElement);
    /**
     * @param {Chain} chain
     * @param {Turns} turns
     * @param {(product: string) => void} chosen
     */
    constructor(chain, turns, chosen) {
      this.chain = chain;
      this.turns = turns;
      this.chosen = chosen;
      this.first = chain.large ? 60 : 150;
      this.shown = this.first;
      this.#more.addEventListener("click", () => {
        this.shown += 4 * this.first;
        this.order();
      });
      for (const head of this.#heads) {
        const button2 = head.querySelector("button");
        button2 == null ? void 0 : button2.addEventListener("click", () => this.#sortBy(button2.dataset.sort ?? ""));
      }
    }
    /** @param {string} key */
    #sortBy(key) {
      const down = this.#sort.key === key ? !this.#sort.down : MOST_FIRST.includes(key);
      this.#sort = { key, down };
      this.order();
    }
    /** Writes all rows anew, in the language of the page. */
    fill() {
      this.#rows.clear();
      this.order();
    }
    /** @param {ReadonlySet<string>} out products that are left out */
    narrow(out) {
      this.#out = out;
      this.shown = this.first;
      this.order();
    }
    order() {
      if (this.chain.whole) {
        this.turns.soon("rows", () => this.#draw());
      }
    }
    /** @param {string} product */
    mark(product) {
      this.#picked = product;
      this.#rows.forEach((row, id) => row.className = id === product ? "picked" : "");
    }
    /** The heads and all rows that are not left out, as words. */
    cells() {
      const heads = [...this.#heads].map((one) => (one.textContent ?? "").trim());
      return [heads, ...this.#sorted().map((card) => cellsOf(this.chain, card))];
    }
    #sorted() {
      return sorted(this.chain, this.#sort, this.#out);
    }
    #draw() {
      const told = this.#sorted();
      this.#body.replaceChildren(...told.slice(0, this.shown).map((card) => this.#row(card)));
      this.#more.hidden = told.length <= this.shown;
      this.#more.textContent = this.chain.words.say("t.more", { n: told.length - this.shown });
      for (const head of this.#heads) {
        const button2 = head.querySelector("button");
        if ((button2 == null ? void 0 : button2.dataset.sort) === this.#sort.key) {
          head.setAttribute("aria-sort", this.#sort.down ? "descending" : "ascending");
        } else {
          head.removeAttribute("aria-sort");
        }
      }
    }
    /** @param {Brief} card */
    #row(card) {
      const known = this.#rows.get(card.product);
      if (known) {
        return known;
      }
      const row = make("tr", this.#picked === card.product ? "picked" : "");
      row.dataset.product = card.product;
      cellsOf(this.chain, card).forEach((told, number) => {
        const one = make("td", CLASSES[number]);
        if (number === NAME) {
          put(one, told, make("span", "id", card.product));
        } else if (number === STATUS) {
          put(one, mark(this.chain.data.looks[card.status]), ` ${told}`);
        } else {
          one.textContent = told;
        }
        row.append(one);
      });
      row.addEventListener("click", () => this.chosen(card.product));
      this.#rows.set(card.product, row);
      return row;
    }
  };

  // src/turns.js
  var Turns = class {
    /** @type {Map<string, () => void>} */
    #waiting = /* @__PURE__ */ new Map();
    #running = false;
    /** @param {boolean} large where not, all work is done at once */
    constructor(large) {
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
      this.#waiting.delete(kind);
      this.#waiting.set(kind, work);
      if (!this.#running) {
        this.#running = true;
        setTimeout(() => this.#step(), 30);
      }
    }
    #step() {
      const next = this.#waiting.entries().next();
      this.#running = !next.done;
      if (!next.done) {
        const [kind, work] = next.value;
        this.#waiting.delete(kind);
        work();
        requestAnimationFrame(() => setTimeout(() => this.#step(), 0));
      }
    }
  };

  // src/chain-page.js
  var ChainPage = class {
    #panel = byId("card", HTMLElement);
    #shown = "";
    // the product whose card is shown
    /**
     * @param {ChainData} data
     * @param {Language} language
     */
    constructor(data, language2) {
      this.chain = new Chain(data, language2);
      const turns = new Turns(this.chain.large);
      this.map = new ChainMap(this.chain, turns, {
        clicked: (product) => this.pick(product, "map"),
        drawn: () => this.#later()
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
      this.#saving();
      window.addEventListener("hashchange", () => this.#fromHash());
      language2.onChange(() => this.#speak());
    }
    /** The table as a workbook. */
    xlsx() {
      return window.chaingraphWorkbook(document.title, withNumbers(this.table.cells()));
    }
    /** The table as text. */
    csv() {
      return csv(this.table.cells());
    }
    #saving() {
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
      this.#card(product);
      this.#panel.scrollTop = 0;
      if (from === "table") {
        (_a = document.querySelector("main.chain")) == null ? void 0 : _a.scrollIntoView({ block: "nearest" });
      }
    }
    /** @param {string} product */
    #card(product) {
      this.#shown = product;
      new Card(this.chain, this.#panel, product, {
        chosen: (other) => this.pick(other, "card"),
        narrowed: (products) => this.filters.narrow(products)
      }).write();
    }
    /** Shows the product that the address names; whether it names one. */
    #fromHash() {
      let product;
      try {
        product = decodeURIComponent(window.location.hash.slice(1));
      } catch {
        return false;
      }
      if (!this.chain.whole || !this.chain.has(product)) {
        return false;
      }
      this.pick(product, "hash");
      return true;
    }
    #speak() {
      if (!this.chain.whole) {
        return;
      }
      this.map.redraw();
      this.map.fillSegments();
      this.filters.fillFirms();
      this.table.fill();
      this.filters.apply();
      if (this.#shown) {
        this.#card(this.#shown);
      }
    }
    /** After the first picture: the rest of the cards. */
    #later() {
      const { dataset } = document.documentElement;
      if (dataset.ready) {
        return;
      }
      dataset.ready = "1";
      packed("cards").then((details) => {
        this.chain.complete(details);
        this.#begin();
        dataset.whole = "1";
      });
    }
    #begin() {
      const { chain, map } = this;
      map.fillSegments();
      this.filters.fillFirms();
      if (map.told !== chain.language.now) {
        map.redraw();
      }
      this.filters.read();
      this.table.fill();
      const { rows } = chain.data;
      if (this.#fromHash() || !rows.length) {
        return;
      }
      const first = rows.find((card) => map.boxOf(card.product) === card.product);
      if (first) {
        this.pick(first.product, "start");
      } else {
        map.picked = rows[0].product;
        this.#card(rows[0].product);
      }
    }
  };

  // src/lang.js
  var KEY = "chaingraph.lang";
  var ATTRIBUTES = ["placeholder", "title"];
  var Language = class {
    /** @type {(() => void)[]} */
    #tell = [];
    /** @param {Document} page */
    constructor(page) {
      this.page = page;
      this.now = page.documentElement.lang === "en" ? "en" : "zh";
    }
    get zh() {
      return this.now === "zh";
    }
    get other() {
      return this.zh ? (
        /** @type {const} */
        "en"
      ) : (
        /** @type {const} */
        "zh"
      );
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
      }
    }
    /** Puts the page into the language that the browser remembers. */
    begin() {
      let kept = null;
      try {
        kept = window.localStorage.getItem(KEY);
      } catch {
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
  };

  // src/tiles.js
  var DARK_INK = "#14202b";
  var LIGHT_INK = "#ffffff";
  function tiles() {
    const chosen = document.getElementById("measure");
    if (!(chosen instanceof HTMLSelectElement)) {
      return;
    }
    const map = byId("map", SVGElement);
    const shades = (map.dataset.palette ?? "").split(" ");
    const dark = Number(map.dataset.dark);
    chosen.addEventListener("change", () => {
      var _a;
      for (
        const square of
        /** @type {NodeListOf<SVGElement>} */
        map.querySelectorAll("g")
      ) {
        const measured = (told) => JSON.parse(told ?? "{}")[chosen.value];
        const shade2 = measured(square.dataset.shades);
        (_a = square.querySelector("rect")) == null ? void 0 : _a.setAttribute("fill", shades[shade2]);
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
