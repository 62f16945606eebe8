"""一家企业停产，经供货关系波及多大？How far does the loss of a firm spread along supply links?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chaingraph.network.spreading import least_solution

NEGLIGIBLE, NON_ESSENTIAL, ESSENTIAL = 0, 1, 2
_PLAIN_STEPS = 25  # before a slow spread is solved instead of followed
_SMALL = 2_000  # firms up to which solving costs no more than a step
_FINER = 1e-3  # of the tolerance: what may still move after the spread was solved, or be missing where it was not
# Of what is passed on upstream, this much at most may be left after so many steps to go without solving.
_SLOWEST, _LOOKS = 0.9, 4
_ROUNDING = 1e-9
_LEAST_MOVE = 1e-12  # a firm that is hit only in part loses more when its buyers take this much more from it


@dataclass(frozen=True)
class SupplyLinks:
    """Deliveries as columns of equal length: places of ``supplier`` and ``buyer`` among ``firms``, a code of the
    ``product`` delivered, yearly ``value`` (not a number where not known: left out) and ``role`` for the buyer (2
    essential, 1 non-essential, 0 negligible).

    ``weights``: what a firm counts for, its sales along the links when left out. ``revenue``: yearly revenue in the
    unit of ``value``; what lies above a firm's sales along the links is sold elsewhere and is not lost with its
    buyers. Without it a firm is taken to sell along the links only, which overstates upstream losses. ``groups``:
    pairs (codes of groups, products), the products of one group replace each other; ``uses``: pairs (places of
    deliveries, codes of groups), the needs of its buyer that a delivery meets, several for one delivery where it goes
    into several. Left out, each product is a group of its own. Sums that every shock needs are made once. Sequences or
    arrays of numpy.
    """

    firms: Sequence[str]
    supplier: Any
    buyer: Any
    product: Any
    value: Any
    role: Any
    weights: Any = None
    revenue: Any = None
    uses: tuple[Any, Any] | None = None
    groups: tuple[Any, Any] | None = None

    @cached_property
    def prepared(self) -> _Sums:
        """Sums of the links: sales, purchases, needs, and who offers what else would meet them."""
        return _sums(self)


@dataclass(frozen=True)
class SystemicRisk:
    """``index``: share of all weight lost, with ``downstream`` and ``upstream`` alone. None when weights sum to 0, and
    when of no firm that is hit a delivery with its value is known.

    ``left_down``, ``left_up``: remaining output share of each firm, 0-1. ``steps``: passes until nothing moved.
    ``converged``: False where they did not suffice; what is lost is then at least what is told.
    """

    index: float | None
    downstream: float | None
    upstream: float | None
    left_down: dict[str, float]
    left_up: dict[str, float]
    steps: int
    converged: bool = True


def esri(
    links: SupplyLinks,
    capacity: Mapping[str, float],
    *,
    replaceable: bool = True,
    linear: bool = False,
    tolerance: float = 1e-9,
    most_steps: int = 1000,
) -> SystemicRisk:
    """The Economic Systemic Risk Index of a shock, with generalised Leontief production.

    ``capacity``: remaining capacity 0-1 of the firms that are hit, 1 for the others. Downstream a firm keeps the least
    of its capacity, its scarcest essential need, and what its non-essential inputs leave; upstream it keeps the share
    of its sales that its buyers still take. A need is met by all products of its input group: what a substitute
    delivers is not lost. ``replaceable``: other makers of the group step in as far as their market share goes.
    ``linear``: every input is non-essential, nobody steps in, downstream only, which is DebtRank (Bardoscia et al.
    2015). The index weighs the lesser of both shares.

    Upstream is linear up to capacities and solved exactly. Downstream is followed firm by firm, and solved with the
    scarcest need of each firm and the market shares held fixed; both repeat until no share moves by more than a
    thousandth of ``tolerance`` after it was solved, so that slow loops reach their limit too. ``most_steps``, counted
    once the shock has reached all that it reaches, ends it earlier, with ``converged`` False and the losses so far.
    Cost: a few passes over the links a step. No stocks, no new suppliers, no time. Source: Diem, Borsos, Reisch,
    Kertesz and Thurner 2022, Scientific Reports 12:7719, with the group of substitutes as the class of an input.

    >>> chain = SupplyLinks(["a", "b"], [0], [1], [0], [10.0], [ESSENTIAL])
    >>> esri(chain, {"a": 0.0}).left_down
    {'a': 0.0, 'b': 0.0}
    """
    import numpy as np  # slow to import, needed here only

    sums, count = links.prepared, len(links.firms)
    places = {name: number for number, name in enumerate(links.firms)} if len(capacity) else {}
    lost = np.zeros(count)
    for name, left in capacity.items():
        lost[places[name]] = 1.0 - left
    down, steps, down_converged = _downstream(sums, lost, replaceable and not linear, linear, tolerance, most_steps)
    up, more, up_converged = (np.zeros(count), 0, True) if linear else _upstream(sums, lost, tolerance, most_steps)
    weights = sums.sales if links.weights is None else np.asarray(links.weights, dtype=float)
    total = weights.sum()
    hit = [places[name] for name, left in capacity.items() if left < 1]
    known = total > 0 and not (hit and sums.unknown[hit].all())
    index = [float((weights * gone).sum() / total) if known else None for gone in (np.maximum(down, up), down, up)]
    return SystemicRisk(
        index[0],
        index[1],
        index[2],
        dict(zip(links.firms, (1.0 - down).tolist(), strict=True)),
        dict(zip(links.firms, (1.0 - up).tolist(), strict=True)),
        steps + more,
        down_converged and up_converged,
    )


@dataclass(frozen=True)
class _Sums:
    """``sold_to``: share of each seller's income by buyer. An offer is one firm for one group: ``offer_firm``,
    ``offer_group``, ``offer_value`` (what it sells of the group's products). ``needs``: essential needs by offer,
    shares of what the buyer gets for it; those of ``need_buyer[n]`` start at ``need_start[n]``, ``need_owner`` is the
    place of each need's buyer among these. ``partial``: non-essential purchases by offer, shares of all purchases.
    ``sale_*``: sales by firm and product; ``members``: products by group. ``unknown``: firms with deliveries, none of
    known value. ``linear``: shares of all purchases by seller, made when first asked for. ``upstream_error``: no share
    is further from its limit than this many times what still moves (infinite where not known).
    """

    sales: Any
    sold_to: Any
    upstream_error: float
    offer_firm: Any
    offer_group: Any
    offer_value: Any
    needs: Any
    need_buyer: Any
    need_start: Any
    need_owner: Any
    partial: Any
    sale_firm: Any
    sale_product: Any
    sale_value: Any
    members: Any
    unknown: Any
    purchases: tuple[Any, Any, Any]

    @cached_property
    def linear(self) -> Any:
        import numpy as np

        supplier, buyer, value = self.purchases
        count = len(self.sales)
        return _shares(value, np.bincount(buyer, value, count)[buyer], buyer, supplier, (count, count))


def _sums(links: SupplyLinks) -> _Sums:
    import numpy as np
    from scipy.sparse import csr_array

    count = len(links.firms)
    supplier, buyer = (np.asarray(column, dtype=np.int64) for column in (links.supplier, links.buyer))
    value, role, delivered = np.asarray(links.value, dtype=float), np.asarray(links.role), np.asarray(links.product)
    known = np.isfinite(value)
    unknown = np.zeros(count, dtype=bool)
    uses = None if links.uses is None else tuple(np.asarray(column, dtype=np.int64) for column in links.uses)
    if not known.all():
        unknown[supplier], unknown[buyer] = True, True
        unknown[supplier[known]], unknown[buyer[known]] = False, False
        if uses is not None:
            kept = known[uses[0]]
            uses = ((np.cumsum(known) - 1)[uses[0][kept]], uses[1][kept])
        supplier, buyer, value, role, delivered = (
            column[known] for column in (supplier, buyer, value, role, delivered)
        )

    products, product = _coded(delivered)
    width = max(len(products), 1)
    sold, sale = _coded(supplier * width + product)
    sale_value = np.bincount(sale, value, len(sold)).astype(float)
    sale_firm, sale_product = _parted(sold, width)
    used: Any = slice(None)
    group, groups, members = product, width, None
    offer, offer_firm, offer_group, offer_value = sale, sale_firm, sale_product, sale_value
    if uses is not None and links.groups is not None:
        used = uses[0]
        codes, group = _coded(uses[1])
        groups = max(len(codes), 1)
        members = _members(links.groups, codes, products, groups, width)
        offered, offer = _coded(supplier[used] * groups + group)
        offer_firm, offer_group = _parted(offered, groups)
        of_firm = (csr_array((sale_value, (sale_firm, sale_product)), (count, width)) @ members.T).tocoo()
        code = of_firm.row.astype(np.int64) * groups + of_firm.col
        at, offer_value = np.searchsorted(offered, code), np.zeros(len(offered))
        asked = np.append(offered, -1)[at] == code
        offer_value[at[asked]] = of_firm.data[asked]

    needed, need = _coded(buyer[used] * groups + group)
    need_firm, _ = _parted(needed, groups)
    start = np.flatnonzero(np.diff(need_firm, prepend=-1))
    sales, purchases = (np.bincount(firms, value, count).astype(float) for firms in (supplier, buyer))
    income = sales if links.revenue is None else np.maximum(sales, np.asarray(links.revenue, dtype=float))
    sold_to = _shares(value, income[supplier], supplier, buyer, (count, count))
    worth, who, size = value[used], buyer[used], len(offer_firm)
    essential, non_essential = role[used] == ESSENTIAL, role[used] == NON_ESSENTIAL
    whole = np.bincount(need, worth, len(needed)).astype(float)
    needs = _shares(worth[essential], whole[need[essential]], need[essential], offer[essential], (len(needed), size))
    partial = _shares(
        worth[non_essential], purchases[who[non_essential]], who[non_essential], offer[non_essential], (count, size)
    )
    return _Sums(
        sales,
        sold_to,
        _upstream_error(sold_to),
        offer_firm,
        offer_group,
        offer_value,
        needs,
        need_firm[start],
        start,
        np.repeat(np.arange(len(start), dtype=np.int32), np.diff(start, append=len(needed))),
        partial,
        sale_firm,
        sale_product,
        sale_value,
        members,
        unknown,
        (supplier, buyer, value),
    )


def _coded(names: Any) -> tuple[Any, Any]:
    """The different values, sorted, and the place of each among them."""
    import numpy as np

    found, place = np.unique(names, return_inverse=True)
    return found, place.astype(np.int32 if len(found) < 2**31 else np.int64)


def _parted(codes: Any, width: int) -> tuple[Any, Any]:
    """Codes of pairs as the two of them."""
    import numpy as np

    return (codes // width).astype(np.int32), (codes % width).astype(np.int32)


def _shares(part: Any, whole: Any, rows: Any, columns: Any, shape: tuple[int, int]) -> Any:
    """A sparse table of shares; nothing of nothing is none."""
    import numpy as np
    from scipy.sparse import csr_array

    share = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    table = csr_array((share, (rows, columns)), shape)
    table.eliminate_zeros()
    return table


def _upstream_error(sold_to: Any) -> float:
    """Where after m steps at most a part q of anything is still passed on, the limit is at most m / (1 - q) times the
    last move away.
    """
    import numpy as np

    left = np.ones(sold_to.shape[0])
    for step in range(1, _LOOKS + 1):
        left = sold_to @ left
        most = float(left.max(initial=0.0))
        if most < _SLOWEST:
            return step / (1.0 - most)
    return float("inf")


def _members(pairs: tuple[Any, Any], codes: Any, products: Any, groups: int, width: int) -> Any:
    """Groups in use by products that are delivered."""
    import numpy as np
    from scipy.sparse import csr_array

    group, product = (np.asarray(column, dtype=np.int64) for column in pairs)
    kept = np.isin(group, codes) & np.isin(product, products)
    rows, columns = np.searchsorted(codes, group[kept]), np.searchsorted(products, product[kept])
    table = csr_array((np.ones(len(rows)), (rows, columns)), (groups, width))
    table.sum_duplicates()
    table.data[:] = 1.0
    return table


def _replaced(sums: _Sums, lost: Any) -> Any:
    """For each offer the part of a loss that the other makers of its group cannot make good."""
    import numpy as np

    left = sums.sale_value * (1.0 - lost[sums.sale_firm])
    width = int(sums.sale_product.max(initial=-1)) + 1 if sums.members is None else sums.members.shape[1]
    standing = np.bincount(sums.sale_product, left, width).astype(float)  # int when empty
    whole = (standing if sums.members is None else sums.members @ standing)[sums.offer_group]
    return np.minimum(1.0, np.divide(sums.offer_value, whole, out=np.ones_like(whole), where=whole > 0))


def _downstream(
    sums: _Sums, hit: Any, replaceable: bool, linear: bool, tolerance: float, most_steps: int
) -> tuple[Any, int, bool]:
    """What each firm loses for want of inputs, the passes, whether it came to rest. Never more than the true loss."""
    import numpy as np

    def passed_on(loss: Any) -> tuple[Any, Any, Any, Any]:
        if linear:
            none = np.zeros(count)
            return 1.0, none, none, sums.linear @ loss
        factor = _replaced(sums, loss) if replaceable else 1.0
        offered, worst = loss[sums.offer_firm] * factor, np.zeros(count)
        short = sums.needs @ offered
        if len(sums.need_start):
            worst[sums.need_buyer] = np.maximum.reduceat(short, sums.need_start)
        return factor, short, worst, sums.partial @ offered

    count, finer = len(hit), _FINER * tolerance
    lost, support, step, still, solved, solvable = hit.copy(), -1, 0, 0, False, True
    while still < most_steps:
        step += 1
        factor, short, worst, missing = passed_on(lost)
        after = np.minimum(1.0, np.maximum(lost, np.maximum(worst, missing)))
        moved = float((after - lost).max(initial=0.0))
        lost = after
        if moved == 0.0 or (solved and moved <= finer):
            return lost, step, True
        reached = int(np.count_nonzero(lost))
        still, support, solved = still + (reached == support), reached, False
        if count > _SMALL and moved > finer / 4 and still < _PLAIN_STEPS:
            continue
        if moved <= finer / 4:
            # What every firm passes on can only grow with its loss: where a little more for all passes on no more than
            # itself, the limit lies below that.
            above = lost + finer
            _, _, more_worst, more_missing = passed_on(np.minimum(1.0, above))
            if (np.maximum(more_worst, more_missing) <= above).all():
                return lost, step, True
        if still and solvable:
            # With the scarcest need of each firm and the market shares held as they are, the rest is linear; both can
            # only get worse, so its solution is never above the true loss.
            held = (hit >= np.maximum(worst, missing)) | (lost == 0)
            table = sums.linear if linear else _held_fixed(sums, held, short, worst, missing, factor)
            further, solved = least_solution(table, held, np.where(held, hit, 0.0), lost)
            solvable = solved
            if solved:
                lost = np.maximum(lost, further)
    return lost, step, False


def _held_fixed(sums: _Sums, held: Any, short: Any, worst: Any, missing: Any, factor: Any) -> Any:
    """Firms by firms: what each takes over from each, by the need that is now its scarcest."""
    import numpy as np
    from scipy.sparse import csr_array, diags_array

    count = len(held)
    scarce = ~held & (worst > missing)
    need = np.flatnonzero((short == worst[sums.need_buyer][sums.need_owner]) & scarce[sums.need_buyer][sums.need_owner])
    buyer, first = np.unique(sums.need_buyer[sums.need_owner[need]], return_index=True)
    choose = csr_array((np.ones(len(buyer)), (buyer, need[first])), (count, sums.needs.shape[0]))
    other = csr_array(diags_array((~held & ~scarce).astype(float)))
    offers = csr_array(
        (
            np.broadcast_to(factor, sums.offer_firm.shape).astype(float),
            (np.arange(len(sums.offer_firm)), sums.offer_firm),
        ),
        (len(sums.offer_firm), count),
    )
    return (choose @ sums.needs + other @ sums.partial) @ offers


def _upstream(sums: _Sums, hit: Any, tolerance: float, most_steps: int) -> tuple[Any, int, bool]:
    """What each firm loses for want of buyers: the least x = max(hit, sold_to x), the passes, and whether it was found.

    Followed step by step where the links themselves tell how far the limit can be (much is sold elsewhere), else
    solved. A firm that is hit in part is held at that until its buyers take more from it than the hit does; each time
    one is let go.
    """
    import numpy as np

    held, lost = hit > 0, hit.copy()
    quick = len(hit) > _SMALL and np.isfinite(sums.upstream_error)
    for step in range(1, 1 if quick else int(held.sum()) + 2):
        found, solved = least_solution(sums.sold_to, held, hit, lost)
        if not solved:
            break
        if (found < lost - _ROUNDING).any():  # the last was let go for a rounding error
            return lost, step, True
        lost = np.maximum(hit, found)
        excess = np.where(held, sums.sold_to @ lost - hit, 0.0)
        most = float(excess.max(initial=0.0))
        if most <= _LEAST_MOVE:
            return lost, step, True
        held &= excess < most / 2
    for step in range(1, most_steps + 1):
        after = np.minimum(1.0, np.maximum(lost, sums.sold_to @ lost))
        moved = float((after - lost).max(initial=0.0))
        lost = after
        if moved == 0.0 or moved * sums.upstream_error <= _FINER * tolerance:
            return lost, step, True
    return lost, most_steps, False
