"""What must be set before the house opens in production; each message says what to set."""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security)
def production(app_configs, **more) -> list:
    """Errors stop `huying up` and every Django command when HUYING_PRODUCTION is on."""
    if not getattr(settings, "PRODUCTION", False):
        return []
    found: list = []
    if not os.environ.get("HUYING_SECRET_KEY"):
        found.append(
            Error("没有设置 HUYING_SECRET_KEY", hint=_made_by("secrets.token_urlsafe(50)"), id="huying.E001")
        )
    elif len(settings.SECRET_KEY) < 40:
        found.append(
            Error("HUYING_SECRET_KEY 太短", hint=_made_by("secrets.token_urlsafe(50)"), id="huying.E002")
        )
    if not os.environ.get("HUYING_FIELD_KEYS"):
        hint = "把 keys/field.keys 的内容放进只有服务账号可读的环境文件；丢了它，加密的号码就读不出来。"
        found.append(Error("没有设置 HUYING_FIELD_KEYS", hint=hint, id="huying.E003"))
    if settings.DEBUG:
        found.append(Error("生产环境不能打开 HUYING_DEBUG", hint="去掉 HUYING_DEBUG。", id="huying.E004"))
    if {"*", "testserver"} & set(settings.ALLOWED_HOSTS):
        found.append(
            Error("HUYING_HOSTS 没有写明本站域名", hint="HUYING_HOSTS=rd.example.gov.cn", id="huying.E005")
        )
    if not settings.CSRF_TRUSTED_ORIGINS:
        hint = "HUYING_ORIGINS=https://rd.example.gov.cn"
        found.append(Error("没有设置 HUYING_ORIGINS（https 开头的网址）", hint=hint, id="huying.E006"))
    elif not all(o.startswith("https://") for o in settings.CSRF_TRUSTED_ORIGINS):
        found.append(
            Error("HUYING_ORIGINS 应以 https:// 开头", hint="在 nginx 上启用 HTTPS。", id="huying.E007")
        )
    if _inside(Path(settings.HOME)):
        found.append(
            Error("HUYING_HOME 在程序的文件夹里", hint="HUYING_HOME=/var/lib/huying", id="huying.E008")
        )
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        hint = "几百人同时使用时请改用 PostgreSQL：DATABASE_URL=postgresql://…"
        found.append(Warning("生产环境在用 SQLite", hint=hint, id="huying.W001"))
    if "sms" not in settings.CHANNELS:
        hint = "HUYING_SMS=接口类的路径；网关自己来取文件的填 file。没有短信，群众的编号和查询码只显示在页面和纸条上。"
        found.append(Warning("没有短信接口", hint=hint, id="huying.W002"))
    return found


def _made_by(code: str) -> str:
    return f"可用 python -c 'import secrets; print({code})' 生成，放进环境文件。"


def _inside(home: Path) -> bool:
    package = Path(__file__).resolve().parents[2]
    return home.resolve().is_relative_to(package)
