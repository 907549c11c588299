"""Attachments: what comes in, what is stripped, what is refused, and who may have it back."""

import io
import unicodedata
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from huying.kernel import content, files, process, scope, shelf, visibility
from huying.kernel.case import Case
from huying.kernel.content import BadFile
from huying.kernel.files import File
from huying.kernel.roster import Congress, Membership

pytestmark = pytest.mark.django_db


def picture(shape="JPEG", size=(40, 20), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, shape, **options)
    return out.getvalue()


def package(*parts: str, body: bytes = b"<x/>", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for part in parts:
            z.writestr(part, body)
        for name, data in more.items():
            z.writestr(name, data)
    return out.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument\0".encode("utf-16-le") + bytes(200)


@pytest.fixture
def here():
    congress = Congress.objects.create(code="here", name="本县", level="county")
    with scope.congress(congress):
        yield congress


@pytest.fixture
def case(here):
    return Case.objects.create(number="H-1", title="路灯不亮", opened_on=date(2026, 3, 2))


@pytest.fixture
def clerk(here):
    return Membership.objects.create(role="clerk")


class Shown:
    """Stands for a room that shows the listed cases to clerks only."""

    class FLOW:
        subject = "shown"

    def __init__(self, case):
        self.case_id = self.pk = case.pk


@pytest.fixture
def subject(case, monkeypatch):
    """A room whose subject *is* the case, so that the registry can be asked without a room's table."""

    class Rows:
        def __init__(self, rows):
            self.found = rows

        def filter(self, **by):
            by.pop("congress", None)
            by["pk"] = by.pop("case_id", None) or by.pop("pk", None)
            return self.found.filter(pk=by["pk"]) if by["pk"] else self

    monkeypatch.setattr(visibility, "_rows", {})
    visibility.register(
        "shown", lambda member: Rows(Case.objects.all() if member.role == "clerk" else Case.objects.none())
    )
    return Shown(case)


def up(name, data):
    return SimpleUploadedFile(name, data)


def put(case, clerk, now, name, data, subject=None):
    return files.store(up(name, data), case=case, by=clerk, at=now, subject=subject)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("灯.jpg", picture(), "jpg"), ("灯.JPEG", picture(), "jpg"), ("a.png", picture("PNG"), "png"),
        ("a.webp", picture("WEBP"), "webp"), ("a.gif", picture("GIF"), "gif"), ("a.bmp", picture("BMP"), "png"),
        ("a.pdf", PDF, "pdf"), ("a.docx", DOCX, "docx"), ("a.ofd", package("OFD.xml"), "ofd"),
        ("a.xlsx", package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        ("a.pptx", package("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        ("a.doc", OLE, "doc"), ("a.wps", OLE, "doc"), ("a.txt", "路灯".encode("gb18030"), "txt"),
        ("a.csv", "\ufeff标题\n路灯".encode(), "csv"), ("a.txt", "路灯𠮷".encode("utf-16"), "txt"),
    ],
)  # fmt: skip
def test_what_is_taken(case, clerk, now, name, data, kind):
    file = put(case, clerk, now, name, data)
    assert file.kind == kind
    assert file.mime == content.MIMES[kind]
    assert shelf.open_(file.place).read() == (data if not file.is_picture else shelf.open_(file.place).read())
    assert file.size == len(shelf.open_(file.place).read())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", b""), ("a.jpg", b"<html><script>alert(1)</script>"), ("a.png", picture()), ("a.pdf", picture()),
        ("a.jpg", PDF), ("a.html", b"<html></html>"), ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.txt", b"<svg onload=alert(1)>"), ("a.txt", "\ufeff \n<!DOCTYPE html>".encode()),
        ("a.txt", b"#!/bin/sh\nrm"), ("a.txt", b"a\0b"), ("a.exe", b"MZ" + bytes(100)), ("a.txt", b"MZ" + bytes(100)),
        ("a.pdf", b"<html>" + PDF), ("a.pdf", PDF[:20]), ("a.zip", package("x.txt")), ("a.docx", package("x.txt")),
        ("a.docx", DOCX[:40]), ("a.xlsx", DOCX),
        ("a.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", package("[Content_Types].xml", "word/document.xml", "../../etc/cron.d/x")),
        ("a.docx", OLE), ("a.doc", OLE[:300]), ("a", picture()), ("a.jpg", picture()[:300]), ("a.png", picture("PNG")[:60]),
        ("a.doc", OLE[:8] + "EncryptedPackage".encode("utf-16-le")), ("a.tiff", picture("TIFF")),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_nothing(case, clerk, now, name, data, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(BadFile) as e:
        put(case, clerk, now, name, data)
    assert any("\u4e00" <= c <= "\u9fff" for c in str(e.value))
    assert not File.objects.exists()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_one_file_that_is_two_things(case, clerk, now):
    with pytest.raises(BadFile, match="压缩包"):
        put(case, clerk, now, "a.pdf", PDF + DOCX + b"%%EOF")
    with pytest.raises(BadFile, match="结尾"):
        put(case, clerk, now, "a.docx", picture() + DOCX)
    tail = b"<script>alert(1)</script>"
    file = put(case, clerk, now, "a.jpg", picture() + tail)
    assert tail not in shelf.open_(file.place).read()


def test_a_bomb_is_not_unpacked(case, clerk, now):
    bomb = package("[Content_Types].xml", "word/document.xml", **{"word/a.xml": bytes(40 * 2**20)})
    assert len(bomb) < 2**20
    with pytest.raises(BadFile, match="展开"):
        put(case, clerk, now, "a.docx", bomb)


def test_a_bomb_of_pixels(case, clerk, now, monkeypatch):
    monkeypatch.setattr(content, "MAX_PIXELS", 100)
    with pytest.raises(BadFile, match="像素"):
        put(case, clerk, now, "a.png", picture("PNG"))


def test_a_grey_or_palette_picture_on_its_side_is_turned_too():
    for mode, shape, ending in (("L", "JPEG", "jpg"), ("P", "PNG", "png")):
        out = io.BytesIO()
        Image.new(mode, (40, 20)).save(out, shape, exif=gps())
        with Image.open(io.BytesIO(content.check(f"a.{ending}", out.getvalue()).data)) as again:
            assert (again.size, dict(again.getexif())) == ((20, 40), {})


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 27.0), 3: "E", 4: (116.0, 23.0, 17.0)})
    return exif


@pytest.mark.parametrize(("shape", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_position_is_taken_out_and_the_picture_stands_upright(case, clerk, now, shape, ending):
    data = picture(shape, (40, 20), exif=gps())
    sent = Image.open(io.BytesIO(data))
    assert sent.getexif().get_ifd(0x8825)[2]
    file = put(case, clerk, now, f"a.{ending}", data)
    kept = shelf.open_(file.place).read()
    with Image.open(io.BytesIO(kept)) as again:
        assert again.size == (20, 40)
        assert not dict(again.getexif())
        assert not again.info.get("exif")
    assert b"SecretPhone" not in kept
    assert b"Exif" not in kept


def test_long_side_is_limited(case, clerk, now, settings):
    settings.FILE_PICTURE_SIDE = 30
    file = put(case, clerk, now, "a.jpg", picture(size=(300, 150)))
    assert Image.open(shelf.open_(file.place)).size == (30, 15)


def test_transparency_survives(case, clerk, now):
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    file = put(case, clerk, now, "章.png", out.getvalue())
    assert Image.open(shelf.open_(file.place)).getpixel((0, 0))[3] == 0


def test_size_limit(case, clerk, now, settings):
    settings.FILE_MAX_BYTES = 2 * 2**20
    with pytest.raises(BadFile, match="2 MB"):
        put(case, clerk, now, "a.txt", b"a" * (2 * 2**20 + 1))
    assert put(case, clerk, now, "a.txt", b"a" * (2 * 2**20)).size == 2 * 2**20


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"), ("C:\\temp\\灯.jpg", "灯.jpg"), ("灯\0.jpg", "灯.jpg"),
        ("\u202egpj.灯.jpg", "gpj.灯.jpg"), ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie_ x.jpg"),
        ("字" * 300 + ".jpg", "字" * 66 + ".jpg"), (".jpg", "附件.jpg"), ("a.b.jpg", "a.b.jpg"), ("  .. .jpg", "附件.jpg"),
        ("𠮷\ud800.jpg", "𠮷.jpg"), ('a"<b>.jpg', "a__b_.jpg"),
    ],
)  # fmt: skip
def test_hostile_names(name, kept):
    assert content.clean_name(name, "jpg") == kept


def test_a_hostile_name_names_no_place(case, clerk, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    upload = up("x.jpg", picture())
    upload._name = "../../../evil.jpg"
    file = files.store(upload, case=case, by=clerk, at=now)
    assert file.name == "evil.jpg"
    assert "evil" not in file.place
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [tmp_path / "files" / file.place]


def test_the_same_bytes_are_one_row(case, clerk, now, subject):
    first = put(case, clerk, now, "a.pdf", PDF, subject)
    assert put(case, clerk, now, "b.pdf", PDF, subject) == first
    other = Case.objects.create(number="H-2", title="别的", opened_on=date(2026, 3, 2))
    assert put(other, clerk, now, "a.pdf", PDF) != first


def test_compare_with_what_was_stored(case, clerk, now):
    data = picture(exif=gps())
    file = put(case, clerk, now, "a.jpg", data)
    assert files.matches(file, up("b.jpg", data))
    assert files.matches(file, up("b.jpg", shelf.open_(file.place).read()))
    assert not files.matches(file, up("b.jpg", picture()))


def test_full_disk(case, clerk, now, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    real = shelf.default_storage.save

    def half(name, body):
        real(name, shelf.ContentFile(b"half"))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf.default_storage, "save", half)
    with pytest.raises(BadFile, match="磁盘"):
        put(case, clerk, now, "a.pdf", PDF)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
    assert not File.objects.exists()


def test_bytes_that_no_row_knows_are_swept_after_a_day(case, clerk, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept = put(case, clerk, now, "a.pdf", PDF)
    with pytest.raises(RuntimeError), transaction.atomic():
        put(case, clerk, now, "b.txt", b"rolled back")
        raise RuntimeError
    later = datetime.now(UTC) + timedelta(hours=1)
    assert files.sweep(later) == 0
    assert files.sweep(later + timedelta(days=1)) == 1
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [tmp_path / kept.place]


def test_the_scanner_has_looked_before_the_step_begins_and_looks_once(
    case, clerk, now, settings, monkeypatch
):
    from huying.ui.forms import FilesField

    looked = []
    monkeypatch.setattr(files, "scanned", lambda name, data: looked.append(process.is_open()) or "clean")
    (upload,) = FilesField().clean([SimpleUploadedFile("清单.txt", "一份清单".encode())])
    with process.together():
        assert files.store(upload, case=case, by=clerk, at=now).scan == "clean"
    assert looked == [False]


def test_scanner(case, clerk, now, settings):
    settings.FILE_SCANNER = f"{__name__}.infected" if "." in __name__ else "tests.kernel.test_files.infected"
    with pytest.raises(BadFile, match="Eicar"):
        put(case, clerk, now, "eicar.txt", b"X5O!")
    assert put(case, clerk, now, "a.txt", b"fine").scan == "clean"
    with pytest.raises(BadFile, match="暂时"):
        put(case, clerk, now, "b.txt", b"broken")


def infected(name, data):
    if data == b"broken":
        raise ConnectionError
    return "Eicar" if data.startswith(b"X5O!") else ""


def get(member, pk, query=""):
    request = RequestFactory().get(f"/{query}")
    request.member = member
    return files.serve(request, pk=pk, code="here")


def test_download_is_never_a_page(case, clerk, now, subject):
    file = put(case, clerk, now, '说"明".txt', "路灯<b>".encode(), subject)
    answer = get(clerk, file.pk)
    assert b"".join(answer.streaming_content) == "路灯<b>".encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "filename*=utf-8''%E8%AF%B4" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    shown = get(clerk, put(case, clerk, now, "a.png", picture("PNG"), subject).pk)
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == "image/png"


def test_only_those_who_see_the_subject(case, clerk, now, subject, here):
    other = Membership.objects.create(role="deputy")
    for hung in (subject, None):
        file = put(case, clerk, now, f"a{hung is None}.txt", f"{hung is None}".encode(), hung)
        assert get(clerk, file.pk).status_code == 200
        for stranger in (other, None):
            with pytest.raises(Http404):
                get(stranger, file.pk)
            with pytest.raises(PermissionError):
                files.open_for(stranger, file)
    File.objects.filter(pk=file.pk).update(is_public=True)
    assert get(other, file.pk).status_code == 200
    for nothing in (file.pk + 999, 2**70):
        with pytest.raises(Http404):
            get(clerk, nothing)


def test_a_kind_nobody_speaks_for_is_seen_by_nobody(case, clerk, now, subject):
    file = put(case, clerk, now, "a.txt", b"x", subject)
    File.objects.filter(pk=file.pk).update(subject_kind="ghost")
    with pytest.raises(Http404):
        get(clerk, file.pk)


def test_another_congress_finds_nothing(case, clerk, now, subject):
    file = put(case, clerk, now, "a.txt", b"x", subject)
    File.objects.filter(pk=file.pk).update(is_public=True)
    with scope.congress(Congress.objects.create(code="there", name="邻县", level="county")):
        with pytest.raises(Http404):
            get(Membership.objects.create(role="clerk"), file.pk)
        with pytest.raises(PermissionError):
            files.open_for(clerk, file)


def test_a_file_that_is_gone_is_404(case, clerk, now, subject):
    file = put(case, clerk, now, "a.txt", b"x", subject)
    shelf.drop(file.place)
    with pytest.raises(Http404):
        get(clerk, file.pk)


def test_bind_gives_a_birth_its_file(case, clerk, now, subject):
    subject.pk = None
    file = put(case, clerk, now, "a.txt", b"x", subject)
    assert (file.subject_kind, file.subject_id) == ("shown", 0)
    subject.pk = 9
    files.bind([file.pk], subject)
    assert list(files.of(subject)) == [File.objects.get(subject_id=9)]


ENDINGS = st.sampled_from([*content.MIMES, "bmp", "exe", ""])
HEADS = st.sampled_from(
    [b"", b"%PDF-", b"PK\x03\x04", OLE[:8], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"BM", b"RIFF"]
)


@given(head=HEADS, body=st.binary(max_size=400), ending=ENDINGS)
def test_random_bytes_raise_nothing_but_badfile(head, body, ending):
    try:
        found = content.check(f"a.{ending}", head + body)
    except BadFile as e:
        assert str(e)
    else:
        assert found.kind in content.MIMES


@given(
    position=st.integers(0, 400),
    byte=st.integers(0, 255),
    which=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "DOCX"]),
)
def test_damaged_files_raise_nothing_but_badfile(position, byte, which):
    data = bytearray(DOCX if which == "DOCX" else picture(which))
    data[position % len(data)] = byte
    try:
        content.check(f"a.{'jpg' if which == 'JPEG' else which.lower()}", bytes(data))
    except BadFile as e:
        assert str(e)


@given(st.text(max_size=400))
def test_any_name_becomes_a_safe_one(name):
    safe = content.clean_name(name, "jpg")
    assert safe
    assert len(safe) <= 130
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in safe)
    assert not set(safe) & set('/\\\0\r\n"<>|')
    with override_settings(FILE_MAX_BYTES=1):
        assert content.clean_name(safe, "jpg").endswith("jpg")
