from bench.table import Line, ms, share, times, written


def test_a_line_says_whether_the_goal_was_kept():
    table = written(
        [Line("1", "a page", "4.0 ms", "≤ 6 ms", True), Line("2", "b", "9", "≤ 1", False)]
    )
    head, rule, kept, missed = table.splitlines()
    assert len({len(line) for line in (head, rule, kept, missed)}) == 1
    assert "| yes " in kept
    assert "| NO " in missed


def test_figures_are_written_for_people():
    assert (ms(0.0042), ms(0.25)) == ("4.2 ms", "250 ms")
    assert times(6.0, 3.0, "3.0 ms") == "2.0 × 3.0 ms"


def test_ninety_nine_of_a_hundred_lie_under_the_p99():
    ordered = [float(number) for number in range(100)]
    assert share(ordered, 0.99) == 99
    assert share(ordered, 0.5) == 50
    assert share([7.0], 0.99) == 7
