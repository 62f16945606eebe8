/**
 * Bundles src/entries into the scripts of the pages: `node build.mjs`. With `--check` writes nothing and ends with 1
 * where a script is not what its sources give.
 *
 * The pages are opened from files, where a browser loads no modules: each bundle is a classic script. Its first line
 * tells the SHA-256 of the sources and of what follows, so that a forgotten build is seen without node.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(HERE, "src");
const ENTRIES = join(SOURCES, "entries");
const ASSETS = join(HERE, "..", "chaingraph", "views", "site", "assets");
const NAMES = readdirSync(ENTRIES).sort();

/** @param {string} path */
const read = (path) => readFileSync(path, "utf-8").replaceAll("\r\n", "\n");

/** @param {string} text */
const sha256 = (text) => createHash("sha256").update(text, "utf-8").digest("hex");

/** Each file of the sources as its path and its text, in the order of the paths; and this file, which bundles them. */
function sources() {
  const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
  return [...files, fileURLToPath(import.meta.url)]
    .map((path) => [relative(HERE, path).split(sep).join("/"), read(path)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => `${path}\n${text}\n`)
    .join("");
}

/** @returns {Promise<[path: string, text: string][]>} */
async function bundles() {
  const made = await build({
    absWorkingDir: HERE,
    entryPoints: NAMES.map((name) => join(ENTRIES, name)),
    outdir: ASSETS,
    bundle: true,
    write: false,
    format: "iife",
    target: "es2017", // a browser that is too old for the data must still read the script that says so
    charset: "utf8",
    legalComments: "inline",
  });
  const of = sha256(sources());
  return made.outputFiles.map(({ path, text }) => {
    const hashes = `sources ${of} script ${sha256(text)}`;
    return [path, `/* ChainGraph (MIT), made by "make web" from web/src: change it there. ${hashes} */\n${text}`];
  });
}

const check = process.argv.includes("--check");
for (const [path, text] of await bundles()) {
  if (!check) {
    writeFileSync(path, text);
  } else if (read(path) !== text) {
    console.error(`${relative(join(HERE, ".."), path)} is not what web/src gives: make web`);
    process.exitCode = 1;
  }
}
