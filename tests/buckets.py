"""A server that speaks S3 and verifies each signature: our own child on loopback, its bucket a
folder of its own. Like the PostgreSQL of `databases.py` it goes when we go, even if we are killed."""

import atexit
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_hex

from app.files.address import Address

START_SECONDS = 30
KEY, SECRET = "KEY", "SECRET"

# In a session of its own, or Ctrl-C would stop it under the tests.
KEEPER = """
home=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
echo "$server" >"$home/pid"
{ cat; kill -CONT "$server"; kill -TERM "$server"; rm -rf "$home"; } <&3 >/dev/null 2>&1 &
wait "$server"
"""


class Server:
    def __init__(self) -> None:
        home = Path(tempfile.mkdtemp(prefix="uthan-s3-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        (home / "data" / "uthan").mkdir(parents=True)
        server = [str(Path(sys.executable).with_name("rclone")), "serve", "s3"]
        server += ["--config", "", "--addr", "127.0.0.1:0"]
        server += ["--auth-key", f"{KEY},{SECRET}", str(home / "data")]
        log = home / "log"
        with log.open("wb") as told:
            self._keeper = subprocess.Popen(
                ["/bin/sh", "-c", KEEPER, "keeper", str(home), *server],
                stdin=subprocess.PIPE,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )
        atexit.register(self.stop)
        deadline = time.monotonic() + START_SECONDS
        while self._keeper.poll() is None and time.monotonic() < deadline:
            if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text()):
                self.endpoint = found[0]
                self._pid = int((home / "pid").read_text())
                return
            time.sleep(0.02)
        told = log.read_text()
        self.stop()
        raise RuntimeError(f"rclone did not start: {told}")

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Lines are taken, and nobody answers."""
        os.kill(self._pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._pid, signal.SIGCONT)

    def stop(self) -> None:
        if self._keeper.poll() is None:
            self._keeper.stdin.close()
            self._keeper.wait(START_SECONDS)

    def address(self, **changes: str) -> Address:
        """Of a corner of its bucket where nobody else is."""
        given = {"bucket": "uthan", "prefix": f"{token_hex(8)}/", "endpoint": self.endpoint}
        given |= {"region": "us-east-1", "key": KEY, "secret": SECRET}
        return Address(**(given | changes))


@cache
def server() -> Server:
    return Server()
