"""Which source a coder comes to."""

from dataclasses import replace

from coding import workbench


def test_coding_begins_where_one_last_worked_else_with_the_first_interview(study, source_builder):
    paper = replace(source_builder("A-01", "Pasal satu.\n"), turns=(), speakers=(), kind="document")
    workbench.import_source(study.owner, study.id, paper, 2)
    later = study.add_source("W2")
    assert workbench.source_to_code(study.owner, study.id) == "W1"
    workbench.keep_place(study.owner, study.id, later.id, offset=3, read_to=3, code=None)
    assert workbench.source_to_code(study.owner, study.id) == "W2"
    workbench.remove_source(study.owner, study.id, later.id)
    assert workbench.source_to_code(study.owner, study.id) == "W1"
    workbench.remove_source(study.owner, study.id, study.source.id)
    assert workbench.source_to_code(study.owner, study.id) == "A-01"
