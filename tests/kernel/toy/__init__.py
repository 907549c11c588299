"""A subject of our own, so that the gate is tested by itself: an errand that a deputy gives and a unit answers."""
