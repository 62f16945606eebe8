/** Data that write.py has deflated: base64 of zlib's format of JSON. */

const TOO_OLD =
  "浏览器过旧，不能读出本页数据；请用 2023 年以后的 Chrome、Edge、Firefox 或同内核浏览器。" +
  " This browser is too old to read the data of this page.";

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
 * The value in the script element of this id. Where the browser is too old for it the page says so, and nothing comes.
 * @param {string} id
 * @returns {Promise<any>}
 */
export function packed(id) {
  if (!("DecompressionStream" in window && "replaceChildren" in document.body)) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = TOO_OLD;
    document.body.prepend(note);
    return new Promise(() => {});
  }
  return unpacked(document.getElementById(id)?.textContent ?? "");
}
