/**
 * A workbook of one sheet: parts of Office Open XML in a zip without compression. Cells are numbers or text, never
 * formulas.
 */

const MOST_LETTERS = 32767; // of a cell
const MOST_OF_A_NAME = 31; // letters of a sheet's name
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const UTF8 = 2048; // flag: names are UTF-8
const VERSION = 20;
const DAY = 33; // 1 January 1980: equal tables give equal bytes

const TABLE = new Uint32Array(256).map((_, n) => {
  let sum = n;
  for (let bit = 0; bit < 8; bit += 1) {
    sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  }
  return sum;
});

/**
 * CRC-32, as zip has it.
 * @param {Uint8Array} bytes
 */
export function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/**
 * Numbers of two or four bytes, the least first.
 * @param {[size: 2 | 4, value: number][]} numbers
 */
function little(numbers) {
  const view = new DataView(new ArrayBuffer(numbers.reduce((all, [size]) => all + size, 0)));
  let at = 0;
  for (const [size, value] of numbers) {
    if (size === 2) {
      view.setUint16(at, value, true);
    } else {
      view.setUint32(at, value, true);
    }
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/** @param {[name: string, text: string][]} files */
function zip(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const index = [];
  let at = 0;
  for (const [file, text] of files) {
    const name = encoder.encode(file);
    const bytes = encoder.encode(text);
    /** @type {[2 | 4, number][]} */
    const common = [
      [2, VERSION],
      [2, UTF8],
      [2, 0],
      [2, 0],
      [2, DAY],
      [4, crc(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    ];
    const head = little([[4, 0x04034b50], ...common]);
    parts.push(head, name, bytes);
    index.push(little([[4, 0x02014b50], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
    at += head.length + name.length + bytes.length;
  }
  const size = index.reduce((all, one) => all + one.length, 0);
  const count = files.length;
  const end = little([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, at],
    [2, 0],
  ]);
  return new Blob([...parts, ...index, end], { type: TYPE });
}

/**
 * `text` as XML can hold it: without letters that XML forbids and without halves of pairs.
 * @param {string} text
 */
export function escaped(text) {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are what XML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

/** @param {string | number | null | undefined} value */
export function cell(value) {
  if (value === null || value === undefined || value === "") {
    return "<c/>";
  }
  if (typeof value === "number" && Number.isFinite(value)) {
    return `<c><v>${value}</v></c>`;
  }
  const text = escaped(String(value).slice(0, MOST_LETTERS));
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/**
 * A name that a sheet may have.
 * @param {string} title
 */
export function sheetName(title) {
  return (
    title
      .replace(/[[\]:*?/\\']/g, " ")
      .slice(0, MOST_OF_A_NAME)
      .trim() || "Sheet1"
  );
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
const RELATIONS = "application/vnd.openxmlformats-package.relationships+xml";

/**
 * The part that says what another part is related to.
 * @param {string} type
 * @param {string} target
 */
function relation(type, target) {
  const element = `<Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return `${HEAD}<Relationships xmlns="${PACKAGE}relationships">${element}</Relationships>`;
}

/**
 * @param {string} title
 * @param {(string | number | null | undefined)[][]} rows
 * @returns {Blob}
 */
export function workbook(title, rows) {
  const types =
    `<Default Extension="rels" ContentType="${RELATIONS}"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${KIND}sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}worksheet+xml"/>`;
  const sheet = `<sheet name="${escaped(sheetName(title))}" sheetId="1" r:id="rId1"/>`;
  const cells = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  return zip([
    ["[Content_Types].xml", `${HEAD}<Types xmlns="${PACKAGE}content-types">${types}</Types>`],
    ["_rels/.rels", relation("officeDocument", "xl/workbook.xml")],
    ["xl/workbook.xml", `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheet}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")],
    ["xl/worksheets/sheet1.xml", `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${cells}</sheetData></worksheet>`],
  ]);
}
