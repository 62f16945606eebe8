"""推演：排成文。What changes when makers come, enterprises go or projects are built, as a document."""

from __future__ import annotations

from chaingraph.document import Document, in_language
from chaingraph.findings.world import World
from chaingraph.questions.sheets import sheet_section
from chaingraph.questions.whatif.ask import WhatIf


def whatif_document(world: World, told: WhatIf, lang: str) -> Document:
    """Before and after."""
    title = f"{world.places.name(told.region, lang)} · {in_language(lang)('推演', 'what if')}"
    return Document(
        key="whatif", title=title, lang=lang, layout=lambda: [sheet_section(told.sheets, lang)], data=told.as_json
    )
