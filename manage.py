#!/usr/bin/env python
"""Django's own commands; `huying` is the product's."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")
execute_from_command_line(sys.argv)
