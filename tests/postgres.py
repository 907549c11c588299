"""The PostgreSQL of the tests: `python -m tests.postgres -- COMMAND` runs it with DATABASE_URL set."""

import sys

from huying.project.throwaway import NoPostgres, cluster, find_binaries, main

__all__ = ["NoPostgres", "cluster", "find_binaries", "main"]

# It outlives no power cut and feeds no copy of itself, so it need not wait for the disk, nor write down much; a deadlock is
# told sooner.
FAST = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "max_wal_size": "2GB", "checkpoint_timeout": "1h", "deadlock_timeout": "200ms",
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], **FAST))
