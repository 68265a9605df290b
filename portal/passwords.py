"""Passwords: hashed with argon2, checked in the same time whether or not the person exists."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200  # argon2 takes any length; a limit keeps one request from costing much

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Hash a password for storing."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether the password belongs to the stored hash. None takes as long and is always False."""
    try:
        return _hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Tell whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def problem(password: str, username: str = "") -> str | None:
    """Say in one Danish sentence what is wrong with a new password, or None."""
    if len(password) < SHORTEST:
        return f"Adgangskoden skal være på mindst {SHORTEST} tegn. Flere ord efter hinanden er nemme at huske."
    if len(password) > LONGEST:
        return f"Adgangskoden må højst være på {LONGEST} tegn."
    if len(set(password)) < 5:
        return "Adgangskoden gentager de samme tegn. Vælg en, der er sværere at gætte."
    if username and username.casefold() in password.casefold():
        return "Adgangskoden må ikke indeholde brugernavnet."
    return None


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("the password of nobody")
