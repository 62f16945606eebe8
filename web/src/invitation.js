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
  candidates(card, product, invited);
  card.note(card.words.textOf(invited.profile));
  parks(card, invited);
}

/**
 * Kind by kind: whose group stands here, who is to be paired with, who to be invited, who here is near.
 * @param {Card} card
 * @param {string} product
 * @param {Invitation} invited
 */
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
        stability === null ? "" : words.say("page.invite-stability", { share: `${figure(100 * stability, 0)}%` }),
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

/**
 * @param {Card} card
 * @param {Invitation} invited
 */
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
