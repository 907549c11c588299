"""What is this file really? Told from its bytes alone; a name only has to agree. Pictures come back without EXIF."""

import io
import re
import threading
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

PICTURES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "BMP": "png"}
MIMES = {
    "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
    "pdf": "application/pdf", "ofd": "application/ofd", "txt": "text/plain", "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
}  # fmt: skip
SPELLINGS = {
    "jpg": {"jpg", "jpeg", "jpe"},
    "doc": {"doc", "wps"},
    "xls": {"xls", "et"},
    "ppt": {"ppt", "dps"},
}
PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}
STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
MARKUP = re.compile(
    rb"\s*(<(!doctype|!--|\?xml|\?php|%|html|head|body|svg|script|iframe|xml)\b|#!|<!|<\?|<%)", re.I
)
MAX_PARTS, MAX_UNPACKED, MAX_RATIO = 5_000, 300 * 2**20, 200
MAX_PIXELS = 24_000_000  # of a picture that is decoded whole: four bytes each
MAX_JPEG_PIXELS = (
    200_000_000  # decoded at a fraction of its size (draft): a telephone's large ones do no harm
)
ONE_AT_A_TIME = threading.Lock()  # a few large pictures decoded side by side would take the server's memory
HIDDEN = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x61C, 0xFEFF]
)


class BadFile(Exception):
    """The file cannot be taken; the text says why, in words for whoever sent it."""


@dataclass(frozen=True)
class Content:
    """`kind` is a key of MIMES, `data` the bytes to keep (of a picture: encoded anew)."""

    kind: str
    data: bytes
    picture: bool = False


def clean_name(name: str, kind: str = "") -> str:
    """A name that is safe to print and to download under: no folders, controls or direction marks, 210 bytes."""
    name = unicodedata.normalize("NFC", name or "").encode(errors="ignore").decode().translate(HIDDEN)
    name = "".join(c for c in re.split(r"[/\\]", name)[-1] if unicodedata.category(c) != "Cc")
    stem, dot, ending = re.sub(r'[<>:"|?*]', "_", name).strip().rstrip(". ").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = kind if kind and ending.lower() not in SPELLINGS.get(kind, {kind}) else ending
    stem = stem.strip(". ").encode()[:200].decode(errors="ignore")  # file systems count bytes
    return f"{stem or _('附件')}{'.' if ending else ''}{ending[:9]}"


def check(name: str, data: bytes) -> Content:
    """The content behind these bytes. BadFile: nothing we take, damaged, a bomb, or not what its name says."""
    if not data:
        raise BadFile(_("文件是空的。"))
    content = _office(data) or _picture(data) or _text(name, data)
    ending = PurePosixPath(clean_name(name)).suffix[1:].lower()
    fits = SPELLINGS.get(content.kind, {content.kind}) | (
        {"bmp"} if data[:2] == b"BM" and content.picture else set()
    )
    if ending not in fits:
        raise BadFile(
            _("文件名以“.%(ending)s”结尾，内容却是 %(kind)s。请用正确的扩展名。")
            % {"ending": ending, "kind": content.kind.upper()}
        )
    return content


def _office(data: bytes) -> Content | None:
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-4096:]:
            raise BadFile(_("PDF 文件不完整，请重新生成后再上传。"))
        if zipfile.is_zipfile(io.BytesIO(data)):
            raise BadFile(_("这个 PDF 文件里夹带了压缩包，不能上传。"))
        return Content("pdf", data)
    if data.startswith(b"PK\x03\x04"):
        return Content(_package(data), data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadFile(_("文件加了密码，无法检查。请去掉密码后再上传。"))
        for stream, kind in STREAMS.items():
            if (stream + "\0").encode("utf-16-le") in data:
                return Content(kind, data)
        raise BadFile(_("不认识这种文件。"))
    return None


def _package(data: bytes) -> str:
    """Which kind of office document the ZIP is; looks only at its directory, unpacks nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, OverflowError) as e:
        raise BadFile(_("文件损坏，打不开。")) from e
    unpacked, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or packed > len(data):
        raise BadFile(_("文件展开后太大，不能上传。"))
    if unpacked > 10 * 2**20 and unpacked > MAX_RATIO * max(packed, 1):
        raise BadFile(_("文件展开后太大，不能上传。"))
    names = {p.filename for p in parts}
    if any(p.flag_bits & 1 or p.filename.startswith("/") or ".." in p.filename for p in parts):
        raise BadFile(_("文件加了密码或者内部路径不正常，不能上传。"))
    if any(n.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for n in names):
        raise BadFile(_("文件里有宏或者程序，不能上传。"))
    for part, kind in PARTS.items():
        if part in names and (kind == "ofd" or "[Content_Types].xml" in names):
            return kind
    raise BadFile(_("压缩包不能上传，请直接上传里面的文件。"))


def _picture(data: bytes) -> Content | None:
    """Decode, turn upright, shrink, encode anew: whatever else the file carried stays behind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow's remarks on odd tags
            with Image.open(io.BytesIO(data), formats=list(PICTURES)) as probe:
                shape, pixels = str(probe.format), probe.width * probe.height
                _not_huge(pixels, shape)
                probe.verify()
            with ONE_AT_A_TIME, Image.open(io.BytesIO(data), formats=list(PICTURES)) as picture:
                return Content(PICTURES[shape], _again(picture, PICTURES[shape]), picture=True)
    except Image.UnidentifiedImageError:
        return None
    except (BadFile, MemoryError):
        raise
    except Image.DecompressionBombError as e:
        raise BadFile(_("图片的像素太多，请缩小后再上传。")) from e
    except Exception as e:  # Pillow's plugins raise whatever they like on damaged data
        raise BadFile(_("图片损坏，打不开。")) from e


def _not_huge(pixels: int, shape: str) -> None:
    if pixels > (MAX_JPEG_PIXELS if shape == "JPEG" else MAX_PIXELS):
        raise BadFile(_("图片的像素太多，请缩小后再上传。"))


def _again(picture: Image.Image, kind: str) -> bytes:
    side = getattr(settings, "FILE_PICTURE_SIDE", 2560)
    if picture.format == "JPEG":
        picture.draft("RGB", (side, side))
    picture.load()
    see_through = kind != "jpg" and ("A" in picture.getbands() or "transparency" in picture.info)
    wanted = "RGBA" if see_through else "RGB"
    plain = picture if picture.mode == wanted else picture.convert(wanted)
    plain.thumbnail((side, side), Image.Resampling.LANCZOS)  # before it is copied any further
    ImageOps.exif_transpose(plain, in_place=True)
    bare = Image.new(plain.mode, plain.size)  # a new sheet: no EXIF, XMP, comments, thumbnails
    bare.paste(plain)
    out = io.BytesIO()
    bare.save(
        out, {"jpg": "JPEG"}.get(kind, kind.upper()), **({"quality": 88} if kind in ("jpg", "webp") else {})
    )
    return out.getvalue()


def _text(name: str, data: bytes) -> Content:
    ending = PurePosixPath(clean_name(name)).suffix.lower()
    if ending not in (".txt", ".csv"):
        raise BadFile(_("不能上传这种文件。可以上传图片、PDF、OFD、Word、Excel、PPT 和纯文本。"))
    text = decode(data)
    if text is None or any(unicodedata.category(c) == "Cc" and c not in "\t\r\n\f" for c in text):
        raise BadFile(_("这不是纯文本文件，或者编码无法识别。"))
    if MARKUP.match(text[:400].lstrip("\ufeff").encode()):
        raise BadFile(_("不能上传网页、图形代码或者脚本。"))
    return Content(ending[1:], data)


def decode(data: bytes) -> str | None:
    """The text in UTF-8, UTF-16 with its mark, or GB18030; None when it is in none of them."""
    codecs = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
