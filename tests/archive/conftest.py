"""An archive in a file, and the command that brings it in."""

import pytest


@pytest.fixture
def bring(app, cast, tmp_path):
    """`bring(words)`: what `flask archive import` answers to a file that holds them."""

    def run(words, *options, name="old.csv"):
        file = tmp_path / name
        file.write_bytes(words if isinstance(words, bytes) else words.encode())
        return app.test_cli_runner().invoke(args=["archive", "import", str(file), *options])

    return run
