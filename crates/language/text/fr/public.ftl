### Pages d’information : navigation, recherche, plan du site, impression, sources et dates.
### Les noms des messages commencent par « public- ».
