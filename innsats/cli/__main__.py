"""`python -m innsats.cli` is `innsats`."""

import sys

from innsats.cli import main

sys.exit(main())
