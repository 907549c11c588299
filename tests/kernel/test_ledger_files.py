"""An attachment's bytes and its row are held by the trace of the step that brought it."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from huying.kernel import files, scope
from huying.kernel.verify import verify
from tests.suggestions.walking import Walker
from tests.world import build


@pytest.fixture
def attached(db):
    world = build()
    with scope.congress(world.congress):
        upload = SimpleUploadedFile("路段照片说明.txt", "护栏缺失三处。".encode())
        row = Walker(world).draft(files=[upload])
        yield world.congress, files.of(row).get()


def problems(congress, **more):
    return {p.kind for p in verify(congress, **more).problems}


def test_an_untouched_attachment_is_fine(attached):
    congress, _file = attached
    assert problems(congress, read_files=True) == set()


def test_a_changed_or_removed_row_is_found(attached):
    congress, file = attached
    files.File.objects.filter(pk=file.pk).update(sha256="0" * 64)
    assert problems(congress) == {"file"}
    files.File.objects.filter(pk=file.pk).delete()
    assert problems(congress) == {"file_gone"}


def test_changed_bytes_are_found_when_files_are_read(attached):
    congress, file = attached
    with default_storage.open(file.place, "wb") as body:
        body.write("护栏完好。".encode())
    assert problems(congress) == set()
    assert problems(congress, read_files=True) == {"file_bytes"}
