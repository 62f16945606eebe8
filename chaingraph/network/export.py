"""The product network for other graph programs."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx

from chaingraph.network.market import Market
from chaingraph.network.model import ProductNetwork

NETWORK_FORMATS = ("graphml", "gexf")


def export_network(network: ProductNetwork, market: Market, form: str, path: Path) -> None:
    """Writes products (with the count of makers in the market's region) and inputs as GraphML or GEXF."""
    graph: nx.DiGraph = nx.DiGraph()
    for product in network.products.values():
        making = market.made.get(product.id)
        told = {
            "label": product.name_zh,
            "name_en": product.name_en,
            "chain": ";".join(product.chains),
            "stage": product.stage,
            "final": product.final,
            "makers": making.makers if making else 0,
            "output_yi": making.output_yi if making else None,
        }
        graph.add_node(product.id, **{key: value for key, value in told.items() if value is not None})
    for start, end, told in network.graph.edges(data=True):
        graph.add_edge(start, end, **{key: value for key, value in told.items() if value is not None})
    text = io.BytesIO()  # not straight into the file: a full disk would end the process in the writer of GraphML
    (nx.write_graphml if form == "graphml" else nx.write_gexf)(graph, text)
    path.write_bytes(text.getvalue())
