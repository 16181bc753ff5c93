"""Many browsers that do the same at the same moment."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor


def together(browsers, do):
    """How often each status was answered."""
    gate = threading.Barrier(len(browsers))

    def run(browser):
        gate.wait()
        return do(browser).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        return Counter(pool.map(run, browsers))
