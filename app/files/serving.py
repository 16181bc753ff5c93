"""How a file goes to a browser: dead, for this browser alone, and in parts if it asks."""

from collections.abc import Callable
from typing import Any

from flask import Response, request, send_file
from sqlalchemy import Row
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from app.files.models import FileKind, Format
from app.files.shelf import Opened

POLICY = (
    "default-src 'none'; frame-ancestors 'none'; sandbox"  # though opened by itself, it is dead
)
TYPES = {
    Format.JPEG: "image/jpeg",
    Format.WEBP: "image/webp",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
    Format.TXT: "text/plain; charset=utf-8",
}


def served(found: Row[Any], mark: str, open_it: Callable[[], Opened]) -> Response:
    """`found` has kind, format and name; who asks may have it. It is opened only for a browser that
    has nothing under this mark."""
    if request.if_none_match.contains(mark):
        answer = Response(status=304)
        answer.set_etag(mark)
    else:
        answer = _sent(open_it(), found, mark)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _sent(opened: Opened, found: Row[Any], mark: str) -> Response:
    answer: Response = send_file(
        opened.stream,
        mimetype=TYPES[found.format],
        as_attachment=found.kind == FileKind.DOCUMENT,
        download_name=found.name,
        etag=mark,
        conditional=False,
    )
    answer.call_on_close(opened.stream.close)
    answer.content_length = opened.length
    try:  # whoever was cut off on a thin line asks for the rest
        answer.make_conditional(request, accept_ranges=True, complete_length=opened.length)
    except RequestedRangeNotSatisfiable:
        answer.close()
        raise
    return answer
