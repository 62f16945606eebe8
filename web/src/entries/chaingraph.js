/** Every page: its language; on the page of a chain its map, table and card, on the index its squares. */
import { ChainPage } from "../chain-page.js";
import { byId } from "../dom.js";
import { Language } from "../lang.js";
import { packed } from "../pack.js";
import { tiles } from "../tiles.js";

const language = new Language(document);
const ready = () => {
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
      full: (/** @type {import("../types.js").Brief} */ card) => chain.full(card),
      boxOf: (/** @type {string} */ product) => map.boxOf(product),
    };
  });
} else if (!document.getElementById("packed")) {
  ready();
}
