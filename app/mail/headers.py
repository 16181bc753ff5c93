"""Headers of a mail that is not in English. Python's own folding breaks a long one between two
encoded words and leaves the space outside, where every reader drops it (RFC 2047, 6.2): one
subject in five had two words run together."""

from email.header import Header
from email.headerregistry import (
    BaseHeader,
    HeaderRegistry,
    UniqueAddressHeader,
    UniqueUnstructuredHeader,
)
from email.policy import SMTP, EmailPolicy
from typing import Any


def _encoded(words: str, name: str, policy: EmailPolicy) -> str:
    return Header(words, "utf-8", header_name=name).encode(linesep=policy.linesep)


class Line(UniqueUnstructuredHeader):
    def fold(self: Any, *, policy: EmailPolicy) -> str:
        if str(self).isascii():
            return BaseHeader.fold(self, policy=policy)
        return f"{self.name}: {_encoded(str(self), self.name, policy)}{policy.linesep}"


class Person(UniqueAddressHeader):
    """One of them, with a name."""

    def fold(self: Any, *, policy: EmailPolicy) -> str:
        if str(self).isascii() or len(self.addresses) != 1 or not self.addresses[0].display_name:
            return BaseHeader.fold(self, policy=policy)
        one = self.addresses[0]
        name = _encoded(one.display_name, self.name, policy)
        return f"{self.name}: {name}{policy.linesep} <{one.addr_spec}>{policy.linesep}"


def _registry() -> HeaderRegistry:
    found = HeaderRegistry()
    found.map_to_type("subject", Line)  # type: ignore[arg-type]  # mixed with BaseHeader there
    for name in ("to", "from"):
        found.map_to_type(name, Person)  # type: ignore[arg-type]
    return found


POLICY = SMTP.clone(header_factory=_registry())
