"""The command line: parse, call one library function, print."""

from __future__ import annotations

import sys

from rca.errors import RcaError


def main() -> None:
    """Run the ``rca`` command; errors of the library become plain lines and exit code 2."""
    from rca.cli.app import app

    try:
        app()
    except RcaError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the one place that prints an error
        sys.exit(2)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"{place}the system refuses: {error.strerror or error}", file=sys.stderr)  # noqa: T201 - as above
        sys.exit(2)
