### La copie PDF d’une demande et les autres lettres.
### Les noms des messages commencent par « letters- ».
