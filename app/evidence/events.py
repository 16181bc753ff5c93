from dataclasses import dataclass

from app.actions.events import ActionEvent
from app.core.events import Name
from app.evidence.models import Damage, EvidenceKind, PartName
from app.files.models import FileKind, Flaw


@dataclass(frozen=True, kw_only=True)
class EvidenceEvent(ActionEvent, kind=None):
    evidence_id: int


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(EvidenceEvent, kind="evidence.added"):
    evidence_kind: EvidenceKind
    file_kind: FileKind
    sha256: Name  # of the file as it came


@dataclass(frozen=True, kw_only=True)
class EvidenceReady(EvidenceEvent, kind="evidence.ready"):
    """The hash of each part that lies on the shelf from now on."""

    original: Name
    large: Name | None = None
    small: Name | None = None
    whole: Name | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceRefused(EvidenceEvent, kind="evidence.refused"):
    flaw: Flaw


@dataclass(frozen=True, kw_only=True)
class EvidenceHidden(EvidenceEvent, kind="evidence.hidden"):
    pass


@dataclass(frozen=True, kw_only=True)
class EvidenceDamaged(EvidenceEvent, kind="evidence.damaged"):
    part: PartName
    damage: Damage


@dataclass(frozen=True, kw_only=True)
class EvidenceMended(EvidenceEvent, kind="evidence.mended"):
    """What was damaged is again as its record says."""

    part: PartName
