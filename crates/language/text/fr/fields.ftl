### Types de questions : libellés de leurs parties et erreurs dans une réponse.
### Les noms des messages commencent par « fields- ».
