"""When a step may be taken although the state allows it: each guard reads the fresh row and gives the reason why not."""

from huying.rules.flow import N_


def is_elsewhere(voice) -> str:
    return "" if voice.sent_to_id else N_("没有移送其他人大。")


def goes_the_common_road(voice) -> str:
    if voice.sent_to_id:
        return N_("已经移送其他人大办理，答复会自动回来；对方不受理时会退回。")
    return N_("已经转入专门办理，请在那里办。") if voice.file_kind else ""


def is_not_yet_briefed(voice) -> str:
    if voice.urgency == "none":
        return N_("只呈报急难愁盼和危及安全的；请先标注缓急并写明理由。")
    return N_("已经呈报过。") if voice.briefed_on else ""


def is_pressing(voice) -> str:
    return N_("只用于急难愁盼和危及安全的；请先标注缓急并写明理由。") if voice.urgency == "none" else ""


def is_briefed(voice) -> str:
    return "" if voice.briefed_on else N_("还没有呈报。")


def is_not_yet_received(voice) -> str:
    return N_("已经接收，不必重复；不属于本单位的请报请协调。") if voice.received_on else ""


def may_be_returned(voice) -> str:
    """A unit returns once; after that the office decides, so that nobody's matter is kicked to and fro."""
    if voice.is_final:
        return N_("承办单位由会诊或者人大机关指定，不能退回；有困难请报请协调。")
    if voice.returns:
        return N_("已经退回过一次，不能再退；请报请协调，由人大机关指定承办单位。")
    return ""


def still_needs_office(voice) -> str:
    if voice.unit_id and not voice.unit.is_active:
        return ""  # nobody is left who could ask
    if voice.state == "handed" and voice.received_on and not voice.needs_office:
        return N_("承办单位已经接收，没有报请协调，不能改派。")
    return ""


def may_be_taken_back(voice) -> str:
    """A wrong triage is taken back until the next one has acted (contracts, two-stage assignment)."""
    if voice.sent_to_id and not voice.outcome:
        return N_("已经移送其他人大，对方已经登记；请与对方联系，由对方退回。")
    if voice.came_from_id and voice.outcome == "declined":
        return N_("已经退回移送的人大，由对方重新研究；需要办理的，请对方再移送。")
    if voice.received_on:
        return N_("承办单位已经接收，不能撤回；可以由承办单位报请协调。")
    if voice.file_kind:
        return N_("已经转入专门办理，请在那里了结。")
    if voice.told_on:
        return N_("代表已经据此提出建议，不能撤回。")
    if voice.merged_into_id:
        return N_("这一件是并案答复的，不能单独撤回。")
    if voice.rated_at or (voice.outcome and voice.has_followers()):
        return N_("群众已经收到答复并作出评价，或者并案的群众已经答复，不能撤回。")
    if voice.outcome in ("solved", "planned", "cannot") or (
        voice.state == "settled" and voice.outcome != "settled"
    ):
        return N_("已经作出办理答复，不能撤回；群众可以要求重新办理。")
    return ""


def may_be_released(voice) -> str:
    return N_("已经据此提出建议，不能放弃认领。") if voice.told_on else ""


def may_be_answered(voice) -> str:
    """A second answer only corrects an answer of the same round: a promise that cannot be kept is said."""
    if voice.state == "handed" and voice.sent_to_id:
        return N_("已经移送其他人大办理，由对方答复。")
    if voice.state == "answered" and (voice.fulfilled_on or voice.outcome not in ("solved", "planned")):
        return N_("已经答复；群众仍有意见的，可以要求重新办理。")
    return ""


def may_be_fulfilled(voice) -> str:
    if voice.outcome not in ("solved", "planned", "cannot"):
        return N_("只解释或者引导的，没有可以落实的事项。")
    return N_("已经记过落实。") if voice.fulfilled_on else ""


def conclusion_is_honest(voice) -> str:
    if voice.outcome in ("planned", "solved") and not voice.fulfilled_on:
        return N_("答复说已解决或者已列入计划，落实之后才能了结；办不成的请重新答复说明。")
    return ""


def is_unrated(voice) -> str:
    return N_("已经评价过了。") if voice.rated_at else ""


def may_be_reopened(voice) -> str:
    return (
        N_("只能要求重新办理一次；仍有意见的，可以在规定期限内请求上一级机关复查。") if voice.reopened else ""
    )
