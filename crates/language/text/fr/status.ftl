### L’état d’une demande déposée.
### Les noms des messages commencent par « status- ».

status-title = État d’une demande
status-intro = Écrivez le numéro de reçu et le code de suivi reçus au moment du dépôt.
status-number-hint = Par exemple LF-7K2M-9QWX-C
status-code-hint = Le code est sur votre page de confirmation. Les majuscules, les espaces et les tirets ne comptent pas.
status-button = Voir l’état
status-signed-in = Si vous avez un compte, ouvrez une session pour voir toutes vos demandes
status-wrong = Vérifiez le numéro de reçu et le code de suivi : ensemble, ils ne montrent aucune demande
status-now = Où elle en est
status-history = Ce qui s’est passé
status-received = Reçue
status-received-more = Votre demande est déposée et attend la vérification de son intégralité. Vous n’avez rien à faire.
# $time : quand est arrivée la personne qui attendait quand l’échéance est passée.
status-arrived = Votre arrivée, le { $time }, est antérieure à l’échéance, et c’est elle qui compte.
status-filed = Demande déposée
status-filed-more = Vous avez votre reçu. Tout ce que vous avez envoyé est gardé en sûreté.
