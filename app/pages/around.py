"""What stands on the page of a post, kept while the log says nothing new of it. All of it is the
same for every reader, so it is read and made once and not once a reader; who may read it is asked
each time, by the post itself."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from flask import render_template
from markupsafe import Markup

from app.actions.queries import Brief, find_strip
from app.answers.policy import ANSWERABLE
from app.answers.queries import Marked, find_answer
from app.comments.queries import Threads, Voices, count_voices, list_comments
from app.core.clock import today
from app.core.i18n import lang
from app.endorsements.queries import Seals, find_seals
from app.files.queries import Hanging, Shown, list_hanging, with_files
from app.following.queries import Faced, count_faced
from app.ideas.queries import Moved, list_moves
from app.officers.queries import Person
from app.pages.pieces import ENTRY, comment_piece
from app.posts.models import Post, PostKind
from app.posts.queries import Opened
from app.sources.queries import Shown as Source
from app.sources.queries import show_source

KEPT = 120  # pages, of some 100 KB in each language


@dataclass(frozen=True, slots=True)
class Around:
    author: Person | None  # None: of an archive, known only as text
    threads: Threads
    voices: Voices
    seals: Seals
    moves: list[Moved]  # of an idea
    answer: Marked | None  # of a question, or of a call for help
    faced: Faced
    strip: Brief | None
    hanging: Hanging
    source: Source | None  # of a citizen's issue
    _made: dict[tuple[str, str, date], str] = field(default_factory=dict)

    @property
    def files(self) -> tuple[Shown, ...]:
        """Of the post itself."""
        return self.hanging.get(None, ())

    def piece(self, template: str, entry: int, post: Post) -> Markup:
        """A part of the page, as of an entry. Only what the log tells of may show in it."""
        name = (template, lang(), today())
        if name not in self._made:
            self._made[name] = render_template(
                template, post=post, around=self, piece=comment_piece, entry=ENTRY, today=today()
            )
        return Markup(self._made[name].replace(ENTRY, str(entry)))  # noqa: S704  (ours)


def around(opened: Opened, before: int | None) -> Around:
    post = opened.post
    flagged, has_files = post.flagged_at is not None, "files" in opened.marks
    return _around(post.id, opened.author, before, post.kind, flagged, has_files, opened.seal)


@lru_cache(maxsize=KEPT)
def _around(
    post_id: int,
    author: Person | None,
    before: int | None,
    kind: PostKind,
    flagged: bool,
    has_files: bool,
    _seal: str,
) -> Around:
    hanging = list_hanging(post_id) if has_files else {}
    return Around(
        author=author,
        threads=with_files(list_comments(post_id, before=before), hanging),
        voices=count_voices(post_id),
        seals=find_seals(post_id),
        moves=list_moves(post_id) if kind == PostKind.IDEA else [],
        answer=find_answer(post_id) if kind in ANSWERABLE else None,
        faced=count_faced(post_id),
        strip=find_strip(post_id) if flagged else None,
        hanging=hanging,
        source=show_source(post_id) if kind == PostKind.ISSUE else None,
    )
