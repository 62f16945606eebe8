/** Workbooks, for the tables that are taken away. */
import { workbook } from "../xlsx.js";

window.chaingraphWorkbook = workbook;
