### Comptes et liens de reprise : connexion, mot de passe, brouillons, conservation.
### Les noms des messages commencent par « account- ».
