"""Columns that came later do not make the ledger doubt voices that were traced before them."""

from huying.kernel import scope
from huying.voices import operations as voices
from huying.voices.models import Voice
from tests.world import build, when

AT = when("2026-03-02")


def test_a_later_column_counts_only_once_it_is_set(db):
    world = build()
    with scope.congress(world.congress):
        plain = voices.hear(by=world.zhou, at=AT, text="路灯不亮。")
        special = voices.hear(by=world.zhou, at=AT, text="邻里纠纷。", kind="dispute")
        columns = {Voice._meta.get_field(name).attname for name in Voice.LATER}
        assert columns & set(plain.ledger_content()) == set()
        assert columns & set(special.ledger_content()) == {"kind"}


def test_emptying_a_later_column_by_sql_is_seen(db):
    from huying.kernel.verify import verify

    world = build()
    with scope.congress(world.congress):
        voice = voices.hear(by=world.zhou, at=AT, text="邻里纠纷。", kind="dispute")
        Voice.objects.filter(pk=voice.pk).update(kind="opinion")
        assert [p.case for p in verify(world.congress).problems] == [voice.case_id]
