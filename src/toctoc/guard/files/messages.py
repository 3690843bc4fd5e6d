"""The sentences of the guard of files, French and English: short, without blame, with the way
out."""

from __future__ import annotations

from typing import Final

from toctoc.guard.files.types import Kind

# code of `Refused` -> (French, English)
REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "empty": (
        "Ce fichier est vide : l’envoi s’est peut-être interrompu, réessayez.",
        "This file is empty: the upload may have been cut, please try again.",
    ),
    "size": (
        "Ce fichier pèse trop lourd : une capture d’écran ou une photo recadrée suffit.",
        "This file is too heavy: a screenshot or a cropped photo is enough.",
    ),
    "pixels": (
        "Cette image a trop de pixels : réduisez-la ou recadrez-la sur la lésion.",
        "This picture has too many pixels: reduce it or crop it to the lesion.",
    ),
    "ratio": (
        "Cette image est un ruban trop étroit : recadrez-la sur ce qui compte.",
        "This picture is too narrow a ribbon: crop it to what matters.",
    ),
    "pages": (
        "Ce document a trop de pages : gardez celles qui servent à la question.",
        "This document has too many pages: keep those the question needs.",
    ),
    "frames": (
        "Cette séquence a trop d’images : gardez les quelques-unes qui montrent le signe.",
        "This sequence has too many frames: keep the few that show the sign.",
    ),
    "format": (
        "Ce format n’est pas lu ici : envoyez une image JPEG ou PNG, un PDF ou un DICOM.",
        "This format is not read here: send a JPEG or PNG picture, a PDF or a DICOM file.",
    ),
    "video": (
        (
            "Les vidéos ne sont pas acceptées, un visage ou une voix y échappe trop vite : "
            "envoyez quelques images fixes."
        ),
        "Videos are not accepted, a face or a voice slips by too fast: send a few still frames.",
    ),
    "heic": (
        (
            "Ce format d’iPhone n’est pas lu ici : choisissez « Le plus compatible » dans les "
            "réglages de l’appareil photo, ou envoyez une capture d’écran."
        ),
        (
            "This iPhone format is not read here: choose “Most Compatible” in the camera settings, "
            "or send a screenshot."
        ),
    ),
    "archive": (
        "Une archive ou un document de bureau n’est pas lu ici : envoyez ses images, ou un PDF.",
        "An archive or an office document is not read here: send its pictures, or a PDF.",
    ),
    "document": (
        "Ce document n’est pas une image : envoyez-en une capture d’écran ou un PDF.",
        "This document is not a picture: send a screenshot of it or a PDF.",
    ),
    "web": (
        "Ce fichier est une page web, pas une image : envoyez-en une capture d’écran.",
        "This file is a web page, not a picture: send a screenshot of it.",
    ),
    "mixed": (
        "Ce fichier en cache un autre : envoyez-en une capture d’écran.",
        "This file hides another one: send a screenshot of it.",
    ),
    "damaged": (
        "Ce fichier est abîmé ou incomplet : renvoyez-le, ou envoyez une capture d’écran.",
        "This file is damaged or incomplete: send it again, or a screenshot of it.",
    ),
    "locked": (
        "Ce PDF demande un mot de passe : enregistrez-en une copie sans protection.",
        "This PDF asks for a password: save an unprotected copy of it.",
    ),
    "form": (
        (
            "Les pages de ce formulaire n’existent que dans son logiciel : envoyez-en une capture "
            "d’écran, ou le PDF obtenu en l’imprimant."
        ),
        (
            "The pages of this form exist in its own program only: send a screenshot of it, or the "
            "PDF that printing it makes."
        ),
    ),
    "no_picture": (
        "Ce DICOM ne contient pas d’image (compte rendu, plan, contours) : envoyez la série.",
        "This DICOM file holds no picture (report, plan, contours): send the series.",
    ),
    "heavy": (
        "Ce fichier demande trop de temps ou de mémoire : envoyez-en une capture d’écran.",
        "This file takes too much time or memory: send a screenshot of it.",
    ),
    "seen": (
        "Après masquage, quelqu’un pourrait encore être reconnu : recadrez ou masquez davantage.",
        "Once covered, somebody could still be recognised: crop or cover more.",
    ),
    "eyes": (
        "La vérification n’a pas pu se faire : rien n’est publié, réessayez plus tard.",
        "The check could not be done: nothing is published, please try again later.",
    ),
    "jail": (
        "La lecture de ce fichier s’est interrompue : rien n’est publié, réessayez.",
        "Reading this file was interrupted: nothing is published, please try again.",
    ),
    "removed": (
        "Cette image a déjà été retirée parce qu’elle montrait quelqu’un : elle ne revient pas.",
        "This picture was removed once because it showed somebody: it does not come back.",
    ),
    "missing": (
        "Les fichiers sont désactivés ici : il manque au serveur de quoi les vérifier.",
        "Files are off here: the server lacks what it takes to check them.",
    ),
}

# `why` of a box -> (French, English)
REASONS: Final[dict[str, tuple[str, str]]] = {
    "face": (
        "Un visage : masquer les yeux ne suffit pas, la tête entière est couverte.",
        "A face: hiding the eyes is not enough, the whole head is covered.",
    ),
    "face_unsure": (
        "Ceci ressemble à un visage : en est-ce un ?",
        "This looks like a face: is it one?",
    ),
    "known_name": (
        "Ce nom ou ce numéro est celui du fichier, de son en-tête ou de votre texte.",
        "This name or number is that of the file, of its header or of your text.",
    ),
    "identifier": (
        "Un nom, une date, un numéro ou une adresse désigne une personne.",
        "A name, a date, a number or an address points to one person.",
    ),
    "header": (
        "L’en-tête d’un document dit de qui il parle.",
        "The header of a document says whom it is about.",
    ),
    "unknown_text": (
        "Rien ne dit que ce texte soit clinique : il est masqué, sauf si vous en avez besoin.",
        "Nothing says that this text is clinical: it is hidden, unless you need it.",
    ),
    "unsure_text": (
        "Ceci ressemble à du texte : dit-il quelque chose de quelqu’un ?",
        "This looks like text: does it say anything about somebody?",
    ),
    "code": (
        "Un code-barres ou un QR code peut contenir le numéro du patient ou de son dossier.",
        "A bar code or a QR code can hold the number of the patient or of the record.",
    ),
    "code_unread": (
        "Ceci ressemble à un code : en est-ce un ?",
        "This looks like a code: is it one?",
    ),
}

_OF_KINDS: Final[dict[Kind, tuple[str, str]]] = {
    Kind.FACE: REASONS["face"],
    Kind.TEXT: REASONS["unknown_text"],
    Kind.CODE: REASONS["code"],
}


def refusal(code: str, lang: str = "fr") -> str:
    """Why a file does not come in, and what to do."""
    return _pick(REFUSALS.get(code) or REFUSALS["jail"], lang)


def reason(why: str, kind: Kind, lang: str = "fr") -> str:
    """Why a place is covered, or asked about."""
    return _pick(REASONS.get(why) or _OF_KINDS[kind], lang)


def _pick(pair: tuple[str, str], lang: str) -> str:
    return pair[0] if lang.lower().startswith("fr") else pair[1]
