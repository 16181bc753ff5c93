from tests.make import make_post
from tests.posts.flooding import browser_of
from tests.standing import make_app


def test_a_flood_of_edits_is_stopped(database, tmp_path):
    app = make_app(database, tmp_path, RATELIMIT_ENABLED=True)
    path = f"/posts/{make_post(app)}/edit"
    browser = browser_of(app, "rahima")
    codes = [browser.post(path, data={"title": ""}).status_code for _ in range(31)]
    assert codes == [422] * 30 + [429]
    assert browser.get(path).status_code == 200, "looking is free"
