"""What a browser may send, and what no browser would: names that forms know, with any value."""

from collections.abc import Iterator

from hypothesis import strategies as st
from wtforms.fields.core import UnboundField

from app.core.forms import Form

# Each has broken a form somewhere: ends of number ranges, digits of other scripts, marks that join
# or turn the text, what a template, a query or a page would take for its own.
NAUGHTY = (
    *("", " ", "0", "1", "-1", "99999999999999999999", "1e9", "٣", "৩", "NaN", "None", "true"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "all", "office", "idea", "other", "\x00", "a\x00b"),
    *("\ud7ff\ue000", "\u200d\u200c", "\u202e\u202d", "র‍্যাব", "ক্ষ" * 200, "Z" + "\u0489" * 60),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "%s%n", "' OR 1=1 --", "../../etc/passwd"),
    *("#ক #" + "a" * 90, "@@@", "[x](javascript:1)", "```", "|" * 400, "\r\n.\r\n", "a" * 5000),
)

ids = st.sampled_from([1, 2, 3, 4, 0, 2**31 - 1, 2**31, 2**63 - 1, 2**63, 10**30])
values = st.one_of(
    st.sampled_from(NAUGHTY), st.integers().map(str), st.text(max_size=60), st.text(max_size=2000)
)


def _forms(known: type[Form] = Form) -> Iterator[type[Form]]:
    for form in known.__subclasses__():
        yield form
        yield from _forms(form)


def _names() -> list[str]:
    """Of every field of every form there is."""
    fields = {
        (getattr(form, name).kwargs.get("name") or name)
        for form in _forms()
        for name in dir(form)
        if isinstance(getattr(form, name), UnboundField)
    }
    return sorted(fields | {"preview", "next", "meant", "q", "kind", "page", "before", "after"})


def bodies() -> st.SearchStrategy[dict[str, str | list[str]]]:
    """All known names at once, or a few; some of them more than once."""
    names = _names()
    value = st.one_of(values, st.lists(values, min_size=2, max_size=3))
    whole = st.fixed_dictionaries(dict.fromkeys(names, value))
    return st.one_of(whole, st.dictionaries(st.sampled_from(names), value, max_size=8))
