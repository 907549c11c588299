"""The PostgreSQL of the tests: `python -m tests.postgres -- COMMAND` runs it with DATABASE_URL set."""

import sys

from huying.project.throwaway import NoPostgres, cluster, find_binaries, main

__all__ = ["NoPostgres", "cluster", "find_binaries", "main"]

# It outlives no power cut, so it need not wait for the disk; a deadlock is told sooner.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "deadlock_timeout": "200ms"}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], **FAST))
