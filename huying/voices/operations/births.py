"""How a voice comes in: registered, said by the public and confirmed, or taken over from an older system."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huying.kernel import clocks, process, scope
from huying.kernel.case import Case, Counter
from huying.kernel.crypto import blind_index
from huying.kernel.given import clean, keep, needed
from huying.kernel.process import Refused, creates, does
from huying.kernel.switches import PREFIX

from .. import placed, watch, words
from ..codes import codes
from ..flow import CITIZEN_STARTS, FLOW
from ..messages import send_slip
from ..models import Voice
from ..switches import ANONYMOUS
from .shared import carry, chosen, day_of, show_code, write_answer

TITLE = 60
LATELY = timedelta(days=30)  # older matters of another system are no emergency of today


def new(*, by, at, title="", text, channel, field=None, station=None, area=None, place="", happened_on=None,
        urgency="none", urgency_reason="", author="", phone="", is_anonymous=False, is_protected=False, files=(),
        code_seed="", heard_by=None, kind="opinion", came_from=None, came_number="") -> Voice:  # fmt: skip
    """The unsaved voice with its case and its fresh code."""
    text = needed(text, _("反映的内容"))
    day = day_of(at)
    if happened_on and happened_on > day:
        raise Refused(_("发生日期不能晚于今天。"))
    title = (clean(title).replace("\n", " ") or headline(text))[:200]
    case = process.new_case(title, day)
    area, station = placed.of(area, station, clean(place))
    voice = Voice(
        case=case, home_case=case, number=case.number, title=title, text=text, channel=channel, field=field,
        kind=chosen(kind, words.KINDS, _("类型")), station=station,
        area=area, place=clean(place)[:200],
        happened_on=happened_on, urgency=urgency, urgency_reason=clean(urgency_reason)[:200], heard_on=day,
        heard_by=heard_by, is_anonymous=is_anonymous, is_protected=is_protected,
        came_from=came_from, came_number=came_number,
    )  # fmt: skip
    voice.is_flagged = watch.holds(title, text)
    identify(voice, author=author, phone=phone)
    show_code(voice, code_seed)
    keep(files, voice, by=by, at=at)
    return voice


def identify(voice, *, author, phone) -> None:
    voice.author, voice.phone = clean(author)[:60], codes.plain(clean(phone))[:40]
    voice.phone_index = blind_index(voice.phone)


def headline(text: str) -> str:
    """A title out of the text: its first sentence."""
    first = text.split("\n", 1)[0]
    for mark in "。！？；!?;":
        first = first.split(mark, 1)[0]
    return first[:TITLE] + ("…" if len(first) > TITLE else "")


@creates(FLOW["hear"])
def hear(*, by, at, text, channel="station", external_id="", slip=True, **data):
    """Registered by a keeper, deputy or clerk. `voice.fresh_code` is to be handed to the citizen now.

    `slip`: number and code by message; not where the citizen keeps those of a letter. `external_id`: of a hotline.
    """
    if channel not in words.CHANNELS:
        raise Refused(_("请选择来源。"))
    voice = new(by=by, at=at, text=text, channel=channel, heard_by=by if by.person_id else None, **data)
    voice.confirmed_at, voice.external_id = at, external_id
    if slip and voice.phone and not voice.is_protected:
        send_slip(voice, at=at)
    return voice, {"channel": channel, "urgency": voice.urgency}


@creates(FLOW["say"])
def say(*, by, at, text, consent, author="", phone="", is_anonymous=False, beside=None, **data):
    """Said by whoever has no account. Counts as received once the code has been typed (`confirm`).

    `beside(voice)` writes what belongs into the same transaction: the limits of an address, the slip.
    """
    if not consent:
        raise Refused(_("请先阅读并同意隐私说明。"))
    if is_anonymous and not ANONYMOUS.of():
        raise Refused(_("本级人大的网上民情需要留下姓名；不便留名的，请到代表联络站当面反映。"))
    voice = new(
        by=by, at=at, text=text, channel="web", author=author, phone=phone, is_anonymous=is_anonymous, **data
    )
    voice.consented_at = at
    if beside is not None:
        beside(voice)
    return voice, {"channel": "web"}


@does(FLOW["confirm"])
def confirm(voice, *, by, at, code=""):
    """The citizen types the code that was shown; a link confirms nothing."""
    prove(voice, by, code)
    voice.confirmed_at, voice.heard_on = at, day_of(at)


def prove(voice, by, code) -> None:
    """Whoever has no account shows by number and code that the voice is theirs."""
    if by.role == "public" and not codes.fits(voice, code):
        raise Refused(_("编号或者查询码不对。"))


def watch_alarms(voice, *, by, at) -> None:
    from ..triage.alarms.operations import watch as read  # that room of triage builds on these operations

    read(voice, by=by, at=at)


def import_historic(rows: list[dict], *, by, at) -> list[Voice]:
    """Voices of an older system, one traced birth each: no clocks, no notices, dates as they were.

    Each row: title, text, heard_on (date) and any other column of Voice; `state` heard (default), answered or settled.
    A row of state answered takes outcome, answered_on. Pass in batches of a few thousand.
    """
    made, first = [], {}
    for row in rows:
        year = row["heard_on"].year
        first[year] = first.get(year, 0) + 1
    with transaction.atomic():
        numbers = {year: Counter.take(f"case-{year}", count) for year, count in first.items()}
        cases = [_case(row, numbers) for row in rows]
        Case.objects.bulk_create(cases, batch_size=500)
        for row, case in zip(rows, cases, strict=True):
            data = {"channel": "import", "state": "heard", **row}
            voice = Voice(case=case, home_case=case, number=case.number, born_at=at, **data)
            voice.text, voice.title = (
                clean(voice.text),
                (clean(voice.title) or headline(clean(voice.text)))[:200],
            )
            voice.phone_index = blind_index(voice.phone)
            made.append(voice)
        made = process.births(FLOW["hear"], made, by=by, at=at, facts={"channel": "import"})
        for voice in made:  # what came in lately and waits is read for what cannot wait
            if voice.state == "heard" and day_of(at) - voice.heard_on <= LATELY:
                watch_alarms(voice, by=by, at=at)
        return made


@does(FLOW["amend_import"])
def amend_import(voice, *, by, at, **columns):
    """The table it was imported from says something else now; only what came by import is changed so."""
    if voice.channel != "import":
        raise Refused(_("不是导入的民情，不能按表格更新。"))
    for name, value in columns.items():
        setattr(voice, name, value)
    voice.text, voice.title = clean(voice.text), (clean(voice.title) or headline(clean(voice.text)))[:200]
    return {"columns": sorted(columns)}


@does(FLOW["finish_import"])
def finish_import(voice, *, by, at, answered_on, text="", unit=None):
    """The other system has answered it meanwhile: as history. Whoever follows it here by a code reads `text`, and may
    rate it and ask for another round; so do those whose voices were merged into it."""
    if voice.channel != "import":
        raise Refused(_("不是导入的民情，不能按表格更新。"))
    voice.outcome, voice.answered_on, voice.unit_id = "explained", answered_on, unit or voice.unit_id
    text = clean(text) or _("原受理渠道已经办结，答复请向原受理渠道查询。")
    if voice.code_digest:
        write_answer(voice, outcome="explained", text=text, by=by, at=at)
        for kind in CITIZEN_STARTS:
            clocks.start(voice, kind, day_of(at))
    carry(voice, text=text, at=at)
    return {"on": answered_on.isoformat()}


def _case(row, numbers) -> Case:
    year = row["heard_on"].year
    number, numbers[year] = numbers[year], numbers[year] + 1
    congress = scope.current()
    prefix = PREFIX.of(congress)
    return Case(
        congress=congress,
        number=f"{prefix}-{year}-{number:05d}",
        title=clean(row["title"])[:200],
        opened_on=row["heard_on"],
    )
