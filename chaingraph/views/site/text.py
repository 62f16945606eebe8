"""The fixed words of the pages in Chinese and English; words of findings are in ``chaingraph.findings.words``."""

from __future__ import annotations

from chaingraph.findings import WORDS

TEXT: dict[str, tuple[str, str]] = {
    "site": ("产业链图谱", "Industry chain map"),
    "index": ("总览", "Overview"),
    "language": ("English", "中文"),
    "index_title": ("{region}产业链总览", "Industry chains of {region}"),
    "chain_title": ("{chain} · {region}", "{chain} · {region}"),
    "newest": ("数据最新年份", "Newest year in the data"),
    "chains": ("产业链", "Chains"),
    "products": ("环节（产品）", "Products"),
    "inputs_count": ("投入关系", "Input relations"),
    "enterprises": ("企业", "Enterprises"),
    "makes": ("产品记录", "Production records"),
    "projects": ("项目", "Projects"),
    "sources_count": ("来源", "Sources"),
    "cone_up": ("只看上游", "Upstream only"),
    "cone_down": ("只看下游", "Downstream only"),
    "cone_fails": ("断供波及", "What stops without it"),
    "kind": ("用途类别", "Used as"),
    "all_kinds": ("全部", "all"),
    "fold": ("折叠细分领域", "Fold segments"),
    "all_segments": ("定位到…", "go to…"),
    "no_segment": ("未分细分领域", "no segment"),
    "fold_inputs": ("{n} 条投入关系", "{n} input relations"),
    "thinned": ("另有 {n} 条较弱的领域间关系未画，展开可见", "{n} weaker relations between segments not drawn, unfold to see"),
    "save_csv": ("存为 CSV", "Save as CSV"),
    "all_regions": ("全部（含未见）", "all, unseen too"),
    "regions": ("各地区", "Regions"),
    "map": ("各地区示意图", "The parts, schematic"),
    "map_measure": ("着色指标", "Coloured by"),
    "map_note": (
        "方块只示大致方位，不是地图；点击看该地区。",
        "Squares stand roughly where the parts lie; this is no map. Click one for its page.",
    ),
    "tile_fill": ("待补环节（本地有需求）", "links to fill (with local buyers)"),
    "tile_strengthen": ("待强环节", "links to strengthen"),
    "tile_made": ("所产产品", "products made"),
    "tile_enterprises": ("有产品记录的企业", "enterprises with products on record"),
    "actions": ("处置", "What to do"),
    "targets_note": (
        "没有观测值的目标状态未知，不推算。",
        "Targets without an observation are unknown; nothing is derived.",
    ),
    "presence": ("完备度（有无）", "Presence"),
    "operation": ("完备度（运行）", "Operation"),
    "completeness_note": (
        "完备度为区间：未见者全无至全有。有无：有生产企业的环节占比；运行：所产产品中只靠本地与普遍供给的投入就能生产的占比。",
        "Completeness runs from all unseen absent to all present. Presence: share of products with a maker; operation: share of those that can be made from local and common inputs.",
    ),
    "region_title": ("{part} · {region}产业链", "{part} · industry chains of {region}"),
    "region_note": (
        "区位商、重叠与相似系数以{region}各地区为参照，按有记录的生产企业户数计；户数少时数值跳动大。",
        "Quotients, overlaps and likeness are among the parts of the whole region, by count of makers on record; few makers make them jumpy.",
    ),
    "region_worst": ("本地最需关注的环节（前 {n} 个）", "Links to look at first here (the first {n})"),
    "region_worst_note": (
        "只计本地企业；名称链接到全区域的依据卡。",
        "Local enterprises only; the names lead to the grounds for the whole region.",
    ),
    "state": ("各产业链状态", "State of the chains"),
    "with_maker": ("有本地生产企业", "With a maker"),
    "bar": ("构成", "Make-up"),
    "worst": ("最需关注的环节", "Links to look at first"),
    "worst_note": (
        "按弱度分从高到低，前 {n} 个；点击名称查看依据。",
        "By score, the first {n}; click a name for its grounds.",
    ),
    "files": ("成果文件", "Files"),
    "file_xlsx": ("短板清单（Excel）", "Weak links (Excel)"),
    "file_docx": ("分析报告（Word）", "Report (Word)"),
    "file_json": ("全部结论（JSON）", "All findings (JSON)"),
    "file_nq": ("知识图谱（N-Quads）", "Graph (N-Quads)"),
    "file_void": ("数据集描述（VoID/DCAT）", "Description of the dataset (VoID, DCAT)"),
    "data_link": ("数据概况：数量、来源、可信度、年份", "The data: counts, sources, confidence, age"),
    "data_title": ("{region}产业链 · 数据概况", "Industry chains of {region} · the data"),
    "data_sources": (
        "{all} 个来源中 {n} 个有发布者自己的网址。收录为抽样时，没有记录不等于没有。",
        "{n} of {all} sources have the publisher's own address. Where the coverage is a sample, no record is no proof of absence.",
    ),
    "data_none": ("无。", "None."),
    "unseen_note": (
        "虚线框“未见”：现有资料未见记录，不等于没有；核实之前不作判断。",
        "Dashed, unseen: nothing on record, which is no proof that there is none; check before judging.",
    ),
    "score_note": (
        "弱度分 0–1，越高越需关注：需要度 × 严重度，取绝对标尺，不随其他环节变动。",
        "Score 0-1, higher is worse: need x severity, on absolute anchors that no other product moves.",
    ),
    "legend": ("图例", "Legend"),
    "legend_arrow": ("实线箭头：必需投入 → 产成品", "Solid arrow: essential input → what is made of it"),
    "legend_soft": ("虚线箭头：非必需投入", "Dashed arrow: input that is not essential"),
    "legend_group": ("蓝线：互为替代的投入", "Blue arrow: one of several substitutes"),
    "legend_final": ("终端产品", "end product"),
    "search": ("搜索", "Search"),
    "search_hint": ("环节名、拼音、首字母、英文或企业", "Product, pinyin, initials or maker"),
    "clear": ("清除筛选", "Clear"),
    "filter": ("筛选", "Filter"),
    "zoom_in": ("放大", "Zoom in"),
    "zoom_out": ("缩小", "Zoom out"),
    "zoom_all": ("全图", "Whole map"),
    "table": ("环节清单", "List of products"),
    "shown": ("显示 {shown} / {all}", "{shown} of {all} shown"),
    "no_match": ("没有符合条件的环节。", "Nothing matches."),
    "card": ("依据卡", "Grounds"),
    "card_empty": ("点击图中环节或表中一行，查看结论的依据。", "Click a box or a row for the grounds of its verdict."),
    "card_makers": ("本地生产企业", "Local makers"),
    "card_idle": ("拟建或已关闭的本地生产企业（不计入）", "Local makers planned or closed (not counted)"),
    "card_inputs": ("投入", "Inputs"),
    "card_users": ("用于生产", "Used to make"),
    "card_needs": ("断供后停产的本地终端产品", "Local end products that stop without it"),
    "card_ways": ("传导路径（最短的几条）", "Ways to end products (the shortest)"),
    "card_fails": ("断供后随之停产的全部环节", "All products that stop without it"),
    "card_buyers": ("本地需求企业", "Local buyers"),
    "card_outside": ("区域外生产企业（候选）", "Makers outside the region (candidates)"),
    "card_projects": ("在库项目", "Projects"),
    "card_coverage": ("名录收录程度", "Coverage of the records"),
    "card_product": ("产品条目", "Entry of the product"),
    "card_change": ("怎样会改变结论", "What would change it"),
    "card_sources": ("来源", "Sources"),
    "card_score": ("弱度分的构成", "Parts of the score"),
    "none_makers": ("现有资料未见记录。", "Nothing on record."),
    "none_sources": ("未登记来源。", "No source is recorded."),
    "score_rule": (
        "需要度 {need} × 严重度 {severity} = {score}（需求度 {demand}）",
        "need {need} × severity {severity} = {score} (demand {demand})",
    ),
    "score_none": (
        "关键度无从计算且未见本地需求企业，不打分。",
        "No score: the criticality is undefined and no local buyer is on record.",
    ),
    "given": ("视为外购的产品：{given}", "Taken as bought from outside: {given}"),
    "nothing": ("无", "nothing"),
    "group": ("替代组 {n}（有其一即可）", "Substitutes {n} (any one is enough)"),
    "essential": ("必需", "essential"),
    "optional": ("非必需", "not essential"),
    "in_table": ("{table}表第 {row} 行", "{table}, row {row}"),
    "more": ("显示其余 {n} 条", "Show {n} more"),
    "yi": ("{n} 亿元", "CNY {n} hundred million"),
    "invest": ("投资 {n} 亿元", "investment CNY {n} hundred million"),
    "stage_inferred": ("按投入关系推定", "inferred from inputs and uses"),
    "resource": ("依赖资源禀赋", "rests on a natural endowment"),
    "neighbours": (
        "另有 {n} 个其他产业链的环节与本链相连，未画出，见依据卡。",
        "{n} products of other chains are linked to this one; not drawn, see the cards.",
    ),
    "fail_all": ("共 {n} 个", "{n} in all"),
    "no_script": ("查看图谱需要启用 JavaScript。", "The map needs JavaScript."),
}


def text(key: str, lang: str, **values: object) -> str:
    """The text for ``key`` in ``zh`` or ``en``, with its places filled."""
    zh, en = TEXT[key]
    told = zh if lang == "zh" else en
    return told.format(**values) if values else told


def words() -> dict[str, list[str]]:
    """All words and texts as pairs of Chinese and English, for the scripts of the pages."""
    return {
        **{key: list(pair) for key, pair in WORDS.items()},
        **{f"t.{key}": list(pair) for key, pair in TEXT.items()},
    }
