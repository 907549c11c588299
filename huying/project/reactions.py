"""The wiring board: every consequence one process has for another, on one page."""

REACTIONS: dict = {}
