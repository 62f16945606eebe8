"""Whose an enterprise is, for the queries that ask for groups."""

from __future__ import annotations

OWNED = """owned as (
        select e.id, coalesce(o.owner, e.id) as owner from enterprise e left join owner o on o.enterprise = e.id)"""
"""Each enterprise (``id``) with its ``owner``, itself where nobody else owns it: part of a query after ``with``."""
