"""Pages: what shows several features at once. They compose, and own nothing."""

from flask import Blueprint

bp = Blueprint("pages", __name__)
