/** @import { Chain } from "./chain.js" */
/** @import { CardData, Cited, Entity, FirmRow } from "./types.js" */
import { cone } from "./chain.js";
import { button, link, make, put, sourceItem } from "./dom.js";
import { invitation } from "./invitation.js";
import { mark } from "./mark.js";
import { figure, percent, share, statusOf } from "./words.js";

const MOST_MAKES = 3; // products of a buyer that are named
const FEW = 8;
const SOME = 12;
const MANY = 30;

/**
 * The card of a product: what is known of it, with rows and sources.
 */
const LONG = 24; // letters of a figure that needs a line of its own

export class Card {
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
    this.add(put(make("h3", "", this.words.say(title)), count === undefined ? null : make("b", "", ` (${count})`)));
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
    const sources = row.source ?? [];
    const numbers = sources.filter((one) => this.#numbers.has(one)).map((one) => `[${this.#numbers.get(one)}]`);
    if (!numbers.length) {
      return null;
    }
    const made = make("span", "cite", ` ${numbers.join("")}`);
    const titles = sources.map((one) => this.chain.data.sources[one]?.title ?? "");
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
    const origin = row.table
      ? this.words.say("page.in-table", {
          table: this.words.textOf(this.chain.data.tables[row.table]),
          row: row.row ?? "",
        })
      : "";
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
    const { words } = this;
    const makes = row.makes ?? [];
    const made = makes
      .slice(0, MOST_MAKES)
      .map((one) => words.nameOf(one))
      .join(words.comma);
    const parts = [
      words.textOf(row.place),
      words.textOf(row.role),
      words.textOf(row.status),
      row.output_yi === undefined ? "" : words.say("page.yi", { amount: figure(row.output_yi, 2) }),
      row.capacity,
      row.year ? String(row.year) : "",
      made ? `→ ${made}${makes.length > MOST_MAKES ? " …" : ""}` : "",
    ];
    return this.withMeta(put(make("li"), this.entity("enterprise", row)), parts, row);
  }

  /**
   * A product to go to: on this page, or on the page of its chain.
   * @param {string} product
   */
  go(product) {
    const name = this.words.nameOf(product);
    const page = this.chain.data.products[product]?.[1];
    return page
      ? link(name, `${page}#${encodeURIComponent(product)}`)
      : button("go", name, () => this.tell.chosen(product));
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
    const other = [card.name_zh, card.name_en].find((one) => one && one !== name);
    const status = put(make("span", "tight"), mark(chain.data.looks[card.status]), ` ${statusOf(words, card)}`);
    const labelled = (/** @type {string} */ key, /** @type {string} */ value) =>
      make("span", "", words.say(key) + words.colon + words.say(value));
    this.add(
      make("h2", "", name),
      make("div", "id", (other ? `${other} · ` : "") + card.product),
      put(make("div", "tags"), status, labelled("action", card.action), labelled("confidence", card.confidence)),
      this.#cones(),
      make("p", "why-text", words.textOf(card.why)),
    );
    if (card.action !== "none") {
      this.add(make("p", "", words.textOf(card.advice)));
    }
    if (card.status === "unseen") {
      this.note(words.say("page.unseen-note"));
    }
  }

  /** What lies before and behind the product, and what stops without it. */
  #cones() {
    const card = this.#card;
    const { edges } = this.chain.data.graph;
    /** @type {[string, () => Set<string>][]} */
    const choices = [
      ["page.cone-up", () => cone(edges, card.product, "up")],
      ["page.cone-down", () => cone(edges, card.product, "down")],
      ["page.cone-fails", () => this.chain.placesOf(card.stops).add(card.product)],
    ];
    const buttons = choices.map(([key, found]) =>
      button("plain", this.words.say(key), () => this.tell.narrowed(found())),
    );
    return put(make("div", "tags cones"), ...buttons);
  }

  #facts() {
    const { words } = this;
    const card = this.#card;
    /** @type {[string, string][]} */
    const facts = [
      ["rank", figure(card.rank) + (card.tied !== null && card.tied > 1 ? "=" : "")],
      ["tied", card.tied !== null && card.tied > 1 ? figure(card.tied) : ""],
      [
        "score",
        share(card.score) + (card.score === null ? "" : ` (${share(card.score_low)}–${share(card.score_high)})`),
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
      ["chains_hit", card.chains_hit.map((one) => this.#chain(one)).join(words.comma)],
      ["producible", words.say(card.producible ? "yes" : "no")],
      ["stage", words.say(card.stage) + (card.inferred ? ` (${words.say("page.stage-inferred")})` : "")],
    ];
    if (card.segment) {
      facts.push(["segment", card.segment]);
    }
    this.add(
      put(
        make("dl"),
        ...facts
          .filter(([, value]) => value)
          .flatMap(([key, value]) => {
            const long = value.length > LONG ? "long" : "";
            return [make("dt", long, words.say(key)), make("dd", long, value)];
          }),
      ),
    );
  }

  #belongs() {
    const { words, chain } = this;
    const card = this.#card;
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
  }

  /**
   * The name of a chain; its id where it has no page.
   * @param {string} id
   */
  #chain(id) {
    const named = this.chain.data.chains[id];
    return named ? this.chain.language.of(named[0]) : id;
  }

  #people() {
    const { words } = this;
    const card = this.#card;
    const firm = (/** @type {FirmRow} */ row) => this.firm(row);
    this.section("page.card-makers", card.makers_rows.length);
    if (card.makers_rows.length) {
      this.list(card.makers_rows, SOME, firm);
    } else {
      this.note(words.say(["missing", "common"].includes(card.status) ? card.status : "page.none-makers"));
    }
    this.listed("page.card-idle", card.idle, FEW, firm);
    this.listed("page.card-buyers", card.buyers, FEW, firm);
  }

  #links() {
    const { words } = this;
    const card = this.#card;
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
  }

  #plans() {
    const { words } = this;
    const card = this.#card;
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
  }

  #grounds() {
    const { words, chain } = this;
    const card = this.#card;
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
      demand: share(card.score_demand),
    };
    this.note(card.score === null ? words.say("page.score-none") : words.say("page.score-rule", values));
    const given = chain.data.given.map((one) => words.nameOf(one)).join(words.comma);
    this.note(words.say("page.given", { given: given || words.say("page.nothing") }));
  }

  #sources() {
    const { words } = this;
    const card = this.#card;
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
  }
}
