### La demande : liste des tâches, questions, listes, révision et dépôt.
### Les noms des messages commencent par « apply- ».
