"""Each noun in one drawer, and each drawer with what belongs in it."""

import pytest

from app.config import ROOT

APP = ROOT / "app"

# A drawer holds the eight files that every feature may have, and the nouns that are named here
# (docs/decisions/0006). Ground, people, listeners and pages have their own few.
EIGHT = {"__init__", "models", "events", "policy", "operations", "queries", "forms", "views"}
NOUNS = {
    "posts": {"parties", "readers", "seats"},
    "versions": {"changes"},
    **{name: set() for name in ("answers", "beginning", "delegation", "drafts", "retirement")},
    "comments": {"earlier", "questions"},
    "naming": {"choosing", "keeping"},
    "following": {"carrying", "followed"},
    "files": {
        *("address", "bucket", "choosing", "disk", "listener", "remaking", "serving", "shelf"),
        *("sniffing", "store"),
    },
    "archive": {"commands", "files", "rows"},
    "endorsements": {"desk"},
    "ideas": set(),
    "citizens": set(),
    "sources": {"alike", "places", "seen"},
    "actions": {
        *("acts", "alike", "counting", "duties", "flagging", "numbers", "parts", "privacy"),
        *("record", "routing", "steps", "table"),
    },
    "evidence": {"commands", "listener", "proving"},
    "orders": {"acts", "counting", "giving", "grants", "record", "routing", "table"},
    "investigations": {"acts", "counting", "record", "routing", "table"},
    "appeals": {"acts", "counting", "record", "routing", "table"},
    "reminders": {"chore", "duties", "ladder", "stages", "telling"},
    "repeats": {"gathering", "listener"},
    "meetings": {"agenda", "invitation"},
    "results": {"asking", "credit", "figures", "kept", "public", "redaction"},
    "moderation": set(),
}


@pytest.mark.parametrize("package", NOUNS)
def test_a_feature_holds_the_eight_files_and_its_named_nouns(package):
    assert {path.stem for path in (APP / package).glob("*.py")} - EIGHT == NOUNS[package]
