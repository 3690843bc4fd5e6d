"""Words that open an identifier and name no one: titles, kinds of ways and of houses of care."""

from __future__ import annotations

from toctoc.guard.text.wordlist import words

GENERIC = frozenset(
    words("""
    affaire allee ans aux avenue bis boulevard cabinet cedex centre chemin chr chru chs chu clinique
    college consultation cour des disant dit docteur dossier ehpad foyer groupe hop hopital
    hospitalier hospitaliere hopitaux imagerie impasse institut les lieu lieudit lotissement lycee
    madame mademoiselle maison mater maternite mlle mme mois monsieur medicale nee place
    polyclinique professeur quai route rue residence service sous sur ter universitaire veuve villa
    vve ecole ecrou du de la le et en un une dr pr mr ch au bd av st ste
""")
)
