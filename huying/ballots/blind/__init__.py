"""Blind RSA signatures after RFC 9474 (RSABSSA-SHA384-PSS-Randomized): the signer never sees what it signs. No Django here.

`scheme` has the voter's side and the check, `signing` the signer's, `paper` what a ballot's signature covers. Tried
against all of the RFC's own test vectors (tests/ballots/test_rfc9474.py).
"""
