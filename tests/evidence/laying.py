"""Evidence as browsers send it; whoever sends it is Rahima, who holds the responsible seat."""

import io
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.models import ActionItem
from app.comments.operations import SaidPlainly
from app.core.db import db
from app.core.events import SYSTEM, Name, record
from app.core.transaction import transaction
from app.evidence.events import EvidenceDamaged, EvidenceHidden, EvidenceReady, EvidenceRefused
from app.evidence.models import Damage, Evidence, EvidenceKind, Part, PartName
from app.evidence.operations import About, add_evidence
from app.files import store
from app.files.models import Flaw
from app.files.operations import Brought
from app.files.sniffing import upload
from tests.actions.making import make_item
from tests.files.sending import Sent, parts, photo_with_a_place, work_through
from tests.make import do, officer

PHOTO: Sent = ("pond.jpg", photo_with_a_place())


def lay(
    browser: FlaskClient, action_id: int, *sent: Sent, key: str = "k", ticks: Any = (), **words: str
) -> Any:
    said = {"kind": "after", "note": "The fence is gone.", "taken": "", "site": "", "_key": key}
    return browser.post(
        f"/actions/{action_id}/evidence?lang=en",
        data=parts(*(sent or (PHOTO,)), ticks=ticks, **(said | words)),
        content_type="multipart/form-data; boundary=x",
    )


def laid(app: Flask, sign_in: Any, *sent: Sent, **words: str) -> tuple[int, int]:
    """An item, and one piece of evidence that is ready: their numbers."""
    action_id = make_item(app)
    assert lay(sign_in("rahima"), action_id, *sent, **words).status_code == 303
    work_through(app)
    (one,) = evidence(app)
    return action_id, one.id


def put_before(
    app: Flask,
    action_id: int,
    data: bytes = PHOTO[1],
    kind: EvidenceKind = EvidenceKind.AFTER,
    note: str = "The fence is gone.",
    **about: Any,
) -> int:
    """By Rahima, without a browser; the worker has not seen it yet."""
    sent = upload("order.pdf" if data.startswith(b"%PDF") else "pond.jpg", io.BytesIO(data))
    with app.app_context(), store.taken_in([sent.stream]) as (place,):
        brought = Brought(sent.kind, sent.format, sent.name, sent.size, sent.sha256, place)
        about_it = About(kind, SaidPlainly(note), **about)

        def deed() -> Evidence:
            item = db.session.get_one(ActionItem, action_id)
            return add_evidence(officer("rahima"), item, brought, about_it)

        return do(app, deed)


def evidence(app: Flask) -> list[Evidence]:
    with app.app_context():
        return list(db.session.scalars(select(Evidence).order_by(Evidence.id)))


def shelf_parts(app: Flask) -> dict[str, Part]:
    """Of the only piece of evidence there is."""
    with app.app_context():
        return {part.name: part for part in db.session.scalars(select(Part))}


def on_the_shelf(app: Flask) -> dict[str, bytes]:
    """Name → bytes of all that is sealed or served."""
    with app.app_context():
        found = {}
        for drawer in (store.SEALED, store.KEPT):
            for name, _came in list(store.shelf().list(drawer)):
                opened = store.shelf().open(f"{drawer}/{name}")
                assert opened
                with opened.stream as stream:
                    found[f"{drawer}/{name}"] = stream.read()
        return found


def look(browser: FlaskClient, evidence_id: int, size: str, **headers: str) -> Any:
    return browser.get(f"/evidence/{evidence_id}/{size}?lang=en", headers=headers, buffered=True)


def page(browser: FlaskClient, action_id: int, lang: str = "en") -> str:
    return browser.get(f"/actions/{action_id}/evidence?lang={lang}").text


def every_kind(app: Flask) -> None:
    """Whatever may be told of a piece of evidence."""
    action_id = make_item(app)
    number = put_before(app, action_id)
    with app.test_request_context(), transaction():
        item = db.session.get_one(ActionItem, action_id)
        what = {"action_id": action_id, "post_id": item.post_id, "evidence_id": number}
        record(SYSTEM, EvidenceReady(**what, original=Name("0" * 64)))
        record(SYSTEM, EvidenceRefused(**what, flaw=next(iter(Flaw))))
        record(SYSTEM, EvidenceHidden(**what))
        part, damage = next(iter(PartName)), next(iter(Damage))
        record(SYSTEM, EvidenceDamaged(**what, part=part, damage=damage))
