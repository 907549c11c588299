"""Digests of what imported tables said are keyed; of those whose data were deleted nothing is kept but that they were."""

import re

from django.db import migrations, models

from huying.kernel.crypto import blind_index, fingerprint

CONTENT = re.compile(r"[0-9a-f]{64}")
SECOND = re.compile(r"(.*#)([0-9a-f]{16})", re.S)
# Runs before this one did not apply them: the next run of the same table sees them as changed, and mends what it left.
ANEW = ("status", "reply", "replied_on", "closed_on")
BATCH = 500


def rekey(apps, schema_editor):
    Origin, Trace = apps.get_model("kernel", "Origin"), apps.get_model("kernel", "Trace")
    lot = []
    for origin in Origin._base_manager.order_by("pk").iterator(chunk_size=2000):
        origin.said = {n: fingerprint(d) for n, d in origin.said.items() if n not in ANEW}
        if CONTENT.fullmatch(origin.identity):
            origin.identity = blind_index(origin.identity)
        elif second := SECOND.fullmatch(origin.identity):
            origin.identity = second[1] + fingerprint(second[2])
        lot.append(origin)
        if len(lot) == BATCH:
            Origin._base_manager.bulk_update(lot, ["said", "identity"])
            lot = []
    Origin._base_manager.bulk_update(lot, ["said", "identity"])
    gone = Trace._base_manager.filter(step__endswith=".erase").values_list(
        "congress_id", "subject_kind", "subject_id"
    )
    for congress, kind, pk in list(gone):
        Origin._base_manager.filter(congress_id=congress, sheet=kind, row_id=pk).update(said={})


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_file_scan")]
    operations = [
        migrations.AddField("import", "warnings", models.JSONField(default=list)),
        migrations.AddIndex(
            "origin", models.Index(fields=["congress", "sheet", "row_id"], name="origin_row")
        ),
        migrations.RunPython(rekey, migrations.RunPython.noop, elidable=True),
    ]
