"""What a telephone asks for when Uthan is put on its home screen: name, mark, colours, and that
whatever is shared there opens the form of a citizen's issue."""

import json
from typing import Any

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.i18n import lang
from app.pages import bp

RIVER, PAPER = "#0b5d4e", "#fbfaf6"  # of the styles' light page


@bp.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """Sharing is a GET: a telephone knows no form's token, so it fills one and writes nothing."""
    asset: Any = current_app.jinja_env.globals["asset"]
    found = {
        "id": "/",
        "lang": lang(),
        "name": _("Uthan: officers advise one another"),
        "short_name": _("Uthan"),
        "start_url": url_for("pages.home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": RIVER,
        "icons": [
            {"src": asset("img/icons.svg"), "type": "image/svg+xml", "sizes": "any"},
            *(
                {
                    "src": asset(f"img/mark-{side}.png"),
                    "type": "image/png",
                    "sizes": f"{side}x{side}",
                    "purpose": "any maskable",
                }
                for side in (192, 512)
            ),
        ],
        "share_target": {
            "action": url_for("posts.share"),
            "method": "GET",
            "params": {name: name for name in ("title", "text", "url")},
        },
    }
    response = Response(json.dumps(found, ensure_ascii=False))
    response.headers["Content-Type"] = "application/manifest+json; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response
