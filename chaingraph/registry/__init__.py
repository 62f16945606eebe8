"""The only room that asks the typed tables: named queries with typed rows, on views that are each written once.

One file a subject. A row is a named tuple, every value is bound. Nothing above this floor writes SQL or knows the
engine. The tables below keep SQL of their own: they read, check and type raw cells.
"""

from typing import TYPE_CHECKING

from chaingraph.late import late

if TYPE_CHECKING:
    from chaingraph.registry.asking import Local
    from chaingraph.registry.counting import Counts, Engine, WithDuckDB
    from chaingraph.registry.views import open_views

__getattr__ = late(
    __name__,
    {
        "Local": "chaingraph.registry.asking",
        "Counts": "chaingraph.registry.counting",
        "Engine": "chaingraph.registry.counting",
        "WithDuckDB": "chaingraph.registry.counting",
        "open_views": "chaingraph.registry.views",
    },
)

__all__ = ["Counts", "Engine", "Local", "WithDuckDB", "open_views"]
