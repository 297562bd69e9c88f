from coding.display import KINDS
from coding.reduction.saturation import saturation
from coding.reduction.sheet import Head

draw = KINDS["saturation"].draw


def test_bars_are_new_codes_and_the_line_gathers_the_interviews_before() -> None:
    heads = [Head(name, f"source:{name}") for name in ("W1", "W2", "W3")]
    codes = {key: Head(key, f"={key}") for key in "abc"}
    sheet = saturation(heads, [{"a", "b"}, {"b"}, {"c"}], codes, base=4, run=2, threshold=5, language="id")
    by_name = {trace.name: trace for trace in draw(sheet, {}).data}
    bars = by_name["Kode baru"]
    assert dict(zip(bars.x, bars.y, strict=True)) == {"W1": 2, "W3": 1}
    assert bars.meta == {"marks": ["source:W1 AND (=a OR =b)", "source:W3 AND =c"]}
    assert list(by_name["Kode sejauh ini"].y) == [2, 2, 3]
    assert by_name["Kode sejauh ini"].meta == {"marks": ["source:W1", "source:W2", "source:W3"], "upto": True}
    assert by_name["Rata-rata semua urutan"].meta is None
