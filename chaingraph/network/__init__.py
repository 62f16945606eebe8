"""The product network (networkx) and who makes what where."""

from typing import TYPE_CHECKING

from chaingraph.late import late

if TYPE_CHECKING:
    from chaingraph.network.build import product_network
    from chaingraph.network.deliveries import Deliveries, deliveries
    from chaingraph.network.distance import Distance, distance
    from chaingraph.network.facts import CardFacts, card_facts, sources_told
    from chaingraph.network.graph_formats import NETWORK_FORMATS, export_network
    from chaingraph.network.market import BY_COUNT, BY_OUTPUT, Making, Market, market
    from chaingraph.network.model import Group, Product, ProductNetwork
    from chaingraph.network.places import Places, places
    from chaingraph.network.programme import Programme, Solution
    from chaingraph.network.projects import BUILT, Project, projects
    from chaingraph.network.quality import Description, Grounds, Part, describe, parks_of_many_leads
    from chaingraph.registry import Engine

__getattr__ = late(
    __name__,
    {
        "product_network": "chaingraph.network.build",
        "Deliveries": "chaingraph.network.deliveries",
        "deliveries": "chaingraph.network.deliveries",
        "Distance": "chaingraph.network.distance",
        "distance": "chaingraph.network.distance",
        "CardFacts": "chaingraph.network.facts",
        "card_facts": "chaingraph.network.facts",
        "sources_told": "chaingraph.network.facts",
        "NETWORK_FORMATS": "chaingraph.network.graph_formats",
        "export_network": "chaingraph.network.graph_formats",
        "BY_COUNT": "chaingraph.network.market",
        "BY_OUTPUT": "chaingraph.network.market",
        "Making": "chaingraph.network.market",
        "Market": "chaingraph.network.market",
        "market": "chaingraph.network.market",
        "Group": "chaingraph.network.model",
        "Product": "chaingraph.network.model",
        "ProductNetwork": "chaingraph.network.model",
        "Places": "chaingraph.network.places",
        "places": "chaingraph.network.places",
        "Programme": "chaingraph.network.programme",
        "Solution": "chaingraph.network.programme",
        "BUILT": "chaingraph.network.projects",
        "Project": "chaingraph.network.projects",
        "projects": "chaingraph.network.projects",
        "Description": "chaingraph.network.quality",
        "Grounds": "chaingraph.network.quality",
        "Part": "chaingraph.network.quality",
        "describe": "chaingraph.network.quality",
        "parks_of_many_leads": "chaingraph.network.quality",
        "Engine": "chaingraph.registry",
    },
)

__all__ = [
    "BUILT",
    "BY_COUNT",
    "BY_OUTPUT",
    "NETWORK_FORMATS",
    "CardFacts",
    "Deliveries",
    "Description",
    "Distance",
    "Engine",
    "Grounds",
    "Group",
    "Making",
    "Market",
    "Part",
    "Places",
    "Product",
    "ProductNetwork",
    "Programme",
    "Project",
    "Solution",
    "card_facts",
    "sources_told",
    "deliveries",
    "describe",
    "distance",
    "export_network",
    "market",
    "parks_of_many_leads",
    "places",
    "product_network",
    "projects",
]
