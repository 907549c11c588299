"""What the steps ask."""

from ...forms.base import Remark

STEPS = {"fail": Remark, "adopt": Remark, "go_back": Remark}
