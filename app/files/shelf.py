"""What a place for files must be able to do; `disk.py` and `bucket.py` are the two there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

CHUNK = 1 << 16


@dataclass(frozen=True)
class Opened:
    length: int  # bytes
    stream: IO[bytes]  # its reader closes it


class Shelf(Protocol):
    """Each of these raises Away when the place does not answer in time. Names are
    `drawer/random letters`, ours and nobody else's."""

    @property
    def pause(self) -> float:
        """Seconds between two looks at everything: where to look costs something, few."""

    def put(self, name: str, source: IO[bytes]) -> None:
        """All of it or nothing, and there to stay. Doing it twice ends alike."""

    def open(self, name: str) -> Opened | None:
        """None when there is no such file."""

    def drop(self, *names: str) -> None:
        """What is not there is no fault."""

    def list(self, drawer: str) -> Iterator[tuple[str, float]]:
        """Names in a drawer, without it, and when each came, in seconds since 1970."""

    def refusal(self) -> str | None:
        """Why it would take nothing from us, in the words of its own, when the house opens."""
