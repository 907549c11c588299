"""Rows written without Django's long road hold what save() would have written."""

from datetime import date

import pytest
from django.db.models import signals
from django.utils import timezone

from huying.kernel import process, scope, search
from huying.kernel.case import Case
from huying.kernel.delivery import Delivery
from huying.kernel.prepared import insert, is_plain, put
from huying.kernel.search import SearchDoc
from huying.voices.models import Voice
from huying.voices.operations.births import new

pytestmark = pytest.mark.django_db
AT = timezone.now()


def columns(row) -> dict:
    found = type(row).everywhere.get(pk=row.pk)
    return {f.attname: getattr(found, f.attname) for f in row._meta.concrete_fields if not f.primary_key}


def test_inserted_and_saved_rows_are_the_same_encrypted_ones_and_empty_ones_included(town):
    given = {"to": "13900000001", "text": "编号 😀 '\"%s", "channel": "sms", "at": AT, "due_at": AT}
    with scope.congress(town.congress):
        for more in ({}, {"to": "", "text": "", "member": town.clerk}):
            short = Delivery(congress=town.congress, **{**given, **more})
            insert([short])
            long = Delivery.objects.create(**{**given, **more})
            assert columns(short) == columns(long) and short.pk != long.pk
        case = Case(congress=town.congress, number="Q-1", title="题", opened_on=date(2026, 11, 20))
        insert([case])
        assert not case._state.adding and Case.objects.get(pk=case.pk) == case


def test_a_subject_is_written_the_short_way_only_where_nobody_listens(town):
    with scope.congress(town.congress):
        assert is_plain(Voice)
        heard = []
        signals.post_save.connect(listener := lambda **told: heard.append(told["instance"]), sender=Voice)
        try:
            assert not is_plain(Voice)
            with process.together():
                voice = new(by=town.clerk, at=AT, text="路灯不亮", channel="web")
                voice.state, voice.born_at = "said", AT
                voice.save_new()
            assert heard == [voice]
        finally:
            signals.post_save.disconnect(listener, sender=Voice)
        with process.together():
            voice.write({"place": "桥头", "unit": None})
            assert columns(voice)["place"] == "桥头"
            assert put(Voice, [voice.pk + 1], place="x") == 0
            voice.pk += 1
            with pytest.raises(Voice.DoesNotExist):
                voice.write({"place": "y"})


def test_who_was_just_born_is_found_at_once(town):
    with scope.congress(town.congress), process.together():
        voice = new(by=town.clerk, at=AT, text="东街路灯不亮", channel="web")
        voice.state, voice.born_at = "said", AT
        voice.save_new()
        search.index_subject(voice, new=True)
        assert search.find("路灯", kind="voices", rows=Voice.objects.all()).ids == [voice.pk]
        short = SearchDoc.objects.get(kind="voices", object_id=voice.pk)
        search.drop("voices", voice.pk)
        search.index_subject(voice)
        again = SearchDoc.objects.get(kind="voices", object_id=voice.pk)
        assert (again.pk, again.text) == (short.pk, short.text)
