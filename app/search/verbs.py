"""Bangla verbs: every form of a known root, literary or spoken, gives its verbal noun.

Roots are a closed class, so they are listed; their forms are too many to list, so they are built
from endings: করেছিলাম, করিয়াছিলাম and করতে all give করা, and শুনে gives শোনা.
"""

_PERSONS = [
    "ছি",
    "ছো",
    "ছ",
    "ছিস",
    "ছে",
    "ছেন",
    "ছিল",
    "ছিলো",
    "ছিলাম",
    "ছিলুম",
    "ছিলে",
    "ছিলেন",
    "ছিলি",
]
_PAST = ["ল", "লো", "লাম", "লুম", "লেম", "লে", "লেন", "লি"]
_HABIT = ["ত", "তো", "তাম", "তে", "তেন", "তিস"]
_FUTURE = ["ব", "বো", "বে", "বেন", "বি"]
_TENSES = [*_PAST, *_HABIT, *_FUTURE, "বার"]

_SPOKEN = ["া", "ি", "ো", "িস", "ে", "েন", "ুন", "ুক", *_PERSONS, *_TENSES]
_LITERARY = [
    "িয়া",
    "িও",
    "িয়ো",
    *("ি" + ending for ending in _TENSES),
    *("িয়া" + ending for ending in _PERSONS),
    *("িতে" + ending for ending in _PERSONS),
]
_PERFECT = frozenset(["ে", *("ে" + ending for ending in _PERSONS)])
_PLAIN = frozenset([*_SPOKEN, *_LITERARY, *_PERFECT])
_CAUSED = frozenset(
    [
        "ানো",
        "াক",
        "াইয়া",
        *("া" + ending for ending in _TENSES),
        *("াচ্" + ending for ending in _PERSONS),
        *("াই" + ending for ending in _TENSES),
        *("াইয়া" + ending for ending in _PERSONS),
        *("াইতে" + ending for ending in _PERSONS),
        "িয়ে",
        *("িয়ে" + ending for ending in _PERSONS),
    ]
)
_CAUSED_ALONE = frozenset(["াই", "াও", "ায়", "ান", "াস"])

# Roots with one vowel throughout, or with া that turns to ে in the perfect (থাক, থেকে).
_STEADY = """
    কর বল চল পড় ধর মর চড় সর নড় লড় গড় ভর ঝর বস কম জম রচ ঘট রট কহ সহ বহ রহ খস ঘষ টল ঢল গল জ্বল পচ
    জন্ম ধস পর চর ঠক দেখ ফেল খেল ঠেল বেচ খেপ
    জান থাক রাখ মার কাট নাম থাম ডাক ছাড় আন আস আঁক মান ভাব চাপ বাঁধ নাচ কাঁদ হাস ভাস ভাঙ ভাঙ্গ বাঁচ
    বাজ বাড় পার ঢাক ঢাল টান চাল লাগ জাগ রাঁধ হার হাঁট ফাট কাড় ঝাড় নাড় মাখ মাপ কাঁপ চাট সাজ গাঁথ
    ছাপ ছাঁট জ্বাল পাল খাট বাছ ভালবাস ভালোবাস চাহ গাহ নাব হাঁক আঁট পাক রাঙ বাধ ভাজ বাট রাগ
"""
# Roots whose vowel rises: as in the verbal noun (লেখা), and as in most forms (লিখে).
_RISING = """
    লেখ/লিখ মেশ/মিশ ফের/ফির চেন/চিন কেন/কিন শেখ/শিখ মেল/মিল জেত/জিত ভেজ/ভিজ টেপ/টিপ ছেঁড়/ছিঁড়
    ঘের/ঘির নেভ/নিভ টেক/টিক চের/চির গেল/গিল পেষ/পিষ বেঁধ/বিঁধ মেট/মিট ভেড়/ভিড়
    শোন/শুন ওঠ/উঠ বোঝ/বুঝ খোল/খুল ঘোর/ঘুর ভোল/ভুল তোল/তুল খোঁজ/খুঁজ জোট/জুট ছোট/ছুট ছোঁড়/ছুঁড়
    ডোব/ডুব ফোট/ফুট পোড়/পুড় জোড়/জুড় খোঁড়/খুঁড় ওড়/উড় মোছ/মুছ রোখ/রুখ ঝোল/ঝুল দোল/দুল ঠোক/ঠুক
    লোট/লুট পোঁত/পুঁত পোষ/পুষ গোন/গুন চোষ/চুষ ঢোক/ঢুক বোন/বুন শোষ/শুষ ফোঁড়/ফুঁড় পোছ/পুছ ফোল/ফুল
    ভোগ/ভুগ ঘোচ/ঘুচ
"""
# Also common nouns: নামে is more often "by name" than "gets down".
_NOUNS_TOO = """
    নাম ডাক মান ভাব চাপ বাঁধ হার চাল মাপ সাজ গড় পাক ভোগ জোট খোঁজ মোড় ঘের ফুল পর খাট ছাপ টান রাগ পাল
    বাজ চর রচ বাধ ছোট বোন দোল বাছ
"""
# Only these say "I ..." often: হাসি, বাড়ি, জমি and ছুটি are nouns.
_FIRST_PERSON = """
    কর জান বল চল থাক দেখ আস পার রাখ শুন বুঝ ধর পড় লিখ শিখ মার চাহ কহ ফেল ভাব আন খুঁজ উঠ
"""
# Only these make a verbal noun of the risen vowel too: টিকা is a vaccine, not টেকা.
_RISEN_NOUNS = "লিখ শুন উঠ বুঝ খুল ঘুর তুল"

# Verbs in -ানো. The second list owns its present too: পাঠায়, but not করায়, which is করা in a case.
_CAUSING = """
    শোন/শুন ওঠ/উঠ ফের/ফির মেট/মিট ঘোর/ঘুর চাল লাগ বস নাম জাগ ঢোক/ঢুক লেখ/লিখ ছাপ মাখ ডাক বাজ চড় ঘট
    ঝর কাঁপ নাচ থাম হাস কাঁদ বাঁচ নড় সর ধর পড় কর বল জ্বাল ভর গড় জম কাট খাট খেল ফোট/ফুট পোড়/পুড়
    ডোব/ডুব মেশ/মিশ মেল/মিল সাজ ভাঙ মান রাঙ
"""
_CAUSING_ALONE = """
    জান দেখ বোঝ/বুঝ শেখ/শিখ কম বাড় এড় ওলট/উলট ছিট গুট কুড় ডিঙ বিছ বিল ঘাবড় হাঁপ ঝাঁপ পাঠ দাঁড় তাক
    ঘুম বান পাল হার লুক পৌঁছ দৌড় বেড় আটক টপক চমক বদল সামল আগ পিছ তাড় কামড় আঁকড় ঠেক গজ ঘন জির ছড়
    জড় ফুর টাঙ চেঁচ ঝিম ঠক শুধ জুট হাতড় সাঁতর গুছ ছাড় এগ বের পের
"""

_TO_BE = "আছি আছো আছ আছিস আছে আছেন ছিল ছিলো ছিলাম ছিলুম ছিলে ছিলেন ছিলি"
_NOT = "নেই নাই নয় নন নহে নহি নও নহেন নয়কো"
_CAME = "এল এলো এলাম এলেন এলে এলি এসো"


def _with_vowel(now: str, done: str, was: str, would: str, will: str, old: str) -> list[str]:
    """Forms of a root that ends in a vowel, from the shapes it takes: যা, গিয়ে, গে, যে, যা, যাই."""
    return [
        *(now + "চ্" + ending for ending in _PERSONS),
        *(done + ending for ending in ["", *_PERSONS]),
        *(was + ending for ending in _PAST),
        *(would + ending for ending in _HABIT),
        *(will + ending for ending in [*_FUTURE, "বার"]),
        *(old + ending for ending in _TENSES),
        *(old + "তে" + ending for ending in _PERSONS),
        *(old + ending for ending in _PERSONS),
        *(done.removesuffix("ে") + "া" + ending for ending in ["", *_PERSONS]),
        *(old + "য়া" + ending for ending in ["", *_PERSONS]),
    ]


_VOWEL_ROOTS: dict[str, list[str]] = {
    "যাওয়া": [
        *["যাই", "যাও", "যায়", "যাস", "যাক", "যান"],
        *("গে" + ending for ending in _PERSONS),
        *_with_vowel("যা", "গিয়ে", "গে", "যে", "যা", "যাই"),
    ],
    "খাওয়া": ["খাই", "খাও", "খায়", *_with_vowel("খা", "খেয়ে", "খে", "খে", "খা", "খাই")],
    "পাওয়া": ["পাই", "পাও", "পায়", *_with_vowel("পা", "পেয়ে", "পে", "পে", "পা", "পাই")],
    "চাওয়া": [
        *["চাই", "চাও", "চায়", "চান", "চাক"],
        *_with_vowel("চা", "চেয়ে", "চাই", "চাই", "চাই", "চাই"),
    ],
    "গাওয়া": ["গাই", "গায়", *_with_vowel("গা", "গেয়ে", "গাই", "গাই", "গাই", "গাই")],
    "দেওয়া": [
        *["দিই", "দেই", "দাও", "দেয়", "দেন", "দিস", "দেয়া", "দিব", "দিবে", "দিবেন", "দিবার"],
        *_with_vowel("দি", "দিয়ে", "দি", "দি", "দে", "দি"),
    ],
    "নেওয়া": [
        *["নিই", "নাও", "নেয়", "নেন", "নিস", "নেয়া", "নিন", "নিক", "নিব", "নিবে", "নিবেন"],
        *["লওয়া", "লই", "লও", "লয়", "লন", "লউক"],
        *_with_vowel("নি", "নিয়ে", "নি", "নি", "নে", "নি"),
        *_with_vowel("ল", "লইয়ে", "লই", "লই", "ল", "লই"),
    ],
    "হওয়া": [
        *["হই", "হও", "হয়", "হন", "হোক", "হউক", "হোন", "হোস"],
        *_with_vowel("হ", "হয়ে", "হ", "হ", "হ", "হই"),
    ],
    "রওয়া": ["রই", "রও", "রয়", "রহা", *_with_vowel("র", "রয়ে", "রই", "রই", "রই", "রই")],
    "শোয়া": ["শুই", "শোও", "শোয়", *_with_vowel("শু", "শুয়ে", "শু", "শু", "শো", "শুই")],
    "ধোয়া": ["ধুই", "ধোও", "ধোয়", *_with_vowel("ধু", "ধুয়ে", "ধু", "ধু", "ধো", "ধুই")],
    "ছোঁয়া": ["ছুঁই", "ছোঁয়", *_with_vowel("ছুঁ", "ছুঁয়ে", "ছুঁ", "ছুঁ", "ছোঁ", "ছুঁই")],
}
_RENAMED = {"চাহা": "চাওয়া", "গাহা": "গাওয়া", "রহা": "রওয়া", "ভালবাসা": "ভালোবাসা", "ভাঙ্গা": "ভাঙা"}


def _front(root: str) -> str:
    """The root as in the perfect: থাক → থেক, আস → এস."""
    if root.startswith("আ"):
        return "এ" + root[1:]
    before, vowel, after = root.rpartition("া")
    return before + "ে" + after if vowel else root


def _list_endings(root: str, risen: bool) -> frozenset[str]:
    barred = {
        "ে": root in _NOUNS_TOO.split(),
        "ি": root not in _FIRST_PERSON.split(),
        "া": risen and root not in _RISEN_NOUNS.split(),
    }
    return _PLAIN - {ending for ending, is_barred in barred.items() if is_barred}


def _list_roots() -> dict[str, list[tuple[frozenset[str], str]]]:
    """Each shape of each root with the endings it takes and the verbal noun they belong to."""
    roots: dict[str, list[tuple[frozenset[str], str]]] = {}

    def add(root: str, endings: frozenset[str], verbal_noun: str) -> None:
        verbal_noun = _RENAMED.get(verbal_noun, verbal_noun)
        roots.setdefault(root, []).append((endings, verbal_noun))

    for low, _, high in (names.partition("/") for names in (_STEADY + _RISING).split()):
        add(low, _list_endings(low, risen=False), low + "া")
        if high:
            add(high, _list_endings(high, risen=True), low + "া")
        if _front(low) != low:
            add(_front(low), _PERFECT, low + "া")
    for text, endings in ((_CAUSING, _CAUSED), (_CAUSING_ALONE, _CAUSED | _CAUSED_ALONE)):
        for low, _, high in (names.partition("/") for names in text.split()):
            for root in filter(None, (low, high)):
                add(root, endings, low + "ানো")
    return roots


_ROOTS = _list_roots()
_LONGEST_ROOT = max(map(len, _ROOTS))
_WHOLE_FORMS = {form: lemma for lemma, forms in _VOWEL_ROOTS.items() for form in forms}
_WHOLE_FORMS |= dict.fromkeys(_TO_BE.split(), "থাকা")
_WHOLE_FORMS |= dict.fromkeys(_CAME.split(), "আসা")
_WHOLE_FORMS |= dict.fromkeys(_NOT.split(), "না")


def find_verb(word: str) -> str | None:
    """The verbal noun of a verb's form, as করা for করেছে; None for anything else."""
    lemma = _WHOLE_FORMS.get(word)
    if lemma:
        return lemma
    for at in range(min(_LONGEST_ROOT, len(word) - 1), 1, -1):
        for endings, lemma in _ROOTS.get(word[:at], ()):
            if word[at:] in endings:
                return lemma
    return None
