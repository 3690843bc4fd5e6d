"""What the receiver of a sealed file reads first, in French and in English."""

from __future__ import annotations

_FRENCH = """DOSSIER SCELLÉ

Ce dossier répond à une demande dont la référence figure dans manifest.json. Il contient :

  posts/        un fichier par publication : le texte de chaque version, les dates, ce qui l’a
                masquée, les décisions de modération et leurs raisons.
                Une publication effacée n’existe plus : il n’en reste que la date, le motif et
                une empreinte. Si elle l’a été après l’ouverture de cette demande, ses mots
                viennent de la copie scellée alors ; jamais si un patient l’a fait effacer.
  ledger/       les écritures du registre qui parlent de ces publications, chacune avec la preuve
                qu’elle figure dans le registre signé ; les ancres signées de ce registre.
  identities/   seulement si une levée d’identité a été décidée par deux personnes.
  manifest.json la liste des pièces et l’empreinte SHA-256 de chacune ; manifest.sig, la
                signature (Ed25519) de cette liste.
  verify.py     le programme de vérification. Il ne demande que Python 3.9 ou plus récent.

VÉRIFIER

  python verify.py DOSSIER.zip

Il dit INTÈGRE si chaque pièce est celle qui a été scellée, si chaque écriture figure dans le
registre signé, et si chaque texte est celui que le registre avait engagé au moment de sa
publication. Sinon il nomme la première pièce qui ne convient pas.

Clé publique de l’instance :
  {key}
Comparez-la à celle que publie l’instance à l’adresse /registre/, ou demandez-la par un autre
moyen. N’utilisez le programme joint que si son empreinte est celle publiée à la même adresse.

CE QUE CE DOSSIER NE PROUVE PAS

Le registre prouve ce que le serveur a écrit et quand il l’a signé ; il ne prouve pas qui tenait
le clavier. Les auteurs y sont désignés par un numéro de compte. Ce dossier contient des données
couvertes par le secret : transmettez-le par une voie protégée, à son seul destinataire.
"""

_ENGLISH = """SEALED FILE

This file answers a demand whose reference stands in manifest.json. It holds:

  posts/        one file a post: the text of each version, the times, what hid it, the moderators'
                decisions and their reasons.
                A post that was erased no longer exists: its date, its motive and a fingerprint
                are all that is left. If that was after this demand was opened, its words come
                from the copy sealed then; never if a patient had it erased.
  ledger/       the entries of the record about these posts, each with the proof that it stands in
                the signed record; the signed anchors of that record.
  identities/   only where two persons decided to disclose an identity.
  manifest.json the list of the parts with the SHA-256 of each; manifest.sig, the Ed25519
                signature of that list.
  verify.py     the program that checks it all. It needs Python 3.9 or newer, and nothing else.

TO CHECK

  python verify.py FILE.zip

It says INTACT if each part is the one that was sealed, if each entry stands in the signed record,
and if each text is the one that the record committed to when it was published. If not, it names
the first part that doesn't fit.

Public key of the instance:
  {key}
Compare it with the one that the instance publishes at /registre/, or ask for it by another way.
Run the program in this file only if its digest is the one published at the same address.

WHAT THIS FILE DOES NOT PROVE

The record proves what the server wrote and when it signed it; not who sat at the keyboard.
Authors are named by the number of an account. This file holds data covered by professional
secrecy: hand it over by a protected way, to its addressee alone.
"""


def readme(key: str) -> dict[str, str]:
    return {"LISEZMOI.txt": _FRENCH.format(key=key), "README.txt": _ENGLISH.format(key=key)}
