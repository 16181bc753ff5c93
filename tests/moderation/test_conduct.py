def test_the_rules_are_one_tap_from_where_one_writes(cast, sign_in):
    browser = sign_in("omar")
    assert 'href="/conduct"' in browser.get("/posts/new").text
    page = browser.get("/conduct?lang=en")
    assert page.status_code == 200
    assert "Differ with the idea, never with the person." in page.text
    assert "মত নিয়ে দ্বিমত করুন, ব্যক্তি নিয়ে নয়।" in browser.get("/conduct?lang=bn").text
