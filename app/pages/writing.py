"""Writing a post: its words, its draft and its files, in one form."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.datastructures import MultiDict

from app.core import keys, limits
from app.core.errors import KeyReused, Missing, Outdated
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import asked_number, fragment, number_of, wants_fragment
from app.drafts.models import Draft
from app.drafts.operations import NOT_KEPT, post_from_draft, save_draft
from app.drafts.queries import find_by_key, find_draft, list_waiting
from app.files.choosing import carried, keep, meet, say_gone, show
from app.files.forms import POST_FORMS, PostWithFilesForm
from app.files.operations import ChosenGone
from app.officers.session import current_officer
from app.posts.models import Post, PostKind
from app.posts.operations import Written, write_post
from app.posts.queries import reply_due
from app.posts.views import bp
from app.repeats.forms import ChallengeForm, IdeaForm
from app.repeats.forms import form_of as challenge_form
from app.repeats.forms import form_to as idea_form
from app.repeats.operations import answer_challenge, open_challenge
from app.repeats.queries import find_challenge, find_repeat, show_repeat
from app.sources.alike import Alike, list_alike, url_in
from app.sources.forms import ShareForm
from app.sources.models import Medium
from app.sources.operations import share_in

LARGEST = 8_000  # letters of what an address hands over
FORMS: dict[PostKind, type[PostWithFilesForm]] = {
    **POST_FORMS,
    PostKind.ISSUE: ShareForm,
    PostKind.CHALLENGE: ChallengeForm,
    PostKind.IDEA: IdeaForm,
}


@bp.get("/posts/new")
@login_required
def new() -> ResponseReturnValue:
    """An idea, unless another kind is chosen at its top."""
    require(current_officer, "write", Post)
    return _page(FORMS[PostKind.IDEA]())


@bp.get("/share")
@login_required
def share() -> ResponseReturnValue:
    """The form of a citizen's issue, filled from what a phone's share sheet hands over."""
    require(current_officer, "write", Post)
    given = {
        name: request.args.get(name, "").strip()[:LARGEST] for name in ("title", "text", "url")
    }
    url = given["url"] or url_in(given["text"])
    words = given["text"].replace(url, "").strip() if url else given["text"]
    filled = {
        "title": given["title"],  # a long one too: whoever posts it shortens it
        "url": url,
        "captured": words,
        "medium": Medium.PASTED.value if words and not url else Medium.LINK.value,
    }
    form = ShareForm(MultiDict(filled)) if any(given.values()) else ShareForm()
    return _page(form)


@bp.route("/posts/new/<kind>", methods=["GET", "POST"])
@login_required
@limits.WRITE_POST
@limits.PREVIEW_POST
@limits.CARRY
def write(kind: str) -> ResponseReturnValue:
    form = _form_of(kind, asked_number("draft"))
    require(current_officer, "write", Post)
    if form.kind == PostKind.NOTICE:
        require(current_officer, "give_notice", Post)
    if form.kind == PostKind.CHALLENGE:
        require(current_officer, "give_challenge", Post)
    meet(current_officer, form)
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    written, alike = form.written, _alike(form)
    if "preview" in request.form:
        return _page(form, preview=written, alike=alike)
    if alike and "anyway" not in request.form and not _sent_before(form):
        return _page(form, alike=alike), 409
    put = _putting(form, written)
    try:
        with carried(current_officer, form) as files, transaction():
            post = keys.once(
                current_officer.id,
                form,
                Post,
                lambda: files.hang_on(put()),
                lambda post: url_for("pages.post", post_id=post.id),
                alike=True,
            )
            post_from_draft(current_officer, form.key.data)
    except ChosenGone:
        say_gone(form)
        return _page(form), 422
    return redirect(url_for("pages.post", post_id=post.id, sent=f"post-{kind}"), 303)


@bp.post("/posts/new/<kind>/draft")
@login_required
@limits.SAVE_DRAFT
@limits.CARRY
def save(kind: str) -> ResponseReturnValue:
    """Keep what stands in the form, finished or not: the same form again is the same draft."""
    form = _form_of(kind)
    require(current_officer, "write", Post)
    form.validate_key(form.key)
    meet(current_officer, form)
    typed = {name: said for name, said in request.form.lists() if name not in NOT_KEPT}
    opened_on = number_of(request.form.get("draft", "")) or 0
    try:
        with transaction():
            draft = save_draft(current_officer, kind, form.key.data, typed, opened_on)
            draft_id, html = draft.id, render_template("drafts/_now.html", draft=draft)
    except Outdated as outdated:
        if wants_fragment():
            raise
        return _page(form, words_now=outdated.words_now), 409
    if not wants_fragment():
        keep(current_officer, form)
        for flaw in form.files.flaws:
            flash(str(flaw), "wrong")
        flash(_("Your draft is kept. Only you can see it."), "done")
    return fragment(html, fallback=url_for("posts.write", kind=kind, draft=draft_id))


def _form_of(kind: str, draft_id: int | None = None) -> PostWithFilesForm:
    """Filled from a draft, when one is asked for and nothing was sent."""
    if kind not in set(PostKind):
        raise Missing
    form = FORMS[PostKind(kind)]
    if draft_id is None or request.method == "POST":
        return _begun(kind) or form()
    draft = find_draft(current_officer, draft_id)
    if draft.kind != kind:
        raise Missing
    opened = form(MultiDict(draft.fields | {"_key": [draft.key]}))
    show(current_officer, opened)
    return opened


def _begun(kind: str) -> PostWithFilesForm | None:
    """Filled from what it is made of, when that is asked for and nothing was sent."""
    if request.method == "POST":
        return None
    if kind == PostKind.CHALLENGE and (number := asked_number("repeat")):
        repeat = find_repeat(current_officer, number)
        require(current_officer, "give_challenge", Post)
        require(current_officer, "open_challenge", repeat)
        return challenge_form(show_repeat(current_officer, repeat))
    if kind == PostKind.IDEA and (number := asked_number("challenge")):
        return idea_form(find_challenge(current_officer, number))
    return None


def _putting(form: PostWithFilesForm, written: Written) -> Callable[[], Post]:
    """What is done within the change; all that is slow is done here."""
    if isinstance(form, ChallengeForm) and (number := number_of(form.repeat.data or "")):
        repeat = find_repeat(current_officer, number)
        return lambda: open_challenge(current_officer, repeat, written)
    if challenge := _answered(form):
        return lambda: answer_challenge(current_officer, challenge, written)
    if not isinstance(form, ShareForm):
        return lambda: write_post(current_officer, written)
    captured, known = form.source, form.known
    return lambda: share_in(current_officer, written, captured, known)


def _answered(form: PostWithFilesForm) -> Post | None:
    """The challenge that an idea answers."""
    number = number_of(form.challenge.data or "") if isinstance(form, IdeaForm) else None
    return find_challenge(current_officer, number) if number else None


def _alike(form: PostWithFilesForm) -> list[Alike]:
    """What was brought before of the same: who sends it sees it first, and may go on."""
    if not isinstance(form, ShareForm):
        return []
    captured = form.source
    return list_alike(current_officer, captured.url, captured.place_id, form.title.data)


def _sent_before(form: PostWithFilesForm) -> bool:
    try:
        keys.refuse_sent(current_officer.id, str(form.key.data))
    except KeyReused:
        return True
    return False


def _page(
    form: PostWithFilesForm,
    preview: Written | None = None,
    words_now: str = "",
    alike: Sequence[Alike] = (),
) -> str:
    if form.is_submitted():
        keep(current_officer, form)
    draft = find_by_key(current_officer, form.key.data)
    return render_template(
        "posts/write.html",
        form=form,
        due=reply_due(form.kind),
        preview=preview,
        draft=draft,
        opened_on=_opened_on(draft, words_now),
        waiting=list_waiting(current_officer),
        words_now=words_now,
        alike=alike,
        answers=_answered(form),
    )


def _opened_on(draft: Draft | None, words_now: str) -> int:
    """The version of the draft that the form was opened on; that of now, once both were shown."""
    if request.method == "GET" or words_now:
        return draft.version if draft else 0
    return number_of(request.form.get("draft", "")) or 0
