"""What UTHAN_FILES says: a bucket, and with what it is opened."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*")
_REGION = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True)
class Address:
    """Of a bucket, and with what it is opened."""

    bucket: str
    prefix: str  # "" or ends with a slash
    endpoint: str | None  # None: Amazon's own
    region: str
    key: str
    secret: str = field(repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, said: str, environment: Mapping[str, str]) -> "Address":
        """`s3://bucket/prefix?endpoint=https://…&region=…`. Raises ValueError in a sentence."""
        try:
            parts = urlsplit(said)
            pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
            more = dict(pairs)
            prefix = parts.path.strip("/") + "/" if parts.path.strip("/") else ""
            plain = parts.scheme == "s3" and not parts.fragment and len(more) == len(pairs)
            right = plain and more.keys() <= {"endpoint", "region"}
            right = right and bool(_BUCKET.fullmatch(parts.netloc) and _PREFIX.fullmatch(prefix))
        except ValueError:
            right = False
        if not right:
            raise ValueError(
                "UTHAN_FILES is s3://bucket/prefix?endpoint=https://host&region=name, where prefix,"
                " endpoint and region may be left out; keys stand elsewhere."
            )
        region = more.get("region") or "us-east-1"
        if not _REGION.fullmatch(region):
            raise ValueError("UTHAN_FILES names a region in small letters, digits and hyphens.")
        key, secret = (
            environment.get(f"AWS_{name}", "") for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")
        )
        if not (key and secret):
            raise ValueError(
                "UTHAN_FILES names a bucket, which is opened with AWS_ACCESS_KEY_ID and"
                " AWS_SECRET_ACCESS_KEY: set both."
            )
        endpoint = _endpoint(more["endpoint"]) if "endpoint" in more else None
        token = environment.get("AWS_SESSION_TOKEN") or None
        return cls(parts.netloc, prefix, endpoint, region, key, secret, token)

    def __str__(self) -> str:
        where = f" at {self.endpoint}" if self.endpoint else ""
        return f"the bucket {self.bucket}{where}"


def _endpoint(said: str) -> str:
    try:
        parts = urlsplit(said)
        bare = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
        right = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        bare = right = False
    if not (bare and right):
        raise ValueError("UTHAN_FILES names an endpoint like https://s3.example.gov:9000.")
    return f"{parts.scheme}://{parts.netloc}"
