import threading
from collections import deque


class Turns:
    """A lock that is had in the order in which it was asked for. The one of the library goes to
    whoever asks at the right moment: of eight who write without a pause one waited a second."""

    def __init__(self) -> None:
        self._state = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *_problem: object) -> None:
        self.release()

    def acquire(self, timeout: float | None = None) -> bool:
        """False when the turn did not come within so many seconds."""
        with self._state:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(timeout):
            return True
        with self._state:
            if mine.is_set():  # it came while we gave up
                return True
            self._waiting.remove(mine)
            return False

    def release(self) -> None:
        with self._state:
            if self._waiting:
                self._waiting.popleft().set()  # it stays taken: by the next
            else:
                self._taken = False
