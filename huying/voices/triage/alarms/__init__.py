"""紧急提示: what the rules of urgency found in a voice, until a person has confirmed or cleared it."""
