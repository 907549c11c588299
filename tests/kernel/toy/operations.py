"""The errand's steps."""

from huying.kernel.process import creates, does, new_case

from .flow import FLOW
from .models import Answer, Errand


@creates(FLOW["ask"])
def ask(*, by, at, author, text, **more):
    return Errand(case=new_case(text[:20], at.date()), author=author, text=text, **more), {"note": text}


@does(FLOW["assign"])
def assign(errand, *, by, at, unit):
    errand.unit = unit
    return {"unit": unit.pk}


@does(FLOW["remark"])
def remark(errand, *, by, at, text=""):
    errand.text += text
    return {"note": text}


@does(FLOW["answer"])
def answer(errand, *, by, at, text):
    Answer.objects.create(case_id=errand.case_id, errand=errand, at=at, by=by, text=text)
    return {"length": len(text)}


@does(FLOW["praise"])
def praise(errand, *, by, at):
    errand.extra = {**errand.extra, "praised": True}
