# ruff: noqa: E501
"""What is printed on the sheets of `bench.labs`: analyses as French laboratories name them.

Written apart from the table of the guard, by the same hand. `DEV` may be tuned on; `FROZEN` has
other names, units, layouts, fonts and seeds: measured at the end, never tuned on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Test:
    """An analysis as printed: `unit` as drawn, `low` and `high` of its reference range ("" where
    it has one end alone), `places` after the comma. `second`: the same in another unit, by a
    factor; `share`: a percentage stands before the absolute count."""

    code: str
    name: str
    unit: str
    low: str
    high: str
    places: int
    second: tuple[str, float, int] | None = None
    share: bool = False


@dataclass(frozen=True)
class Layout:
    """How a laboratory prints: columns in their order, and its habits."""

    columns: tuple[str, ...]  # name, value, unit, range, second, previous, flag
    at: tuple[float, ...]  # where each starts, as a part of the width
    ranges: str = "({low} - {high})"
    below: str = "(< {high})"
    above: str = "(> {low})"
    flags: tuple[str, str] = ("", "")  # low, high
    star: bool = False  # before the name of what is out of range
    dots: bool = False
    grid: bool = False
    methods: bool = False
    colon: bool = False
    titles: tuple[str, ...] = ()
    thousands: str = " "
    size: int = 27
    upper: bool = False
    right: bool = False  # values flush right


@dataclass(frozen=True)
class Gold:
    seed: int
    fonts: tuple[str, ...]
    people: tuple[str, ...]
    panels: dict[str, tuple[Test, ...]]
    layouts: dict[str, Layout]
    words: tuple[str, ...] = field(default=())


def _tests(text: str) -> tuple[Test, ...]:
    """One line a test: code; name; unit; low; high; places[; second unit, factor, places | %]."""
    found = []
    for line in text.strip().splitlines():
        code, name, unit, low, high, places, *more = (part.strip() for part in line.split(";"))
        second, share = None, more == ["%"]
        if more and not share:
            other, factor, digits = more[0].split(",")
            second = (other.strip(), float(factor), int(digits))
        found.append(Test(code, name, unit, low, high, int(places), second, share))
    return tuple(found)


DEV: Final = Gold(
    seed=41,
    fonts=("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "LiberationSansNarrow-Regular.ttf"),
    people=("Mme DUPONT Lucie", "Née le 12/03/1954 (70 ans)", "Dossier n° 24 0312 4478",
            "Prélevé le 14/02/2025 à 08:12", "Prescripteur : Dr MARTINEAU Paul",
            "LABORATOIRE DE BIOLOGIE MEDICALE DES LILAS", "12 rue des Lilas 44000 NANTES", "Tél. 02 40 12 34 56"),
    panels={
        "HEMATOLOGIE": _tests("""
            rbc; Hématies; T/L; 4.00; 5.30; 2
            hb; Hémoglobine; g/dL; 12.0; 16.0; 1
            hct; Hématocrite; %; 35.0; 47.0; 1
            mcv; V.G.M.; fL; 80.0; 98.0; 1
            mch; T.C.M.H.; pg; 27.0; 33.0; 1
            mchc; C.C.M.H.; g/dL; 32.0; 36.0; 1
            wbc; Leucocytes; G/L; 4.00; 10.00; 2
            neut; Polynucléaires neutrophiles; G/L; 1.50; 7.00; 2; %
            eos; Polynucléaires éosinophiles; G/L; 0.02; 0.50; 2; %
            baso; Polynucléaires basophiles; G/L; ; 0.10; 2; %
            lymph; Lymphocytes; G/L; 1.00; 4.00; 2; %
            mono; Monocytes; G/L; 0.20; 1.00; 2; %
            plt; Plaquettes; G/L; 150; 400; 0
            mpv; Volume plaquettaire moyen; fL; 7.5; 11.5; 1
            ret; Réticulocytes; G/L; 20; 100; 0
            esr; Vitesse de sédimentation 1ère heure; mm; ; 20; 0
        """),
        "HEMOSTASE": _tests("""
            pt; Taux de prothrombine; %; 70; 130; 0
            inr; INR; ; 2.0; 3.0; 1
            aptt; TCA patient; sec; 25; 38; 0
            fib; Fibrinogène; g/L; 2.00; 4.00; 2
            ddim; D-Dimères; ng/mL; ; 500; 0
        """),
        "BIOCHIMIE SANGUINE": _tests("""
            glu; Glycémie à jeun; g/L; 0.74; 1.06; 2; mmol/L, 5.551, 2
            a1c; Hémoglobine glyquée (HbA1c); %; 4.0; 6.0; 1
            urea; Urée; g/L; 0.15; 0.45; 2; mmol/L, 16.65, 1
            crea; Créatinine; mg/L; 5.0; 9.5; 1; µmol/L, 8.84, 0
            gfr; DFG estimé (CKD-EPI); mL/min/1,73m²; 60; ; 0
            na; Sodium; mmol/L; 136; 145; 0
            k; Potassium; mmol/L; 3.5; 5.1; 1
            cl; Chlorures; mmol/L; 98; 107; 0
            hco3; Bicarbonates; mmol/L; 22; 29; 0
            prot; Protéines totales; g/L; 64; 83; 0
            ca; Calcium; mmol/L; 2.15; 2.55; 2; mg/L, 40.08, 0
            phos; Phosphore; mmol/L; 0.81; 1.45; 2
            mg; Magnésium; mmol/L; 0.66; 1.07; 2
            uric; Acide urique; µmol/L; 154; 357; 0
            crp; Protéine C réactive (CRP); mg/L; ; 5.0; 1
            ldh; LDH; UI/L; 135; 214; 0
        """),
        "BILAN HEPATIQUE": _tests("""
            ast; Transaminases ASAT (TGO); UI/L; ; 32; 0
            alt; Transaminases ALAT (TGP); UI/L; ; 33; 0
            ggt; Gamma GT; UI/L; 6; 42; 0
            alp; Phosphatases alcalines; UI/L; 35; 104; 0
            bili; Bilirubine totale; µmol/L; ; 21.0; 1
            bilic; Bilirubine conjuguée; µmol/L; ; 5.0; 1
            lipase; Lipase; UI/L; 13; 60; 0
            alb; Albumine; g/L; 35.0; 52.0; 1
        """),
        "BILAN LIPIDIQUE": _tests("""
            chol; Cholestérol total; g/L; ; 2.00; 2; mmol/L, 2.586, 2
            hdl; Cholestérol HDL; g/L; 0.40; ; 2; mmol/L, 2.586, 2
            ldl; Cholestérol LDL (calculé); g/L; ; 1.60; 2; mmol/L, 2.586, 2
            tg; Triglycérides; g/L; ; 1.50; 2; mmol/L, 1.143, 2
        """),
        "HORMONOLOGIE": _tests("""
            tsh; TSH; mUI/L; 0.27; 4.20; 2
            ft4; T4 libre; pmol/L; 12.0; 22.0; 1
            ferrit; Ferritine; µg/L; 15; 150; 0
            vitd; 25 OH Vitamine D; nmol/L; 75; 200; 0
            b12; Vitamine B12; pmol/L; 145; 569; 0
            b9; Folates (Vitamine B9); nmol/L; 8.8; 42.4; 1
            pth; PTH intacte; pg/mL; 15; 65; 0
            psa; PSA total; ng/mL; ; 4.00; 2
            tnt; Troponine T HS; ng/L; ; 14; 0
            ntprobnp; NT-proBNP; pg/mL; ; 125; 0
            pct; Procalcitonine; ng/mL; ; 0.25; 2
            cort; Cortisol 8h; nmol/L; 166; 507; 0
            hcg; Bêta-HCG; UI/L; ; 5.0; 1
            iron; Fer sérique; µmol/L; 5.8; 34.5; 1
            tsat; Coefficient de saturation de la transferrine; %; 15; 45; 0
            ca199; CA 19-9; UI/mL; ; 37; 0
        """),
    },
    layouts={
        "ville": Layout(("name", "value", "unit", "range", "previous"), (0.04, 0.44, 0.54, 0.66, 0.86),
                        dots=True, methods=True, titles=("", "", "", "Valeurs de référence", "Antériorités")),
        "tableau": Layout(("name", "value", "unit", "range", "previous"), (0.05, 0.42, 0.54, 0.68, 0.87),
                          "{low} - {high}", "< {high}", "> {low}", star=True, grid=True,
                          titles=("Analyse", "Résultat", "Unité", "Normales", "Antériorité")),
        "hopital": Layout(("name", "value", "flag", "unit", "range"), (0.05, 0.42, 0.51, 0.56, 0.72),
                          "[{low} - {high}]", "[< {high}]", "[> {low}]", ("L", "H"), colon=True, size=25),
        "double": Layout(("name", "value", "unit", "range", "second"), (0.04, 0.40, 0.50, 0.58, 0.78),
                         "{low} à {high}", "inf. à {high}", "sup. à {low}", ("-", "+"), methods=True),
        "imprime": Layout(("name", "value", "unit", "range"), (0.05, 0.45, 0.56, 0.70),
                          "N : {low} à {high}", "N : < {high}", "N : > {low}", star=True, upper=True, dots=True),
        "epais": Layout(("name", "value", "unit", "flag", "range", "previous"), (0.05, 0.40, 0.50, 0.62, 0.68, 0.86),
                        "({low}-{high})", "(<{high})", "(>{low})", ("↓", "↑"), size=30, thousands=""),
    },
)  # fmt: skip

FROZEN: Final = Gold(
    seed=90_417,
    fonts=("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSansCondensed.ttf", "LiberationMono-Regular.ttf"),
    people=("M. KOWALSKI Théo", "DDN 03.11.1961 - Sexe M", "N° 5512 0098 71", "Reçu le 02.09.2024 10h41",
            "Demandeur : Pr SANTERRE", "CENTRE HOSPITALIER DE LIMOGES - POLE BIOLOGIE", "8 avenue Foch 87000 LIMOGES",
            "Biologiste : Mme OUEDRAOGO"),
    panels={
        "NUMERATION FORMULE SANGUINE": _tests("""
            wbc; Globules blancs; 10^9/L; 4.0; 10.0; 1
            rbc; Globules rouges; 10^12/L; 4.28; 5.79; 2
            hb; Hemoglobine; g/100mL; 13.4; 16.7; 1
            hct; Hematocrite; %; 39.2; 48.6; 1
            mcv; Volume globulaire moyen; fl; 78.0; 97.0; 1
            mch; TCMH; pg; 26.3; 32.8; 1
            mchc; CCMH; %; 32.4; 36.3; 1
            rdw; Indice de distribution (IDR); %; 11.0; 15.0; 1
            plt; Numération des plaquettes; Giga/L; 150; 400; 0
            neut; Poly. neutrophiles; /mm3; 1500; 7500; 0; %
            eos; Poly. éosinophiles; /mm3; 40; 800; 0; %
            lymph; Lymphocytes; /mm3; 1000; 4000; 0; %
            mono; Monocytes; /mm3; 100; 1000; 0; %
            schizo; Schizocytes; %; ; 1.0; 1
        """),
        "COAGULATION": _tests("""
            pt; TP (taux de prothrombine); %; 70; 120; 0
            quick; Temps de Quick patient; s; 11.0; 13.5; 1
            inr; I.N.R.; ; 0.9; 1.2; 2
            aptt; Temps de céphaline activée; secondes; 26.0; 36.0; 1
            apttr; TCA ratio; ; 0.80; 1.20; 2
            fib; Fibrinogène (Clauss); g/l; 1.80; 3.50; 2
            ddim; D-dimères; µg/L; ; 500; 0
            at; Antithrombine; %; 80; 120; 0
        """),
        "CHIMIE DU SANG": _tests("""
            na; Natrémie; mEq/L; 135; 145; 0
            k; Kaliémie; mEq/L; 3.50; 5.00; 2
            cl; Chlorémie; mmol/l; 95; 108; 0
            hco3; Réserve alcaline; mmol/l; 23; 31; 0
            prot; Protidémie; g/l; 65; 80; 0
            urea; Urée sanguine; mmol/l; 2.5; 7.5; 1
            crea; Créatininémie; µmol/l; 62; 115; 0
            cockcroft; Clairance de la créatinine (Cockcroft); ml/mn; 80; ; 0
            glu; Glucose; mmol/l; 3.9; 6.1; 1
            ca; Calcémie; mmol/l; 2.20; 2.60; 2
            cacorr; Calcium corrigé; mmol/l; 2.20; 2.60; 2
            phos; Phosphorémie; mmol/l; 0.80; 1.50; 2
            uric; Uricémie; mg/L; 35; 70; 0; µmol/L, 5.948, 0
            lact; Lactates; mmol/l; 0.5; 2.0; 1
            osmo; Osmolarité calculée; mOsm/L; 275; 295; 0
        """),
        "ENZYMOLOGIE": _tests("""
            ast; SGOT (ASAT); U/L; 5; 40; 0
            alt; SGPT (ALAT); U/L; 5; 41; 0
            ggt; Gamma-glutamyl transférase; U/L; 8; 61; 0
            alp; P.A.L.; U/L; 40; 130; 0
            ck; CPK; U/L; 39; 308; 0
            ldh; Lactate déshydrogénase; U/L; 135; 225; 0
            lipase; Lipasémie; U/L; 13; 60; 0
            bili; Bilirubine totale; mg/L; 2.0; 12.0; 1; µmol/L, 1.71, 1
        """),
        "PROTEINES SPECIFIQUES": _tests("""
            crp; C.R.P.; mg/l; ; 6.0; 1
            hapto; Haptoglobine; g/l; 0.30; 2.00; 2
            prealb; Préalbumine; g/l; 0.20; 0.40; 2
            alb; Albuminémie; g/l; 35.0; 50.0; 1
            igg; IgG; g/L; 7.00; 16.00; 2
            iga; IgA; g/L; 0.70; 4.00; 2
            igm; IgM; g/L; 0.40; 2.30; 2
            trf; Transferrine; g/L; 2.00; 3.60; 2
            c3; Complément C3; g/L; 0.90; 1.80; 2
            rf; Facteur rhumatoïde; UI/mL; ; 14; 0
            ferrit; Ferritinémie; ng/mL; 30; 400; 0
        """),
        "MARQUEURS - HORMONES": _tests("""
            tsh; T.S.H. ultrasensible; µUI/mL; 0.35; 4.94; 3
            ft3; T3 libre; pg/mL; 1.71; 3.71; 2
            ft4; FT4; ng/dL; 0.70; 1.48; 2
            vitd; Vitamine D (25-OH); ng/mL; 30.0; 100.0; 1
            b12; Vit. B12; pg/mL; 187; 883; 0
            psa; Antigène prostatique spécifique (PSA); µg/L; ; 4.00; 2
            cea; ACE; ng/mL; ; 5.0; 1
            ca125; CA 125; U/mL; ; 35; 0
            tni; Troponine I ultrasensible; pg/mL; ; 34; 0
            bnp; BNP; pg/mL; ; 100; 0
            prl; Prolactine; ng/mL; 3.46; 19.40; 2
            e2; Œstradiol; pg/mL; 11; 44; 0
            testo; Testostérone; ng/mL; 2.40; 8.71; 2
            a1c; HbA1c; %; 4.0; 6.0; 1
            afp; Alpha-foetoprotéine; UI/mL; ; 7.0; 1
        """),
    },
    layouts={
        "cadre": Layout(("name", "value", "unit", "flag", "range"), (0.05, 0.41, 0.53, 0.68, 0.74),
                        "{low} – {high}", "< {high}", "> {low}", ("↓", "↑"), grid=True,
                        titles=("Examen", "Résultat", "Unité", "", "Intervalle de référence")),
        "serre": Layout(("name", "value", "unit", "range", "previous"), (0.05, 0.43, 0.54, 0.67, 0.86),
                        "({low} à {high})", "(inférieur à {high})", "(supérieur à {low})", ("B", "E"), right=True, size=24,
                        titles=("", "", "", "Réf.", "02.03.2024")),
        "parente": Layout(("name", "unit", "value", "range"), (0.05, 0.42, 0.58, 0.72),
                          "{low} / {high}", "< {high}", "> {low}", star=True, colon=False),
        "points": Layout(("name", "value", "unit", "range", "second"), (0.04, 0.44, 0.53, 0.62, 0.80),
                         "[{low}-{high}]", "[<{high}]", "[>{low}]", ("-", "+"), dots=True, methods=True),
        "service": Layout(("name", "flag", "value", "unit", "range", "previous"), (0.05, 0.40, 0.45, 0.55, 0.70, 0.87),
                          "N {low}-{high}", "N <{high}", "N >{low}", ("B", "H"), upper=True, colon=True, size=26),
    },
)  # fmt: skip
