"""Versions of the classifier: trained from the office's corrections, compared, put to use, taken back."""
