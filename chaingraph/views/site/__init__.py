"""The static site: an index and one page for each chain; it needs no server and no network."""

from chaingraph.views.site.pages import asking_page
from chaingraph.views.site.write import write_site

__all__ = ["asking_page", "write_site"]
