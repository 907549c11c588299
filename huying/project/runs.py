"""What works behind the pages, in plain words: each line of the timetable, when it last ran, and whether it failed."""

from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from huying.kernel.words import Words
from huying.kernel.worker import Entry, Ran

PATIENCE = timedelta(minutes=10)  # a worker that is busy with long work comes a little later
WORDS: dict[str, Words] = {
    "huying.project.schedule.checkpoint": _l("写留痕的检查点"),
    "huying.project.schedule.tell_carried_out": _l("代表评价的保密期满后告诉群众：已落实"),
    "huying.project.schedule.lapse": _l("到期自动办理：确认和评价的期限、个人信息的保存期限"),
    "huying.project.schedule.publish": _l("发布到了日子的文章"),
    "huying.project.schedule.send_articles": _l("把文章送往其他渠道"),
    "huying.project.schedule.purge": _l("清理过期的凭条、草稿、会话和旧记录"),
    "huying.project.schedule.turn_lamps": _l("期限快到、到期的，变灯并提醒"),
    "huying.project.schedule.write_digests": _l("写每日消息汇总"),
    "huying.project.schedule.tell_voices": _l("写民情汇总"),
    "huying.project.schedule.close_polls": _l("截止到了时间的表决"),
    "huying.project.schedule.tell_agendas": _l("告知议程的变动"),
    "huying.project.schedule.scan_held": _l("补查没有查成毒的附件"),
    "huying.project.schedule.free_places": _l("放出没有按时确认的预约名额"),
    "huying.project.schedule.tell_quiet_talks": _l("提醒没有人回应的线上交谈"),
    "huying.project.schedule.deliver": _l("发送消息"),
    "huying.project.imports.running.run": _l("导入表格"),
    "huying.stations.duties.generating.fill": _l("生成值班安排"),
    "huying.voices.renewing.renew": _l("补发查询码"),
    "huying.voices.triage.board.jobs.every_night": _l("统计各时段的民情热点"),
    "huying.voices.triage.board.jobs.work_out": _l("统计一个时段的民情热点"),
    "huying.voices.triage.jobs.write_keys": _l("为新来的民情准备相似件比对"),
    "huying.voices.triage.versions.jobs.learn": _l("训练分诊模型"),
}


def named(path: str) -> str:
    """The work of this task path; of one that no version knows any more, the last part of the path."""
    return str(WORDS.get(path) or path.rpartition(".")[2])


def rhythm(entry: Entry) -> str:
    """How often: 每天 7:30, 每 20 秒."""
    if entry.at is not None:
        return _("每天 %(time)s") % {"time": f"{entry.at.hour}:{entry.at.minute:02}"}
    seconds = int(entry.every.total_seconds()) if entry.every else 0
    if seconds % 60:
        return ngettext("每 %(n)s 秒", "每 %(n)s 秒", seconds) % {"n": seconds}
    return ngettext("每 %(n)s 分钟", "每 %(n)s 分钟", seconds // 60) % {"n": seconds // 60}


def timetable(entries, now: datetime) -> list[dict]:
    """[{label, rhythm, ran, tone, word}], what needs somebody first. `ran`: when it was last done or failed; None where
    nothing was there to do since the old marks were thrown away."""
    looked = dict(Ran.objects.values_list("name", "at"))
    paths = {entry.job.module_path for entry in entries}
    ended = DBTaskResult.objects.filter(task_path__in=paths).order_by().values("task_path")
    ended = ended.annotate(
        good=Max("finished_at", filter=Q(status="SUCCESSFUL")),
        bad=Max("finished_at", filter=Q(status="FAILED")),
    )
    known = {one["task_path"]: (one["good"], one["bad"]) for one in ended}
    lines = []
    for entry in entries:
        good, bad = known.get(entry.job.module_path, (None, None))
        tone, word = _state(entry, looked.get(entry.name), good, bad, now)
        line = {"label": named(entry.job.module_path), "rhythm": rhythm(entry), "tone": tone, "word": word}
        lines.append({**line, "ran": max(filter(None, (good, bad)), default=None)})
    return sorted(
        lines,
        key=lambda line: ("late", "warn").index(line["tone"]) if line["tone"] in ("late", "warn") else 2,
    )


def _state(entry: Entry, looked, good, bad, now) -> tuple[str, str]:
    """(tone, word) of a line that the worker last came to at `looked`."""
    if bad and (good is None or bad > good):
        return "late", _("上次没有办成")
    if looked is None:
        return "wait", _("还没有运行过")
    if looked < entry.due_since(now - PATIENCE):
        return "warn", _("没有按时运行")
    if good is None and entry.wanted is not None:
        return "ok", _("正常，近来没有要办的")
    return "ok", _("正常")
