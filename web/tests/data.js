/** A chain of four products, ore → iron → steel → car, of which two are made. */
/** @import { ChainData, Detail, FirmRow } from "../src/types.js" */
import { Chain } from "../src/chain.js";
import { Language } from "../src/lang.js";

export const HOSTILE = '</script><img src=x onerror=alert(1)>"&';

/** @param {string} lang */
export function language(lang = "zh-CN") {
  /** @type {Record<string, string>} */
  const attributes = { "data-languages": "zh en", "data-tag-zh": "zh-CN", "data-tag-en": "en" };
  const body = { getAttribute: (/** @type {string} */ name) => attributes[name] ?? null };
  return new Language(/** @type {any} */ ({ documentElement: { lang }, body }));
}

/**
 * @param {string} id
 * @param {string} zh
 * @param {string} en
 * @param {number} rank
 * @param {number | null} score
 */
function row(id, zh, en, rank, score) {
  return {
    product: id,
    name_zh: zh,
    name_en: en,
    sounds: [`${id}yin`],
    cities: rank < 3 ? ["220100"] : [],
    kinds: ["material"],
    makers_names: rank < 3 ? ["春城厂"] : [],
    status: rank < 3 ? "single" : "unseen",
    action: rank < 3 ? "none" : "fill",
    confidence: "low",
    rank,
    score,
    criticality: null,
    makers: rank < 3 ? 1 : 0,
    local_buyer_count: 0,
    stage: "upstream",
    segment: rank < 3 ? "炼" : null,
    verify: rank >= 3,
    absent_probability: null,
    tied: null,
    family: null,
  };
}

/** @returns {ChainData} */
export function chainData() {
  const ids = ["ore", "iron", "steel", "car"];
  const look = { fill: "#fff", border: "#000", ink: "#000", sign: "?", corner: 3, dashed: false };
  /** @type {[string, string][]} */
  const inputs = [
    ["ore", "iron"],
    ["iron", "steel"],
    ["steel", "car"],
  ];
  return {
    lang: "zh",
    words: {
      "list.separator": ["、", ", "],
      "page.colon": ["：", ": "],
      "page.fold-inputs": [["{n} 条"], ["{n} input", "{n} inputs"]],
      "page.more": ["再 {n}", "{n} more"],
      action: ["处置", "Action"],
      fill: ["补", "fill"],
      unseen: ["未见", "unseen"],
    },
    invited: 20,
    looks: { unseen: { ...look, dashed: true }, single: look },
    graph: {
      nodes: ids.map((id, place) => ({
        id,
        x: 0,
        y: 40 * place,
        font: { color: "#000", size: 14 },
        labels: /** @type {const} */ ([
          [`▲ ${id}`, 14],
          [`▲ ${id}`, 14],
        ]),
      })),
      edges: inputs.map(([from, to], place) => ({
        id: `e${place}`,
        from,
        to,
        dashes: false,
        width: 1,
        smooth: false,
        color: { color: "#999", opacity: 0.4, highlight: "#000", hover: "#000" },
        about: { essential: true, kind: null, group: null },
      })),
      options: { nodes: { font: { face: "sans-serif" } } },
      lanes: [{ stage: "upstream", left: -100, right: 100 }],
      top: -40,
      bottom: 160,
      font: 14,
      folds: [{ id: "s1", stage: "upstream", name: "炼", members: ["iron", "steel"] }],
      folded: [
        { stage: "upstream", ids: ["ore", "s1"] },
        { stage: "downstream", ids: ["car"] },
      ],
      first_sight: 350,
      grid: { column: 200, row: 40, gap: 60 },
    },
    tables: { makes: ["生产", "makes"] },
    chains: { steel: [["钢铁", "Steel"], "chain-steel.html"], cars: [["汽车", "Cars"], "chain-cars.html"] },
    given: [],
    rows: [
      row("ore", "铁矿石", "Iron ore", 4, null),
      row("iron", "生铁", "Pig iron", 2, 0.25),
      row("steel", "钢水", "Steel", 1, 0.5),
      row("car", "整车", "Car", 3, 0.25),
    ],
    products: {
      ore: [["铁矿石", "Iron ore"], null],
      iron: [["生铁", "Pig iron"], null],
      steel: [["钢水", "Steel"], null],
      car: [["整车", "Car"], null],
      engine: [["发动机", "Engine"], "chain-cars.html"],
    },
    sources: {
      s1: {
        title: HOSTILE,
        publisher: "局",
        year: 2024,
        kind: null,
        url: "https://example.org/a?b=1&c=2",
        copied: null,
      },
      s2: {
        title: "公告",
        publisher: null,
        year: null,
        kind: null,
        url: null,
        copied: ["转载 http://copy.example/?a=1&b", "at http://copy.example/?a=1&b"],
      },
    },
    firms: { nodes: [], edges: [], lanes: [], makers: 0, left: 0, stops: [] },
  };
}

/** @returns {Detail} */
export function detail() {
  /** @type {FirmRow} */
  const firm = {
    id: "e/1",
    name: HOSTILE,
    place: ["长春市", "Changchun"],
    table: "makes",
    row: 7,
    source: ["s1", "s9"],
  };
  return {
    score_need: null,
    score_demand: null,
    score_severity: null,
    evidence: null,
    score_low: null,
    score_high: null,
    weight_known: null,
    chains_hit: [],
    broader: null,
    below: [],
    owners: 0,
    output_yi: 1234.5,
    hhi: null,
    hhi_basis: null,
    inputs_met: null,
    producible: false,
    needs: ["engine"],
    why: ["因为", "because"],
    ways: [],
    inferred: false,
    resource: false,
    chains: ["steel", "cars"],
    users: [],
    fails: [],
    fails_count: 0,
    stops: [3],
    advice: ["请", "do"],
    change: [["若"], ["if"]],
    makers_rows: [firm],
    idle: [],
    buyers: [],
    province: [],
    outside: [],
    projects: [],
    inputs: [],
    coverage: [],
    entry: [],
    sources: ["s1", "s2"],
    asked: false,
  };
}

/** @param {string} [lang] */
export function chain(lang) {
  const made = new Chain(chainData(), language(lang));
  made.complete(made.data.rows.map(detail));
  return made;
}
