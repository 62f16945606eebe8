/* ChainGraph (MIT), made by "make web" from web/src: change it there. sources f2bc4c2a50476612ecef01900f5e57602fbc9118cb3e4ac100124baac6cc5a81 script 8dffdd41b8358cdf8744f72c39cd8ec2dddf0d92afe60b6b5759edc6eecdee9b */
"use strict";
(() => {
  // src/xlsx.js
  var MOST_LETTERS = 32767;
  var MOST_OF_A_NAME = 31;
  var TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  var UTF8 = 2048;
  var VERSION = 20;
  var DAY = 33;
  var TABLE = new Uint32Array(256).map((_, n) => {
    let sum = n;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1 ? 3988292384 ^ sum >>> 1 : sum >>> 1;
    }
    return sum;
  });
  function crc(bytes) {
    let sum = 4294967295;
    for (const byte of bytes) {
      sum = TABLE[(sum ^ byte) & 255] ^ sum >>> 8;
    }
    return (sum ^ 4294967295) >>> 0;
  }
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
  function zip(files) {
    const encoder = new TextEncoder();
    const parts = [];
    const index = [];
    let at = 0;
    for (const [file, text] of files) {
      const name = encoder.encode(file);
      const bytes = encoder.encode(text);
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
        [2, 0]
      ];
      const head = little([[4, 67324752], ...common]);
      parts.push(head, name, bytes);
      index.push(little([[4, 33639248], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
      at += head.length + name.length + bytes.length;
    }
    const size = index.reduce((all, one) => all + one.length, 0);
    const count = files.length;
    const end = little([
      [4, 101010256],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, size],
      [4, at],
      [2, 0]
    ]);
    return new Blob([...parts, ...index, end], { type: TYPE });
  }
  function escaped(text) {
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(new RegExp("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "g"), "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  }
  function cell(value) {
    if (value === null || value === void 0 || value === "") {
      return "<c/>";
    }
    if (typeof value === "number" && Number.isFinite(value)) {
      return `<c><v>${value}</v></c>`;
    }
    const text = escaped(String(value).slice(0, MOST_LETTERS));
    return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  }
  function sheetName(title) {
    return title.replace(/[[\]:*?/\\']/g, " ").slice(0, MOST_OF_A_NAME).trim() || "Sheet1";
  }
  var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  var MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  var PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  var OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  var KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  var RELATIONS = "application/vnd.openxmlformats-package.relationships+xml";
  function relation(type, target) {
    const element = `<Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/>`;
    return `${HEAD}<Relationships xmlns="${PACKAGE}relationships">${element}</Relationships>`;
  }
  function workbook(title, rows) {
    const types = `<Default Extension="rels" ContentType="${RELATIONS}"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}worksheet+xml"/>`;
    const sheet = `<sheet name="${escaped(sheetName(title))}" sheetId="1" r:id="rId1"/>`;
    const cells = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
    return zip([
      ["[Content_Types].xml", `${HEAD}<Types xmlns="${PACKAGE}content-types">${types}</Types>`],
      ["_rels/.rels", relation("officeDocument", "xl/workbook.xml")],
      ["xl/workbook.xml", `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheet}</sheets></workbook>`],
      ["xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")],
      ["xl/worksheets/sheet1.xml", `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${cells}</sheetData></worksheet>`]
    ]);
  }

  // src/entries/xlsx.js
  window.chaingraphWorkbook = workbook;
})();
