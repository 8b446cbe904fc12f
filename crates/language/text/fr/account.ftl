### Les comptes.
### Les noms des messages commencent par « account- ».

account-title = Mes demandes
account-email = Adresse électronique
account-email-error = Écrivez une adresse électronique de la forme nom@exemple.org
account-password = Mot de passe
account-new-password = Nouveau mot de passe
account-password-hint = Au moins 10 caractères. Plusieurs mots que personne ne devinerait sont les plus faciles à retenir.
account-password-short = Choisissez un mot de passe d’au moins 10 caractères
account-password-long = Choisissez un mot de passe d’au plus 200 caractères
account-password-weak = Ce mot de passe serait vite deviné. Choisissez-en un plus long, ou plusieurs mots qui ne vont pas ensemble

account-sign-in-title = Ouvrir une session
account-sign-in-intro = Il ne faut un compte que si vous en avez créé un. Une demande s’ouvre aussi avec son lien de reprise.
account-sign-in-button = Ouvrir une session
account-wrong = Vérifiez l’adresse électronique et le mot de passe : ensemble, ils n’ouvrent aucun compte
# $until : un moment.
account-locked = Le mot de passe était faux trop souvent. Réessayez après { $until }
account-unconfirmed = Confirmez d’abord votre adresse électronique. Nous vous avons envoyé un nouveau lien
account-forgotten = J’ai oublié mon mot de passe
account-none-yet = Je n’ai pas encore de compte
account-have-one = J’ai déjà un compte

account-sign-up-title = Créer un compte
account-sign-up-intro = Avec un compte, vous retrouvez vos demandes avec votre adresse électronique et un mot de passe. Ce que vous avez commencé ici vous suit.
account-sign-up-button = Créer un compte
account-check-mail-title = Regardez vos courriels
account-check-mail = Nous vous avons envoyé un courriel. Ouvrez son lien dans les 48 heures pour confirmer votre adresse.
account-check-mail-none = Rien n’est arrivé ? Attendez quelques minutes et regardez dans les courriels indésirables.
account-confirm-title = Confirmez votre adresse
account-confirm-intro = Appuyez sur le bouton pour confirmer que cette adresse est la vôtre.
account-confirm-button = Confirmer
account-confirmed-title = Votre adresse est confirmée
account-confirmed = Vous pouvez maintenant ouvrir une session.
account-stale-title = Ce lien ne fonctionne plus
account-stale = Il a déjà servi, ou il est trop vieux. Ouvrez une session, ou demandez-en un nouveau.

account-reset-title = Fixer un nouveau mot de passe
account-reset-intro = Écrivez l’adresse électronique de votre compte. Nous vous envoyons un lien valable une heure.
account-reset-button = M’envoyer un lien
account-reset-sent-title = Cherchez notre lien dans vos courriels
account-reset-sent = S’il y a un compte avec cette adresse, un lien est en route.
account-choose-title = Choisissez un nouveau mot de passe
account-choose-intro = Votre session sera fermée partout ailleurs.
account-choose-button = Fixer le nouveau mot de passe
account-chosen-title = Votre mot de passe est changé
account-chosen = Ouvrez une session avec le nouveau mot de passe.

account-signed-in-as = Votre session est ouverte avec { $address }.
account-signed-out-title = Votre session est fermée
account-signed-out = Ce que ce site gardait dans votre navigateur est effacé. Vos réponses sont gardées. Pour les rouvrir, ouvrez une session ou utilisez votre lien de reprise.
account-no-applications = Il n’y a pas encore de demande dans ce compte.
account-start-heading = Commencer une demande
account-reference = Référence
account-saved = Dernier enregistrement
account-kept-until = Gardée jusqu’au
account-program = Le programme
account-filed = Déposée
account-continue = Continuer
account-receipt = Reçu
account-end-heading = Fermer votre compte

account-delete-title = Supprimer mon compte
account-delete-drafts = Votre compte et toutes les demandes qui ne sont pas déposées seront supprimés. C’est définitif.
account-delete-cases = Les demandes déposées restent au dossier, comme la loi l’exige. Vous pouvez encore les consulter avec le numéro de reçu et le code de suivi.
account-delete-button = Oui, supprimer mon compte
account-deleted-title = Votre compte est supprimé
account-deleted = Nous avons envoyé un dernier courriel à votre adresse pour le confirmer.
