"""The product network for other graph programs."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import networkx as nx

from chaingraph.catalogue import Spoken, message
from chaingraph.errors import DataError
from chaingraph.network.build import product_network
from chaingraph.network.market import Market, market
from chaingraph.network.model import ProductNetwork
from chaingraph.network.places import places
from chaingraph.plugins import Format
from chaingraph.tables import Dataset, says

NETWORK_FORMATS = ("graphml", "gexf")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production Char


def _writable(attributes: dict[str, Any]) -> dict[str, Any]:
    """What is known, letters that XML cannot hold replaced by U+FFFD."""
    return {key: _text(value) for key, value in attributes.items() if value is not None}


def _text(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def export_network(network: ProductNetwork, market: Market, form: str, path: Path) -> None:
    """Writes products (with the count of makers in the market's region) and inputs as GraphML or GEXF.

    XML cannot hold most control characters: they become U+FFFD, in names and in ids.
    """
    graph: nx.DiGraph = nx.DiGraph()
    for product in network.products.values():
        making = market.made.get(product.id)
        attributes = {
            "label": product.name_zh,
            "name_en": product.name_en,
            "chain": ";".join(product.chains),
            "stage": product.stage,
            "final": product.final,
            "makers": making.makers if making else 0,
            "output_yi": making.output_yi if making else None,
        }
        graph.add_node(_text(product.id), **_writable(attributes))
    for start, end, attributes in network.graph.edges(data=True):
        graph.add_edge(_text(start), _text(end), **_writable(attributes))
    text = io.BytesIO()  # not straight into the file: a full disk would end the process in the writer of GraphML
    (nx.write_graphml if form == "graphml" else nx.write_gexf)(graph, text)
    path.write_bytes(text.getvalue())


def _format(form: str, label: Spoken) -> Format:
    def write(dataset: Dataset, path: Path, region: str | None) -> None:
        if not dataset.count("products"):
            raise DataError([says.nothing_to_analyse()])
        known = places(dataset)
        export_network(product_network(dataset), market(dataset, known, known.require(region)), form, path)

    return Format(label=label, write=write)


GRAPHML = _format("graphml", message("network.graphml"))
GEXF = _format("gexf", message("network.gexf"))
