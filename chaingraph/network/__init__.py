"""The product network (networkx) and who makes what where."""

from chaingraph.network.build import product_network
from chaingraph.network.deliveries import Deliveries, deliveries
from chaingraph.network.facts import CardFacts, card_facts, sources_told
from chaingraph.network.graph_formats import NETWORK_FORMATS, export_network
from chaingraph.network.market import Making, Market, market
from chaingraph.network.model import Group, Product, ProductNetwork
from chaingraph.network.places import Places, places
from chaingraph.network.programme import Programme, Solution
from chaingraph.network.projects import BUILT, Project, projects
from chaingraph.network.quality import Description, Grounds, Part, describe, parks_of_many_leads
from chaingraph.registry import Engine

__all__ = [
    "BUILT",
    "NETWORK_FORMATS",
    "CardFacts",
    "Deliveries",
    "Description",
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
    "export_network",
    "market",
    "parks_of_many_leads",
    "places",
    "product_network",
    "projects",
]
