"""The content security policy of a page: nothing may load, and only what its hash names may style or run."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256


def source_hash(content: str) -> str:
    """Return the hash under which a policy allows an inline element.

    Parameters
    ----------
    content : str
        Exactly what stands between the tags.

    Returns
    -------
    str
        ``sha256-`` and the digest in base 64 (Content Security Policy Level 3, section 2.3.1).

    Examples
    --------
    >>> source_hash("p{}")
    'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='
    """
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def policy(style: str, scripts: Sequence[str] = ()) -> str:
    """Return the policy of a page whose only active content is one style sheet, and some scripts in a deck.

    Parameters
    ----------
    style : str
        The style sheet.
    scripts : sequence of str
        The scripts; none in a report.

    Returns
    -------
    str
        Value of the ``Content-Security-Policy`` meta element.
    """
    hashes = " ".join(f"'{source_hash(script)}'" for script in scripts)
    runs = f"script-src {hashes}; " if scripts else ""
    return f"default-src 'none'; {runs}style-src '{source_hash(style)}'; base-uri 'none'; form-action 'none'"
