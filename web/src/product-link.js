/** @import { Language } from "./lang.js" */
/** @import { Named } from "./types.js" */
import { link, make } from "./dom.js";

/**
 * The name of a product, linked to its card on the page of its chain.
 * @param {{ products: Record<string, Named> }} data
 * @param {Language} language
 * @param {string} id
 */
export function productLink(data, language, id) {
  const [names, page] = data.products[id] ?? [null, null];
  const name = names ? language.of(names) : id;
  return page ? link(name, `${page}#${encodeURIComponent(id)}`) : make("span", "", name);
}
