"""Words that are read, and mean the same whatever language the program speaks."""

from __future__ import annotations

ASSUMED = "假定 ASSUMED"  # a source whose title begins so states an assumption and no observation
SAME = frozenset(("同一", "是", "same", "yes", "y", "1"))  # decisions about two enterprises, in small letters
DIFFERENT = frozenset(("不同", "否", "different", "no", "n", "0"))
MATRIX_HEADERS = {
    "region": ("region", "地区", "code"),
    "product": ("product", "产品"),
    "value": ("value", "数值", "size"),
}
"""Headers of a table of sizes by region and product, the English and the Chinese one first."""
