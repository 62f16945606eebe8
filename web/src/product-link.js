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
  const named = data.products[id];
  return named?.[2]
    ? link(language.of(named), `${named[2]}#${encodeURIComponent(id)}`)
    : make("span", "", named ? language.of(named) : id);
}
