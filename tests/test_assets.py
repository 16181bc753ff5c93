"""What stands beside the code is what it says it is: vendored files, Bangla sentences."""

import gzip
import json

import brotli
import pytest
from babel.messages.catalog import Message
from whitenoise import WhiteNoise

from assets import check, compress, strings


@pytest.fixture
def vendor(tmp_path, monkeypatch):
    """A vendor folder with one file in it."""
    (tmp_path / "line.js").write_text("line")
    entry = {
        "name": "line",
        "version": "1",
        "licence": "MIT",
        "file": "line.js",
        "sha256": "0" * 64,
    }
    (tmp_path / "VENDOR.json").write_text(json.dumps([entry]))
    monkeypatch.setattr(check, "VENDOR", tmp_path)
    monkeypatch.setattr(check, "LIST", tmp_path / "VENDOR.json")
    return tmp_path


def test_every_vendored_file_is_the_one_that_was_vendored():
    assert check.problems() == []


def test_a_changed_file_is_found(vendor):
    assert check.problems() == ["line.js is not the file of line 1."]


def test_a_file_that_nobody_listed_is_found(vendor):
    (vendor / "stowaway.js").write_text("")
    assert "stowaway.js is in the folder but not in VENDOR.json." in check.problems()


def test_a_file_that_is_gone_is_found(vendor):
    (vendor / "line.js").unlink()
    assert check.problems() == ["line.js is in VENDOR.json but not in the folder."]


SCRIPT = """// why it says so
const said = `// ${name}  stays` /* and
   why here */
const comment = /\\/\\*/
  .test(said)
export { said }
"""


@pytest.fixture
def static(tmp_path):
    """A static folder with a script, a style and a vendored script, compressed."""
    for name, text in {
        "js/own.js": SCRIPT,
        "css/own.css": "/* why */\n.a {\n  inline-size: calc(1px + 2px);\n}\n" * 9,
        "vendor/other.js": "// whose it is\n" * 9,
        "js/own.js.br": "of long ago",
        "img/gone.svg.gz": "of a file that is gone",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    compress.compress(tmp_path)
    return tmp_path


def test_our_own_scripts_and_styles_travel_without_comments(static):
    script = brotli.decompress((static / "js" / "own.js.br").read_bytes()).decode()
    assert "why" not in script
    assert "`// ${name}  stays`" in script
    assert "/\\/\\*/" in script
    assert gzip.decompress((static / "js" / "own.js.gz").read_bytes()).decode() == script
    style = brotli.decompress((static / "css" / "own.css.br").read_bytes()).decode()
    assert style == ".a{inline-size:calc(1px + 2px)}" * 9


def test_what_is_not_our_own_travels_as_it_stands(static):
    assert brotli.decompress((static / "vendor" / "other.js.br").read_bytes()).startswith(
        b"// whose"
    )


def test_compressing_again_leaves_nothing_of_before(static):
    assert not (static / "img" / "gone.svg.gz").exists()
    assert (static / "js" / "own.js").read_text() == SCRIPT


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_browser_gets_of_the_copies_what_it_takes(static, coding):
    noise = WhiteNoise(None, str(static))
    answer = noise.files["/js/own.js"].get_response("GET", {"HTTP_ACCEPT_ENCODING": coding})
    headers = dict(answer.headers)
    assert headers.get("Content-Encoding", "identity") == coding
    assert headers["Content-Length"] == str(len(answer.file.read()))
    answer.file.close()


@pytest.mark.parametrize(
    ("english", "bangla"),
    [
        ("%(n)s days left", "%(n)s দিন বাকি"),
        ("Send it again.", "আবার পাঠান।"),
        (("%(num)s comment", "%(num)s comments"), ("%(num)sটি মন্তব্য", "%(num)sটি মন্তব্য")),
        (("One comment", "%(num)s comments"), ("একটি মন্তব্য", "%(num)sটি মন্তব্য")),
        ("Like 12 on A4", "A4 কাগজে ১২"),
    ],
)
def test_good_bangla_passes(english, bangla):
    assert list(strings.faults(Message(english, bangla))) == []


@pytest.mark.parametrize(
    ("english", "bangla", "fault"),
    [
        ("%(n)s days left", "%(m)s দিন বাকি", "other places to fill"),
        ("%(n)s days left", "কয়েক দিন বাকি", "other places to fill"),
        ("Send it again.", "আবার পাঠান.", "not in a danda"),
        ("Write a number, like 12", "একটি সংখ্যা লিখুন, যেমন 12", "Latin digits"),
        ("It is long.", "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো।", "15 words"),
        ("A post", "একটি পোস্ট", "officers have a word"),
    ],
)
def test_bangla_that_would_not_do_is_found(english, bangla, fault):
    faults = list(strings.faults(Message(english, bangla)))
    assert len(faults) == 1
    assert fault in faults[0]
