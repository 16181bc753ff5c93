"""What the public reads and asks: without an account, a cookie, or a script."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.actions.forms import OUTCOMES
from app.actions.models import ActionItem, Outcome, Step
from app.actions.numbers import number_typed
from app.appeals.models import Appeal
from app.appeals.operations import file_appeal
from app.comments.operations import SaidPlainly
from app.core import i18n, keys, limits
from app.core.errors import Missing, Refused
from app.core.events import CITIZEN
from app.core.i18n import LANGUAGES, lang
from app.core.shared import shared
from app.core.transaction import transaction
from app.core.web import asked_number, csrf
from app.results.asking import find_by_citizen, find_by_token, show_standing, token_of
from app.results.figures import LEAST, figures_of
from app.results.forms import CitizensWordForm, StatusForm
from app.results.kept import kept
from app.results.operations import say_not_over, say_over
from app.results.queries import (
    IN_FEED,
    PAGE,
    list_districts,
    list_results,
    show_result,
)
from app.results.views import bp

FRESH_SECONDS = 60
ASKED = ("district", "outcome", "before")  # of the address line; all else is not looked at
CITIZEN_ID = 0  # no officer's: whose keys those of the citizens' forms are

i18n.FOR_ALL.update(
    f"results.{name}"
    for name in ("public_list", "public_result", "office", "feed", "status", "answer")
)


@bp.get("/results")
@kept
def public_list() -> ResponseReturnValue:
    districts = list_districts()
    district = request.args.get("district", "")
    district = district if district in {code for code, _bn, _en in districts} else ""
    outcome = request.args.get("outcome", "")
    outcome = outcome if outcome in set(Outcome) else ""
    lines = list_results(district, outcome, asked_number("before"))
    further = None
    if len(lines) == PAGE:
        further = _to(
            "results.public_list", district=district, outcome=outcome, before=lines[-1].id
        )
    return _for_all(
        shared(
            "results/list.html",
            lines=tuple(lines),
            districts=tuple(districts),
            outcomes=_outcomes(),
            district=district,
            outcome=outcome,
            further=further,
            **_around(),
        )
    )


@bp.get("/results/<number>")
@kept
def public_result(number: str) -> ResponseReturnValue:
    found = number_typed(number)
    try:
        result = show_result(found or "")
    except Missing:
        return _missing()
    if found != number:
        return redirect(_to("results.public_result", number=found), 301)
    return _for_all(shared("results/result.html", result=result, outcomes=_outcomes(), **_around()))


@bp.get("/results/offices/<code>")
@kept
def office(code: str) -> ResponseReturnValue:
    try:
        figures = figures_of(code)
    except Missing:
        return _missing()
    return _for_all(shared("results/office.html", figures=figures, least=LEAST, **_around()))


@bp.get("/results/feed.atom")
@kept
def feed() -> ResponseReturnValue:
    xml = render_template(
        "results/feed.xml",
        lines=list_results(most=IN_FEED),
        base=current_app.config["BASE_URL"].rstrip("/"),
        asked=_language_asked(),
        outcomes=dict(_outcomes()),
    )
    return _for_all(xml, "application/atom+xml; charset=utf-8")


@bp.route("/status", methods=["GET", "POST"])
@csrf.exempt
@limits.STATUS_ADDRESS
@limits.STATUS_NUMBER
@kept
def status() -> ResponseReturnValue:
    form = StatusForm()
    if not form.is_submitted():
        form.number.data = request.args.get("number", "")[:40]
        return _for_all(_status(form))
    sound = form.validate_on_submit()
    item = find_by_citizen(form.number.data or "", form.last_four.data or "")
    if item is None:
        if sound:
            form.number.errors = [_("The number and the four digits do not go together.")]
        return _for_one(_status(form), 422)
    word = CitizensWordForm(formdata=None, token=token_of(item))
    return _for_one(_standing(item, word))


@bp.post("/status/answer")
@csrf.exempt
@limits.CITIZEN_WORD
def answer() -> ResponseReturnValue:
    form = CitizensWordForm()
    try:
        item = find_by_token(form.token.data or "")
    except Missing:
        again = StatusForm(formdata=None)
        again.number.errors = [_("That was some time ago: give the number once more.")]
        return _for_one(_status(again, form.words.data), 422)
    if not form.validate_on_submit():
        return _for_one(_standing(item, form), 422)
    word = form.over.data
    try:
        with transaction():
            keys.once(
                CITIZEN_ID,
                form,
                Appeal if word == "appeal" else Step,
                lambda: _said(item, word, SaidPlainly(form.words.data or "")),
                lambda _made: url_for("results.status"),
            )
    except Refused as refused:
        form.over.errors = [refused.reason]
        return _for_one(_standing(find_by_token(form.token.data or ""), form), 422)
    return _for_one(_standing(item, None, thanks=word))


def _said(item: ActionItem, word: str, said: SaidPlainly) -> Step | Appeal:
    match word:
        case "yes":
            return say_over(item)
        case "no":
            return say_not_over(item, said)
        case _:
            return file_appeal(CITIZEN, item, said)


def _status(form: StatusForm, words: str = "") -> str:
    return render_template("results/status.html", form=form, words=words, **_around())


def _standing(item: Any, form: CitizensWordForm | None, thanks: str = "") -> str:
    standing = show_standing(item)
    if form:
        form.offer(standing.words)
    return render_template(
        "results/standing.html",
        standing=standing,
        form=form,
        thanks=thanks,
        outcomes=dict(_outcomes()),
        **_around(status=True),
    )


def _outcomes() -> tuple[tuple[str, str], ...]:
    return tuple((outcome.value, str(said)) for outcome, said in OUTCOMES.items())


def _language_asked() -> str | None:
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else None


def _to(endpoint: str, **values: Any) -> str:
    """An address in the language that was asked for by one."""
    given = {name: value for name, value in values.items() if value}
    return url_for(endpoint, lang=_language_asked(), **given)


def _around(*, status: bool = False) -> dict[str, Any]:
    """What the frame of a public page needs: the language that was asked for, and the way to the
    same page in the other. What was sent is not sent again: there one begins anew."""
    here = url_for("results.status") if status else request.path
    args = {name: request.args[name][:40] for name in ASKED if request.args.get(name)}
    other = "en" if lang() == "bn" else "bn"
    args = ({} if request.method == "POST" else args) | {"lang": other}
    return {"asked": _language_asked(), "other": other, "switch": f"{here}?{urlencode(args)}"}


def _for_all(html: str, kind: str = "text/html; charset=utf-8") -> Response:
    """The same bytes for whoever asks, to be kept by whoever stands between."""
    response = make_response(str(html))
    response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.vary.add("Accept-Language")
    response.add_etag()
    return response


def _for_one(html: str, status: int = 200) -> Response:
    response = make_response(html, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _missing() -> Response:
    return _for_one(render_template("results/missing.html", **_around()), 404)
