"""Bangla typed in Latin letters finds Bangla, and Whoosh keeps every term in its place."""

import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

from app.search.analyzers import KeyAnalyzer, WordsAnalyzer, explain
from app.search.keys import key, keys
from app.search.words import words

TYPED = """
    pukur পুকুর | dokhol দখল | dakhal দখল | vumi ভূমি | bhumi ভূমি | sheba সেবা | seba সেবা | upojela উপজেলা |
    upazila উপজেলা | namjari নামজারি | ovijog অভিযোগ | abhijog অভিযোগ | obhijog অভিযোগ | jonmo জন্ম |
    nibondhon নিবন্ধন | kormokorta কর্মকর্তা | pani পানি | montronaloy মন্ত্রণালয় | union ইউনিয়ন | shikkha শিক্ষা |
    shiksha শিক্ষা | swastho স্বাস্থ্য | shastho স্বাস্থ্য | biggan বিজ্ঞান | proggapon প্রজ্ঞাপন | krishi কৃষি |
    khal খাল | nodi নদী | jomi জমি | rasta রাস্তা | thana থানা | chhuti ছুটি | chuti ছুটি | bhata ভাতা | office অফিস |
    ward ওয়ার্ড | school স্কুল | byabostha ব্যবস্থা | bebostha ব্যবস্থা | chairman চেয়ারম্যান | somoy সময় |
    mohila মহিলা | sorkar সরকার | shorkar সরকার | sarkar সরকার | kulia কুলিয়া | kuliya কুলিয়া | chad চাঁদ | gaon গাঁও
"""
DISTRICTS = """
    Chattogram চট্টগ্রাম | Chittagong চট্টগ্রাম | Cumilla কুমিল্লা | Comilla কুমিল্লা | Barishal বরিশাল |
    Barisal বরিশাল | Jashore যশোর | Jessore যশোর | Bogura বগুড়া | Bogra বগুড়া | Ghatail ঘাটাইল | Tangail টাঙ্গাইল |
    Dhaka ঢাকা | Sylhet সিলেট | Khulna খুলনা | Rajshahi রাজশাহী | Rangpur রংপুর | Mymensingh ময়মনসিংহ |
    Narayanganj নারায়ণগঞ্জ | Sunamganj সুনামগঞ্জ | Chandpur চাঁদপুর | Thakurgaon ঠাকুরগাঁও | Naogaon নওগাঁ |
    Lakshmipur লক্ষ্মীপুর | Brahmanbaria ব্রাহ্মণবাড়িয়া | Moulvibazar মৌলভীবাজার | Bagerhat বাগেরহাট |
    Khagrachhari খাগড়াছড়ি | Rangamati রাঙ্গামাটি | Netrokona নেত্রকোণা | Jhenaidah ঝিনাইদহ | Feni ফেনী | Bhola ভোলা |
    Chapainawabganj চাঁপাইনবাবগঞ্জ | Gazipur গাজীপুর | Munshiganj মুন্সিগঞ্জ | Satkhira সাতক্ষীরা | Kushtia কুষ্টিয়া
"""


def keys_of(text: str) -> set[str]:
    return {found for word in words(text) for found in keys(word)}


def key_of(text: str) -> str:
    (word,) = words(text)
    return key(word)


def list_terms(analyzer, text, **asked):
    return [(token.pos, token.text) for token in analyzer(text, positions=True, **asked)]


@pytest.mark.parametrize("pair", [pair.split() for pair in (TYPED + "|" + DISTRICTS).split("|")])
def test_bangla_is_found_as_people_type_it(pair):
    typed, written = pair
    assert keys_of(typed) & keys_of(written)


@pytest.mark.parametrize(
    "pair",
    ["pukur পুকুর", "vumi ভূমি", "sheba সেবা", "ovijog অভিযোগ", "upazila উপজেলা", "tangail টাঙ্গাইল"],
)
def test_the_first_key_of_both_is_the_same(pair):
    typed, written = pair.split()
    assert key_of(typed) == key_of(written)


def test_inflected_bangla_has_the_key_of_its_stem():
    assert key_of("পুকুরের") == key_of("পুকুরগুলোকেও") == key_of("pukur")
    assert key_of("upojela") in keys_of("উপজেলার")
    assert key_of("nodi") in keys_of("নদীর")


def test_inflected_latin_meets_both_the_form_and_the_stem():
    assert keys_of("pukurer") & keys_of("পুকুর")
    assert key_of("koreche") in keys_of("করেছে")


def test_numbers_and_other_alphabets_have_no_key():
    assert [key_of(text) for text in ("2026", "২০২৬", "12ti", "Москва")] == ["", "", "", ""]
    assert keys("") == ()


def test_short_words_keep_what_tells_them_apart():
    for group in ("পানি পান পিন", "জমি জাম", "মা মেয়ে", "আমি মা", "ছুটি চিঠি", "ভাই চা", "খাল খিল কুল"):
        found = [key_of(word) for word in group.split()]
        assert len(set(found)) == len(found), (group, found)


def test_different_places_have_different_keys():
    places = [pair.split()[1] for pair in DISTRICTS.split("|")]
    assert len({key_of(place) for place in places}) == len(set(places))


@given(st.text(max_size=60) | st.from_regex("[a-zঅ-হা-্]{1,40}", fullmatch=True))
@settings(max_examples=400, deadline=None)
def test_any_text_has_few_and_short_keys(text):
    for word in words(text):
        assert len(keys(word)) <= 5
        assert all(found and len(found) <= 2 * len(word) + 2 for found in keys(word))


def test_long_words_have_keys_in_no_time():
    began = time.thread_time()
    for letters in ("ng", "gulo", "ছ", "ঁ", "্ব", "ক্ষ", "oi", "w"):
        keys_of(letters * 1000)
    assert time.thread_time() - began < 1


def test_surface_and_stem_share_a_position():
    assert list_terms(WordsAnalyzer(), "পুকুরের দখল", mode="index") == [
        (0, "পুকুরের"),
        (0, "পুকুর"),
        (1, "দখল"),
    ]


def test_questions_ask_for_the_stem_alone():
    assert list_terms(WordsAnalyzer(), "পুকুরের services", mode="query") == [
        (0, "পুকুর"),
        (1, "servic"),
    ]


def test_questions_ask_for_every_key_and_the_index_keeps_one_of_latin():
    assert list_terms(KeyAnalyzer(), "pukurer", mode="query") == [(0, "pkrr"), (0, "pkr")]
    assert list_terms(KeyAnalyzer(), "pukurer 20", mode="index") == [(0, "pkrr")]


@pytest.mark.parametrize("analyzer", [WordsAnalyzer(), KeyAnalyzer()])
def test_analyzers_go_into_the_index_and_come_back(analyzer):
    again = pickle.loads(pickle.dumps(analyzer, 2))
    assert again == analyzer
    assert list_terms(again, "পুকুরের ২টি pukur") == list_terms(analyzer, "পুকুরের ২টি pukur")


@pytest.fixture
def index():
    schema = Schema(
        id=ID(stored=True),
        words=TEXT(analyzer=WordsAnalyzer(), stored=True),
        key=TEXT(analyzer=KeyAnalyzer(), multitoken_query="or"),
    )
    made = RamStorage().create_index(schema)
    writer = made.writer()
    for number, text in enumerate(
        (
            "কুলিয়া মৌজার খাস পুকুরগুলোর দখল উচ্ছেদ করা হয়েছে",
            "পুকুরে মাছ চাষ, দখল নয়",
            "জন্ম নিবন্ধনের ২০২৬ সালের ফি",
            "Complaints about land services at the upazila office",
        )
    ):
        writer.add_document(id=str(number), words=text, key=text)
    writer.commit()
    return made


def find(index, field, asked):
    with index.searcher() as searcher:
        found = searcher.search(QueryParser(field, index.schema).parse(asked))
        return sorted(hit["id"] for hit in found)


def test_whoosh_finds_forms_phrases_and_keys(index):
    assert find(index, "words", "পুকুরের দখলে") == ["0", "1"]
    assert find(index, "words", '"পুকুরের দখল"') == ["0"]
    assert find(index, "words", '"মৌজা খাস পুকুর"') == ["0"]
    assert find(index, "words", "২০২৬") == find(index, "words", "2026") == ["2"]
    assert find(index, "words", "complaint service") == ["3"]
    assert find(index, "key", "pukur dokhol") == ["0", "1"]
    assert find(index, "key", "pukurer uchched") == ["0"]
    assert find(index, "key", "jonmo nibondhon") == ["2"]


def test_highlights_fall_on_the_words_as_written(index):
    with index.searcher() as searcher:
        (hit,) = searcher.search(QueryParser("words", index.schema).parse("উচ্ছেদের কুলিয়া"))
        shown = hit.highlights("words")
    assert ">কুলিয়া</b>" in shown
    assert ">উচ্ছেদ</b>" in shown
    assert shown.count("মৌজার") == 1


def test_explaining_a_line_gives_each_words_terms():
    assert explain("Pukur পুকুরের ২০") == [
        {"surface": "pukur", "stem": "pukur", "key": "pkr"},
        {"surface": "পুকুরের", "stem": "পুকুর", "key": "pkr"},
        {"surface": "20", "stem": "20", "key": ""},
    ]
    assert explain("।। !") == []
