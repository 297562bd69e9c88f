"""A trained classifier as plain arrays, and back. Numbers and JSON only: a stranger's file can lie but can't act."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coding.suggestion.classifier_heads import Heads
from coding.suggestion.classifier_text import TextModel
from coding.suggestion.features import Features
from coding.suggestion.material import Scheme, scheme_from
from coding.suggestion.pooling import Flags, Pool, Table
from coding.suggestion.sequence import Running

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Learned:
    """What decisions taught: text model, how codes run on, calibration, rows decided in the order of coding, truth.

    `hits` counts keyword hits in every passage: passages × codes.
    """

    model: TextModel
    running: Running
    line: Table
    order: NDArray[np.int64]
    truth: Flags
    hits: NDArray[np.int32]


def packed(scheme: Scheme, features: Features, learned: Learned, seed: int) -> dict[str, NDArray[Any]]:
    """Names with a prefix for each part; `about` holds the few plain values as JSON in bytes."""
    model = learned.model
    about = {
        "scheme": asdict(scheme),
        "seed": seed,
        "running": asdict(learned.running),
        "read": model.read,
        "smoothed": model.smoothed,
    }
    return {
        **{f"features.{name}": array for name, array in features.arrays().items()},
        **{f"heads.{one.name}": getattr(model.heads, one.name) for one in fields(Heads)},
        "support": model.support,
        "definitions": model.definitions,
        "positives": model.positives,
        "record": model.record,
        "line": learned.line,
        "order": learned.order,
        "truth": learned.truth,
        "hits": learned.hits,
        "about": np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
    }


def unpacked(arrays: Arrays) -> tuple[Scheme, Features, Learned, int]:
    """Scheme, features, what was learned, and the seed."""
    about = json.loads(arrays["about"].tobytes())
    prefix = "features."
    features = Features.from_arrays({name[len(prefix) :]: arrays[name] for name in arrays if name.startswith(prefix)})
    model = TextModel(
        heads=Heads(**{one.name: arrays[f"heads.{one.name}"] for one in fields(Heads)}),
        pool=Pool.of(arrays["support"]),
        support=arrays["support"],
        definitions=arrays["definitions"],
        positives=arrays["positives"],
        record=arrays["record"],
        read=about["read"],
        smoothed=about["smoothed"],
    )
    running = Running(**about["running"])
    learned = Learned(model, running, *(arrays[name] for name in ("line", "order", "truth", "hits")))
    return scheme_from(about["scheme"]), features, learned, about["seed"]
