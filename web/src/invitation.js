/** @import { Card } from "./card.js" */
/** @import { Invitation } from "./types.js" */
import { make, put } from "./dom.js";
import { figure } from "./words.js";

const FIRMS = 5;
const PARKS = 3;

/**
 * Whom to invite for a product, and where to.
 * @param {Card} card
 * @param {string} product
 * @param {Invitation} invited
 */
export function invitation(card, product, invited) {
  firms(card, product, invited);
  card.note(card.words.textOf(invited.profile));
  parks(card, invited);
}

/**
 * @param {Card} card
 * @param {string} product
 * @param {Invitation} invited
 */
function firms(card, product, invited) {
  const { words, chain } = card;
  card.section("page.card-invite", invited.all);
  if (!invited.firms.length) {
    return;
  }
  card.list(invited.firms, FIRMS, (row) => {
    const reasons = chain.language.of(row.reasons).join(words.semicolon);
    const item = put(make("li"), card.entity("enterprise", row), words.colon + reasons);
    const stability = row.stability;
    const parts = [
      words.textOf(row.place),
      row.front ? words.say("page.invite-front") : "",
      words.textOf(row.standing),
      stability === null ? "" : words.say("page.invite-stability", { share: `${figure(100 * stability, 0)}%` }),
    ];
    return card.withMeta(item, parts, row);
  });
  if (words.textOf(invited.doubt)) {
    card.note(words.textOf(invited.doubt));
  }
  card.note(words.say("page.invite-note"));
  if (invited.all > invited.firms.length) {
    card.note(words.say("page.invite-all", { n: invited.all, product }));
  }
}

/**
 * @param {Card} card
 * @param {Invitation} invited
 */
function parks(card, invited) {
  const { words } = card;
  if (!invited.parks.length) {
    return;
  }
  card.section("page.card-sites");
  card.list(invited.parks, PARKS, (row) => {
    const parts = [
      words.say(`page.site.${row.kind}`),
      words.textOf(row.place),
      words.textOf(row.standing),
      row.leads === null ? "" : words.say(row.leads ? "page.site-leads" : "page.site-not"),
      words.say("page.site-buyers", { n: row.buyers[0], all: row.buyers[1] }),
      words.say("page.site-suppliers", { n: row.suppliers[0], all: row.suppliers[1] }),
      row.makers ? words.say("page.site-makers", { n: row.makers }) : "",
    ];
    return card.withMeta(put(make("li"), card.entity(row.kind, row)), parts, row);
  });
  if (words.textOf(invited.doubt_sites)) {
    card.note(words.textOf(invited.doubt_sites));
  }
  card.note(words.say("page.sites-note"));
}
