"""热点: what many spoke of in a period, reckoned by a job and kept, so that the board opens at once."""
