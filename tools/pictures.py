"""Makes docs/pictures anew: seeds a demo in a folder of its own, serves it, and photographs it in Chromium.

python -m tools.pictures            # a fresh demo (two minutes), then the pictures
python -m tools.pictures --home DIR # an earlier demo in DIR
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Browser, sync_playwright

from huying.project.serve import WORKER

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
PORT = 8931
BASE = f"http://127.0.0.1:{PORT}"
CODE = "qinghe"
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 900}}
MOST = 400_000  # bytes a picture


def shots(pk: dict[str, int]) -> list[tuple[str, str, dict, str]]:
    """(name, whose account, screen, address) of every picture."""
    s, h, v = "suggestions", "suggestions/handlings", "voices"
    return [
        ("citizen-front", "", PHONE, ""),
        ("citizen-say", "", PHONE, f"{v}/say/"),
        ("citizen-open", "", PHONE, f"{s}/public/"),
        ("deputy-desk", "linzhiyuan", PHONE, ""),
        ("deputy-voices", "linzhiyuan", PHONE, f"{v}/?tray=adoptable"),
        ("deputy-write", "linzhiyuan", PHONE, f"{s}/new/draft/"),
        ("deputy-matter", "linzhiyuan", PHONE, f"{s}/{pk['replied']}/"),
        ("deputy-rate", "linzhiyuan", PHONE, f"{s}/{pk['replied']}/rate/"),
        ("keeper-desk", "hexiaomei", DESK, ""),
        ("keeper-hear", "hexiaomei", DESK, f"{v}/new/hear/"),
        ("keeper-triage", "hexiaomei", DESK, f"{v}/{pk['heard']}/triage/"),
        ("keeper-matter", "hexiaomei", PHONE, f"{v}/{pk['heard']}/"),
        ("clerk-desk", "zhouwenqing", DESK, ""),
        ("clerk-list", "zhouwenqing", DESK, f"{s}/"),
        ("clerk-check", "zhouwenqing", DESK, f"{s}/{pk['submitted']}/"),
        ("clerk-assign", "zhouwenqing", DESK, f"{s}/{pk['accepted']}/assign/"),
        ("clerk-meeting", "zhouwenqing", DESK, f"{s}/meeting/"),
        ("unit-desk", "zhaoning", DESK, ""),
        ("unit-list", "zhaoning", DESK, f"{h}/"),
        ("unit-matter", "zhaoning", DESK, f"{h}/{pk['received']}/"),
        ("unit-reply", "zhaoning", DESK, f"{h}/{pk['talked']}/reply/"),
        ("leader-desk", "chenli", PHONE, ""),
        ("leader-board", "chenli", PHONE, "board/"),
        ("leader-rates", "chenli", DESK, f"{s}/rates/"),
        ("sitting-page", "zhouwenqing", DESK, f"sittings/{pk['sitting']}/"),
        ("sitting-chair", "zhouwenqing", DESK, "ballots/hall/chair/"),
        ("sitting-screen", "zhouwenqing", DESK, "ballots/hall/screen/"),
        ("sitting-vote", "linzhiyuan", PHONE, f"ballots/{pk['poll']}/vote/"),
    ]  # fmt: skip


def prepare() -> tuple[dict[str, str], dict[str, int], tuple[str, str]]:
    """Sessions of the demo's accounts, the matters to photograph, and number and code of a settled voice."""
    import django

    django.setup()
    from django.test import Client
    from django.utils import timezone

    from huying.ballots.models import Poll
    from huying.kernel import scope
    from huying.kernel.roster import Account, Congress, Membership
    from huying.sittings.models import Sitting
    from huying.suggestions.models import Contact, Handling, Suggestion
    from huying.voices import operations
    from huying.voices.models import Voice

    def cookie(member) -> str:
        client = Client()
        account = Account.objects.get(person=member.person)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[f"member-{CODE}"] = member.pk
        session.save()
        return client.cookies["sessionid"].value

    with scope.congress(Congress.objects.get(code=CODE)):
        names = {"linzhiyuan": ("deputy", "林知远"), "hexiaomei": ("keeper", "何小梅"), "zhouwenqing": ("clerk", "周文清"),
                 "zhaoning": ("handler", "赵宁"), "chenli": ("leader", "陈立")}  # fmt: skip
        people = {key: Membership.objects.get(role=r, person__name=n) for key, (r, n) in names.items()}
        own = Handling.objects.filter(unit=people["zhaoning"].unit, state="received").exclude(role="co")
        talks = Contact.objects.filter(handling__in=own).values("handling")
        heard = Voice.objects.filter(state="heard", station__keepers=people["hexiaomei"])
        pk = {
            "replied": Suggestion.objects.filter(author=people["linzhiyuan"], state="replied").latest("pk").pk,
            "submitted": Suggestion.objects.filter(state="submitted").latest("pk").pk,
            "accepted": Suggestion.objects.filter(state="accepted").latest("pk").pk,
            "heard": heard.order_by("-urgency", "-pk")[0].pk,
            "received": own.exclude(pk__in=talks).latest("pk").pk,
            "sitting": Sitting.objects.filter(state="notified").latest("pk").pk,
            "poll": Poll.objects.filter(state="open").latest("pk").pk,
            "talked": (own.filter(pk__in=talks).order_by("-pk").first() or own.latest("pk")).pk,
        }  # fmt: skip
        done = Voice.objects.exclude(fulfilled_on=None).order_by("-pk")
        voice = done.exclude(unit=None).first() or done[0]  # one that walked all four words
        operations.renew_code(voice, by=people["zhouwenqing"], at=timezone.now(), text="演示")
        return {key: cookie(m) for key, m in people.items()}, pk, (voice.number, voice.fresh_code)


def photograph(browser: Browser, name: str, session: str, screen: dict, where: str) -> Image.Image:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **screen)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": BASE}])
    page = context.new_page()
    answer = page.goto(f"{BASE}/c/{CODE}/{where}")
    if answer is None or not answer.ok:
        raise SystemExit(f"{name}: {where}: {answer and answer.status}")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return image


def followed(browser: Browser, number: str, code: str) -> Image.Image:
    """What a citizen reads by number and code."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **PHONE)
    page = context.new_page()
    page.goto(f"{BASE}/c/{CODE}/voices/follow/")
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查看").click()
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return image


def side_by_side(desk: Image.Image, phone: Image.Image) -> Image.Image:
    """A clerk's desk, and in front of it a citizen's phone."""
    phone = phone.resize((360, round(phone.height * 360 / phone.width)), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (desk.width + 260, desk.height + 80), "#efece6")
    for image, at in ((desk, (30, 40)), (phone, (desk.width - 130, desk.height + 40 - phone.height))):
        shade = Image.new("L", sheet.size, 0)
        box = (at[0] - 6, at[1] - 2, at[0] + image.width + 6, at[1] + image.height + 14)
        ImageDraw.Draw(shade).rounded_rectangle(box, 22, fill=90)
        sheet.paste("#3a2a26", mask=shade.filter(ImageFilter.GaussianBlur(12)))
        mask = Image.new("L", image.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, image.width - 1, image.height - 1), 14, fill=255)
        sheet.paste(image, at, mask)
    return sheet


def save(image: Image.Image, name: str) -> None:
    """As a palette PNG below MOST bytes."""
    for colours in (160, 96, 48):
        held = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
        if held.tell() < MOST:
            break
    (OUT / f"{name}.png").write_bytes(held.getvalue())
    print(f"{name}.png  {held.tell() // 1000} kB")


def served() -> subprocess.Popen:
    command = [sys.executable, "-m", "gunicorn", "huying.project.asgi:application", "-b", f"127.0.0.1:{PORT}", "-w", "1",
               "-k", WORKER, "--threads", "4", "--no-control-socket", "--log-level", "error"]  # fmt: skip
    server = subprocess.Popen(command)
    for _try in range(60):
        time.sleep(0.5)
        try:
            urllib.request.urlopen(f"{BASE}/health/").close()  # noqa: S310 - our own address
            return server
        except OSError:
            continue
    server.terminate()
    raise SystemExit("the server did not start")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--home", help="HUYING_HOME of an earlier demo")
    options.add_argument("--chromium", default="/usr/bin/chromium")
    given = options.parse_args()
    os.environ["HUYING_HOME"] = given.home or tempfile.mkdtemp(prefix="huying-pictures-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "huying.project.settings"
    if not given.home:
        subprocess.run(
            [sys.executable, "-m", "huying", "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL
        )
    OUT.mkdir(parents=True, exist_ok=True)
    sessions, pk, (number, code) = prepare()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    server = served()
    try:
        with sync_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
            browser = playwright.chromium.launch(executable_path=given.chromium, args=arguments)
            made = {}
            for name, who, screen, where in shots(pk):
                made[name] = photograph(browser, name, sessions.get(who, ""), screen, where)
                save(made[name], name)
            made["citizen-followed"] = followed(browser, number, code)
            save(made["citizen-followed"], "citizen-followed")
            save(side_by_side(made["clerk-desk"], made["citizen-followed"]), "front")
            browser.close()
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
