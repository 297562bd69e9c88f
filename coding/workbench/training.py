"""Training in a process of its own: started, watched, given up, and its result kept.

What is kept of a model is a card in the project. Its arrays lie in a cache beside the user's data and can be made anew
from the project at any time; they are plain numbers, so a stranger's file can lie but can't do anything.
"""

import io
import json
import os
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_data_path

import coding
from coding.errors import TrainingFailed, TrainingStopped
from coding.model import Card, Language, Unit
from coding.store import Read, Write, ledger
from coding.store import material as rows
from coding.suggestion.wire import request
from coding.workbench.child import start
from coding.workbench.desk import Actor, allow, reads, verb
from coding.workbench.suggesting_material import Material, material

if TYPE_CHECKING:
    from coding.suggestion.classifier import Classifier

KEPT_MODELS = 3
_MODEL = "model."
_LIMIT = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tests:
    """A row for each decision a model was tested on, in the order of coding; see `coding.suggestion.learning.learn`."""

    passages: tuple[str, ...]
    truth: NDArray[np.bool_]
    scores: NDArray[np.float32]
    show: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Trained:
    """The arrays of a model; see `coding.suggestion.learning.learn` for their shapes."""

    row: Mapping[str, int]
    codes: tuple[str, ...]
    scores: NDArray[np.float32]
    show: NDArray[np.bool_]
    about: Mapping[str, Any]
    state: Mapping[str, NDArray[Any]]
    tests: Tests | None = None

    @cached_property
    def model(self) -> "Classifier":
        """The classifier itself. Its library takes a second to come in, so it does when first asked for."""
        learned = import_module("coding.suggestion.classifier").Classifier
        made: Classifier = learned.from_state(self.state, named=0)
        return made

    @property
    def vectors(self) -> NDArray[np.float32]:
        """Passages × directions of meaning, rows of length 1 (or of zeros)."""
        return self.model.features_.smoothed

    def words(self, row: int, code: str) -> tuple[str, ...]:
        """The words that speak for a code in a passage."""
        return tuple(self.about["words"][row].get(code, ()))


class Training:
    """A training at work. Safe to watch from any thread; whoever holds it can give it up."""

    def __init__(self, what: Material, *, seed: int = 0, report: bool = True, before: Path | None = None) -> None:
        self.material, self.seed = what, seed
        self.share = 0.0
        self._data: bytes | None = None
        self._cancelled = False
        self._process = start("coding.suggestion")
        wanted = {"seed": seed, "report": report, "before": str(before) if before else None}
        asked = json.dumps(request(what.scheme, what.corpus, what.decided, **wanted)).encode()
        self._thread = threading.Thread(target=self._work, args=(asked,), daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def cancel(self) -> None:
        """Give up; `result` then raises TrainingStopped."""
        self._cancelled = True
        self._process.kill()

    def result(self) -> bytes:
        """Wait for the arrays, packed (TrainingStopped, TrainingFailed)."""
        self._thread.join()
        if self._cancelled:
            raise TrainingStopped
        if self._data is None:
            raise TrainingFailed
        return self._data

    def _work(self, asked: bytes) -> None:
        try:
            with self._process as process:
                assert process.stdin
                assert process.stdout
                process.stdin.write(asked)
                process.stdin.close()
                for line in process.stdout:
                    told = json.loads(line)
                    if "bytes" in told:
                        data = process.stdout.read(told["bytes"])
                        self._data = data if len(data) == told["bytes"] else None
                        break
                    self.share = float(told["progress"])
        except (OSError, ValueError):
            # The child ended instead of answering; `result` tells.
            return


def start_training(
    actor: Actor,
    project: UUID,
    *,
    language: Language | None = None,
    layers: tuple[UUID, ...] | None = None,
    unit: Unit = "turn",
    seed: int = 0,
) -> Training:
    """Begin to learn from the project as it stands now."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "train")
    what = material(actor, project, language=language, layers=layers, unit=unit)
    return Training(what, seed=seed, before=newest_cache(project))


def train_where_stale(
    actor: Actor, project: UUID, *, language: Language | None = None, layers: tuple[UUID, ...] | None = None
) -> Card:
    """The newest model, made anew where the project has changed since or its arrays are gone; waits for it."""
    what = material(actor, project, language=language, layers=layers)
    card = latest_model(actor, project, what.scheme.language)
    if card and (card.fingerprint, card.program) == (what.fingerprint, coding.__version__):
        if read_cache(project, card.id) is None:
            data = Training(
                what, seed=int(card.parameters["seed"]), report=False, before=newest_cache(project)
            ).result()
            write_cache(project, card.id, data)
        return card
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "train")
    return keep_model(actor, project, Training(what, before=newest_cache(project)))


def keep_model(actor: Actor, project: UUID, training: Training) -> Card:
    """Keep what a training made: a card in the project, the arrays in the cache (TrainingStopped, TrainingFailed)."""
    data = training.result()
    trained = unpack(data)
    if trained is None:
        raise TrainingFailed
    card = _store_card(actor, project, training.material, training.seed, trained.about)
    write_cache(project, card.id, data)
    return card


@verb("train")
def _store_card(tx: Write, what: Material, seed: int, about: Mapping[str, Any]) -> Card:
    one = Card(
        id=uuid4(),
        number=ledger.next_number(tx),
        method="classifier",
        language=what.scheme.language,
        codebook=what.codebook,
        layers=what.layers,
        parameters={"seed": seed, "calibrated": about["calibrated"], "stick": about["stick"]},
        figures=about.get("report", {}),
        fingerprint=what.fingerprint,
        program=coding.__version__,
        made_at=tx.at,
        made_by=tx.actor_id,
    )
    ledger.add_card(tx, one)
    return one


@reads
def latest_model(tx: Read, language: Language | None = None) -> Card | None:
    """The card of the newest model, or of the newest in a language, if there is any."""
    return ledger.newest(tx, language)


@reads
def list_models(tx: Read, limit: int = 50) -> list[Card]:
    """The cards of the newest models, newest first."""
    return ledger.cards(tx, limit)


@reads
def decided_since(tx: Read, card: Card) -> int:
    """How many codings its layers have gained since a model was made."""
    return sum(one.made_at > card.made_at for one in rows.spans(tx, card.layers)) if card.layers else 0


def says_chances(card: Card) -> bool:
    """Whether a model's chances kept their word on sources it had not seen."""
    methods = card.figures.get("methods", ())
    return any(one["method"] == "in_order" and one["percentages"] for one in methods)


def decisions(card: Card) -> int:
    """How many decisions a model was tested on."""
    return int(card.figures.get("decisions", 0))


# -- the cache ------------------------------------------------------------------------------------


def cache_path(project: UUID, model: UUID | str) -> Path:
    """Where the arrays of a model lie on this machine."""
    return user_data_path("simpul") / "cache" / str(project) / f"{model}.npz"


def newest_cache(project: UUID) -> Path | None:
    """The arrays made last, if there are any."""
    return max(cache_path(project, "").parent.glob("*.npz"), key=lambda one: one.stat().st_mtime, default=None)


def write_cache(project: UUID, model: UUID | str, data: bytes) -> None:
    """Keep the arrays of a model, readable by their owner only; a full disk is no harm, they can be made again."""
    path = cache_path(project, model)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The file is private from its first byte, and appears under its name when it is whole.
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(path)
        for old in sorted(path.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime)[:-KEPT_MODELS]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def read_cache(project: UUID, model: UUID | str) -> Trained | None:
    """The arrays of a model, or None where there are none that can be used."""
    path = cache_path(project, model)
    try:
        stamp = path.stat()
    except OSError:
        return None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Trained | None:
    try:
        return unpack(path.read_bytes())
    except OSError:
        return None


def unpack(data: bytes) -> Trained | None:
    """Arrays from a packed file; None where it is no such file, or one that does not fit together."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if sum(one.file_size for one in file.infolist()) > _LIMIT:
                return None
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays = dict(file)
        about = json.loads(arrays["about"].tobytes())
        passages, codes = arrays["passages"].tolist(), tuple(arrays["codes"].tolist())
        tests = None
        if "tested_truth" in arrays:
            told = (arrays[f"tested_{name}"] for name in ("truth", "scores", "show"))
            tests = Tests(tuple(arrays["tested_passages"].tolist()), *told)
        trained = Trained(
            row={passage: place for place, passage in enumerate(passages)},
            codes=codes,
            scores=arrays["scores"],
            show=arrays["show"],
            about=about,
            state={name.removeprefix(_MODEL): array for name, array in arrays.items() if name.startswith(_MODEL)},
            tests=tests,
        )
        ids = arrays[f"{_MODEL}features.ids"]
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError):
        return None
    shape = (len(passages), len(codes))
    whole = trained.scores.shape == trained.show.shape == shape and len(ids) == len(about["words"]) == shape[0]
    return trained if whole else None
