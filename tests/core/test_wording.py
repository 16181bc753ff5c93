import pytest

from app.core.wording import is_harsh


@pytest.mark.parametrize(
    "text",
    [
        "Only an idiot would send this form back.",
        "আপনার মতো গাধার জন্যই এই অবস্থা।",
        "অপদার্থ!",
        "বেয়াদবি করবেন না",
        "WHY IS THIS NOT DONE YET, ANSWER ME TODAY",
    ],
)
def test_what_nobody_should_be_told_is_heard(text):
    assert is_harsh(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The form is useless and the rule is wrong: nobody can fill it in.",
        "I do not agree, and here is why.",
        "এই নিয়ম একেবারেই অকার্যকর, বদলানো দরকার।",
        "চোরাচালান রোধে ইউএনও ঘাটাইলের নির্দেশ দেখুন।",
        "UNO GHATAIL, DC TANGAIL: see ULAO",
        "গাধাশালা গ্রামের রাস্তা",
    ],
)
def test_disagreement_and_office_names_are_no_insult(text):
    assert not is_harsh(text)
