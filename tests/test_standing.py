"""A test never notices that it was given the app of another."""

from app.core.db import db
from tests.make import officer
from tests.standing import close_all, make_app, standing_app


def test_what_one_test_set_the_next_does_not_find(database, tmp_path):
    app = standing_app(database, tmp_path / "one")
    app.config["MAIL_FROM"] = "somebody@uthan.example"
    app.config["STRANGE"] = True
    app.config.pop("BASE_URL")
    close_all()
    again = standing_app(database, tmp_path / "two")
    assert again is app
    assert again.config["UTHAN_HOME"] == tmp_path / "two"
    assert again.config["SEARCH_INDEX"] == tmp_path / "two" / "index"
    fresh = make_app(database, tmp_path / "two")
    assert dict(again.config) == dict(fresh.config)


def test_no_connection_and_no_object_of_one_test_is_left_to_the_next(database, tmp_path):
    app = standing_app(database, tmp_path)
    with app.app_context():
        officer("omar").name_en = "Somebody else"
        db.session.flush()
    close_all()
    with standing_app(database, tmp_path).app_context():
        assert db.engine.pool.checkedin() == db.engine.pool.checkedout() == 0
        assert officer("omar").name_en == "Omar Faruk"


def test_after_an_app_of_its_own_a_test_leaves_no_app_to_the_next(database, tmp_path):
    first = standing_app(database, tmp_path)
    make_app(database, tmp_path, RATELIMIT_ENABLED=True)
    close_all()
    assert standing_app(database, tmp_path) is not first


def test_after_somebody_sat_on_its_lines_an_app_is_not_used_again(app, listen, database, tmp_path):
    assert listen("rahima").is_connected()
    close_all()
    assert standing_app(database, tmp_path) is not app
