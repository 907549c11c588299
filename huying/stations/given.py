"""What steps of this room do with what they are given."""

from huying.kernel import files as shelf


def with_files(facts: dict, files, subject, by, at) -> dict:
    """Keep the files of a step; the gate writes their digests into the trace."""
    for upload in files or ():
        shelf.store(upload, case=subject.case, by=by, at=at, subject=subject)
    return facts
