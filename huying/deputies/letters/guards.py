"""When a step of a letter may be taken although its state allows it: each guard gives the reason why not."""

from huying.rules.flow import N_


def is_overdue(letter) -> str:
    """Until the deputy's days are over the letter is the deputy's own."""
    if letter.taken_by_id:
        return N_("已经有联络员接手。")
    return "" if letter.alerted_on else N_("代表的回信期限还没有过，先由代表回信。")


def is_unrated(letter) -> str:
    return N_("已经评价过了。") if letter.rating else ""
