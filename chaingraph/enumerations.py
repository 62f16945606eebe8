"""The words that decide, as enumerations: a misspelt one is an error of types, not a verdict that never applies.

Those that a table tells have the values of a vocabulary of ``schema/vocabularies.csv`` (``OF_VOCABULARY``, compared by
the tests); those of the verdict are the program's own. Each is its word: ``Status.UNSEEN == "unseen"``.
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where in its chain a product stands, in the order of flow."""

    UPSTREAM = "upstream"
    MIDSTREAM = "midstream"
    DOWNSTREAM = "downstream"


class Supply(StrEnum):
    """Whether makers of a product are listed, or it is on sale everywhere."""

    ENTERPRISE = "enterprise"
    COMMON = "common"


class InputKind(StrEnum):
    """What an input is to what is made from it."""

    MATERIAL = "material"
    COMPONENT = "component"
    EQUIPMENT = "equipment"
    ENERGY = "energy"
    SERVICE = "service"


class Role(StrEnum):
    """What an enterprise is to its chain."""

    LEAD = "lead"
    BACKBONE = "backbone"
    SUPPORTING = "supporting"


class EnterpriseStatus(StrEnum):
    """Whether an enterprise makes anything now; an empty cell is ``ACTIVE``."""

    ACTIVE = "active"
    PLANNED = "planned"
    CLOSED = "closed"


class ProjectStatus(StrEnum):
    """How far a project has come; an empty cell is ``PLANNED``."""

    PLANNED = "planned"
    SIGNED = "signed"
    CONSTRUCTION = "construction"
    PRODUCTION = "production"
    SUSPENDED = "suspended"


class Completeness(StrEnum):
    """How much of a chain's enterprises in a region the lists hold."""

    CENSUS = "census"
    SAMPLE = "sample"
    NONE = "none"


class Confidence(StrEnum):
    """How far facts carry what rests on them, best first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """The supply of a product in a region, best first, as lists show it."""

    ADEQUATE = "adequate"
    CONCENTRATED = "concentrated"
    SINGLE = "single"
    ELSEWHERE = "elsewhere"
    UNSEEN = "unseen"
    MISSING = "missing"
    COMMON = "common"


class Action(StrEnum):
    """What to do about a product, in the order of lists."""

    FILL = "fill"
    STRENGTHEN = "strengthen"
    EXTEND = "extend"
    SECURE = "secure"
    PAIR = "pair"
    DEFER = "defer"
    NONE = "none"


class Facet(StrEnum):
    """Which facet set the severity of a score."""

    ABSENCE = "absence"
    CONCENTRATION = "concentration"
    NONE = "none"


class Grade(StrEnum):
    """The grade of evidence that a product is made, or is not."""

    PRESENT_CONFIRMED = "present-confirmed"
    PRESENT_CLAIMED = "present-claimed"
    UNKNOWN = "unknown"
    PROBABLY_MISSING = "probably-missing"
    CONFIRMED_MISSING = "confirmed-missing"


class Unestimated(StrEnum):
    """Why a second list gives no estimate of how complete the records are."""

    NONE_LISTED = "none-listed"
    FEW_LISTED = "few-listed"
    NONE_RECAPTURED = "none-recaptured"
    FEW_RECAPTURED = "few-recaptured"
    RECORD_UNKNOWN = "record-unknown"


class Standing(StrEnum):
    """Whether a product is among the first of a ranking, whatever else its score could rest on."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


class Ranking(StrEnum):
    """What a list of gaps is ordered by."""

    SCORE = "score"
    WEAKNESS = "weakness"
    CRITICALITY = "criticality"
    DEMAND = "demand"
    SEVERITY = "severity"
    BORDA = "borda"


class MatrixCodes(StrEnum):
    """What the codes of a table of sizes by region and product are."""

    PRODUCT = "product"  # ids, names or synonyms of products
    GBT4754 = "gbt4754"
    HS = "hs"


class Nearby(StrEnum):
    """What a product near to those at hand is to them."""

    GAP = "gap"  # an input of what is made, direct or indirect, or a kind of it is one
    BRANCH = "branch"


class WeighedBy(StrEnum):
    """What the density of a new branch is weighed by, the best to be had first."""

    COMPLEXITY = "complexity"
    SIZE = "size"
    NOTHING = "nothing"


class Aim(StrEnum):
    """What a plan is to gain."""

    HOME = "home"  # the share of the end products' needs that is met at home
    PRODUCIBLE = "producible"  # products that can be made from local inputs alone


NO_MAKER = (Status.MISSING, Status.UNSEEN, Status.ELSEWHERE)
ABSENT = (Status.MISSING, Status.UNSEEN)  # without a maker in the home area too, as far as is known
WORKED_ON = tuple(action for action in Action if action is not Action.NONE)
OF_VOCABULARY: dict[str, type[StrEnum]] = {
    "stage": Stage,
    "supply": Supply,
    "input_kind": InputKind,
    "role": Role,
    "enterprise_status": EnterpriseStatus,
    "project_status": ProjectStatus,
    "completeness": Completeness,
    "confidence": Confidence,
}
