"""What an older system or a hotline means by its column of states: is anything left to do? In doubt there is."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _t

from .days import lies_ahead

_BREAK = re.compile(r"[,。;、!?()\[\]【】|\s→—]+|(?<!\d)[-./:]+|[-./:]+(?!\d)")
_DAY = r"[\d年月日时分:./-]"
_HOW = rf"全部|均|都|按[期时规]|如期|逾期|超期|书面|当面|当场|电话|短信|网上|线上|正式|依法|及时|直接|办理|处理|予以|于|{_DAY}"
_OVER = "办结|办完|办毕|完毕|完成|完结|了结|结案|归档|关闭|销号"
_TOLD = "答复|回复|反馈|回访|评价"
_OF_WHOM = "中心|部门|单位|承办单位|主办单位|[省市区县镇乡村]级|乡镇|街道|社区|网格|工单|事项|诉求|案件|正常|自动|强制|答复|回复"
_SATISFIED = "(?:很|非常|基本|比较|较|不)?(?:满意)?"
_AFTERWARDS = f"(?:群众|代表)?(?:[待未已](?:群众|代表)?(?:回访|评价|测评|评议|归档))?{_SATISFIED}"

# the last words of a clause: 12345中心已办结, 已于3月1日书面答复代表, 办结待评价; the verb alone is enough only of an ending
_SAID_DONE = re.compile(
    rf"已经?(?:(?:{_HOW})*(?:(?:{_OVER}|{_TOLD})[并且后]?)+|办理?)(?:代表|群众|市民|本人|来电人|诉求人)?{_AFTERWARDS}{_DAY}*$"
)
_BARELY_DONE = re.compile(rf"(?:{_HOW}|{_OF_WHOM})*(?:(?:{_OVER})[并且后]?)+{_AFTERWARDS}{_DAY}*")
# right before "已办结": 退回已答复, 申请已办结
_NOT_SO = re.compile(
    "(退回|驳回|申请|拟|是否|视为|未|待|请|应|须|如|若|部分|重办|重新办理|确认|认定|审核|审批)$"
)
# in a clause after it: what changes nothing of the ending
_WHO = "(?:中心|部门|单位|乡镇|街道|社区|群众|代表|市民|来电人|诉求人)"
_NO_MORE = re.compile(
    rf"{_WHO}*[待未已]?{_WHO}?(?:(?:回访|评价|测评|评议)(?:结果|情况)?:?)?{_WHO}?{_SATISFIED}|{_DAY}+"
)

_ENDING = re.compile(f"{_OVER}|{_TOLD}|已办|已处理|已解决")
# a stage, not yet a promise: what else the table says decides
_STAGE = re.compile("(办理)?(答复|回复|反馈|回访|评价)|已处理|已解决")

# something is left to do, said outright
_STILL = re.compile(
    "办理中|处理中|答复中|回复中|在办|正在办理|(未|待|尚未|没有)(办|答复|回复|审|交|签|接收)|重新办理|重办|退回|审核中|交办中"
)


def is_finished(status: str, today: date) -> bool:
    """Is its last statement, of a closed list, that it is finished, and was so by `today`? After it only days, a call back
    and how satisfied they were may be told: "12345中心已办结" and "已办结（群众不满意）" are finished; "拟办结", "退回已答复",
    "已办结，待复核" and "2099年6月办结" are not."""
    clauses = [one for one in _BREAK.split(_plain(status)) if one]
    while clauses:
        last = clauses.pop()
        is_ending = _is_done(last)
        sure = not is_ending or "已" in last  # a bare day belongs to the ending before it
        if not (is_ending or _NO_MORE.fullmatch(last)) or lies_ahead(last, today, sure=sure):
            return False
        if is_ending:
            return True
    return False


def says_open(words: str, today: date) -> bool:
    """Does it say outright that something is left to do? "暂未解决" and "列入计划" are results, no such words."""
    return bool(_STILL.search(_plain(words))) and not is_finished(words, today)


def is_doubtful(status: str, today: date) -> bool:
    """Does it speak of an ending that nobody can rely on? "限期办结", "拟答复", "已解决"; it is taken as open."""
    speaks = _ENDING.search(_plain(status))
    return bool(speaks) and not is_finished(status, today) and not says_open(status, today)


def is_stage(status: str) -> bool:
    """No more than the name of a stage ("答复"): doubtful alone, but no word against a reply beside it."""
    return bool(_STAGE.fullmatch(_plain(status)))


def taken_as_open(status: str) -> str:
    """The warning before confirming."""
    return _t("状态“%(status)s”按未办结导入") % {"status": status}


def _is_done(clause: str) -> bool:
    said = _SAID_DONE.search(clause)
    return bool(
        _BARELY_DONE.fullmatch(clause) or (said is not None and not _NOT_SO.search(clause[: said.start()]))
    )


def _plain(status: str) -> str:
    return unicodedata.normalize("NFKC", status).strip()
