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
  const told = data.products[id];
  return told?.[2]
    ? link(language.of(told), `${told[2]}#${encodeURIComponent(id)}`)
    : make("span", "", told ? language.of(told) : id);
}
