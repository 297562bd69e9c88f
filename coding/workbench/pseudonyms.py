"""Names replaced by pseudonyms everywhere in a project, and put back by who has the key.

The ordinary undo cannot take this back: it would need the names, and they are nowhere in the project any more. They
stand in the key alone, a file beside the database or where a person puts it.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Any
from uuid import UUID, uuid4

from platformdirs import user_data_path

from coding.errors import KeyForeign, KeyMissing, NothingToReplace, NotWritable, PseudonymInText
from coding.exchange.pseudonym_key import Act, Key, Replaced, is_locked, read_key, write_key
from coding.model import Rewritten, Source
from coding.store import Read, Write, projects, scrubbing, search_index, sources
from coding.store.renewing import renumber
from coding.store.sweeping import Swept, sweep
from coding.transcript.names import Candidate, candidates
from coding.transcript.naming import Name, Naming, Unnaming, renamed
from coding.transcript.withdrawal import words_said
from coding.workbench.desk import Actor, allow, now, reads, verb
from coding.workbench.training import cache_path

SETTING = "pseudonyms"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy or backup that holds the project, and whether a name stands in it.

    `spare`: it was made to be kept aside; another may be a database that somebody works in, and is never deleted.
    """

    path: Path
    holds: bool
    spare: bool


@dataclass(frozen=True, slots=True)
class Hiding:
    """Names to be replaced in files before they are stored; where the key lies, and what locks it."""

    names: tuple[Name, ...]
    passphrase: str | None = None
    key: Path | None = None

    def words(self, said: str) -> str:
        """What something that was typed reads then."""
        return Naming(self.names).words(said)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: places in how many sources, where else, and what is left for a person to do.

    `scrubbed` is false where others have the database open and what was deleted could not be overwritten yet. `copies`
    still hold names; `removed` were deleted. `beside` counts names that still stand as a part of other words.
    """

    counts: Mapping[str, int]
    sources: int
    rows: Mapping[str, int]
    key: Path | None
    scrubbed: bool
    copies: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    beside: int = 0


# -- looking --------------------------------------------------------------------------------------


@reads
def find_names(tx: Read, known: Mapping[str, str] | None = None) -> list[Candidate]:
    """What may be a name in the sources, for a decision; `known` are names that have a pseudonym already."""
    return candidates([sources.load(tx, one)[0] for one in sources.names(tx).values()], known)


@reads
def count_names(tx: Read, names: Sequence[Name]) -> dict[str, int]:
    """How often each of these stands in the texts, as it would be replaced (the refusals of `Naming`)."""
    naming = Naming(names)
    counts = {one.words: 0 for one in names}
    for source in sources.names(tx).values():
        for words, count in naming.counts(sources.load(tx, source)[0].text).items():
            counts[words] += count
    return counts


@reads
def names_replaced(tx: Read) -> int:
    """How many acts of replacing a key could take back."""
    return len(_acts(tx))


def find_copies(actor: Actor, project: UUID, names: Sequence[Name], folders: tuple[Path, ...] = ()) -> list[Copy]:
    """Copies of the database and backups beside it, or in these folders, and whether a name stands in them."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "pseudonymise")
    naming = Naming(names)
    return [
        Copy(path, scrubbing.holds(path, lambda words: bool(naming.parts(words))), scrubbing.is_spare(path))
        for path in scrubbing.copies(actor.store, project, folders)
    ]


# -- replacing ------------------------------------------------------------------------------------


def pseudonymise(
    actor: Actor,
    project: UUID,
    names: Sequence[Name],
    *,
    key: Path | None = None,
    passphrase: str | None = None,
    folders: tuple[Path, ...] = (),
    remove_copies: bool = False,
) -> Done:
    """Replace names everywhere in a project, codings kept, and write down in the key which stood where.

    The key lies beside the database unless another place is given; it is locked if there is a passphrase (KeyLocked
    where it is another one than before). PseudonymInText, PseudonymsClash, NothingToReplace and the refusals of
    `Naming` come before anything is changed. With `remove_copies` spare copies in which a name stands are deleted.
    """
    naming = Naming(names)
    path = key or key_place(actor, project)
    there = _key_at(path, passphrase, project)
    there_copies = [one for one in find_copies(actor, project, names, folders) if one.holds]
    swept, act = _replace(actor, project, naming, there, path, passphrase)
    removed = _removed(one for one in there_copies if one.spare) if remove_copies else ()
    left = tuple(one.path for one in there_copies if one.path not in removed)
    return Done(
        counts={one.words: one.count for one in act.names},
        sources=len({source for source, _version in swept.texts}),
        rows=swept.rows,
        key=path,
        scrubbed=clean(actor, project),
        copies=left,
        removed=removed,
        beside=sum(naming.left(done.text) for done in swept.texts.values()),
    )


@verb("pseudonymise")
def _replace(tx: Write, naming: Naming, key: Key, path: Path, passphrase: str | None) -> tuple[Swept, Act]:
    known = {one for act in _acts(tx) for one in act["pseudonyms"]}
    _not_there_yet(tx, [one for one in naming.names if one.pseudonym not in known])
    counts: dict[str, int] = {}

    def counted(text: str) -> list[tuple[int, int, str]]:
        for words, count in naming.counts(text).items():
            counts[words] = counts.get(words, 0) + count
        return naming.parts(text)

    swept = sweep(tx, naming.words, counted)
    if not swept.rows:
        raise NothingToReplace
    _follow(tx, swept)
    act = _act(naming, counts, ((done, swept.before[text]) for text, done in swept.texts.items()))
    _remember(tx, act, key, path, passphrase)
    return swept, act


def replace_before(
    actor: Actor,
    project: UUID,
    there: Sequence[Source],
    names: Sequence[Name],
    *,
    key: Path | None = None,
    passphrase: str | None = None,
) -> list[tuple[Source, int]]:
    """Sources with names replaced before they are stored, and how many words are said in each.

    What is stored then never held the names; the key has them, as with `pseudonymise`.
    """
    naming = Naming(names)
    path = key or key_place(actor, project)
    done = [(one, *renamed(one, naming)) for one in there]
    if any(new != one for one, new, _each in done):
        _note(actor, project, naming, [(each, one.text) for one, _new, each in done], path, passphrase)
    return [(new, words_said(new)) for _one, new, _each in done]


@verb("note_pseudonyms", "pseudonymise")
def _note(tx: Write, naming: Naming, done: Sequence[tuple[Rewritten, str]], path: Path, passphrase: str | None) -> None:
    counts: dict[str, int] = {}
    for _each, text in done:
        for words, count in naming.counts(text).items():
            counts[words] = counts.get(words, 0) + count
    _remember(tx, _act(naming, counts, done), _key_at(path, passphrase, tx.project_id), path, passphrase)


def _not_there_yet(tx: Read, names: Sequence[Name]) -> None:
    for source in sources.names(tx).values() if names else ():
        one = sources.load(tx, source)[0]
        for each in names:
            if re.search(rf"(?<!\w){re.escape(each.pseudonym)}(?!\w)", one.text):
                raise PseudonymInText(pseudonym=each.pseudonym, source=one.name)


def _follow(tx: Write, swept: Swept) -> None:
    """Write down anew by which words texts are found; give each text of a source that changed a number of its own."""
    search_index.rebuild(tx.conn)
    for source in sources.names(tx).values():
        one, layout = sources.load(tx, source)
        if (source, one.text_version) in swept.texts:
            renumber(tx, one, layout, words_said(one))


def _act(naming: Naming, counts: Mapping[str, int], done: Iterable[tuple[Rewritten, str]]) -> Act:
    names = tuple(
        Replaced(one.words, one.pseudonym, one.kind, one.small, counts.get(one.words, 0)) for one in naming.names
    )
    texts = {
        _print(each.text): tuple(
            (each.start(start), each.end(end), before[start:end]) for start, end, _words in each.parts
        )
        for each, before in done
        if each.parts
    }
    return Act(uuid4(), now().isoformat(timespec="seconds"), names, texts)


def _print(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _acts(tx: Read) -> list[dict[str, Any]]:
    project = projects.get(tx)
    return list(project.settings.get(SETTING, ())) if project else []


def _remember(tx: Write, act: Act, key: Key, path: Path, passphrase: str | None) -> None:
    """Write the key, then what the project knows of it: were it the other way round, names could be lost."""
    project = projects.get(tx)
    assert project
    _write(path, write_key(key.with_act(act), passphrase, token_bytes(16)))
    pseudonyms = sorted({one.pseudonym for one in act.names})
    told = {"act": str(act.id), "seal": key.seal(act), "pseudonyms": pseudonyms}
    projects.change(tx, {"settings": {**project.settings, SETTING: [*_acts(tx), told]}})


# -- putting back ---------------------------------------------------------------------------------


def restore_names(actor: Actor, project: UUID, key: Path | None = None, *, passphrase: str | None = None) -> Done:
    """Put back what was replaced last (KeyMissing, KeyLocked, KeyForeign): in texts the very words, else the name.

    What was written since keeps its pseudonyms replaced by the name as it was met most.
    """
    path = key or key_place(actor, project)
    if not path.is_file():
        raise KeyMissing(name=path.name)
    swept, act = _put_back(actor, project, read_key(path.read_bytes(), passphrase, path.name))
    counts = {one.words: one.count for one in act.names}
    return Done(counts, len({source for source, _ in swept.texts}), swept.rows, path, True)


@verb("restore_names")
def _put_back(tx: Write, key: Key) -> tuple[Swept, Act]:
    acts = _acts(tx)
    if not acts:
        raise KeyForeign
    act = key.find(UUID(str(acts[-1]["act"])))
    if act is None or key.seal(act) != acts[-1]["seal"]:
        raise KeyForeign
    # A pseudonym that an earlier act gave stands for that one's name too: only its known places are this one's.
    earlier = {one for each in acts[:-1] for one in each["pseudonyms"]}
    forms: dict[str, str] = {}
    for one in sorted(act.names, key=lambda one: -one.count):
        if one.pseudonym not in earlier:
            forms.setdefault(one.pseudonym, one.words)
    unnaming = Unnaming(forms, act.texts)
    project = projects.get(tx)
    assert project
    # Before the sweep: what the project knows of the act must not get the names.
    projects.change(tx, {"settings": {**project.settings, SETTING: acts[:-1]}})
    swept = sweep(tx, unnaming.words, lambda text: unnaming.parts(text, _print(text)))
    _follow(tx, swept)
    return swept, act


# -- the key --------------------------------------------------------------------------------------


def key_place(actor: Actor, project: UUID) -> Path:
    """Where the key lies if nobody says otherwise: beside the file, or among the user's data."""
    own = actor.store.path
    if own is None:
        return user_data_path("simpul") / "keys" / f"{project}.pseudonyms.json"
    return own.with_name(f"{own.stem}.{str(project)[:8]}.pseudonyms.json")


def known_names(actor: Actor, project: UUID, key: Path | None = None, passphrase: str | None = None) -> dict[str, str]:
    """Name → pseudonym as the key has them; none where there is no key (KeyLocked, KeyBroken)."""
    return _key_at(key or key_place(actor, project), passphrase, project).known()


def key_locked(path: Path) -> bool:
    """Whether there is a key here that needs its passphrase."""
    return path.is_file() and is_locked(path.read_bytes())


def copy_key(
    actor: Actor,
    project: UUID,
    to: Path,
    *,
    key: Path | None = None,
    passphrase: str | None = None,
    lock: str | None = None,
    move: bool = False,
) -> None:
    """Write the key to another place, locked with `lock` if given; with `move` it no longer lies where it lay."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "restore_names")
    path = key or key_place(actor, project)
    if not path.is_file():
        raise KeyMissing(name=path.name)
    there = read_key(path.read_bytes(), passphrase, path.name)
    _write(to, write_key(there, lock or passphrase, token_bytes(16)))
    if move and to.resolve() != path.resolve():
        path.unlink()


def _key_at(path: Path, passphrase: str | None, project: UUID) -> Key:
    if path.is_file():
        return read_key(path.read_bytes(), passphrase, path.name)
    return Key(str(project), token_hex(32))


def _write(path: Path, data: bytes) -> None:
    """The whole file or none of it, readable by its owner only."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as problem:
        raise NotWritable(name=path.name, why=problem.strerror) from problem


# -- what is left ---------------------------------------------------------------------------------


def clean(actor: Actor, project: UUID) -> bool:
    """Overwrite what was deleted, in the file and the log beside it, and forget what was learnt from the words.

    False where somebody else has the database open: to be done again once they have closed it.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "pseudonymise")
    shutil.rmtree(cache_path(project, "").parent, ignore_errors=True)
    return scrubbing.scrub(actor.store)


def _removed(there: Iterable[Copy]) -> tuple[Path, ...]:
    gone = []
    for one in there:
        try:
            one.path.unlink()
        except OSError:
            continue
        gone.append(one.path)
    return tuple(gone)
