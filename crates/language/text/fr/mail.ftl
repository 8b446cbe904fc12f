### Courriels : objets et textes.
### Les noms des messages commencent par « mail- ». L’objet ne dit rien de la personne : il s’affiche sur les écrans verrouillés.

## Autour de chaque message. $site : le nom du site; $support : l’adresse pour obtenir de l’aide.

mail-greeting = Bonjour,
mail-demonstration = Ceci est une démonstration, et non un service gouvernemental. Rien de ce que vous y envoyez n’est transmis au gouvernement du Canada.
mail-help = Des questions ? Écrivez à { $support }
mail-not-you = Si ce n’était pas vous, vous n’avez rien à faire.

## La demande est déposée. $time : le jour et l’heure du dépôt.

mail-filed-subject = Votre demande est déposée – { $site }
mail-filed = Nous avons reçu votre demande. Date et heure du dépôt : { $time }.
# $number : le numéro de reçu.
mail-filed-number = Votre numéro de reçu : { $number }
mail-filed-keep = Gardez ce numéro et le code de suivi affiché au moment du dépôt. Avec les deux, vous pouvez consulter votre demande en tout temps, sans compte.
mail-filed-link = Pour consulter l’état de votre demande :
mail-filed-no-answers = Pour protéger votre vie privée, ce message ne contient aucune de vos réponses. Le site en garde une copie pour vous.

## Un lien pour reprendre une demande qui n’est pas déposée. $reference : sa référence.

mail-resume-subject = Votre lien pour continuer votre demande – { $site }
mail-resume = Vous nous avez demandé un lien pour reprendre la demande que vous avez commencée. Sa référence est { $reference }.
mail-resume-link = Ouvrez ce lien et appuyez sur le bouton de la page. Vous reprendrez là où vous en étiez :
mail-resume-care = Toute personne qui a ce lien peut ouvrir votre demande et lire vos réponses. Gardez ce message pour vous. Si quelqu’un d’autre a pu voir le lien, ouvrez votre demande et demandez-en un nouveau : l’ancien cessera alors de fonctionner.

## Quelqu’un est invité à signer une demande ou à aider à la remplir. $name : de la personne qui fait la demande ;
## $program : ce qui est demandé ; $date : jusqu’à quand le lien fonctionne.

mail-sign-subject = On vous demande de signer une demande – { $site }
mail-sign = On vous demande de signer la demande « { $program } » sur ce site.
mail-sign-named = { $name } remplit la demande « { $program } » sur ce site et vous demande de la signer aussi.
mail-sign-what = Vous voyez la partie que vous signez, et vous dites vous-même si elle est exacte.
mail-sign-link = Ouvrez ce lien et appuyez sur le bouton de la page :
mail-assist-subject = On vous demande d’aider à remplir une demande – { $site }
mail-assist = On vous demande d’aider à remplir la demande « { $program } » sur ce site.
mail-assist-named = { $name } remplit la demande « { $program } » sur ce site et vous demande de l’aider.
mail-assist-what = Vous pouvez la lire, remplir des pages et téléverser des documents. Vous ne pouvez ni la signer ni la déposer.
mail-assist-link = Ouvrez ce lien et appuyez sur le bouton de la page :
mail-invited-until = Le lien fonctionne jusqu’au { $date }.
mail-invited-care = Il n’est que pour vous : toute personne qui l’a peut s’en servir. Si vous ne savez pas qui le demande, vous n’avez rien à faire.

## Confirmer que l’adresse d’un nouveau compte est la vôtre.

mail-confirm-subject = Confirmez votre adresse électronique – { $site }
mail-confirm = Quelqu’un, sans doute vous, a créé un compte avec cette adresse.
mail-confirm-link = Pour confirmer que l’adresse est la vôtre, ouvrez ce lien dans les 48 heures et appuyez sur le bouton de la page :

## Un nouveau mot de passe a été demandé.

mail-password-subject = Choisissez un nouveau mot de passe – { $site }
mail-password = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour le compte lié à cette adresse.
mail-password-link = Pour choisir un nouveau mot de passe, ouvrez ce lien dans l’heure. Il ne fonctionne qu’une fois :
mail-password-not-you = Si ce n’était pas vous, vous n’avez rien à faire. Votre mot de passe reste le même.

## Une demande que personne n’a touchée va être supprimée. $reference : sa référence; $date : le dernier jour.

mail-expiring-subject = Une demande sera bientôt supprimée – { $site }
mail-expiring = Vous avez commencé une demande et ne l’avez pas modifiée depuis longtemps. Sa référence est { $reference }.
mail-expiring-date = Nous la gardons jusqu’au { $date }. Après ce jour, elle sera supprimée, avec toutes les réponses et tous les documents, sans retour possible.
mail-expiring-link = Pour la garder, revenez avant cette date et enregistrez n’importe quelle page. Il vous faut votre lien de reprise ou votre compte :
mail-expiring-let-go = Si vous n’en avez plus besoin, vous n’avez rien à faire.

## Quelqu’un a voulu créer un compte avec une adresse qui en a déjà un.

mail-exists-subject = Vous avez déjà un compte – { $site }
mail-exists = Quelqu’un, sans doute vous, a voulu créer un compte avec cette adresse. Il en existe déjà un, et aucun autre n’a été créé.
mail-exists-link = Vous pouvez ouvrir une session avec votre mot de passe. Si vous l’avez oublié, demandez-en un nouveau ici :
mail-exists-not-you = Si ce n’était pas vous, vous n’avez rien à faire. La personne n’a pas appris que vous avez un compte.

## Le mot de passe a été changé.

mail-changed-subject = Votre mot de passe a été changé – { $site }
mail-changed = Le mot de passe de votre compte a été changé. Partout ailleurs, votre session est fermée.
mail-changed-not-you = Si ce n’était pas vous, quelqu’un d’autre a peut-être ouvert votre compte. Allez sur le site, choisissez « Ouvrir une session » puis « J’ai oublié mon mot de passe » pour en choisir un nouveau, et écrivez-nous.

## Le compte est supprimé.

mail-deleted-subject = Votre compte est supprimé – { $site }
mail-deleted = Votre compte est supprimé, et avec lui toutes les demandes du compte qui n’étaient pas déposées. C’est notre dernier message à ce sujet.
mail-deleted-filed = Les demandes déposées restent au dossier. Vous pouvez les consulter avec votre numéro de reçu et votre code de suivi.
mail-deleted-not-you = Si ce n’est pas vous qui l’avez supprimé, écrivez-nous.
