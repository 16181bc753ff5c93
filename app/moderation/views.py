from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.comments import operations as comments
from app.comments.models import Comment
from app.comments.queries import find_comment
from app.core import keys, limits
from app.core.errors import Missing
from app.core.policy import refusal, require
from app.core.transaction import transaction
from app.core.web import way_back
from app.evidence import operations as evidence
from app.evidence.queries import find_evidence
from app.files.queries import list_files
from app.moderation.forms import REASONS, ConcernForm, DecisionForm, DeedForm, ReasonForm
from app.moderation.models import Concern, Outcome, Reason
from app.moderation.operations import (
    hide_comment_with_reason,
    hide_post_with_reason,
    raise_concern,
    settle_keep,
)
from app.moderation.queries import (
    find_concern,
    find_own_last,
    list_about,
    list_around,
    list_decided,
    list_open,
)
from app.officers.queries import person_of
from app.officers.session import current_officer
from app.posts import operations as posts
from app.posts.models import Post
from app.posts.queries import find_post
from app.versions.operations import hide_version
from app.versions.queries import find_version, words_of

bp = Blueprint("moderation", __name__)


@bp.get("/conduct")
@login_required
def conduct() -> ResponseReturnValue:
    return render_template("moderation/conduct.html")


Thing = Post | Comment


@bp.route("/posts/<int:post_id>/concern", methods=["GET", "POST"])
@login_required
@limits.REPORT
def raise_concern_post(post_id: int) -> ResponseReturnValue:
    return _raise_concern(find_post(current_officer, post_id), None)


@bp.route("/comments/<int:comment_id>/concern", methods=["GET", "POST"])
@login_required
@limits.REPORT
def raise_concern_comment(comment_id: int) -> ResponseReturnValue:
    comment = find_comment(current_officer, comment_id)
    return _raise_concern(comment.post, comment)


def _raise_concern(post: Post, comment: Comment | None) -> ResponseReturnValue:
    thing = comment or post
    require(current_officer, "raise_concern", thing)
    form, back = ConcernForm(), _page_of(thing)
    mine = find_own_last(current_officer, thing)
    waits = mine is not None and mine.settled_at is None
    if waits or not form.validate_on_submit():
        return _answer("moderation/raise.html", form, thing, back=back, mine=mine)
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Concern,
            lambda: raise_concern(
                current_officer, post, comment, Reason(form.reason.data), form.words.data
            ),
            lambda _concern: back,
        )
    flash(_("The moderators have your concern. You will be told if they keep it as it is."), "done")
    return redirect(way_back(back, _name("concern", thing)), 303)


@bp.get("/moderation")
@login_required
def queue() -> ResponseReturnValue:
    """What waits for a decision, the oldest first; and what was decided lately."""
    if not current_officer.is_moderator:
        raise Missing
    return render_template(
        "moderation/queue.html",
        lines=list_open(current_officer),
        decided=list_decided(current_officer),
        reasons=REASONS,
    )


@bp.route("/moderation/<int:concern_id>", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def judge(concern_id: int) -> ResponseReturnValue:
    concern = find_concern(current_officer, concern_id)
    form = DecisionForm()
    if concern.settled_at or not form.validate_on_submit():
        html, status = _answer(
            "moderation/judge.html",
            form,
            concern.thing,
            concern=concern,
            about=list_about(concern),
            around=list_around(concern.comment) if concern.comment else (),
            refused=refusal(current_officer, "settle", concern),
            reasons=REASONS,
        )
        too_late = concern.settled_at and form.is_submitted()
        return html, 409 if too_late else status
    outcome = Outcome(form.outcome.data)
    with transaction():
        if outcome is Outcome.KEPT:
            settle_keep(current_officer, concern, form.reason.data)
        else:
            _hide_thing(concern.thing, form.reason.data)
    told = _("It stays. Who raised the concern reads why.")
    flash(told if outcome is Outcome.KEPT else _hidden(), "done")
    return redirect(way_back(url_for("moderation.queue"), f"decision-{concern_id}"), 303)


@bp.route("/posts/<int:post_id>/hiding", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def hide_post(post_id: int) -> ResponseReturnValue:
    return _hide(find_post(current_officer, post_id))


@bp.route("/comments/<int:comment_id>/hiding", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def hide_comment(comment_id: int) -> ResponseReturnValue:
    return _hide(find_comment(current_officer, comment_id))


def _hide(thing: Thing) -> ResponseReturnValue:
    back = _page_of(thing)
    if thing.hidden_by_id == current_officer.id:
        return redirect(back, 303)  # sent twice: it is as asked
    require(current_officer, "hide", thing)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _answer("moderation/hide.html", form, thing, back=back)
    with transaction():
        _hide_thing(thing, form.reason.data)
    flash(_hidden(), "done")
    return redirect(way_back(back, _name("hiding", thing)), 303)


def _hide_thing(thing: Thing, reason: str) -> None:
    if isinstance(thing, Comment):
        hide_comment_with_reason(current_officer, thing, reason)
    else:
        hide_post_with_reason(current_officer, thing, reason)


def _hidden() -> str:
    return _("It is hidden. The author reads why.")


@bp.route("/posts/<int:post_id>/versions/<int:number>/hiding", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def hide_earlier(post_id: int, number: int) -> ResponseReturnValue:
    """One earlier version of a post, and nothing else of it."""
    post = find_post(current_officer, post_id)
    version, back = find_version(post, number), url_for("versions.versions", post_id=post_id)
    if version.hidden_by_id == current_officer.id:
        return redirect(back, 303)  # sent twice: it is as asked
    require(current_officer, "hide", version)
    form = ReasonForm()
    if not form.validate_on_submit():
        words = words_of(version, post.kind)
        return _answer("moderation/hide_version.html", form, post, back=back, words=words)
    with transaction():
        hide_version(current_officer, version, form.reason.data)
    flash(_hidden(), "done")
    return redirect(way_back(back, f"hiding-version-{post_id}-{number}"), 303)


@bp.route("/evidence/<int:evidence_id>/hiding", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def hide_evidence(evidence_id: int) -> ResponseReturnValue:
    """One piece of evidence, and nothing else of its item."""
    one = find_evidence(current_officer, evidence_id)
    back = url_for("evidence.add", action_id=one.action_id)
    if one.hidden_by_id == current_officer.id:
        return redirect(back, 303)  # sent twice: it is as asked
    require(current_officer, "hide", one)
    form = ReasonForm()
    if not form.validate_on_submit():
        html = render_template("moderation/hide_evidence.html", form=form, one=one, back=back)
        return html, 422 if form.errors else 200
    with transaction():
        evidence.hide_evidence(current_officer, one, form.reason.data)
    flash(_("It is hidden. Who added it reads why."), "done")
    return redirect(way_back(back, f"hiding-evidence-{evidence_id}"), 303)


@bp.route("/posts/<int:post_id>/showing", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def show_post(post_id: int) -> ResponseReturnValue:
    return _do(find_post(current_officer, post_id), "show_again", posts.show_post)


@bp.route("/comments/<int:comment_id>/showing", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def show_comment(comment_id: int) -> ResponseReturnValue:
    return _do(find_comment(current_officer, comment_id), "show_again", comments.show_comment)


@bp.route("/posts/<int:post_id>/pin", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def pin_post(post_id: int) -> ResponseReturnValue:
    return _do(find_post(current_officer, post_id), "pin", posts.pin_post)


@bp.route("/posts/<int:post_id>/unpin", methods=["GET", "POST"])
@login_required
@limits.MODERATE
def unpin_post(post_id: int) -> ResponseReturnValue:
    return _do(find_post(current_officer, post_id), "unpin", posts.unpin_post)


def _do(thing: Any, rule: str, deed: Callable[[Any, Any], None]) -> ResponseReturnValue:
    """A deed that needs no words: asked once, with what follows from it."""
    require(current_officer, rule, thing)
    form, back = DeedForm(), _page_of(thing)
    if not form.validate_on_submit():
        return _answer("moderation/deed.html", form, thing, back=back, deed=deed.__name__)
    with transaction():
        deed(current_officer, thing)
    return redirect(back, 303)


def _page_of(thing: Thing) -> str:
    if isinstance(thing, Comment):
        return url_for("pages.post", post_id=thing.post_id, _anchor=f"comment-{thing.id}")
    return url_for("pages.post", post_id=thing.id)


def _name(deed: str, thing: Thing) -> str:
    """The name under which a device keeps the draft."""
    return f"{deed}-{'comment' if isinstance(thing, Comment) else 'post'}-{thing.id}"


def _answer(template: str, form: Any, thing: Thing, **context: Any) -> tuple[str, int]:
    comment = thing if isinstance(thing, Comment) else None
    html = render_template(
        template,
        form=form,
        post=comment.post if comment else thing,
        comment=comment,
        by=person_of(thing.author) if thing.author else None,
        files=list_files(thing),
        **context,
    )
    return html, 422 if form.errors else 200
