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

status-unread-title = L’avancement ne peut pas être lu pour le moment
status-unread = Le service ne peut pas consulter ses dossiers en ce moment ; il ne peut donc pas dire où en est votre demande. Rien de ce qui a été déposé n’est perdu. Réessayez dans quelques minutes.
status-receipt-title = Vérifier un reçu
status-receipt-intro = Un reçu prouve à lui seul ce qui a été déposé et quand. On peut le vérifier en tout temps.
status-receipt-label = Le texte de votre reçu
status-receipt-hint = Ouvrez le fichier dont le nom se termine par receipt.json, copiez tout ce qu’il contient et collez-le ici.
status-receipt-button = Vérifier le reçu
status-receipt-wrong = Collez tout le texte du reçu, de la première accolade à la dernière. Ce texte n’est pas un reçu de ce site, ou il a été modifié.
# $number : le numéro de reçu. $program : le titre du programme. $time : un moment.
status-receipt-says = { $number } a été déposé pour { $program } le { $time }.
status-receipt-genuine = Le reçu est authentique : il a été signé par ce site et n’a pas été modifié depuis.
