"""What the mounts of the coding page and the browser's queue know each other by.

What waits in a browser was made in one text of a source, so a corrected source has a channel of its own. The name ends
with the coder: the browser asks for what is theirs by that. A further round of theirs has a channel of its own.
"""

from uuid import UUID

ROUND = "round-"


def name(project: UUID, source: UUID, coder: UUID, text_version: int, layer: UUID | None = None) -> str:
    """The channel of a coder in one text of a source, and in a further round."""
    text = f"/{text_version}" if text_version > 1 else ""
    again = f"/{ROUND}{layer}" if layer else ""
    return f"{project}/{source}{text}{again}/{coder}"


def layer(channel: str) -> UUID | None:
    """The further round that a channel of a source is of (ValueError)."""
    piece = next((one for one in channel.split("/") if one.startswith(ROUND)), None)
    return UUID(piece.removeprefix(ROUND)) if piece else None


def of_map(project: UUID, map_id: UUID, coder: UUID) -> str:
    """The channel of a coder on a concept map."""
    return f"{project}/map/{map_id}/{coder}"


def map_parts(channel: str) -> tuple[UUID, UUID, UUID]:
    """Project, concept map and coder of a channel (ValueError for that of a source)."""
    project, what, map_id, coder = channel.split("/")
    if what != "map":
        raise ValueError(channel)
    return UUID(project), UUID(map_id), UUID(coder)


def parts(channel: str) -> tuple[UUID, UUID, int, UUID]:
    """Project, source, text version and coder of a channel (ValueError)."""
    pieces = [one for one in channel.split("/") if not one.startswith(ROUND)]
    if len(pieces) not in (3, 4):
        raise ValueError(channel)
    return UUID(pieces[0]), UUID(pieces[1]), int(pieces[2]) if len(pieces) == 4 else 1, UUID(pieces[-1])
