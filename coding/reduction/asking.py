"""All that a query asks, as one expression: what was chosen in its fields beside what was asked in words."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from coding.model import And, Expression, HasCode, Or, Query, Where


def whole(query: Query, names: Mapping[UUID, str]) -> Expression | None:
    """What everything the query finds fulfils; None where it asks for nothing. `names` are of sources and coders."""
    labelled: list[Sequence[Expression]] = [
        [Where(f"case.{key}", "=", one) for one in labels] for key, labels in query.attributes.items()
    ]
    fields: list[Sequence[Expression]] = [
        [HasCode(one, alone=True) for one in query.codes],
        [Where("source", "=", names.get(one, str(one))) for one in query.sources],
        [Where("kind", "=", one) for one in query.kinds],
        [Where("coder", "=", names.get(one, str(one))) for one in query.coders],
        [Where("status", "=", one) for one in query.statuses],
        *labelled,
    ]
    parts = [some[0] if len(some) == 1 else Or(tuple(some)) for some in fields if some]
    if query.where is not None:
        parts += query.where.parts if isinstance(query.where, And) else [query.where]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else And(tuple(parts))
