/** Elements of the page. Texts from the data become text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * The element of this id, which the page has.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`#${id} is not a ${kind.name}`);
  }
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string | number | null} [content]
 */
export function make(tag, className, content) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  if (content !== undefined && content !== null) {
    made.textContent = String(content);
  }
  return made;
}

/**
 * @param {string} text
 * @param {string} href
 */
export function link(text, href) {
  const made = make("a", "", text);
  made.href = href;
  return made;
}

/**
 * A link that leaves the pages: the other side learns nothing of them.
 * @param {string} text
 * @param {string} href
 */
export function outside(text, href) {
  const made = link(text, href);
  made.rel = "noopener noreferrer";
  made.target = "_blank";
  return made;
}

/**
 * A source: its title, a link where the address is its publisher's own, and what is told of it; an address that
 * re-hosts the text stands there to be copied.
 * @param {{ title: string, url: string | null }} source
 * @param {string} told
 * @param {string} copied
 */
export function sourceItem(source, told, copied) {
  const title = source.url ? outside(source.title, source.url) : make("span", "", source.title);
  const item = put(make("li"), title, make("span", "meta", ` ${told}`));
  return copied ? put(item, make("span", "meta address", copied)) : item;
}

/**
 * @param {string} className
 * @param {string} text
 * @param {() => void} act
 */
export function button(className, text, act) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/**
 * `parent` with `parts` added to it; empty ones are left out.
 * @template {Element} T
 * @param {T} parent
 * @param {(Node | string | null)[]} parts
 * @returns {T}
 */
export function put(parent, ...parts) {
  parent.append(...parts.filter((one) => one !== null).filter((one) => one !== ""));
  return parent;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} values
 * @param {string} [text]
 */
export function drawn(tag, values, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(values)) {
    made.setAttribute(name, String(value));
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/**
 * Puts `choices` (value and words) into a list to choose from; what was chosen stays chosen.
 * @param {HTMLSelectElement} list
 * @param {(readonly [value: string, words: string])[]} choices
 */
export function offer(list, choices) {
  const kept = list.value;
  const options = choices.map(([value, words]) => {
    const one = make("option", "", words);
    one.value = value;
    return one;
  });
  list.replaceChildren(...options);
  list.value = kept;
}

/**
 * Puts `fragment` behind the address of the page, so that what is shown can be passed on.
 * @param {string} fragment
 */
export function address(fragment) {
  try {
    window.history.replaceState(null, "", `#${fragment}`);
  } catch {
    /* some viewers of files refuse */
  }
}
