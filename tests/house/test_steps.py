"""Every subject has its room, every step that a person takes its two doors; nothing edits a subject past the gate."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from huying.kernel.subject import SUBJECTS
from huying.ui import doors

SOURCE = Path(__file__).resolve().parents[2] / "huying"
# The roster's entries are books with pages of their own (project/manage), taken by the same operations.
WITHOUT_ROOM = {"roster"}
ALLOWED = {"post_migrate"}


@pytest.fixture(scope="module", autouse=True)
def _urls():
    reverse("home")  # rooms enter themselves when the addresses are read


def ours() -> dict:
    return {n: model for n, model in SUBJECTS.items() if model.__module__.startswith("huying.")}


def test_every_subject_has_a_room():
    assert set(ours()) - set(doors.ROOMS) <= WITHOUT_ROOM
    assert len(doors.ROOMS) >= 5


def test_every_step_that_a_person_takes_has_a_page():
    for name in set(ours()) & set(doors.ROOMS):
        room = doors.ROOMS[name]
        for step in room.flow.steps.values():
            if set(step.by) | set(step.acts_for) == {"house"}:
                assert step.name not in room.doors, f"{step.code}: a page for a step nobody may take"
                continue
            where = {"code": "qinghe"} if step.is_birth else {"code": "qinghe", "pk": 1}
            own = step.name in getattr(room.pages, "OWN", ())
            assert own or reverse(f"{name}:{step.name}", kwargs=where), step.code


def test_no_admin_edits_anything():
    assert not apps.is_installed("django.contrib.admin")
    named = [str(p) for p in SOURCE.rglob("*.py") if "contrib.admin" in p.read_text(encoding="utf-8")]
    assert named == []


def sources() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}


def test_no_domain_event_travels_by_signal():
    """Consequences stand on the wiring board; tables that the database cannot spell are made after migrating."""
    imported = re.compile(r"^\s*from \S*signals import (.+)$", re.M)
    for path, text in sources().items():
        assert {name.strip() for found in imported.findall(text) for name in found.split(",")} <= ALLOWED, (
            path
        )


def test_only_the_gate_changes_a_subject():
    """save() outside a step is refused at run time; a change of rows past it is seen by the ledger, and here."""
    names = "|".join(model.__name__ for model in ours().values())
    past = re.compile(rf"\b(?:{names})\.(?:objects|everywhere)\b[^\n]*\.(?:update|delete|bulk_update)\(")
    assert past.search("Voice.objects.filter(pk=1).update(")
    for path, text in sources().items():
        assert not past.search(text), path
