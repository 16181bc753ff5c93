"""The houses of one run, each made when it is first asked for."""

import re
import resource
import subprocess
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from app.search import generations, index
from bench import processes
from bench.world import World, make_world, open_house

SETTLING_SECONDS = 180  # at most, until a fresh demo world is filled


class Built(NamedTuple):
    """The index of the world, as the command built it."""

    documents: int
    seconds: float
    cpu: float


class Homes:
    def __init__(self, folder: Path, scale: float) -> None:
        self.folder, self.scale = folder, scale
        self._indexed = False

    @cached_property
    def world(self) -> World:
        say(f"A world of scale {self.scale:g} is made")
        return make_world(self.folder / "world", self.scale)

    @cached_property
    def built(self) -> Built:
        home = self.world.home
        say("Its index is built")
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "search", "rebuild"]
        env, began, before = processes.environment(home), time.perf_counter(), _cpu_of_the_ended()
        with processes.started(command, env, stdout=subprocess.PIPE) as process:
            said, _ = process.communicate(timeout=60 + 3000 * self.scale)
        self._indexed = True
        number = re.match(r"[\d,]+", said.decode())
        if process.returncode or not number:
            raise RuntimeError(f"the index was not built: {said!r}")
        documents = int(number.group().replace(",", ""))
        return Built(documents, time.perf_counter() - began, _cpu_of_the_ended() - before)

    def spare_the_index(self) -> None:
        """Where nothing is searched for: an empty index, so that no worker builds one meanwhile."""
        if self._indexed:
            return
        with open_house(self.world.home).app_context():
            folder = generations.begin()
            index.build_in(folder)
            index.mark_shape(folder)
            generations.use(folder)
        self._indexed = True

    @cached_property
    def demo(self) -> tuple[Path, float]:
        """A home filled with the demo world, and the seconds of its first start ever."""
        say("The demo world is opened for the first time")
        home = self.folder / "demo"
        began = time.perf_counter()
        with processes.whole(home, demo=True) as server:
            server.wait(seconds=SETTLING_SECONDS)
            return home, time.perf_counter() - began


def say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


def _cpu_of_the_ended() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
