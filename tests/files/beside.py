"""Forms that bring words and files together, as a browser writes them on the line."""

import re
from typing import Any

from flask.testing import FlaskClient

from tests.files.sending import Sent, parts

MULTIPART = "multipart/form-data; boundary=x"
QUESTION = {"title": "Who has fenced a pond?", "body": "Ours is open to cattle."}
ALT = "A fenced pond."


def write(
    browser: FlaskClient,
    *sent: Sent,
    kind: str = "question",
    key: str = "k",
    way: str = "",
    kept: tuple[int, ...] = (),
    **words: str,
) -> Any:
    """Send the form of a new post. `way`: "/draft", to keep it; `kept`: what waits with it."""
    data = parts(*sent, **({"audience": "all", "_key": key} | words), ticks=kept)
    return browser.post(f"/posts/new/{kind}{way}?lang=en", data=data, content_type=MULTIPART)


def comment(
    browser: FlaskClient,
    post_id: int,
    *sent: Sent,
    key: str = "k",
    kept: tuple[int, ...] = (),
    headers: dict[str, str] | None = None,
    **words: str,
) -> Any:
    data = parts(*sent, **({"body": "Here it is.", "_key": key} | words), ticks=kept)
    return browser.post(
        f"/posts/{post_id}/comments?lang=en", data=data, content_type=MULTIPART, headers=headers
    )


def ticked(answer: Any) -> tuple[int, ...]:
    """The files that the form in an answer has kept, still ticked."""
    found = re.findall(r'name="kept" value="(\d+)" checked', answer.text)
    return tuple(map(int, found))


def post_of(answer: Any) -> int:
    """The number of the post to which an answer leads."""
    assert answer.status_code == 303, answer.text
    return int(re.findall(r"/posts/(\d+)", answer.location)[0])
