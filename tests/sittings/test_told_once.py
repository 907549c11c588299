"""What changed in an agenda after it was told: told once, whatever was taken back, in whatever order the changes commit."""

from django.utils import translation

from huying.kernel import verify
from huying.kernel.notices import Notice
from huying.sittings import operations as sittings
from huying.sittings import queries, telling
from huying.sittings.agenda import operations as agenda
from huying.sittings.pages import entry

from . import walking


def test_a_change_that_began_before_the_telling_and_ended_behind_it_is_told(room):
    row = walking.notified(room, room.committee)
    item = row.agenda.get(kind="report")
    other = row.agenda.exclude(pk=item.pk).first()
    began, told = room.when("2026-11-26", "10:00"), room.when("2026-11-26", "10:01")
    agenda.edit(other, by=room.zhou, at=began, title="另一个名称", reason="甲")
    sittings.tell_change(row, by=room.zhou, at=told)
    # the request came before, waited for the sitting's row while the telling held it, and wrote behind it
    agenda.edit(item, by=room.zhou, at=began, title="改了名称的报告", reason="乙")
    later = room.when("2026-11-27", "10:00")
    assert telling.waiting(later) and telling.tell_due(at=later) == 1 and not telling.waiting(later)
    row.refresh_from_db()
    last = row.agenda_versions.get(number=row.agenda_version)
    assert last.reason == "乙"  # the first change was told, with its own reason


def test_what_was_taken_back_is_nothing_to_tell(room):
    row = walking.notified(room, room.committee)
    item, before = row.agenda.get(kind="report"), row.agenda.get(kind="report").title
    step = sittings.tell_change.step
    for clock, title in (("10:00", "别的"), ("10:01", before)):
        agenda.edit(item, by=room.zhou, at=room.when("2026-11-26", clock), title=title, reason="改")
    draft = agenda.propose(
        by=room.zhou, at=room.when("2026-11-26"), sitting=row, kind="report", title="临时", reason="加"
    )
    agenda.drop(draft, by=room.zhou, at=room.when("2026-11-26", "11:00"), reason="不加了")
    assert not telling.waiting(room.when("2026-11-27", "10:00"))
    assert "没有要告知" in entry.not_yet(step, row)
    agenda.edit(item, by=room.zhou, at=room.when("2026-11-27", "10:00"), title="别的", reason="改")
    assert telling.waiting(room.when("2026-11-27", "10:05")) and not entry.not_yet(step, row)


def test_everybody_called_reads_the_change_in_the_congress_own_language_whoever_pressed(room):
    row = walking.notified(room, room.committee)
    item = row.agenda.get(kind="report")
    agenda.edit(item, by=room.zhou, at=room.when("2026-11-26", "10:00"), title="别的", reason="甲")
    with translation.override("en"):
        sittings.tell_change(row, by=room.zhou, at=room.when("2026-11-26", "10:05"))
        assert translation.get_language() == "en"  # whoever pressed reads on in their own
    said = set(Notice.objects.filter(step="sittings.tell_change").values_list("text", flat=True))
    assert said == {"议程变动：修改“别的”"}


def test_what_was_changed_before_the_upgrade_is_told_after_it(room, monkeypatch):
    row = walking.notified(room, room.committee)
    item, other = row.agenda.order_by("pk")[:2]
    with monkeypatch.context() as older:  # it kept moments only
        older.setattr(agenda, "_changed", lambda item, at: vars(item).update(changed_at=at, changed_in=None))
        agenda.edit(other, by=room.zhou, at=room.when("2026-11-26", "10:00"), title="早告知的", reason="甲")
        sittings.tell_change(row, by=room.zhou, at=room.when("2026-11-26", "10:05"))
        agenda.edit(item, by=room.zhou, at=room.when("2026-11-26", "11:00"), title="没告知的", reason="乙")
    later = room.when("2026-11-27", "10:00")
    assert queries.visible_to(room.zhou).get(pk=row.pk).is_changed
    row.refresh_from_db()
    assert not entry.not_yet(sittings.tell_change.step, row)
    assert telling.waiting(later) and telling.tell_due(at=later) == 1 and not telling.waiting(later)
    assert not queries.visible_to(room.zhou).get(pk=row.pk).is_changed
    assert row.agenda_versions.order_by("-number")[0].reason == "乙"
    assert verify.verify(room.congress).problems == []  # nothing was written beside the steps
