"""Files in a bucket of any service that speaks S3. Nobody but Uthan asks it for anything: what an
officer sees comes through our own route, so the bucket needs no public door and no address of it is
ever given away.

A service that is down is found out once: for PAUSE seconds after, whoever asks is told so without
asking it."""

import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import IO, Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from app.core.errors import Away
from app.files.address import Address
from app.files.shelf import CHUNK, Opened

CONNECT, ANSWER = 2.0, 5.0  # seconds for a connection, and for each sign of life after it
TRIES = 2
PAUSE = 5.0
CONNECTIONS = 32
GONE = {"NoSuchKey", "404"}  # codes of S3


class Bucket:
    pause = 300.0

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._opened: tuple[int, Any] | None = None
        self._away_until = 0.0

    def put(self, name: str, source: IO[bytes]) -> None:
        # Of no kind: were the bucket ever open to the world, a browser would still not show it.
        what = {"Body": source, "ContentType": "application/octet-stream"}
        with self._asking() as client:
            client.put_object(**self._named(name), **what)

    def open(self, name: str) -> Opened | None:
        with self._asking() as client:
            try:
                answer = client.get_object(**self._named(name))
            except ClientError as problem:
                if problem.response["Error"]["Code"] in GONE:
                    return None
                raise
        stream = io.BufferedReader(_Flow(self, answer["Body"]), CHUNK)
        stream.peek()  # what fails at once fails while there is still a way to say so
        return Opened(answer["ContentLength"], stream)

    def drop(self, *names: str) -> None:
        with self._asking() as client:
            for name in names:
                client.delete_object(**self._named(name))

    def list(self, drawer: str) -> Iterator[tuple[str, float]]:
        start = f"{self._address.prefix}{drawer}/"
        after: dict[str, str] = {}
        while True:
            with self._asking() as client:
                answer = client.list_objects_v2(Bucket=self._address.bucket, Prefix=start, **after)
            for each in answer.get("Contents", ()):
                yield each["Key"].removeprefix(start), each["LastModified"].timestamp()
            if not answer.get("IsTruncated"):
                return
            after = {"ContinuationToken": answer["NextContinuationToken"]}

    def refusal(self) -> str | None:
        with self._asking() as client:
            try:
                client.list_objects_v2(
                    Bucket=self._address.bucket, Prefix=self._address.prefix, MaxKeys=1
                )
            except ClientError as problem:
                if problem.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
                    raise
                said = problem.response["Error"]
                return f"{self._address} says {said['Code']}: {said.get('Message', '')}"
        return None

    def _named(self, name: str) -> dict[str, str]:
        return {"Bucket": self._address.bucket, "Key": f"{self._address.prefix}{name}"}

    @contextmanager
    def _asking(self) -> Iterator[Any]:
        if monotonic() < self._away_until:
            raise Away(f"{self._address} did not answer a moment ago")
        with self.as_away():
            yield self._client()

    @contextmanager
    def as_away(self) -> Iterator[None]:
        try:
            yield
        except ClientError as problem:  # it answers, and says no
            raise Away(f"{self._address}: {problem}") from problem
        except BotoCoreError as problem:
            self._away_until = monotonic() + PAUSE
            raise Away(f"{self._address}: {problem}") from problem

    def _client(self) -> Any:
        """One for all threads of a process; a child of it opens its own, with its own lines."""
        with self._lock:
            if self._opened is None or self._opened[0] != os.getpid():
                self._opened = os.getpid(), _connect(self._address)
            return self._opened[1]


class _Flow(io.RawIOBase):
    """The bytes of an answer, as they come."""

    def __init__(self, bucket: Bucket, body: Any) -> None:
        self._bucket, self._body = bucket, body

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        with self._bucket.as_away():
            part = self._body.read(len(room))
        room[: len(part)] = part
        return len(part)

    def close(self) -> None:
        if not self.closed:
            self._body.close()
        super().close()


def _connect(address: Address) -> Any:
    manners = Config(
        connect_timeout=CONNECT,
        read_timeout=ANSWER,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        max_pool_connections=CONNECTIONS,
        # Other services than Amazon's know neither names of hosts by bucket nor its new checksums.
        s3={"addressing_style": "path" if address.endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return botocore.session.Session().create_client(
        "s3",
        region_name=address.region,
        endpoint_url=address.endpoint,
        aws_access_key_id=address.key,
        aws_secret_access_key=address.secret,
        aws_session_token=address.token,
        config=manners,
    )
