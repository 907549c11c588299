"""Uploads on their way in, where the disk fills up in the middle."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from huying.kernel.content import BadFile
from huying.kernel.files_receiving import Receiver


def received(monkeypatch, error):
    """The request of a form with a word before and after a file that the disk takes no byte of."""

    def write(self, data):
        raise error

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.write", write, raising=False)
    file = BytesIO(b"x" * 70_000)
    file.name = "a.jpg"
    request = RequestFactory().post("/", {"before": "前面的话", "file": file, "after": "后面的话"})
    request.upload_handlers = [Receiver(request)]
    return request


def test_a_disk_that_fills_up_costs_the_file_and_no_word(monkeypatch):
    request = received(monkeypatch, OSError(28, "No space left on device"))
    assert request.POST.dict() == {"before": "前面的话", "after": "后面的话"}
    with pytest.raises(BadFile, match="没有收下"):
        request.FILES["file"].read()
    assert request.FILES["file"].size == 70_000


def test_another_fault_is_not_passed_off_as_a_full_disk(monkeypatch):
    request = received(monkeypatch, PermissionError(13, "no"))
    with pytest.raises(PermissionError):
        _ = request.POST
