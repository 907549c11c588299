"""What follows inside triage from steps of voices and of models: entered on the wiring board."""

from .alarms.operations import settle, watch
from .in_use import forget
from .matching.keys import rewrite
from .versions.jobs import launch
from .versions.operations import after_going_back

REACTIONS = {
    "voices.say": (watch,),
    "voices.hear": (watch,),
    "voices.confirm": (watch,),
    "voices.erase": (rewrite,),
    "voices.amend": (watch, rewrite),
    "voices.amend_import": (rewrite,),
    "voices.classify": (settle,),
    "classifiers.train": (launch,),
    "classifiers.adopt": (forget,),
    "classifiers.go_back": (after_going_back, forget),
}
