"""The product network (networkx) and who makes what where."""

from chaingraph.network.build import product_network
from chaingraph.network.export import NETWORK_FORMATS, export_network
from chaingraph.network.facts import CardFacts, card_facts, overview
from chaingraph.network.market import Making, Market, market
from chaingraph.network.model import Group, Product, ProductNetwork
from chaingraph.network.places import Places, places

__all__ = [
    "NETWORK_FORMATS",
    "CardFacts",
    "Group",
    "Making",
    "Market",
    "Places",
    "Product",
    "ProductNetwork",
    "card_facts",
    "export_network",
    "market",
    "overview",
    "places",
    "product_network",
]
