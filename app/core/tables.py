"""A table that a spreadsheet opens: Bangla stands in it as it is, and no cell is a formula."""

import csv
import io
from collections.abc import Iterable

from flask import Response

MOST_LINES = 5_000  # of a file


def table(name: str, heading: Iterable[str], lines: Iterable[Iterable[str]]) -> Response:
    """CSV with a mark at its head, by which a spreadsheet knows the letters. `name` without its
    ending; of the lines at most MOST_LINES."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(heading)
    for number, cells in enumerate(lines):
        if number == MOST_LINES:
            break
        out.writerow([_plain(cell) for cell in cells])
    return Response(
        "\ufeff" + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _plain(cell: str) -> str:
    """No spreadsheet may take it for a formula."""
    return (
        f"'{cell}"
        if cell.lstrip()[:1] in {"=", "+", "-", "@"} or cell[:1] in {"\t", "\r"}
        else cell
    )
