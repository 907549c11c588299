"""Uploads while they arrive: where the disk takes no temporary file, the file is refused and all words of the form stay."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from .content import BadFile
from .full import takes_nothing


class Unkept(UploadedFile):
    """Stands for a file that could not be received; whoever wants its bytes is told why."""

    def read(self, *_args) -> bytes:
        raise BadFile(
            _(
                "没有收下：服务器现在存不进文件（磁盘可能已满）。其他内容都在，请稍后再传，或者先不带文件提交。"
            )
        )

    def seek(self, *_args) -> int:
        return 0

    def chunks(self, chunk_size=None):
        yield self.read()


class Receiver(TemporaryFileUploadHandler):
    """Django's temporary files; a full disk costs the file alone, not the request (kernel/full.py)."""

    unkept: Any = None

    def new_file(self, *args, **kwargs):
        self.unkept = None
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._give_up(error)

    def receive_data_chunk(self, raw_data, start):
        if self.unkept is None:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError as error:
                self._give_up(error)

    def file_complete(self, file_size):
        if self.unkept is None:
            try:
                self.file.flush()
                return super().file_complete(file_size)
            except OSError as error:
                self._give_up(error)
        self.unkept.size = file_size
        return self.unkept

    def _give_up(self, error: OSError) -> None:
        if not takes_nothing(error):
            raise error
        self.unkept = Unkept(
            name=self.file_name, content_type=self.content_type, size=0, charset=self.charset
        )
