"""The application factory."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_migrate import Migrate

from app import cli, config, wiring
from app.core import i18n, limits, logs, refusals, shared, web
from app.core.db import db
from app.core.policy import can
from app.live import lines
from app.officers.session import asking, current_officer, login_manager


class Uthan(Flask):
    """Flask, and two things more: a change that met a busy database is tried once again, and a
    fault is written down under the code that its officer is told."""

    jinja_environment = shared.Templates

    def dispatch_request(self) -> Any:
        return refusals.once_again(super().dispatch_request)

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error(refusals.describe(), exc_info=exc_info)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    app = Uthan(__name__, static_folder=None)
    app.config.update(config.from_environment() if settings is None else settings)
    logs.init_app(app)
    db.init_app(app)
    Migrate(app, db, directory=str(config.ROOT / "migrations"), render_as_batch=True)
    i18n.init_app(app)
    login_manager.init_app(app)
    limits.init_app(app)
    lines.init_app(app)
    web.init_app(app)
    shared.init_app(app)
    refusals.init_app(app)
    wiring.connect(app)
    cli.init_app(app)
    app.jinja_env.globals["current_officer"] = current_officer
    # The officer and not the proxy: a page asks for a dozen things of whoever reads it.
    app.jinja_env.globals["asking"] = asking
    app.jinja_env.globals["can"] = lambda action, thing: can(asking(), action, thing)
    return app
