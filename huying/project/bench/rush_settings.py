"""The settings of a rush: the product's own, but one congress may take more than a flood's worth of voices in an hour.

Every submission of the bench comes from an address of its own (the server stands behind a proxy that notes them), so the
limits for an address stay in force as they are.
"""

from datetime import timedelta

from huying.project.settings import *  # noqa: F403

THROTTLE = {"voice_congress": (10**9, timedelta(hours=1))}
