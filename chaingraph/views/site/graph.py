"""Nodes, edges and options of vis-network for one chain, built with pyvis and taken from it as data.

pyvis' own HTML writer is never called: it names outside resources and does not escape.
"""

from __future__ import annotations

import json
from typing import Any

from pyvis.network import Network

from chaingraph.questions.chain_map import BOX_HEIGHT, BOX_WIDTH, COLUMN, FIRST_SIGHT, LANE_GAP, ROW, ChainMap
from chaingraph.views.site.languages import each
from chaingraph.views.site.style import FACE, FINAL, FONT_PX, LOOKS, fitted

_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": True,
        "keyboard": False,
        "multiselect": False,
        "selectConnectedEdges": True,
        "tooltipDelay": 250,
        "zoomSpeed": 0.6,
    },
    "nodes": {
        "shape": "box",
        "fixed": {"x": True, "y": True},
        "labelHighlightBold": False,
        "font": {"face": FACE, "size": FONT_PX, "align": "left", "multi": False},
        "margin": {"top": 4, "bottom": 4, "left": 7, "right": 5},
        "widthConstraint": {"minimum": BOX_WIDTH - 12, "maximum": BOX_WIDTH},
        "heightConstraint": {"minimum": BOX_HEIGHT - 8},
    },
    "edges": {
        "smooth": False,
        "selectionWidth": 1.4,
        "hoverWidth": 0.6,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
    },
}


def graph_data(drawing: ChainMap) -> dict[str, Any]:
    """``nodes``, ``edges``, ``options`` for the script of the page, with the lanes behind them."""
    net = Network(directed=True)
    for node in drawing.nodes:
        f, look = node.finding, LOOKS[node.finding.status]
        sign = look.sign + (FINAL if node.final else "")
        labels = [fitted(name, sign) for name in each(f.name)]
        net.add_node(
            f.product,
            label=labels[0][0],
            labels=labels,
            shape="box",
            x=node.x,
            y=node.y,
            borderWidth=2.5 if node.final else 1.5,
            borderWidthSelected=3.5,
            color={
                "background": look.fill,
                "border": look.border,
                "highlight": {"background": look.fill, "border": "#000000"},
                "hover": {"background": look.fill, "border": "#000000"},
            },
            font={"color": look.ink, "size": labels[0][1]},
            shapeProperties={"borderRadius": look.corner, "borderDashes": [6, 4] if look.dashed else False},
        )
    for number, edge in enumerate(drawing.edges):
        grey = "#5B84B1" if edge.group else "#93A1AE"
        net.add_edge(
            edge.source,
            edge.target,
            id=f"e{number}",
            dashes=[5, 5] if not edge.essential else False,
            width=1.2 if edge.essential else 0.8,
            color={"color": grey, "opacity": 0.42, "highlight": "#14202b", "hover": "#14202b"},
            smooth={"enabled": True, "type": "curvedCW", "roundness": 0.35} if edge.inside else False,
            about={"essential": edge.essential, "kind": edge.kind, "group": edge.group},
        )
    net.options = _OPTIONS
    nodes, edges, _, _, _, options = net.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "lanes": [{"stage": lane.stage, "left": lane.left, "right": lane.right} for lane in drawing.lanes],
        "top": drawing.top,
        "bottom": drawing.bottom,
        "font": FONT_PX,
        "folds": [
            {"id": fold.id, "stage": fold.stage, "name": fold.segment, "members": list(fold.members)}
            for fold in drawing.folds
        ],
        "folded": [{"stage": column.stage, "ids": list(column.ids)} for column in drawing.folded],
        "first_sight": FIRST_SIGHT,
        "grid": {"column": COLUMN, "row": ROW, "gap": LANE_GAP},
    }
