### Documents : choisir, envoyer, vérifier, remplacer et retirer des fichiers.
### Les noms des messages commencent par « documents- ».
