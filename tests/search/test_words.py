"""Words are compared as officers mean them, however their keyboards wrote them."""

import time
from itertools import combinations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.stems import stem
from app.search.words import LONGEST_WORD, normalize, split_words, words

PAIRS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("pairs.tsv").read_text(encoding="utf-8").splitlines()
]
BANGLA = st.text(st.characters(min_codepoint=0x0980, max_codepoint=0x09FF), max_size=40)
TANGLED = st.text(
    "কতযডবঅ২e\u0981\u09be\u09bc\u09c7\u09cd\u09d7\u200c\u200d\u0301\u0345", max_size=12
)


def stem_of(text: str) -> str:
    (word,) = words(text)
    return stem(word)


def test_vowel_signs_stay_in_their_words():
    assert words("ভূমি সেবা সহজীকরণ, বাংলাদেশের!") == ["ভূমি", "সেবা", "সহজীকরণ", "বাংলাদেশের"]


def test_danda_hyphen_and_underscore_part_words():
    assert words("কাজ শেষ।পরে চর-কুলিয়া আর new_post") == words("কাজ শেষ পরে চর কুলিয়া আর new post")


def test_digits_of_both_scripts_are_alike():
    assert words("স্মারক নং ০৫.৪৪.৯৩০০") == words("স্মারক নং 05.44.9300")
    assert words("২০২৬") == ["2026"]


def test_joiners_count_for_the_eye_alone():
    assert normalize("র\u200d্যাব") == normalize("র্যাব")
    assert normalize("আহ্\u200cমদ") == normalize("আহ্মদ")
    assert words("অভি\u00adযোগ") == words("অভিযোগ")


def test_dotted_letters_have_one_spelling():
    assert normalize("আয়") == normalize("আয\u09bc")
    assert normalize("\u09dc\u09dd") == normalize("ড\u09bcঢ\u09bc")
    assert normalize("ব\u09bc") == "র"
    assert normalize("\u09f0") == "র"


def test_khanda_ta_is_one_letter_however_typed():
    typed = ("উৎসব", "উত\u09cd\u200dসব", "উত\u09cd\u200cসব")
    assert {normalize(spelling) for spelling in typed} == {"উৎসব"}
    assert normalize("বিদ্যুত\u09cd") == "বিদ্যুৎ"


def test_split_and_misplaced_signs_are_put_right():
    assert normalize("ক\u09c7\u09be") == "কো"
    assert normalize("চ\u0981\u09beদপুর") == "চাঁদপুর"
    assert normalize("\u0985\u09beদেশ") == "আদেশ"


def test_capitals_and_accents_do_not_part_words():
    assert words("Café UPAZILA Rajshāhī") == ["cafe", "upazila", "rajshahi"]


def test_apostrophes_do_not_part_words():
    assert words("the officer's don’t দু'টি") == ["the", "officer", "dont", "দুটি"]


def test_scripts_without_spaces_give_pairs_of_letters():
    assert words("公務員 DC 会") == ["公務", "務員", "dc", "会"]
    assert words("ฝนตก")[:1] == ["ฝน"]


def test_places_are_those_of_the_text_as_typed():
    text = "এল র\u200d্যাব, ২০ জন"
    placed = [(text[word.start : word.end], word.text) for word in split_words(text)]
    assert placed == [("এল", "এল"), ("র\u200d্যাব", "র্যাব"), ("২০", "20"), ("জন", "জন")]


def test_our_officers_forms_meet_their_lemmas():
    assert len(PAIRS) >= 150
    missing = [(form, lemma) for form, lemma in PAIRS if stem_of(form) != stem_of(lemma)]
    assert len(missing) <= len(PAIRS) // 10, missing


def test_different_lemmas_of_our_officers_stay_apart():
    lemmas = sorted({lemma for _, lemma in PAIRS})
    together = [pair for pair in combinations(lemmas, 2) if stem_of(pair[0]) == stem_of(pair[1])]
    assert together == []


def test_words_that_look_alike_stay_apart():
    alike = """
        কর করা করোনা | চল চলা | আয় ব্যয় রায় | পুকুর পুর পুরো | মা মাটি মান | দিন দীন দিক | জেলা জেলে |
        বার বারো বাড়ি | কারখানা কার | সভা সভাপতি | ভাতা ভাত | ঘণ্টা ঘন | কমিটি কম | ত্রুটি তরু | টিকা টেকা |
        শুনানি শোনা | পাবনা পাওয়া | খেলনা খেলা | পরিবার পরা | লড়াই লড়া | মানব মানা | সরল সরা | হাসি হাসা |
        সংসদ সংস্থা | পরিষদ পরিবেশ | সড়ক সড় | নাটক নাট | আসল আসা | বাজার বাজা | জমি জমা | ধারা ধার |
        চেয়ার চাওয়া চেয়ে | কথা কথক | বই বল | কাল কালো | সেবা সেরা | পাহারা পাহাড় | দ্বারা দ্বার | থেকে থাকা
    """
    for group in alike.split("|"):
        stems = [stem_of(word) for word in group.split()]
        assert len(set(stems)) == len(stems), (group, stems)


def test_endings_pile_up_and_come_off_one_by_one():
    for form in ("পুকুর", "পুকুরটা", "পুকুরগুলো", "পুকুরগুলোর", "পুকুরগুলোকেও", "পুকুরটিতেই"):
        assert stem_of(form) == "পুকুর"


def test_verbs_meet_in_their_verbal_noun():
    for form in [
        "করি",
        "করছে",
        "করল",
        "করেছিলেন",
        "করিতেছিলেন",
        "করবে",
        "করতে",
        "করে",
        "করলেই",
        "করেনি",
        "করার",
    ]:
        assert stem_of(form) == "করা"
    assert stem_of("শুনেছি") == stem_of("শোনে") == "শোনা"
    assert stem_of("রেখেছিল") == "রাখা"


def test_new_and_old_spellings_meet():
    for one, other in (("টাঙ্গাইল", "টাঙাইল"), ("কার্য্যালয়", "কার্যালয়"), ("ভুমি", "ভূমি"), ("কারন", "কারণ")):
        assert stem_of(one) == stem_of(other)


def test_english_is_stemmed_too():
    assert stem_of("complaints") == stem_of("Complaint")
    assert stem_of("services") == stem_of("service")
    assert stem_of("policies") == stem_of("policy")


def test_bangla_endings_come_off_latin_words_and_numbers():
    assert stem_of("UNOএর") == stem_of("uno")
    assert stem_of("১২টি") == "12"


def test_a_word_of_two_thousand_letters_does_no_harm():
    began = time.thread_time()
    for letters in ("ক", "র", "টি", "গুলোর", "য়", "ী", "্", "y", "e", "ing", "公"):
        for word in words(letters * 2000):
            assert len(word) <= LONGEST_WORD
            stem(word)
    assert time.thread_time() - began < 2


def test_a_wall_of_accents_does_no_harm():
    began = time.thread_time()
    marks = "\u0301\u0323\u0327\u0345\u09bc\u09cd\u09fe\u0591\u05b0"
    for wall in ("e" + marks * 20_000, "ক" + marks * 20_000, "ক\u0981া" * 20_000, "a" * 200_000):
        normalize(wall)
        assert all(len(word) <= LONGEST_WORD for word in words(wall))
    assert time.thread_time() - began < 2


@given(TANGLED | BANGLA | st.text(max_size=40))
@settings(max_examples=600, deadline=None)
def test_comparing_forms_are_final(text):
    once = normalize(text)
    assert normalize(once) == once


@given(TANGLED | BANGLA | st.text(max_size=80))
@settings(max_examples=600, deadline=None)
def test_any_text_gives_short_words_with_stems(text):
    for word in split_words(text):
        assert 0 < len(word.text) <= LONGEST_WORD
        assert 0 <= word.start < word.end <= len(text)
        assert stem(word.text)
