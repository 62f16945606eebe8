/* A workbook of one sheet, as bytes: parts of Office Open XML in a zip without compression. Cells are numbers or text, never formulas. */
(function () {
  "use strict";
  var table = new Uint32Array(256).map(function (_, n) {
    for (var k = 0; k < 8; k += 1) { n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; }
    return n;
  });
  function crc(bytes) {
    var sum = 0xffffffff;
    for (var i = 0; i < bytes.length; i += 1) { sum = table[(sum ^ bytes[i]) & 255] ^ (sum >>> 8); }
    return (sum ^ 0xffffffff) >>> 0;
  }
  function words(sizes) {
    var view = new DataView(new ArrayBuffer(sizes.reduce(function (all, one) { return all + one[0]; }, 0))), at = 0;
    sizes.forEach(function (one) {
      if (one[0] === 2) { view.setUint16(at, one[1], true); } else { view.setUint32(at, one[1], true); }
      at += one[0];
    });
    return new Uint8Array(view.buffer);
  }
  function zip(files) {
    var parts = [], index = [], at = 0, size = 0, encoder = new TextEncoder();
    files.forEach(function (file) {
      var name = encoder.encode(file[0]), bytes = encoder.encode(file[1]), sum = crc(bytes);
      var common = [[2, 20], [2, 2048], [2, 0], [2, 0], [2, 33], [4, sum], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      var head = words([[4, 0x04034b50]].concat(common));
      parts.push(head, name, bytes);
      index.push(words([[4, 0x02014b50], [2, 20]].concat(common, [[2, 0], [2, 0], [2, 0], [4, 0], [4, at]])), name);
      at += head.length + name.length + bytes.length;
    });
    index.forEach(function (one) { size += one.length; });
    return new Blob(parts.concat(index, [words([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]])]),
      { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
  }
  function safe(text) {
    return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }
  function cell(value) {
    if (value === null || value === undefined || value === "") { return "<c/>"; }
    if (typeof value === "number" && isFinite(value)) { return "<c><v>" + value + "</v></c>"; }
    return '<c t="inlineStr"><is><t xml:space="preserve">' + safe(String(value).slice(0, 32767)) + "</t></is></c>";
  }
  window.chaingraphWorkbook = function (title, rows) {
    var head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    var types = "http://schemas.openxmlformats.org/package/2006/", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    var kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    var name = safe(title.replace(/[\[\]:*?\/\\']/g, " ").slice(0, 31).trim() || "Sheet1");
    return zip([
      ["[Content_Types].xml", head + '<Types xmlns="' + types + 'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Override PartName="/xl/workbook.xml" ContentType="' + kind + 'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="' + kind + 'worksheet+xml"/></Types>'],
      ["_rels/.rels", head + '<Relationships xmlns="' + types + 'relationships"><Relationship Id="rId1" Type="' + office + '/officeDocument" Target="xl/workbook.xml"/></Relationships>'],
      ["xl/workbook.xml", head + '<workbook xmlns="' + main + '" xmlns:r="' + office + '"><sheets><sheet name="' + name + '" sheetId="1" r:id="rId1"/></sheets></workbook>'],
      ["xl/_rels/workbook.xml.rels", head + '<Relationships xmlns="' + types + 'relationships"><Relationship Id="rId1" Type="' + office + '/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'],
      ["xl/worksheets/sheet1.xml", head + '<worksheet xmlns="' + main + '"><sheetData>' +
        rows.map(function (row) { return "<row>" + row.map(cell).join("") + "</row>"; }).join("") + "</sheetData></worksheet>"]
    ]);
  };
})();
