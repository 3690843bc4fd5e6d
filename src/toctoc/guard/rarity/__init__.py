"""How many people in France match what a text says, and what each detail costs.

Population of the smallest place named x age and sex x profession x disease x event x origin x
family facts, from public orders of magnitude (`data/SOURCES.md`; model: `docs/guard-rarity.md`).
"""

from toctoc.guard.rarity.estimate import identifiability
from toctoc.guard.rarity.gate import CountedFinding, ask
from toctoc.guard.rarity.types import Detail, Identifiability

__all__ = ["CountedFinding", "Detail", "Identifiability", "ask", "identifiability"]
