"""Devices made ready for the hall: a member signs in once, before the sitting, and the hall asks only for the ticket."""
