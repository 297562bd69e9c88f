"""The life of the app's process."""

import gc
from types import SimpleNamespace

import pytest

from coding.ui import life


def test_what_is_loaded_when_the_app_stands_is_not_looked_over_for_garbage_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called = []
    monkeypatch.setattr(
        "coding.ui.life.importlib.import_module", lambda _name: SimpleNamespace(warm=lambda: called.append(1))
    )
    young = [[number] for number in range(1_000)]
    before = gc.get_freeze_count()
    life._warm()
    assert called == [1]
    assert gc.get_freeze_count() >= before + len(young)
