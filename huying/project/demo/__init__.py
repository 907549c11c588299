"""The demo: a county and its city that look real, made by the same steps that people press. All names are invented."""
