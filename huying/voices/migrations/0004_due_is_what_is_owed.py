"""A unit's days to object no longer stand as the day its voice is due: the nearest day of what is owed does."""

from django.db import migrations
from django.db.models import Min


def owed(apps, schema_editor):
    Clock, Voice = apps.get_model("kernel", "Clock"), apps.get_model("voices", "Voice")
    still = Clock._base_manager.filter(subject_kind="voices", met_at=None, dropped_at=None)
    with_object = still.filter(kind="voice.object").values("subject_id")
    days = still.filter(subject_id__in=with_object).exclude(kind__in=("voice.object", "voice.rate", "voice.reopen"))
    for pk, day in list(days.order_by().values_list("subject_id").annotate(Min("due_on"))):
        Voice._base_manager.filter(pk=pk).update(due_on=day)


class Migration(migrations.Migration):
    dependencies = [("voices", "0003_called_to_consult")]
    operations = [migrations.RunPython(owed, migrations.RunPython.noop, elidable=True)]
