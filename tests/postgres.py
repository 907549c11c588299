"""The PostgreSQL of the tests: `python -m tests.postgres -- COMMAND` runs it with DATABASE_URL set."""

import sys

from huying.project.throwaway import NoPostgres, cluster, find_binaries, main

__all__ = ["NoPostgres", "cluster", "find_binaries", "main"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
