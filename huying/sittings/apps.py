from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Sittings(AppConfig):
    name = "huying.sittings"
    verbose_name = _("会议和表决成果")
    may_be_off = True  # a congress may switch it off: kernel/switches.py
