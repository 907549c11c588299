"""Rules of recurring duties."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from . import words
from .flow import FLOW


class Duty(Subject):
    """Who does what how often. Each period of it is `times` turns for a station, a person or a deputy to be visited."""

    FLOW = FLOW
    FOUND_BY = ("name", "what", "who", "where")
    name = models.CharField(_("名称"), max_length=60)
    scheme = models.CharField(max_length=20, blank=True)  # the preset it came from
    what = models.CharField(_("内容"), max_length=16, choices=words.WHAT)
    every = models.CharField(_("周期"), max_length=8, choices=words.EVERY)
    times = models.PositiveSmallIntegerField(_("每期次数"), default=1)
    who = models.CharField(_("由谁"), max_length=12, choices=words.WHO)
    where = models.CharField(_("在哪里"), max_length=8, choices=words.WHERE, default="own")
    weekday = models.PositiveSmallIntegerField(_("优先安排在"), null=True, blank=True, choices=words.WEEKDAYS)
    starts_at = models.TimeField(_("开始时间"), default=time(9, 0))
    minutes = models.PositiveSmallIntegerField(_("至少多少分钟"), default=60)
    needs_minutes = models.BooleanField(_("必须写记录"), default=False)
    is_public = models.BooleanField(_("对外公告"), default=False)
    capacity = models.PositiveSmallIntegerField(_("可预约人数"), default=0)
    starts_on = models.DateField(_("自哪一天起"))
    ends_on = models.DateField(_("到哪一天止"), null=True, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "id"], name="duty_state")]

    def __str__(self):
        return self.name
