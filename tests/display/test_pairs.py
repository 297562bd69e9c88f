from dataclasses import replace

import pytest

from coding.display import KINDS
from coding.display.looks import on_paper
from coding.display.scale import Scale
from coding.reduction.cooccurrence import Counted, flows, network
from coding.reduction.sheet import Head

CODES = [Head(f"K{at}", f"=K{at}", f"Kode {at}", size=at) for at in range(4)]
COUNTED = Counted(CODES, [[9, 3, 0, 1], [2, 5, 0, 0], [0, 0, 4, 0], [1, 0, 0, 1]], "overlap", "case:A")


def test_a_tie_opens_its_pair_and_a_code_its_excerpts() -> None:
    sheet = network(COUNTED, "id", least=1, most=200)
    figure = KINDS["cooccurrence-network"].draw(sheet, {})
    opened = [ask for trace in figure.data if trace.meta for ask in trace.meta["marks"]]
    assert opened == [
        "(=K0 AND case:A) OVERLAPS (=K1 AND case:A)",
        "(=K0 AND case:A) OVERLAPS (=K3 AND case:A)",
        "=K0 AND (case:A)",
        "=K1 AND (case:A)",
        "=K3 AND (case:A)",
    ]


def test_the_square_of_a_tie_stands_where_no_key_is_and_keys_stand_above_it() -> None:
    heads = [replace(head, label=f"{head.label} KOORDINASI") for head in CODES]
    sheet = network(replace(COUNTED, codes=heads), "id", least=1, most=200)
    # The third code stands, with its key, in the middle between the first two.
    sheet = replace(sheet, spots=[(-0.5, 0.0), (0.5, 0.0), (0.9, 0.9), (0.0, -0.04)])
    figure = KINDS["cooccurrence-network"].draw(sheet, {})
    squares = next(at for at, trace in enumerate(figure.data) if trace.marker.symbol == "square")
    x, y = figure.data[squares].x[0], figure.data[squares].y[0]
    assert y == 0
    assert 0.15 < abs(x) < 0.45
    assert all(trace.mode == "markers+text" for trace in figure.data[squares + 1 :])


def test_bands_and_nodes_are_told_apart_without_colours() -> None:
    (trace,) = KINDS["cooccurrence-sankey"].draw(flows(COUNTED, [0, 1], [1, 3], "id"), {}).data
    assert [label.split(" ")[0] for label in trace.node.label] == ["K0", "K1", "K3"]
    assert trace.node.label[0].endswith("(4)")
    assert all(width > 0 for width in trace.link.line.width)


def test_flows_side_by_side_keep_each_others_codes_and_the_width_of_one() -> None:
    scale = Scale()
    some = [
        flows(COUNTED, [0], [1, 3], "id"),
        flows(replace(COUNTED, table=[[9, 2, 0, 0], *COUNTED.table[1:]]), [0], [1, 3], "id"),
    ]
    for sheet in some:
        KINDS["cooccurrence-sankey"].draw(sheet, {}, scale)
    first, second = (KINDS["cooccurrence-sankey"].draw(sheet, {}, scale) for sheet in some)
    assert [label.split(" ")[0] for label in second.data[0].node.label] == ["K0", "K1", "K3"]
    assert second.data[0].meta["marks"] == ["(=K0 AND case:A) OVERLAPS (=K1 AND case:A)"]
    high = [one.layout.height - 16 for one in (first, second)]
    assert high[0] == high[1]
    bands = [
        (high[0] * (one.data[0].domain.y[1] - one.data[0].domain.y[0]) - 30) / sum(one.data[0].link.value)
        for one in (first, second)
    ]
    assert bands[0] == pytest.approx(bands[1], rel=0.001)


def test_weak_ties_are_left_out_and_so_are_those_beyond_the_strongest() -> None:
    assert [row.label for row in network(COUNTED, "id", least=2, most=200).rows] == ["K0 × K1"]
    sheet = network(COUNTED, "id", least=1, most=1)
    assert [row.label for row in sheet.rows] == ["K0 × K1"]
    assert {"n": "1", "all": "2"} in [one.values for one in sheet.notices]
    assert {"n": "2"} in [one.values for one in sheet.notices]


def test_a_code_is_the_larger_the_more_informants_speak_of_it() -> None:
    figure = KINDS["cooccurrence-network"].draw(network(COUNTED, "id", least=1, most=200), {})
    sizes = {
        text: size
        for trace in figure.data
        if trace.text
        for text, size in zip(trace.text, trace.marker.size, strict=True)
    }
    assert sizes["K0"] < sizes["K1"] < sizes["K3"]


def test_a_band_goes_from_the_left_group_to_the_right_and_opens_its_pair() -> None:
    sheet = flows(COUNTED, [0, 2], [1, 3], "id")
    assert [row.label for row in sheet.rows] == ["K0 × K1", "K0 × K3"]
    (trace,) = KINDS["cooccurrence-sankey"].draw(sheet, {}).data
    assert (trace.link.source, trace.link.target, trace.link.value) == ((0, 0), (1, 2), (3, 1))
    assert trace.meta["marks"][1] == "(=K0 AND case:A) OVERLAPS (=K3 AND case:A)"
    assert trace.meta["nodes"] == ["=K0 AND (case:A)", "=K1 AND (case:A)", "=K3 AND (case:A)"]


@pytest.mark.parametrize("value", ["count", "coefficient", "portion"])
def test_the_diagonal_of_the_matrix_and_what_is_never_together_stay_empty(value: str) -> None:
    sheet = flows(COUNTED, [0], [1, 2, 3], "id")
    (trace,) = KINDS["cooccurrence-matrix"].draw(sheet, {"value": value}).data
    assert [[at is not None for at in line] for line in trace.z] == [
        [False, True, False, True],
        [True, False, False, False],
        [False, False, False, False],
        [True, False, False, False],
    ]


def test_sixty_codes_all_together_travel_light() -> None:
    codes = [Head(f"K{at}", f"=K{at}", "kerja sama antarinstansi di daerah " * 2) for at in range(60)]
    counted = Counted(codes, [[70 + row + at for at in range(60)] for row in range(60)], "near2")
    every = flows(counted, range(30), range(30, 60), "id")
    assert len(KINDS["cooccurrence-sankey"].draw(every, {}).to_json()) < 2_000_000
    net = network(counted, "id", least=1, most=2000)
    assert len(KINDS["cooccurrence-network"].draw(net, {}).to_json()) < 2_000_000
    assert len(KINDS["cooccurrence-matrix"].draw(net, {"value": "count"}).to_json()) < 2_000_000


def test_a_network_on_paper_has_its_small_print_and_no_axes() -> None:
    figure = KINDS["cooccurrence-network"].draw(network(COUNTED, "id", least=1, most=200), {})
    axis = on_paper(figure, 600, ["Dibuat hari ini"]).layout.xaxis
    assert "Dibuat hari ini" in axis.title.text
    assert axis.visible is not False
    assert (axis.showline, axis.showticklabels, axis.showgrid) == (False, False, False)
