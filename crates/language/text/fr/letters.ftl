### La copie PDF d’une demande et les autres lettres.
### Les noms des messages commencent par « letters- ».

## Sous une réponse que le PDF ne peut pas montrer telle qu’elle a été écrite. La page du site la montre en entier.

letters-note-latin = Écrit ici en lettres latines. La copie sur le site garde ce qui a été saisi.
letters-note-missing = Certains caractères ne peuvent pas être montrés ici. La copie sur le site les garde tels qu’ils ont été saisis.
