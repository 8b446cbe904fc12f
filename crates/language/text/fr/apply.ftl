### Présenter une demande : commencer, remplir, revenir, déposer.
### Les noms des messages commencent par « apply- ».

## Commencer

apply-start-how-heading = Comment ça marche
apply-start-saves = Chaque page terminée est enregistrée : vous pouvez prendre des semaines s’il le faut.
apply-start-leave = Vous pouvez partir et revenir avec un lien que nous vous donnons. Il ne faut ni compte ni adresse électronique pour commencer.
apply-start-cookie = Cette partie du site dépose un témoin, pour reconnaître votre demande d’une page à l’autre. Il ne sert à rien d’autre.
apply-start-languages = Vous pouvez passer du français à l’anglais à chaque page, quand vous voulez. Ce que vous avez écrit reste.
apply-start-sections-heading = Ce qu’on vous demandera
apply-start-unconfirmed = Ce que nous n’avons pas pu confirmer au sujet de ce formulaire
apply-start-button = Commencer maintenant
apply-start-resume = Reprendre une demande commencée
# $date : le jour du dernier changement du formulaire.
apply-start-edition = Édition du { $date }

## Quand les demandes sont acceptées

# $time : jusqu’à quand le programme accepte des demandes ; $until : la fin du délai de grâce.
apply-closes = Vous pouvez commencer et déposer jusqu’au { $time }. Si vous attendez dans la file à ce moment, l’heure de votre arrivée compte : une fois votre tour venu, vous pouvez encore déposer jusqu’au { $until }.
# $time : quand le programme a fermé ; $arrived : quand la personne est arrivée ; $until : la fin du délai de grâce.
apply-closes-grace = Ce programme a fermé le { $time }. Votre arrivée, le { $arrived }, est antérieure, et elle compte : dans ce navigateur, vous pouvez encore déposer jusqu’au { $until }. Enregistrez une page au moins toutes les 12 heures, sinon il oublie votre arrivée.
apply-closed-title = Ce programme est fermé
# $time : quand.
apply-closed = Ce programme a fermé le { $time }. On ne peut plus commencer ni déposer de demande.
# $date : le jour où un brouillon est supprimé.
apply-closed-kept = Votre demande n’a pas été déposée. Vos réponses et vos documents sont gardés jusqu’au { $date }, et vous pouvez les lire à tout moment.
apply-closed-answers = Lire vos réponses
# $time : le premier moment où les demandes sont acceptées.
apply-opens = Ce programme ouvre le { $time }. Personne ne peut commencer ni déposer avant.
apply-opens-title = Ce programme n’est pas encore ouvert
apply-paused-title = Ce programme est suspendu
# $since et $until : un jour, ou un jour avec l’heure. À partir de $until, les demandes sont de nouveau acceptées.
apply-paused = Ce programme est suspendu depuis le { $since }. Pendant la suspension, personne ne peut commencer ni déposer. Aucune date de réouverture n’est fixée.
apply-paused-until = Ce programme est suspendu depuis le { $since }. Pendant la suspension, personne ne peut commencer ni déposer. Les demandes seront de nouveau acceptées à partir du { $until }.
# $reason : une ou plusieurs phrases du ministère.
apply-paused-reason = La raison : { $reason }
apply-full-title = Toutes les places sont prises
# $count : le nombre de places, pour le pluriel. $limit : le même nombre tel qu’affiché. $time : quand la dernière a été attribuée.
apply-full =
    { $count ->
        [one] La seule place de ce programme est prise.
       *[other] Les { $limit } places de ce programme sont toutes prises.
    }
apply-full-last =
    { $count ->
        [one] La seule place de ce programme est prise. Elle a été attribuée le { $time }.
       *[other] Les { $limit } places de ce programme sont toutes prises. La dernière a été attribuée le { $time }.
    }
apply-full-todo = Votre demande n’en a pas obtenu. Vous n’avez rien fait de mal, et envoyer de nouveau la demande n’y change rien. Vous n’avez rien à faire maintenant : nous ne pouvons pas dire s’il y aura d’autres places. S’il y en a, la page de départ du programme le dira, et vous pourrez déposer cette demande telle quelle.
apply-full-fees = Rien n’a été prélevé. Si un montant était réservé pour le paiement des frais, il est libéré.
# $count : les places restantes, pour le pluriel. $shown : le même nombre tel qu’affiché. $limit : le nombre total. $time : quand elles ont été comptées.
apply-places =
    { $count ->
        [one] Le { $time }, il restait { $shown } place sur { $limit }. D’autres personnes déposent en ce moment, donc ce nombre peut changer à tout instant.
       *[other] Le { $time }, il restait { $shown } places sur { $limit }. D’autres personnes déposent en ce moment, donc ce nombre peut changer à tout instant.
    }
apply-places-unknown = Ce programme compte { $limit } places. Le nombre de places restantes ne peut pas être lu en ce moment.
apply-refused-meanwhile = En attendant, vous pouvez lire ce que le programme demande et rassembler vos documents. Une demande commencée plus tôt peut être ouverte et remplie comme avant.
# $date : le jour où un brouillon est supprimé.
apply-refused-kept = Votre demande n’a pas été déposée. Vos réponses et vos documents sont gardés jusqu’au { $date }. En attendant, vous pouvez les lire et les modifier. Chaque fois que vous enregistrez, ils sont gardés plus longtemps.
apply-refused-help = Si vous pensez qu’il y a une erreur, ou si vous avez besoin d’aide, écrivez-nous :
# L’état d’un programme, en un mot ou deux, à côté de son nom. $time : quand il ouvre.
apply-short-not-yet = ouvre le { $time }
apply-short-paused = suspendu
apply-short-grace = fermé, mais votre arrivée compte
apply-short-closed = fermé
apply-short-full = toutes les places sont prises
# $program : son nom ; $state : son état.
apply-listed = { $program } ({ $state })
apply-closed-help = Si vous attendiez dans la file quand le programme a fermé, ou si vous pensez qu’il y a une erreur, écrivez-nous :

## La liste des sections

# $reference : de la demande.
apply-reference = Référence { $reference }
# $done : sections terminées ; $all : toutes les sections.
apply-progress = Sections terminées : { $done } sur { $all }.
apply-come-back-heading = Revenir plus tard
# $date : le jour où un brouillon laissé de côté est supprimé.
apply-come-back = Vos réponses sont enregistrées. Si personne n’ouvre et n’enregistre cette demande, elle sera supprimée le { $date }.
apply-keep-link = Votre lien et votre code de reprise
apply-delete-link = Supprimer cette demande
apply-review-task = Vérifier vos réponses et déposer
apply-section-file-hint = S’ouvre quand toutes les sections sont terminées
apply-to-tasks = Aller à votre demande
apply-back-to-tasks = Toutes les sections de votre demande

## Un programme qui a changé

apply-changed = Les questions de cette demande ont changé depuis votre dernière visite. Rien de ce que vous avez écrit n’est perdu.
apply-changed-link = Voir ce qui a changé
apply-changed-first = Avant de pouvoir déposer, regardez ce qui a changé dans cette demande.
apply-changes-title = Ce qui a changé
# $program : ce qui est demandé ; $date : le jour de la nouvelle version.
apply-changes-intro = La demande « { $program } » a une nouvelle version, du { $date }. Voici ce qui est différent pour vous.
apply-changes-kept = Rien de ce que vous avez écrit n’est perdu. Ouvrez une question pour y répondre maintenant, ou appuyez sur Continuer et répondez-y plus tard.
apply-changes-new = Nouvelles questions pour vous
apply-changes-changed = Questions qui ont changé
# $question : la question d’avant.
apply-changes-was = Avant : « { $question } »
apply-changes-fits = Votre réponse est gardée. Vérifiez qu’elle est toujours juste.
apply-changes-misfit = Votre réponse est à donner de nouveau ou à corriger.
apply-earlier-heading = Réponses qui ne sont plus demandées
apply-earlier-intro = Elles sont gardées pour que vous puissiez les voir. Elles ne sont pas déposées avec votre demande. Vous pouvez les retirer à tout moment.
apply-earlier-unknown = Une question d’avant
apply-earlier-remove = Cette réponse n’est plus demandée. Une fois retirée, elle ne peut pas revenir.
# $program : ce qui était demandé.
apply-withdrawn-title = Vous ne pouvez plus présenter la demande « { $program } »
apply-withdrawn-intro = Ce programme n’est plus offert ici : votre demande ne peut pas être déposée. Vous pouvez encore lire tout ce que vous avez écrit.
# $date : le jour où le brouillon est supprimé.
apply-withdrawn-kept = Vos réponses et vos documents sont gardés jusqu’au { $date }, puis supprimés. Vous pouvez les supprimer plus tôt.
apply-withdrawn-help = Si vous pensez qu’il y a une erreur, écrivez-nous :

## Les pages de questions

apply-suggested = Quelque chose sur cette page a été rempli d’après vos réponses aux questions sur votre voie. Vérifiez-le avant de continuer.
apply-help = Aide pour cette question
apply-item-number = { $item } { $number }

## Les listes

apply-list-full = Vous avez ajouté autant d’entrées que cette liste en accepte.
apply-timeline-title = La période de { $from } à { $to }, en image
apply-timeline-gap = Rien d’inscrit
apply-timeline-ongoing = Toujours en cours
apply-remove-title = Retirer « { $entry } » ?
apply-remove-what = Tout ce que vous avez écrit dans cette entrée sera retiré, avec ses documents.
apply-remove-button = Oui, la retirer
apply-keep-it = Non, garder

## Qui signe aussi, et qui aide

apply-people-title = Signatures et aide
apply-people-intro = Cette demande est signée par plus d’une personne. Chacune reçoit un lien à elle, ne voit que ce qu’elle signe, et signe pour elle-même. Vous pourrez déposer quand toutes auront signé.
apply-people-nobody = D’après vos réponses jusqu’ici, personne d’autre n’a à signer cette demande. Vous pouvez nommer une personne qui vous aide.
apply-people-signatures = Signatures d’autres personnes
apply-people-hint = Faites un lien pour chacune. Vous pouvez le faire à tout moment.
apply-people-waiting = Vous ne pouvez pas encore déposer : une signature manque ou doit être donnée de nouveau. Rien n’est perdu. Tout ce que vous avez écrit est gardé, et vous pourrez déposer dès que tout le monde aura signé.
apply-signer-not-invited = Pas encore d’invitation
apply-signer-withdrawn = Le lien a été retiré, et n’ouvre plus rien. Pour demander cette signature, faites-en un nouveau.
# $time : quand le lien a été fait ; $until : quand il expire.
apply-signer-invited = Invitation du { $time }, lien pas encore ouvert. Il fonctionne jusqu’au { $until }.
# $time : quand le lien a été fait.
apply-signer-over = Le lien du { $time } a expiré. Faites-en un nouveau.
# $time : quand.
apply-signer-opened = Lien ouvert le { $time }, pas encore de signature
# $name : tel qu’écrit ; $time : quand.
apply-signer-signed = Signé par { $name }, le { $time }
# $name : tel qu’écrit ; $time : quand.
apply-signer-again = Doit signer de nouveau : quelque chose a changé depuis la signature du { $time } ({ $name }). Le même lien y mène tant qu’il fonctionne ; ensuite, faites-en un nouveau.
apply-signer-objected = Dit que quelque chose n’est pas exact, et n’a pas signé
apply-signer-remark = Ce qui n’est pas exact, dans ses mots
# $count : combien, pour le pluriel ; $names : qui.
apply-people-missing =
    { $count ->
        [one] Vous pouvez vérifier vos réponses dès maintenant. Pour déposer, il faut cette signature : { $names }.
       *[other] Vous pouvez vérifier vos réponses dès maintenant. Pour déposer, il faut ces signatures : { $names }.
    }
# $count : combien, pour le pluriel ; $names : qui a signé.
apply-signed-lapsed =
    { $count ->
        [one] Cette signature ne compte plus, parce que quelque chose a changé depuis qu’elle a été donnée : { $names }. Elle doit être donnée de nouveau.
       *[other] Ces signatures ne comptent plus, parce que quelque chose a changé depuis qu’elles ont été données : { $names }. Elles doivent être données de nouveau.
    }
# $names : qui a signé.
apply-signed-for =
    { $count ->
        [one] Signature déjà donnée : { $names }. Si vous changez ce qui est écrit ici, elle ne compte plus et doit être donnée de nouveau.
       *[other] Signatures déjà données : { $names }. Si vous changez ce qui est écrit ici, elles ne comptent plus et doivent être données de nouveau.
    }
apply-invite-email = Son adresse électronique
apply-invite-email-hint = Nous y envoyons le lien. Sans adresse, vous voyez le lien ici et le transmettez vous-même. Nous ne gardons pas l’adresse.
apply-invite-language = Langue du lien et du message
# $days : combien.
apply-invite-works = Un lien fonctionne { $days } jours.
apply-invite-replaces = Un nouveau lien met fin à l’ancien ; une signature reste. Si vous retirez le lien, la signature donnée avec lui ne compte plus.
apply-invite-button = Faire un lien
apply-invite-again = Faire un nouveau lien
apply-invite-withdraw = Retirer le lien
apply-invite-link = Le lien
apply-invite-once = Ce lien n’est montré que maintenant. La personne qui l’a peut faire ce qu’il permet : ne le donnez qu’à la personne voulue.
apply-invite-made = Le lien est fait. Transmettez-le vous-même.
apply-invite-sent = Le lien est fait, et en route vers l’adresse.
apply-invite-withdrawn = Le lien est retiré. Il n’ouvre plus rien.
apply-helper-heading = Une personne qui aide ou représente
apply-helper-what = Avec un lien à elle, cette personne peut lire vos réponses, remplir des pages et téléverser des documents. Elle ne peut pas signer, déposer, payer, supprimer la demande, inviter quelqu’un, ni changer votre lien de reprise et votre second secret.
apply-helper-law = Vous n’êtes pas obligé de vous faire aider. Seuls les avocats, les parajuristes, les notaires du Québec et les consultants titulaires d’un permis peuvent être payés pour vous conseiller ou vous représenter (Loi sur l’immigration et la protection des réfugiés, article 91 ; Loi sur la citoyenneté, article 21.1). Pour nommer un représentant, répondez aussi aux questions à ce sujet dans la demande.
apply-helper-name = Nom de la personne qui vous aide
apply-helper-name-error = Écrivez le nom de la personne qui vous aide, en 200 caractères au plus
# $name : de la personne ; $until : quand le lien expire.
apply-helper-until = { $name } peut vous aider jusqu’au { $until }.
# $times : combien ; $time : la dernière fois.
apply-helper-saved = A enregistré { $times ->
    [one] une fois
   *[other] { $times } fois
}, la dernière fois le { $time }.
apply-helper-not-saved = N’a encore rien enregistré.
apply-helper-replaces = Un nouveau lien met fin à l’ancien. Si vous retirez le lien, cette personne ne peut plus ouvrir la demande ; ce qu’elle a rempli reste.
# $name : de la personne.
apply-helper-note = { $name } peut lire et remplir cette demande, et ne peut ni la signer, ni la déposer, ni la payer, ni la supprimer.
apply-helping = Vous aidez à remplir cette demande. Vous pouvez la lire, remplir des pages et téléverser des documents. Seule la personne qui fait la demande peut signer, payer et déposer.
apply-helping-title = Seule la personne qui fait la demande signe cette page
apply-invited-title = Un lien pour vous
apply-invited-what = Quelqu’un vous demande de signer une demande ou d’aider à la remplir. Appuyez sur le bouton pour la voir. D’ici là, personne n’apprend que vous avez regardé.
apply-invited-button = Voir ce qu’on me demande
apply-invited-wrong-title = Ce lien n’ouvre rien
apply-invited-wrong = Il a été remplacé ou retiré, ou il a expiré. Demandez-en un nouveau à la personne qui vous l’a envoyé.
apply-sign-title = Lire et signer
# À sa place, quand il n’y a plus rien à signer.
apply-sign-title-signed = Vous avez signé
apply-sign-title-filed = Cette demande a été déposée
apply-sign-title-nothing = Il n’y a rien à signer
# $name : de la personne qui fait la demande ; $program : ce qui est demandé.
apply-sign-did-ask = { $name } vous a demandé de signer la demande « { $program } ».
# $program : ce qui est demandé.
apply-sign-was-asked = On vous a demandé de signer la demande « { $program } ».
# $name : de la personne qui fait la demande ; $program : ce qui est demandé.
apply-sign-asks = { $name } vous demande de signer la demande « { $program } ».
# $program : ce qui est demandé.
apply-sign-asked = On vous demande de signer la demande « { $program } ».
apply-sign-intro = Vous voyez la partie que vous signez, et rien d’autre de la demande. Vous ne pouvez pas la changer ici. Dans les questions, « vous » désigne la personne qui vous demande de signer. Si quelque chose n’est pas exact, dites-le plus bas.
# $name : comment la personne qui signe est nommée dans la demande.
apply-sign-own = Vous signez pour vous-même : { $name }. Vous voyez la partie qui porte sur vous, et rien d’autre de la demande. Vous ne pouvez pas la changer ici. Dans les questions, « vous » et « cette personne » vous désignent ; quand les deux figurent dans une même question, « vous » désigne la personne qui vous demande de signer. Si quelque chose n’est pas exact, dites-le plus bas.
apply-sign-not-ready = Il manque encore des réponses dans ce que vous devez signer. Revenez plus tard, avec le même lien.
apply-sign-closed = Vous pouvez signer quand même. La demande ne pourra être déposée que quand le programme sera ouvert.
apply-sign-not-needed = Votre signature n’est plus nécessaire, parce que la demande a changé.
apply-sign-withdrawn = Ce programme n’est plus offert ici. On ne peut plus rien signer ni déposer.
apply-sign-filed = Cette demande a été déposée. On ne peut plus rien y signer ni y changer ici.
# $name : tel qu’écrit ; $time : quand.
apply-sign-filed-signed = Cette demande a été déposée avec votre signature « { $name } », donnée le { $time }. On ne peut plus rien y signer ni y changer ici.
# $name : tel qu’écrit ; $time : quand.
apply-sign-signed = Vous avez signé « { $name } » le { $time }. Vous n’avez plus rien à faire.
# $name : tel qu’écrit ; $time : quand.
apply-sign-again = Quelque chose a changé depuis votre signature « { $name } », donnée le { $time } : elle ne compte plus. Relisez, et signez de nouveau si c’est exact.
apply-sign-what = Ce que vous avez signé
apply-sign-documents = Les documents nommés ci-dessus
apply-sign-changed = Quelque chose a changé pendant votre lecture, et rien n’a été signé. Relisez.
apply-sign-button = Signer
apply-sign-objection-sent = Ce que vous avez écrit est envoyé. La personne qui vous a demandé de signer le voit et peut corriger la demande. Vous n’avez pas signé.
apply-sign-object-heading = Quelque chose n’est pas exact ?
apply-sign-object-label = Ce qui n’est pas exact
apply-sign-object-hint = La personne qui vous a demandé de signer voit ce message et peut corriger. Si vous avez signé, votre signature ne compte plus dès que vous l’envoyez.
apply-sign-object-error = Écrivez ce qui n’est pas exact, en 2 000 caractères au plus
apply-sign-object-unsent = Vous avez écrit que quelque chose n’est pas exact. Envoyez-le, ou effacez-le pour signer.
apply-sign-object-button = L’envoyer à la personne qui me l’a demandé
apply-sign-objected = Vous avez dit que ceci n’est pas exact
# $time : quand il expire.
apply-sign-until = Votre lien fonctionne jusqu’au { $time }.

## Vérifier et déposer

apply-review-title = Vérifiez vos réponses
apply-review-intro = Relisez tout une dernière fois. Vous pouvez changer chaque réponse avant de déposer.
apply-review-incomplete = Votre demande n’est pas encore complète.
apply-review-continue = Aller à la prochaine question
apply-file-heading = Déposez votre demande
apply-file-intro = En déposant, vous dites que ce que vous avez écrit est vrai et complet. Ensuite, vous ne pouvez plus le changer ici. Vous recevez un reçu tout de suite.
apply-file-button = Déposer ma demande

## Après le dépôt

apply-filed-title = Demande déposée
apply-filed-number = Numéro de reçu
# $program : ce qui est demandé ; $time : quand.
apply-filed-at = Votre demande « { $program } » a été déposée le { $time }.
apply-filed-arrived = Arrivée
apply-filed-keep-heading = Gardez ces fichiers
apply-filed-keep = Le reçu prouve quand vous avez déposé, et quoi. Gardez les trois fichiers là où vous les retrouverez.
apply-filed-pdf = Toutes vos réponses (PDF)
apply-filed-receipt = Reçu signé (JSON)
apply-filed-filing = Ce qui a été déposé, sous la forme que couvre le reçu (JSON)
apply-filed-status-heading = Suivez votre demande
apply-filed-status = Avec ces deux éléments, vous pouvez consulter l’état sans compte. Traitez le code comme un mot de passe.
apply-filed-code = Code de suivi
apply-filed-next-heading = Et maintenant
apply-filed-next-check = Nous vérifions que votre demande est complète.
apply-filed-next-write = S’il manque quelque chose, nous vous écrivons quoi, et jusqu’à quand.
apply-filed-next-decide = Un agent décide, et vous l’apprenez dans votre langue.
apply-filed-verify-heading = Comment n’importe qui peut vérifier le reçu
apply-filed-verify = Le reçu porte une signature numérique (Ed25519). Avec la clé publique de ce site, la commande « landfall verify » la vérifie sans nous demander.
apply-filed-key = La clé publique de ce site

## Revenir

apply-keep-title = Comment revenir
apply-keep-intro = Vous pouvez fermer cette page à tout moment et revenir, sur cet appareil ou un autre.
apply-keep-link-heading = Votre lien de reprise
apply-keep-reference = Référence
apply-keep-code = Code de reprise
apply-keep-once = Ce lien n’est montré que maintenant. Copiez-le, imprimez-le ou envoyez-le-vous. La personne qui l’a peut ouvrir votre demande.
apply-keep-shown = Votre lien de reprise a été montré quand il a été fait, et nous n’en gardons pas de copie. Si vous ne l’avez plus, faites-en un nouveau.
apply-keep-new-ends = Si vous faites un nouveau lien, l’ancien cesse de fonctionner, et votre demande se ferme sur les autres appareils où il a servi. Les liens que vous avez donnés aux personnes qui signent ou qui aident cessent aussi de fonctionner : la personne qui avait l’ancien lien a pu en faire un. Les signatures restent. Vous pouvez faire de nouveaux liens à la page « Signatures et aide ».
apply-keep-new = Faire un nouveau lien de reprise
apply-keep-word-heading = Un second secret
apply-keep-word-intro = Si d’autres peuvent voir votre lien, choisissez un mot ou une phrase qui sera aussi demandé. Nous ne pourrons pas vous le rappeler.
apply-keep-word-set = Un second secret est demandé avec votre lien. Vous pouvez le remplacer ou le retirer.
apply-keep-word-label = Second secret
apply-keep-word-button = Fixer le second secret
apply-keep-word-remove = Retirer le second secret
apply-keep-word-error = Écrivez un second secret de 6 à 200 caractères
apply-keep-word-done = Le second secret est fixé.
apply-keep-word-removed = Le second secret est retiré.
apply-keep-mail-heading = Recevoir le lien par courriel
apply-keep-mail-intro = Nous vous envoyons un nouveau lien, et l’ancien cesse de fonctionner. Les liens que vous avez donnés à d’autres continuent de fonctionner. Avec cette adresse, vous pourrez aussi en demander un autre si vous le perdez. Nous ne gardons qu’un code tiré de l’adresse.
apply-keep-mail-label = Votre adresse électronique
apply-keep-mail-button = M’envoyer un nouveau lien
apply-keep-mail-enough = Plusieurs courriels ont été envoyés à cette adresse depuis une heure. Réessayez plus tard
apply-keep-mail-done = Un nouveau lien est en route. L’ancien a cessé de fonctionner.
apply-keep-account-heading = Ou créez un compte
apply-keep-account-intro = Avec un compte, vous retrouvez toutes vos demandes dans une liste. Ce que vous avez déjà fait vous suit.

apply-resume-title = Reprendre votre demande
apply-resume-link-title = Ouvrir votre demande
apply-resume-intro = Écrivez la référence de votre demande et le code de reprise reçu avec elle.
apply-resume-from-link = Appuyez sur le bouton pour ouvrir votre demande.
apply-resume-reference-hint = Par exemple LD-7K2M-9QWX-C
apply-resume-button = Ouvrir ma demande
apply-resume-sign-in = Ou ouvrez une session dans votre compte
apply-resume-wrong = Vérifiez la référence et le code : ensemble, ils n’ouvrent aucune demande
apply-resume-word = Écrivez votre second secret
apply-resume-word-wrong = Ce n’est pas le second secret de cette demande
# $until : un moment.
apply-resume-locked = Le second secret était faux trop souvent. Réessayez après { $until }
apply-session-over-title = Votre session est terminée
apply-session-over = Ce que vous avez écrit est gardé dans cette page et nulle part ailleurs : rouvrez votre demande ici, et ce sera enregistré.
apply-session-over-files = Les fichiers que vous aviez choisis n’ont pas pu être gardés. Choisissez-les de nouveau une fois votre demande ouverte.

apply-lost-title = Recevoir un nouveau lien de reprise
apply-lost-intro = Écrivez l’adresse électronique à laquelle vous aviez fait envoyer un lien.
apply-lost-button = M’envoyer un nouveau lien
apply-lost-sent = Si une demande va avec cette adresse, un nouveau lien est en route. Regardez aussi dans les courriels indésirables.
apply-lost-none = Si vous n’avez jamais donné d’adresse et n’avez pas de compte, seul le lien ouvre votre demande. Nous ne pouvons pas l’ouvrir à votre place.
apply-lost-link = J’ai perdu mon lien

## Supprimer

apply-delete-title = Supprimer cette demande ?
apply-delete-what = Toutes les réponses et tous les documents seront supprimés. C’est définitif.
apply-delete-backups = La clé qui les rend lisibles est détruite tout de suite. Les copies de sauvegarde qui contiennent encore cette clé, verrouillée, disparaissent après 35 jours.
apply-delete-button = Oui, la supprimer
apply-deleted-title = Votre demande est supprimée
