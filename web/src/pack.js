/** Data that write.py has deflated: base64 of zlib's format of JSON. */

/**
 * The value that was packed into `text`.
 * @param {string} text
 * @returns {Promise<any>}
 */
export function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (one) => one.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

/**
 * The value in the script element of this id. Where the browser is too old for it the page says so, in the words that
 * the element carries, and nothing comes.
 * @param {string} id
 * @returns {Promise<any>}
 */
export function packed(id) {
  const element = document.getElementById(id);
  if (!("DecompressionStream" in window && "replaceChildren" in document.body)) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = element?.getAttribute("data-too-old") ?? "";
    document.body.prepend(note);
    return new Promise(() => {});
  }
  return unpacked(element?.textContent ?? "");
}
