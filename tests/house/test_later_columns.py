"""A column that a landed subject gains stands in LATER, or the ledger would call every older row changed."""

from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader

from huying.kernel import subject


def _added_after_birth():
    """(app, model, field) of every column added by a later migration than the one that made its table."""
    loader = MigrationLoader(None)
    for (app, name), migration in loader.graph.nodes.items():
        if name != min(n for a, n in loader.graph.nodes if a == app):
            for operation in migration.operations:
                if isinstance(operation, AddField):
                    yield app, operation.model_name_lower, operation.name


def test_columns_added_to_subjects_are_named_as_later_ones(settings):
    settings.MIGRATION_MODULES = {}  # also where the tests' own tables are made without them
    subjects = {(m._meta.app_label, m._meta.model_name): m for m in subject.SUBJECTS.values()}
    found = [
        (subjects[app, model], name) for app, model, name in _added_after_birth() if (app, model) in subjects
    ]
    assert found, "no column was ever added: this test looks in the wrong place"
    still = [(m, n) for m, n in found if n in {f.name for f in m._meta.get_fields()}]
    forgotten = [f"{m.__name__}.{n}" for m, n in still if n not in m.LATER]
    assert not forgotten
