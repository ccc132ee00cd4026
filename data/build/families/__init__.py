"""The task families of the pocket benchmark, by name."""
from . import arithmetic, logic, passages, text  # noqa: F401  (they register)
from .base import LEVELS, REGISTRY

__all__ = ["LEVELS", "REGISTRY"]
