### Pages d’erreur : pour chaque type, son titre, ce qui s’est passé et ce qu’il faut faire.
### Les noms des messages commencent par « error- » et le numéro de la réponse.

# $reference : le numéro qui permet de retrouver ce moment dans nos registres.
error-reference = Si vous communiquez avec nous à ce sujet, donnez ce numéro de référence : { $reference }
error-what-to-do = Ce que vous pouvez faire
error-go-home = Aller à la page d’accueil
error-try-again = Réessayer

error-400-title = Nous n’avons pas compris la requête
error-400-body = L’adresse ou les données envoyées contiennent quelque chose d’inattendu. Rien n’a été modifié.
error-400-do = Revenez en arrière, rechargez la page et réessayez. Si vous avez suivi un lien, vérifiez qu’il est complet.

error-403-title = Vous ne pouvez pas ouvrir cette page
error-403-body = Cette page appartient à une autre personne, ou votre lien n’est plus valide. Rien n’a été modifié.
error-403-do = Connectez-vous avec le compte que vous avez déjà utilisé, ou ouvrez de nouveau votre propre lien de reprise.

error-404-title = Page introuvable
error-404-body = Il n’y a pas de page à cette adresse. La page a peut-être été déplacée, ou l’adresse contient une erreur.
error-404-do = Vérifiez l’adresse, utilisez la recherche ou partez de la page d’accueil.

error-405-title = Cette page ne peut pas servir à cela
error-405-body = L’adresse existe, mais pas pour ce que votre navigateur a essayé de faire. Rien n’a été modifié.
error-405-do = Revenez à la page précédente et utilisez ses boutons et ses liens.

error-408-title = Le délai est dépassé
error-408-body = Votre connexion était trop lente et nous n’avons pas tout reçu. Rien n’a été modifié.
error-408-do = Vérifiez votre connexion et réessayez. Si vous envoyiez un document, un fichier plus petit passera plus vite.

error-409-title = Ces renseignements ont été modifiés ailleurs
error-409-body = Votre demande a été modifiée après l’ouverture de cette page, peut-être dans un autre onglet ou sur un autre appareil. Nous avons gardé cette modification.
error-409-do = Ouvrez de nouveau la page pour voir ce qui est enregistré. Refaites ensuite votre modification si vous en avez encore besoin.

error-410-title = Votre lien n’ouvre plus rien ici
error-410-body = La demande a été déposée, ou votre lien a été retiré ou remplacé, ou il a expiré. Ce que vous étiez en train d’écrire ici n’a pas été enregistré.
error-410-do = Devez-vous encore aider ou signer ? Demandez un nouveau lien à la personne qui vous l’a envoyé.

error-413-title = L’envoi est trop volumineux
error-413-body = Ce que vous avez envoyé dépasse la limite de cette page. Rien n’a été modifié.
error-413-do = Revenez en arrière et envoyez un fichier plus petit ou un texte plus court. Une numérisation de qualité moindre est souvent assez petite.

error-415-title = Nous ne pouvons pas lire ce type de fichier
error-415-body = Ce que vous avez envoyé est dans un format que cette page n’accepte pas. Rien n’a été modifié.
error-415-do = Revenez en arrière et envoyez-le dans l’un des formats indiqués sur la page.

error-429-title = Trop d’essais en peu de temps
error-429-body = Pour protéger les renseignements de tous, nous limitons le nombre d’essais. Rien n’a été modifié.
error-429-do = Attendez quelques minutes, puis réessayez.

error-500-title = Un problème est survenu de notre côté
error-500-body = Nous n’avons pas pu terminer ce que vous avez demandé. L’erreur vient de nous, et nous l’avons notée. Ce que vous aviez enregistré est en sécurité.
error-500-do = Réessayez dans quelques minutes. Si le problème se reproduit, communiquez avec nous.

error-503-title = Ce service n’est pas disponible en ce moment
error-503-body = Nous ne pouvons pas accéder à vos renseignements pour l’instant. Ce que vous aviez enregistré est en sécurité. Les pages d’information fonctionnent toujours.
error-503-do = Réessayez dans quelques minutes. Vous n’aurez pas à tout recommencer.

# Montré avec tout ce que la personne avait écrit, gardé dans la page, quand l’enregistrement n’a pas été possible.
error-again-title = Nous n’avons pas pu enregistrer ceci pour le moment
error-again-body = Ce que vous avez écrit est gardé dans cette page. Rien n’est perdu tant que vous laissez la page ouverte.
error-again-do = Attendez un moment, puis envoyez de nouveau. L’envoyer deux fois ne cause aucun problème.
error-again-files = Les fichiers ne peuvent pas être gardés dans une page. On vous demandera de les choisir de nouveau.
error-again-button = Envoyer de nouveau
