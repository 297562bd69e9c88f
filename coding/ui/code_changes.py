"""What changed in a codebook, in words: for the versions there are, and for a file before it is brought in."""

from collections.abc import Sequence

from coding.model import Codebook
from coding.ui.words import N_, _, language, ngettext, number
from coding.workbench import Difference

FIELD_NAMES = {
    "definition": N_("Definition"),
    "include": N_("Include"),
    "exclude": N_("Exclude"),
    "typical": N_("Typical example"),
    "borderline": N_("Borderline example"),
    "note": N_("Note"),
    "theory": N_("Source in theory"),
}
OTHER_NAMES = {
    "colour": N_("Colour"),
    "sign": N_("Sign"),
    "shortcut": N_("Shortcut"),
    "codable": N_("Group or code"),
    "stems": N_("Search words"),
}
MOST = 4


def sentence(change: Difference, book: Codebook) -> str:
    """One change as a sentence; codes are called by their key, as names may be what changed."""
    match change.kind:
        case "added":
            return _("{code} added: {name}").format(code=change.key, name=change.after)
        case "removed":
            return _("{code} removed: {name}").format(code=change.key, name=change.before)
        case "merged":
            return _("{code} merged with {other}: {name}").format(
                code=change.key, other=change.after, name=change.before
            )
        case "split":
            return _("{code} split off from {other}: {name}").format(
                code=change.key, other=change.before, name=change.after
            )
        case "renamed":
            return _("{code}: “{before}” is now “{after}”").format(
                code=change.key, before=change.before or "–", after=change.after or "–"
            )
        case "moved" if change.field == "parent":
            group = book.find(change.after) if change.after else None
            name = group.label(language(), book.language) if group else _("no group")
            return _("{code} moved: {group}").format(code=change.key, group=name)
        case "moved":
            return _("{code} moved in the list").format(code=change.key)
        case _:
            field = _({**FIELD_NAMES, **OTHER_NAMES}[change.field])
            return _("{code}: {field} changed").format(code=change.key, field=field)


def summary(changes: Sequence[Difference], book: Codebook, most: int = MOST) -> str:
    """The first changes in a line, and how many there are besides."""
    told = list(dict.fromkeys(sentence(one, book) for one in changes))
    left = len(told) - most
    rest = [ngettext("and {n} more", "and {n} more", left).format(n=number(left))] if left > 0 else []
    return "; ".join([*told[:most], *rest]) or "–"
