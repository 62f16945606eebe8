"""The one sentence of a finding, written once for both languages.

``unseen`` is never worded as missing: no record is no proof of absence.
"""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.enumerations import Status

_SHOWN = 3


def listed(names: Sequence[str], total: int, lang: str) -> str:
    """Up to three names, and how many more there are."""
    shown = list(names[:_SHOWN])
    if lang == "zh":
        return "、".join(shown) + (f"等{total}家" if total > len(shown) else "")
    return ", ".join(shown) + (f" and {total - len(shown)} more" if total > len(shown) else "")


def number(value: float) -> str:
    """A figure with at most two decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def interval(low: float | None, high: float | None) -> str:
    """A share as whole percent from low to high, one figure where they are the same, a dash where not defined."""
    if low is None or high is None:
        return "—"
    return f"{low:.0%}" if low == high else f"{low:.0%}–{high:.0%}"


def sentence(
    lang: str,
    *,
    product: str,
    region: str,
    status: Status,
    makers: int,
    first_makers: Sequence[str],
    output_yi: float | None,
    hhi: float | None,
    hhi_basis: str | None,
    buyers: int,
    first_buyers: Sequence[str],
    ends: Sequence[str],
    of_ends: int,
    supposed: bool = False,
) -> str:
    """The facts of one finding as one sentence in ``zh`` or ``en``; ``supposed``: what needs it is assumed, not observed."""
    say = _zh if lang == "zh" else _en
    return say(
        product, region, status, makers, listed(first_makers, makers, lang), output_yi, hhi, hhi_basis,
        buyers, listed(first_buyers, buyers, lang), ends, of_ends, supposed,
    )  # fmt: skip


def _zh(
    product: str, region: str, status: Status, makers: int, first: str, output: float | None, hhi: float | None,
    basis: str | None, buyers: int, bought: str, ends: Sequence[str], of_ends: int, supposed: bool,
) -> str:  # fmt: skip
    told = {
        Status.MISSING: f"{region}的普查名录中没有生产{product}的在产企业",
        Status.UNSEEN: f"现有资料未见{region}企业生产{product}（名录非普查，未见不等于没有）",
        Status.COMMON: f"{product}属普遍供给，名录不列生产企业，不作短板判断",
        Status.SINGLE: f"现有资料中{region}仅{first}一家生产{product}",
    }.get(status)
    if told is None:
        by = "产值" if basis == "output" else "户数"
        told = f"{region}有{makers}家企业生产{product}（{first}），按{by}计HHI为{number(hhi or 0)}"
    if output is not None:
        told += f"，已知产值{number(output)}亿元"
    parts = [told]
    parts.append(f"本地有{buyers}家企业需要它（{bought}）" if buyers else "未见本地企业需要它")
    if supposed and buyers:
        parts[-1] += "，所据投入关系是假定的，不是观测"
    if not of_ends:
        parts.append("所在链未见本地终端产品，影响无从计算")
    elif ends:
        parts.append(f"一旦断供，本地{of_ends}种终端产品中有{len(ends)}种受影响（{_some(ends, '、', '等')}）")
    else:
        parts.append(f"一旦断供，本地{of_ends}种终端产品均不因此停产")
    return "；".join(parts) + "。"


def _en(
    product: str, region: str, status: Status, makers: int, first: str, output: float | None, hhi: float | None,
    basis: str | None, buyers: int, bought: str, ends: Sequence[str], of_ends: int, supposed: bool,
) -> str:  # fmt: skip
    told = {
        Status.MISSING: f"The census of {region} lists no active maker of {product}",
        Status.UNSEEN: f"The records show nobody in {region} who makes {product} (they are not a census: unseen is not "
        "proof of none)",
        Status.COMMON: f"{product} is of common supply: makers are not listed and it is not judged",
        Status.SINGLE: f"In the records {first} alone makes {product} in {region}",
    }.get(status)
    if told is None:
        by = "output" if basis == "output" else "count"
        told = f"{makers} enterprises in {region} make {product} ({first}), HHI by {by} {number(hhi or 0)}"
    if output is not None:
        told += f", known output CNY {number(output)} hundred million"
    parts = [told]
    parts.append(
        f"{buyers} local enterprise{'s need' if buyers > 1 else ' needs'} it ({bought})"
        if buyers
        else "no local buyer is on record"
    )
    if supposed and buyers:
        parts[-1] += ", by links that are assumed and not observed"
    if not of_ends:
        parts.append("no local end product of its chains is on record, so its effect cannot be computed")
    elif ends:
        parts.append(f"without it {len(ends)} of {of_ends} local end products would stop ({_some(ends, ', ', ', …')})")
    else:
        parts.append(f"none of {of_ends} local end products would stop without it")
    return "; ".join(parts) + "."


def _some(names: Sequence[str], comma: str, more: str) -> str:
    return comma.join(names[:_SHOWN]) + (more if len(names) > _SHOWN else "")
