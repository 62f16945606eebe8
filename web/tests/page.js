/** A page without a browser, for what reads and writes elements. */
import { Window } from "happy-dom";

const CLASSES = /** @type {const} */ (["HTMLElement", "HTMLButtonElement", "HTMLSelectElement", "HTMLInputElement"]);

/**
 * Makes `html` the page that the modules see.
 * @param {string} html
 * @returns {Document}
 */
export function page(html) {
  const window = new Window({ url: "https://pages.example/" });
  window.document.write(html);
  const { document } = window;
  Object.assign(globalThis, { window, document, ...Object.fromEntries(CLASSES.map((name) => [name, window[name]])) });
  return /** @type {any} */ (document);
}
