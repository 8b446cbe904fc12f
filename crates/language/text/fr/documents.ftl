### Les documents téléversés.
### Les noms des messages commencent par « documents- ».

documents-upload = Téléverser
documents-remove = Retirer
# $type : PDF, JPEG… ; $size : 1,2 Mo.
documents-about = { $type }, { $size }
# $name : du fichier ; $size : le plus qu’il peut avoir.
documents-too-large = « { $name } » dépasse { $size }. Envoyez un fichier plus petit : une numérisation de moindre qualité suffit souvent
# $name : du fichier ; $types : PDF, JPEG…
documents-wrong-type = « { $name } » n’est pas un fichier que nous pouvons prendre. Envoyez-le en { $types }
documents-empty = « { $name } » est vide. Choisissez un autre fichier
documents-too-many = Vous avez envoyé autant de fichiers que cette question en accepte. Retirez-en un d’abord
documents-broken = « { $name } » n’est pas arrivé en entier. Vérifiez votre connexion et envoyez-le encore
documents-remove-title = Retirer « { $name } » ?
documents-remove-what = Le fichier sera supprimé.
