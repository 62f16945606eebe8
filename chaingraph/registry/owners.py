"""Whose an enterprise is, for the queries that ask for groups."""

from __future__ import annotations

OWNED = """owner as (  -- TEMPORARY until the view of the registry is there
        with recursive owning as (
            select id, trim(parent_group) as parent from enterprise where trim(parent_group) <> ''),
        known as (
            select name, any_value(id) as id from (
                select id, unnest(list_distinct([id, name_zh, name_en])) as name from enterprise
            ) where name in (select parent from owning) group by name having count(distinct id) = 1),
        parents as (select o.id, coalesce(k.id, o.parent) as head from owning o left join known k on k.name = o.parent),
        heads as (select id, head from parents union select h.id, p.head from heads h join parents p on p.id = h.head)
        select id as enterprise, coalesce(
            min(head) filter (where head not in (select id from parents)), min(head)) as owner from heads group by id)
    , owned as (
        select e.id, coalesce(o.owner, e.id) as owner from enterprise e left join owner o on o.enterprise = e.id)"""
"""Each enterprise (``id``) with its ``owner``, itself where it has none: the text of a query after ``with``."""
