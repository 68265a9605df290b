"""`python -m portal` is `portal`."""

import sys

from portal.cli import main

if __name__ == "__main__":  # the reading processes load this file again, and must not start a second program
    sys.exit(main())
