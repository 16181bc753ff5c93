"""What a post has said, and what was changed, for all who may read it."""

import re

from app.posts.models import Audience
from tests.make import hide, make_idea, make_post
from tests.versions.editing import edit


def page_of(browser, post_id, lang="en", query=""):
    return browser.get(f"/posts/{post_id}/versions?lang={lang}{query}")


def marked(page, tag):
    found = re.findall(rf"<{tag}>(?:<span[^>]*>[^<]*</span>)?(.*?)</{tag}>", page, re.S)
    return [words for words in found if words]


def test_each_version_shows_what_it_changed_the_newest_first(app, sign_in):
    post_id = make_post(app)
    edit(app, post_id, body="Government water, leased to farmers, and nobody can reach it.")
    edit(app, post_id, title="Kuliya pond is fenced again")
    page = page_of(sign_in("omar"), post_id).text
    assert re.findall(r'id="version-(\d)"', page) == ["3", "2", "1"]
    assert marked(page, "del") == ["by one man", "fishermen,"]
    assert marked(page, "ins") == ["again", "farmers,"]
    assert page.count("Rahima Khatun") >= 3
    assert "Assistant Commissioner (Land)" in page


def test_the_earlier_text_stands_whole(app, sign_in):
    post_id = make_idea(app)
    edit(app, post_id, proposal="A desk at the door.")
    first = page_of(sign_in("omar"), post_id).text.partition('id="version-1"')[2]
    assert "One number for each union." in first
    assert "People come three times only to ask." in first
    assert "<del>" not in first


def test_a_change_is_told_to_who_sees_no_colour_and_to_who_listens(app, sign_in):
    post_id = make_post(app)
    edit(app, post_id, title="Kuliya pond is fenced by two men")
    page = page_of(sign_in("omar"), post_id).text
    assert '<del><span class="unseen">Removed: </span>one man</del>' in page
    assert '<ins><span class="unseen">Added: </span>two men</ins>' in page
    assert "New words are underlined" in page


def test_a_post_that_was_never_edited_has_one_version(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("omar")
    page = page_of(browser, post_id).text
    assert re.findall(r'id="version-(\d)"', page) == ["1"]
    assert f"/posts/{post_id}/versions" not in browser.get(f"/posts/{post_id}").text


def test_a_change_of_lines_alone_is_seen(app, sign_in):
    post_id = make_post(app)
    edit(app, post_id, body="Government water,\n\nleased to fishermen, and nobody can reach it.")
    page = page_of(sign_in("omar"), post_id).text
    assert "¶<br>¶<br>" in page


def test_a_change_of_spaces_alone_is_said(app, sign_in):
    post_id = make_post(app)
    edit(app, post_id, body="Government  water, leased to fishermen, and nobody can reach it.")
    assert "Only spaces were changed." in page_of(sign_in("omar"), post_id).text


def test_many_versions_are_read_page_by_page(app, sign_in):
    post_id = make_post(app)
    for number in range(2, 13):
        edit(app, post_id, title=f"Title {number}")
    browser = sign_in("omar")
    first = page_of(browser, post_id).text
    assert re.findall(r'id="version-(\d+)"', first) == [str(n) for n in range(12, 2, -1)]
    assert f'href="/posts/{post_id}/versions?before=3"' in first
    rest = page_of(browser, post_id, query="&before=3").text
    assert re.findall(r'id="version-(\d+)"', rest) == ["2", "1"]
    assert "Earlier versions" not in rest
    assert page_of(browser, post_id, query="&before=1").status_code == 200


def test_the_page_speaks_bangla(app, sign_in):
    post_id = make_idea(app)
    edit(app, post_id, proposal="প্রতি ইউনিয়নে একটি নম্বর।")
    page = page_of(sign_in("omar"), post_id, "bn").text
    assert "সংস্করণ ২" in page
    assert "রহিমা খাতুন" in page
    assert "বাদ:" in page
    assert "সংশোধিত" in sign_in("omar").get(f"/posts/{post_id}?lang=bn").text


def test_old_words_of_a_hidden_post_are_read_only_by_who_may_read_it(app, sign_in):
    post_id = make_post(app, title="Abdul Karim fenced it")
    edit(app, post_id, title="One man fenced it")
    hide(app, post_id)
    assert page_of(sign_in("omar"), post_id).status_code == 404
    for name in ("rahima", "maya"):
        assert "Abdul Karim" in page_of(sign_in(name), post_id).text


def test_old_words_of_a_withdrawn_post_are_left_to_its_author(app, sign_in):
    post_id = make_post(app)
    edit(app, post_id, title="Another")
    author = sign_in("rahima")
    author.post(f"/posts/{post_id}/withdrawal")
    assert page_of(author, post_id).status_code == 200
    for name in ("omar", "maya"):
        assert page_of(sign_in(name), post_id).status_code == 404


def test_old_words_for_one_office_stay_there(app, sign_in):
    post_id = make_post(app, audience=Audience.OFFICE)
    edit(app, post_id, title="Another")
    assert page_of(sign_in("omar"), post_id).status_code == 404
    assert page_of(sign_in("arif"), post_id).status_code == 200


def test_another_language_and_another_figure_are_changes_too(app, sign_in):
    post_id = make_idea(app)
    said = {"title": "Answers by phone", "problem": "People come three times only to ask."}
    said |= {"proposal": "One number for each union.", "days_now": "12", "days_hoped": "2"}
    browser = sign_in("rahima")
    assert browser.post(
        f"/posts/{post_id}/edit", data=said | {"language": "bn", "version": "1"}
    ).location
    english = page_of(browser, post_id).text
    assert marked(english, "del") == ["3", "English"]
    assert marked(english, "ins") == ["2", "Bangla"]
    assert marked(page_of(browser, post_id, "bn").text, "ins") == ["২", "বাংলা"]
