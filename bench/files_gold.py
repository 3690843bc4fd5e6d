# ruff: noqa: E501
"""What is written in the pictures of `bench.files`: all invented, nobody's.

`DEV` may be read and tuned on. `FROZEN` has other names, other templates, other fonts and other
seeds; it is measured, never tuned on: whoever changes a detector after reading a frozen failure
says so in docs/guard-files.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toctoc.guard.text.wordlist import words


@dataclass(frozen=True)
class Gold:
    """Parts that pictures are written with. In templates {f} first name, {l} LAST NAME, {d} a day,
    {n} a record number, {t} an hour, {c} a town, {v} {w} values."""

    seed: int
    fonts: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    towns: tuple[str, ...]
    people: dict[str, tuple[str, ...]]
    clinical: dict[str, tuple[str, ...]]


DEV: Final = Gold(
    seed=1,
    fonts=("DejaVuSans.ttf", "DejaVuSansMono.ttf", "LiberationSans-Regular.ttf"),
    first=tuple(words("Jérôme Lucie Nadia Thérèse Mehdi Aïcha Rose Noël Inès François")),
    last=tuple(words("DUPONT MARTINEAU PETIT LEFÈVRE BENALI NGUYEN GAUTHIER LE-GOFF ROUX TRAORÉ")),
    towns=tuple(words("NANTES RENNES QUIMPER CHAMBÉRY")),
    people={
        "xray": ("{l} {f}", "{d}", "ID: {n}", "CHU {c}", "Né le {d}", "{t}"),
        "ultrasound": ("{l}, {f}", "{n}", "{d} {t}", "CLINIQUE DE {c}"),
        "mri": ("{l}^{f}", "{d}", "{n}", "Hôpital de {c}", "Acc: A{n}"),
        "ecg": ("Nom : {l} {f}", "Né(e) le {d}", "{d} {t}", "IPP {n}"),
        "lab": ("Mme {l} {f}", "Née le {d}", "Dossier n° {n}", "Prélevé le {d} à {t}",
                "LABORATOIRE BIO {c}", "Prescripteur : Dr {l}"),
        "letter": ("Docteur {f} {l}", "12 rue des Lilas 44000 {c}", "Tél. 02 40 12 34 56",
                   "{c}, le {d}", "Mme {f} {l}, née le {d}"),
        "screen": ("Patient : {l} {f}", "DDN : {d}", "N° séjour {n}", "{f}.{l}@chu-exemple.fr"),
        "wristband": ("{l} {f}", "{d}", "IPP {n}"),
        "label": ("{l} {f}", "Né le {d}", "NDA {n}", "Service : Pr {l}"),
    },
    clinical={
        "xray": ("THORAX FACE", "AP", "Debout", "kV {v} mAs {w}", "D"),
        "ultrasound": ("MI 1.1 TIs 0.4", "FR {v}Hz", "Gn {v}", "Foie lobe droit", "1 D {w} mm"),
        "mri": ("T2 FLAIR AX", "TR {v}00 TE {w}", "Ep. 5 mm", "FOV 24 cm", "SE 3 IM {w}"),
        "ecg": ("FC {v} bpm", "PR 160 ms", "QRS {v} ms", "QT/QTc 380/412 ms", "25 mm/s 10 mm/mV",
                "Rythme sinusal", "aVR", "aVL", "V1", "V4"),
        "lab": ("Hémoglobine {w},2 g/dL 12,0 - 16,0", "Leucocytes 7,{v} G/L 4,0 - 10,0",
                "Plaquettes 2{v} G/L 150 - 400", "Créatinine {v} µmol/L 45 - 84",
                "CRP {w} mg/L < 5", "HÉMATOLOGIE", "Sodium 1{w} mmol/L"),
        "letter": ("Cher confrère,", "Je vous remercie de m'avoir adressé votre patiente",
                   "pour une toux fébrile depuis trois jours.", "L'examen clinique est normal.",
                   "Traitement par amoxicilline 1 g matin et soir.", "Bien confraternellement"),
        "screen": ("Antécédents : HTA, diabète", "Poids {v} kg", "TA 13/8", "Allergies : aucune",
                   "Créatinine {v} µmol/L", "Traitement en cours"),
        "wristband": ("Groupe O+",),
        "label": ("Tube EDTA", "NFS"),
    },
)  # fmt: skip

FROZEN: Final = Gold(
    seed=9_001,
    fonts=("LiberationSerif-Regular.ttf", "LiberationMono-Regular.ttf", "DejaVuSerif.ttf",
           "LiberationSansNarrow-Bold.ttf"),
    first=tuple(words("Gaëlle Ousmane Léonie Stéphane Yasmine Côme Blandine Marius Olga Théo")),
    last=tuple(words("BOURGEOIS CHEVALIER KOWALSKI D'ALMEIDA BLANC SANTERRE OUEDRAOGO MAÎTRE PELÉ")),
    towns=tuple(words("LIMOGES ANGERS SARCELLES VALENCE BREST")),
    people={
        "xray": ("{f} {l}", "DOB {d}", "{n}", "Centre hospitalier de {c}", "{d} {t}"),
        "ultrasound": ("NOM: {l}", "{f} {l}", "{t}", "{d}", "MATERNITE {c}"),
        "mri": ("{l} {f}", "*{d}", "Study {d}", "{n}", "IRM {c}"),
        "ecg": ("{l}, {f}", "ID {n}", "Date : {d}", "Dr {l}"),
        "lab": ("M. {f} {l}", "Date de naissance : {d}", "N° {n}", "Edité le {d}",
                "Biologiste : {f} {l}", "Laboratoire {c}"),
        "letter": ("Dr {l}", "8 avenue Foch, {c}", "Objet : M. {l} {f}", "Le {d}",
                   "Portable 06 98 76 54 32"),
        "screen": ("{l} {f} ({d})", "IPP : {n}", "Médecin traitant : Dr {f} {l}", "Chambre 214 {l}"),
        "wristband": ("{f} {l}", "né(e) {d}", "{n}"),
        "label": ("{l}", "{f}", "{d}", "Épisode {n}"),
    },
    clinical={
        "xray": ("GENOU GAUCHE PROFIL", "PA", "Couché", "{v} kV", "G"),
        "ultrasound": ("Gain {v}", "Profondeur {w} cm", "Rein droit", "Vol {v} ml", "IT 0.7"),
        "mri": ("SAG T1 SE", "TE {w} ms", "Coupe {w}/40", "Gadolinium", "W {v}0 L {v}"),
        "ecg": ("Vent. rate {v} BPM", "PR interval 158 ms", "QRS duration {v} ms", "Sinus rhythm",
                "P-R-T axes 45 60 32", "II", "aVF", "V2", "V6", "0,15-40 Hz"),
        "lab": ("Polynucléaires neutrophiles {w} %", "VGM {v} fL 80 - 100",
                "Cholestérol total 5,{w} mmol/L", "Ferritine 1{v} µg/L", "TSH 2,{w} mUI/L",
                "Glycémie à jeun 0,{v} g/L", "BIOCHIMIE SANGUINE"),
        "letter": ("Chère consoeur,", "Merci de recevoir en consultation ce patient",
                   "qui présente des céphalées et des vertiges.", "Pas de déficit moteur.",
                   "Je propose une IRM cérébrale sans urgence.", "Cordialement"),
        "screen": ("Motif : douleur thoracique", "SpO2 9{w} %", "FC {v} /min", "Troponine négative",
                   "ECG sans anomalie", "Antalgiques palier 1"),
        "wristband": ("Allergie pénicilline",),
        "label": ("Sérum", "Jeun"),
    },
)  # fmt: skip
