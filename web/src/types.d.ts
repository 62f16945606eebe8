/** What the pages are given: the data that chaingraph/views/site writes, and what is used of vis-network. */

/** A text in each language of the page, in their order. */
export type Texts = readonly string[];
/** A sentence in each language of the page, or its plural forms there. */
export type Sentences = readonly (string | readonly string[])[];
/** Names of a product or chain and the page it is told on; null: this page. */
export type Named = readonly [names: Texts, page: string | null];
/** A label that fits its box, and the size of its letters. */
export type Label = readonly [text: string, size: number];
export type Values = Record<string, string | number>;

export interface Look {
  fill: string;
  border: string;
  ink: string;
  sign: string;
  corner: number;
  dashed: boolean;
}

export interface Source {
  title: string;
  publisher: string | null;
  year: number | null;
  kind: Texts | null;
  url: string | null;
  /** The address of another's site that re-hosts the text: shown to copy, not linked. */
  copied: Texts | null;
}

/** Where a fact stands in the dataset. */
export interface Cited {
  table?: string;
  row?: number;
  source?: string[];
}

export interface FirmRow extends Cited {
  id: string | null;
  name: string;
  place: Texts;
  role?: Texts;
  status?: Texts;
  output_yi?: number;
  capacity?: string;
  year?: number;
  makes?: string[];
}

export interface Entity {
  id: string | null;
  name: string;
}

export interface InvitedFirm extends Cited, Entity {
  place: Texts;
  front: boolean;
  standing: Texts;
  stability: number | null;
  reasons: readonly string[][];
}

export interface InvitedKind {
  kind: string;
  heading: Texts;
  all: number;
  doubt: Texts;
  firms: InvitedFirm[];
}

export interface InvitedPark extends Cited, Entity {
  kind: string;
  place: Texts;
  standing: Texts;
  reasons: readonly string[][];
}

export interface Invitation {
  kinds: InvitedKind[];
  all: number;
  known: Texts;
  parks: InvitedPark[];
  doubt_sites: Texts;
  profile: Texts;
}

/** What table, search and filters need of a card. */
export interface Brief {
  product: string;
  name_zh: string;
  name_en: string | null;
  sounds: string[];
  cities: string[];
  kinds: string[];
  makers_names: string[];
  status: string;
  action: string;
  confidence: string;
  rank: number;
  score: number | null;
  criticality: number | null;
  makers: number;
  local_buyer_count: number;
  stage: string;
  segment: string | null;
  verify: boolean;
  absent_probability: number | null;
  tied: number | null;
  /** the family under which the gaps of the list stand on one line */
  family: string | null;
}

/** The rest of a card, read when it is first opened. */
export interface Detail {
  score_need: number | null;
  score_demand: number | null;
  score_severity: number | null;
  evidence: string | null;
  score_low: number | null;
  score_high: number | null;
  weight_known: number | null;
  chains_hit: string[];
  broader: string | null;
  /** its direct kinds */
  below: string[];
  owners: number;
  output_yi: number | null;
  hhi: number | null;
  hhi_basis: string | null;
  inputs_met: number | null;
  producible: boolean;
  needs: string[];
  why: Texts;
  ways: string[][];
  inferred: boolean;
  resource: boolean;
  chains: string[];
  users: string[];
  fails: string[];
  fails_count: number;
  /** places among the rows, or the bits of a hexadecimal number */
  stops: number[] | string;
  advice: Texts;
  change: readonly string[][];
  makers_rows: FirmRow[];
  idle: FirmRow[];
  buyers: FirmRow[];
  province: FirmRow[];
  outside: FirmRow[];
  projects: (Cited & Entity & { place: Texts; status: Texts | null; yi: number | null; years: (number | null)[] })[];
  inputs: (Cited & { input: string; essential: boolean; kind: Texts | null; group: number | null })[];
  coverage: (Cited & { place: Texts; chain: Texts; state: Texts | null; year: number | null })[];
  entry: (Cited & { note: string | null })[];
  sources: string[];
  asked: boolean;
  invite?: Invitation;
}

export type CardData = Brief & Detail;

export interface GraphNode {
  id: string;
  labels: readonly Label[];
  x: number;
  y: number;
  font: { color: string; size: number };
}

export interface Colour {
  color: string;
  opacity: number;
  highlight: string;
  hover: string;
}

export interface GraphEdge {
  id: string;
  from: string;
  to: string;
  dashes: number[] | boolean;
  width: number;
  color: Colour;
  smooth: object | boolean;
  about: { essential: boolean; kind: string | null; group: string | null };
}

export interface Lane {
  stage: string;
  left: number;
  right: number;
}

export interface Fold {
  id: string;
  stage: string;
  name: string | null;
  members: string[];
}

export interface Grid {
  column: number;
  row: number;
  gap: number;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  options: { nodes: { font: { face: string } } };
  lanes: Lane[];
  top: number;
  bottom: number;
  font: number;
  folds: Fold[];
  folded: { stage: string; ids: string[] }[];
  /** a chain of more products opens folded and is worked on in turns */
  first_sight: number;
  grid: Grid;
}

export interface FirmNode {
  id: string;
  x: number;
  y: number;
  name: Texts;
  local: boolean;
  labels: readonly Label[];
}

export interface Firms {
  nodes: FirmNode[];
  /** supplier, customer, product, amount */
  edges: [string, string, string | null, number | null][];
  lanes: Lane[];
  makers: number;
  left: number;
  /** id, name, how many products stop with it, which: as Detail.stops */
  stops: [string, string, number, number[] | string][];
}

export interface ChainData {
  lang: string;
  words: Record<string, Sentences>;
  invited: number;
  looks: Record<string, Look>;
  graph: Graph;
  tables: Record<string, Texts>;
  chains: Record<string, readonly [names: Texts, page: string]>;
  given: string[];
  rows: Brief[];
  products: Record<string, Named>;
  sources: Record<string, Source>;
  firms: Firms;
}

export interface DirectoryEntry {
  kind: string;
  id: string;
  name: Texts;
  place: Texts;
  sounds: string[];
  facts: [Texts, Texts][];
  /** heading, how many there are, those that are told as kind and id */
  ties: [Texts, number, [string, string][]][];
  sources: string[];
}

export interface DirectoryData {
  kinds: Record<string, Texts>;
  entities: DirectoryEntry[];
  products: Record<string, Named>;
  chains: ChainData["chains"];
  sources: Record<string, Source>;
}

export interface ComparedRegion {
  code: string;
  name: Texts;
  enterprises: number;
  made: string[];
  fill: string[];
  /** products with makers and location quotient, by chain */
  chains: Record<string, [number, number | null]>;
}

export interface CompareData {
  regions: ComparedRegion[];
  similar: [string, string, number][];
  chains: ChainData["chains"];
  products: Record<string, Named>;
}

/** A box or an arrow as vis-network takes it. */
export type Box = { id: string; x: number; y: number; label: string } & Record<string, unknown>;
export type Arrow = {
  id: string;
  from: string;
  to: string;
  dashes: number[] | boolean;
  color: Partial<Colour>;
  ends?: string[];
  faint?: boolean;
} & Record<string, unknown>;

/** What is drawn: boxes, arrows and the lanes behind them. */
export interface Scene {
  boxes: Box[];
  arrows: Arrow[];
  lanes: Lane[];
  top: number;
  bottom: number;
  /** arrows that are not drawn, being too many */
  left: number;
}

export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Changed {
  id: string;
  [option: string]: unknown;
}

declare global {
  namespace vis {
    class DataSet {
      constructor(items: object[]);
      update(items: Changed[]): void;
    }
    interface Clicked {
      nodes: string[];
    }
    class Network {
      constructor(place: HTMLElement, data: { nodes: DataSet; edges: DataSet }, options: object);
      body: { nodes: Record<string, { x: number; y: number } | undefined> };
      setData(data: { nodes: DataSet; edges: DataSet }): void;
      on(event: "beforeDrawing" | "afterDrawing", draw: (pen: CanvasRenderingContext2D) => void): void;
      on(event: "zoom", tell: (zoomed: { scale: number }) => void): void;
      on(event: "click", tell: (clicked: Clicked) => void): void;
      on(event: "resize", tell: () => void): void;
      once(event: "afterDrawing", tell: () => void): void;
      redraw(): void;
      selectNodes(ids: string[]): void;
      focus(id: string, options: object): void;
      fit(options: object): void;
      moveTo(options: { position?: { x: number; y: number }; scale: number }): void;
      getScale(): number;
      getPositions(): Record<string, { x: number; y: number }>;
      getBoundingBox(id: string): Bounds;
    }
  }
  interface Window {
    /** what chaingraph.js gives to lists.js */
    chaingraphPage: {
      language: import("./lang.js").Language;
      packed: (id: string) => Promise<any>;
      ready: () => void;
    };
    /** what xlsx.js gives to chaingraph.js */
    chaingraphWorkbook: (title: string, rows: (string | number)[][]) => Blob;
    /** the open chain page, for tests and measurements */
    chaingraph: object;
  }
}
