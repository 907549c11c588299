"""Measurements on a throw-away database; never on the configured one. Only here may rows be loaded past the gate."""
