from coding.display import KINDS

draw = KINDS["code-case-heatmap"].draw


def test_every_mark_stands_for_its_row_and_column_in_the_order_of_the_table(make_sheet) -> None:
    sheet = make_sheet([[1, 0], [3, 2]], ["K2", "K1"], ["B", "A"])
    (trace,) = draw(sheet, {}).data
    assert trace.z.tolist() == [[1, 0], [3, 2]]
    assert trace.meta == {"rows": ["=K2", "=K1"], "columns": ["case:B", "case:A"]}


def test_an_empty_cell_shows_nothing_and_the_smallest_count_something(make_sheet) -> None:
    (trace,) = draw(make_sheet([[0, 1], [5, 9]]), {}).data
    at = {round(place * 9, 6): colour for place, colour in trace.colorscale}
    assert at[0].endswith(", 0)")
    assert at[0.5].endswith(".14)")


def test_what_people_wrote_is_never_markup(make_sheet) -> None:
    figure = draw(make_sheet([[1]], ['<a href="x">K</a>'], ["<b>I</b>"]), {})
    (said,) = figure.data[0].y
    assert "<a" not in said.replace("<br>", "")
    assert "&lt;a href=" in said
    assert figure.data[0].x == ("&lt;b&gt;I&lt;/b&gt;",)


def test_sixty_codes_with_long_names_have_room_for_every_line(make_sheet) -> None:
    names = [f"K{n} {'kerja sama antarinstansi ' * 4}" for n in range(60)]
    figure = draw(make_sheet([[1]] * 60, names, ["I"]), {})
    lines = max(label.count("<br>") + 1 for label in figure.data[0].y)
    assert figure.layout.height / 60 > lines * 16
    assert all(name.split()[-1] in label for name, label in zip(names, figure.data[0].y, strict=True))


def test_five_hundred_cases_by_sixty_codes_travel_light(make_sheet) -> None:
    cells = [[(row * column) % 7 for column in range(500)] for row in range(60)]
    assert len(draw(make_sheet(cells), {}).to_json()) < 200_000
