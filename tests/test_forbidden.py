"""What must never stand in the product's code, whoever writes it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import coding

ROOT = Path(coding.__file__).resolve().parent
MODULES = sorted(ROOT.rglob("*.py"))
UNPICKLERS = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "torch"}
ONLY_FOR_TRAINING = {"sklearn"}
"""Takes a third of the time in which the app starts."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_nothing_that_could_run_what_a_stranger_packed_is_imported() -> None:
    assert {str(path): found for path, tree in trees() if (found := imported(tree) & UNPICKLERS)} == {}


def test_nothing_is_evaluated_and_no_yaml_is_loaded_unsafely() -> None:
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            assert not (isinstance(node.func, ast.Name) and name in {"eval", "exec"}), path
            assert name not in {"unsafe_load", "full_load", "system", "popen"}, path
            assert not any(word.arg == "shell" for word in node.keywords), path


def test_no_failure_is_swallowed_whole() -> None:
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                caught = node.type.id if isinstance(node.type, ast.Name) else node.type
                assert caught is not None, path
                passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
                assert passed_on or caught not in {"Exception", "BaseException"}, path


def test_xml_is_never_parsed_with_entities_or_the_network() -> None:
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in {"resolve_entities", "load_dtd", "huge_tree"}:
                assert isinstance(node.value, ast.Constant), path
                assert node.value.value is False, path


def test_every_import_stands_at_the_top_of_its_file_but_of_what_only_training_needs() -> None:
    for path, tree in trees():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                assert imported(function) <= ONLY_FOR_TRAINING, f"{path}: {function.name}"


@pytest.mark.parametrize("path", sorted((ROOT / "ui" / "coding_surface").glob("*.mjs")), ids=lambda path: path.name)
def test_the_surface_puts_words_on_the_page_as_text_only(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script)


def test_no_page_lets_markup_of_others_in() -> None:
    for path, tree in trees():
        for node in ast.walk(tree):
            assert not (
                isinstance(node, ast.keyword) and node.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}
            ), path
