from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Portal(AppConfig):
    name = "huying.portal"
    verbose_name = _("宣传")
    may_be_off = True  # a congress may switch it off: kernel/switches.py
