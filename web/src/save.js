/** Pictures and tables to take away. */
import { make } from "./dom.js";

const KEPT_MS = 1000;

/**
 * A cell of CSV: in quotation marks, and never a formula to a spreadsheet.
 * @param {string} text
 */
export function csvCell(text) {
  const formula = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text));
  return `"${(formula ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** @param {string[][]} rows */
export function csv(rows) {
  return rows.map((row) => row.map(csvCell).join(",")).join("\r\n");
}

/**
 * The rows of a table for a workbook: below the heads, what reads as a number is one.
 * @param {string[][]} rows
 * @returns {(string | number)[][]}
 */
export function withNumbers(rows) {
  return rows.map((row, number) =>
    row.map((text) => {
      const value = Number(text.replaceAll(",", ""));
      return number && text !== "" && !Number.isNaN(value) ? value : text;
    }),
  );
}

/**
 * A name for a file, without what some system forbids in one.
 * @param {string} title
 */
export function stem(title) {
  return title.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60);
}

/**
 * Hands `blob` to the reader as a file.
 * @param {string} suffix
 * @param {Blob} blob
 */
export function save(suffix, blob) {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = stem(document.title) + suffix;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
