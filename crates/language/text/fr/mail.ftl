### Courriels : objets et textes.
### Les noms des messages commencent par « mail- ».
