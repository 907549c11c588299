"""The classifier that hints now: a congress's own version where one was adopted, else the shipped one.

Loaded when it is first asked for, once per process, and kept (at most KEPT of them; about 20 MB each for seven
classes). A file that is missing, changed or broken is no error of the page: the hints fall back or say one line.
"""

import hashlib
import logging
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.utils.translation import gettext as _

from huying.kernel import scope

from ..models import TriageModel
from .blending import Blend
from .engine.classifier import SHIPPED, Classifier
from .engine.faults import EngineFault, Missing, ModelUnusable

log = logging.getLogger("huying.triage")
KEPT, AGAIN = 4, 20.0
REFUSED_FOR = 600.0  # so long a file that could not be used is not read again, whoever asks for hints
_asked: dict[int, tuple[float, TriageModel | None]] = {}
_models: "OrderedDict[tuple, Blend]" = OrderedDict()
_refused: dict[tuple, tuple[float, Exception]] = {}
_lock = Lock()


@dataclass
class Hints:
    """`model` None: no suggestions, and `note` says why in one quiet line. `version` None: the shipped one."""

    model: Blend | None
    version: TriageModel | None = None
    note: str = ""


def hints() -> Hints:
    """Of the congress being served; nothing is raised. Which version is in use is asked every AGAIN seconds."""
    version = _chosen()
    note = ""
    if version is not None:
        try:
            return Hints(_kept((version.pk, version.digest), lambda: own(version)), version)
        except (EngineFault, OSError):
            note = _("本级训练的分诊模型读不出来或者是旧版本的，暂时用随软件提供的版本；请重新训练一版。")
    try:
        return Hints(_kept(("shipped",), shipped), None, note)
    except Missing:
        return Hints(None, None, _("没有安装分诊提示需要的组件，领域请人工标注。"))
    except (EngineFault, OSError):
        return Hints(None, None, _("分诊模型不在或者损坏，领域请人工标注。"))


def shipped() -> Blend:
    """The model that comes with the software, alone."""
    return Blend(Classifier.load(SHIPPED))


def own(version) -> Blend:
    """A congress's version on top of the shipped one; its file must be the one that was trained."""
    data = version.path.read_bytes()
    if hashlib.sha256(data).hexdigest() != version.digest:
        raise ModelUnusable(f"{version.path.name} is not the file that was trained")
    return Blend(
        _kept(("shipped",), shipped).shipped, Classifier.load(version.path), version.figures.get("rows", 0)
    )


def forget(*_args, **_kwargs) -> None:
    """Drop what was loaded and chosen. A reaction on adopting and going back; other processes follow within AGAIN seconds."""
    with _lock:
        _models.clear()
        _refused.clear()
        _asked.clear()


def _chosen() -> TriageModel | None:
    congress, now = scope.current().pk, monotonic()
    at, version = _asked.get(congress, (0.0, None))
    if not at or now - at > AGAIN:
        version = TriageModel.objects.filter(state="in_use").select_related("congress").defer("rows").first()
        _asked[congress] = (now, version)
    return version


def _kept(key, load) -> Blend:
    with _lock:
        if key in _models:
            _models.move_to_end(key)
            return _models[key]
        since, fault = _refused.get(key, (0.0, None))
    if fault is not None and monotonic() - since < REFUSED_FOR:
        raise fault.with_traceback(None)
    try:
        made = load()
    except (EngineFault, OSError) as fault:
        log.warning("the model %s cannot be used: %s", key, fault)
        _refused[key] = (monotonic(), fault)
        raise
    with _lock:
        _models[key] = made
        while len(_models) > KEPT:
            _models.popitem(last=False)
    return made
