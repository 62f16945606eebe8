"""Dates as people write them, known to the day, the month or the year."""

from __future__ import annotations

_CLOCK = "[T ][0-9:.+Z]+"  # a database or workbook may add the time of day
FORM = f"[12][0-9]{{3}}(年|[-/.年](0?[1-9]|1[0-2])(月|[-/.月](0?[1-9]|[12][0-9]|3[01])日?({_CLOCK})?)?)?"
_MONTH = "^[0-9]{4}[-/.年]([0-9]{1,2})"
_DAY = "^[0-9]{4}[-/.年][0-9]{1,2}[-/.月]([0-9]{1,2})"


def iso(text: str) -> str:
    """SQL: a date of that form as ISO 8601, of the precision it has: 2024, 2024-05 or 2024-05-01."""
    month, day = f"regexp_extract({text}, '{_MONTH}', 1)", f"regexp_extract({text}, '{_DAY}', 1)"
    return (
        f"(substr({text}, 1, 4) || case when {month} <> '' then '-' || lpad({month}, 2, '0') else '' end"
        f" || case when {day} <> '' then '-' || lpad({day}, 2, '0') else '' end)"
    )


def no_date(text: str) -> str:
    """SQL: whether a text is no date: another form, or a day that its month has not."""
    first = f"{iso(text)} || case length({iso(text)}) when 4 then '-01-01' when 7 then '-01' else '' end"
    return f"(not regexp_full_match({text}, '{FORM}') or try_cast({first} as date) is null)"
