import type { Catalogue } from '../text.ts';

export const helpPrivacy: Catalogue = {
  'Captures of the traveller who is in the lane. They are erased when the passage ends.':
    'Captures du voyageur qui se trouve dans la voie. Elles sont effacées à la fin du passage.',
  'Captures of a referred traveller, until an officer decides, one day at most.':
    'Captures d’un voyageur renvoyé, jusqu’à la décision d’un agent, un jour au plus.',
  'Captures after the decision, one hour at most.': 'Captures après la décision, une heure au plus.',
  'Captures of a traveller who was admitted although the lane had a doubt. They wait for a possible second look, one day at most.':
    'Captures d’un voyageur admis malgré un doute de la voie. Elles attendent un éventuel second regard, un jour au plus.',
  'Captures that two people ordered to keep, 90 days at most.':
    'Captures que deux personnes ont ordonné de conserver, 90 jours au plus.',
  'Templates of travellers who registered, while the registration lasts.':
    'Gabarits des voyageurs inscrits, tant que dure l’inscription.',
  'Counted records of inspections. They name no one.': 'Relevés comptés de contrôles. Ils ne nomment personne.',
  'Who made which readiness check of a lane. It is kept on this server.':
    'Qui a effectué quel contrôle de disponibilité d’une voie. Cette indication est conservée sur ce serveur.',
  'Classes of what is kept': 'Catégories de conservation',
  'The limit has passed and the lane has not erased it. Go to the lane and look at its disk and clock.':
    'Le délai est dépassé et la voie n’a pas effacé. Vérifiez à la voie le disque et l’horloge.',
  'The lane erases it within ten minutes.': 'La voie l’efface dans les dix minutes.',
  'The lane erases it within an hour.': 'La voie l’efface dans l’heure.',
  'The lane erases it within a day.': 'La voie l’efface dans la journée.',
  'The lane erases it later, by its policy.': 'La voie l’efface plus tard, selon sa politique.',
  'Time until the erasure': 'Délai avant l’effacement',
  'The lane reports it': 'La voie le signale',
  'The lane is silent': 'La voie est silencieuse',
  'No report came': 'Aucun rapport reçu',
  'The lane itself states that something past its limit is still there.':
    'La voie indique elle-même qu’un élément subsiste après son délai.',
  'Something should be gone by now, and the lane has sent nothing since. It erases without the server.':
    'Un élément devrait avoir disparu et la voie n’a rien envoyé depuis. Elle efface même sans le serveur.',
  'The captures of a referral should be gone, and no report of their erasure has come.':
    'Les captures d’un renvoi devraient être effacées, et aucun rapport d’effacement n’est arrivé.',
  'Why something counts as overdue': 'Pourquoi un élément est en retard',
  'The officer had taken the referral.': 'L’agent avait pris le renvoi.',
  'A colleague had asked for an opinion.': 'Un collègue avait demandé un avis.',
  'A supervisor reviewed a decision.': 'Un superviseur examinait une décision.',
  'No referral connects the two. Policy allows it in some cases: ask which it was.':
    'Aucun renvoi ne les relie. La politique le permet dans certains cas : demandez lequel.',
  'The officer’s relation to the traveller': 'Lien de l’agent avec le voyageur',
  'The officer viewed more often for this purpose than colleagues do. A busy desk explains it as well.':
    'L’agent a consulté plus souvent que ses collègues dans ce but. Un guichet chargé l’explique aussi.',
  'Colleagues seldom view at this hour. Compare it with the roster.':
    'Les collègues consultent rarement à cette heure. Comparez avec le tableau de service.',
  'No referral connects this officer with the traveller.': 'Aucun renvoi ne liait cet agent au voyageur.',
  'One officer viewed one traveller several times. A long case explains it.':
    'Un agent a consulté plusieurs fois le même voyageur. Un dossier long l’explique.',
  'The lane released nothing. The reason is shown beside it.': 'La voie n’a rien communiqué. Le motif figure à côté.',
  'The lane answered a permission that this server has not recorded. Call the auditor.':
    'La voie a répondu à une autorisation que ce serveur n’a pas enregistrée. Prévenez l’auditeur.',
  'Marks of a viewing': 'Marques d’une consultation',
  'The request waits for an answer. The month runs.': 'La demande attend une réponse. Le délai d’un mois court.',
  'The deadline was extended and the traveller was told why.':
    'Le délai a été prolongé et le voyageur en connaît la raison.',
  'The traveller received an answer.': 'Le voyageur a reçu une réponse.',
  'Nothing about the traveller was kept, and the traveller was told so.':
    'Rien n’était conservé sur le voyageur, ce qui lui a été indiqué.',
  'The request was refused on a ground of the law.': 'La demande a été rejetée pour un motif légal.',
  'The traveller withdrew the request.': 'Le voyageur a retiré sa demande.',
  'States of a request': 'États d’une demande',
  'The lane runs the policy and has signed that it does.':
    'La voie applique la politique et l’a confirmé par sa signature.',
  'The order is on its way.': 'L’ordre est en route.',
  'The lane refused the policy. The reason is shown beside it. Another person must sign.':
    'La voie a rejeté la politique. Le motif figure à côté. Une autre personne doit signer.',
  'The policy is signed and begins later.': 'La politique est signée et entre en vigueur plus tard.',
  'The lane is away. It receives the policy when it returns.':
    'La voie est injoignable. Elle reçoit la politique à son retour.',
  'The last order had no effect. The server sends another one by itself.':
    'Le dernier ordre est resté sans effet. Le serveur en envoie un autre de lui-même.',
  'Progress of a policy on a lane': 'Adoption d’une politique par une voie',
  'The order is on its way. Until the lane answers, its captures may still be erased by their limit.':
    'L’ordre est en route. Jusqu’à la réponse de la voie, les captures peuvent encore être effacées à leur terme.',
  'The lane holds the captures, or has released them.': 'La voie retient les captures, ou les a libérées.',
  'The lane could not do it, for example because the captures were already erased.':
    'La voie n’a pas pu l’exécuter, par exemple parce que les captures étaient déjà effacées.',
  'The lane did not answer in time. Propose it again.': 'La voie n’a pas répondu à temps. Proposez-le de nouveau.',
  'Answers of a lane to a hold': 'Réponses d’une voie à un gel',
  'States of a proposal': 'États d’une proposition',
  'Shows privacy officers, and in part auditors, what the lanes keep, what they erased, who viewed it, and on what basis. It shows counts, acts and proofs, never a picture.':
    'Montre aux agents de protection des données, et en partie aux auditeurs, ce que les voies conservent, ce qu’elles ont effacé, qui l’a consulté et sur quelle base. La page affiche des nombres, des actes et des preuves, jamais une image.',
  'Counts what each lane keeps now, by class and by the time until its erasure. Anything overdue must be investigated at the lane.':
    'Compte ce que chaque voie conserve actuellement, par catégorie et par délai avant effacement. Tout retard doit être vérifié à la voie.',
  'Lists what the lanes erased. Each line is a report that a lane signed and has a proof in the ledger.':
    'Liste ce que les voies ont effacé. Chaque ligne est un rapport signé par une voie et possède une preuve dans le registre.',
  'Lists each viewing of evidence with its officer, purpose and result. A mark asks you to look into it. It accuses no one.':
    'Liste chaque consultation d’images de contrôle avec son agent, son but et son résultat. Une marque invite à vérifier. Elle n’accuse personne.',
  'Keeps travellers’ requests for access or erasure with their deadlines. Enter a request, find the data by the receipt code, then answer. The law gives one month, which can be extended.':
    'Gère les demandes d’accès ou d’effacement des voyageurs avec leurs délais. Saisissez la demande, recherchez les données par le code du récépissé, puis répondez. La loi accorde un mois, qui peut être prolongé.',
  'Shows the retention policy in force, its versions, and which policy each lane runs. Two people approve a draft here. Two people then sign it with their own keys outside the server, and the lanes adopt it.':
    'Montre la politique de conservation en vigueur, ses versions et celle qu’applique chaque voie. Deux personnes approuvent ici un projet. Deux personnes le signent ensuite avec leurs propres clés hors du serveur, et les voies l’adoptent.',
  'Lists legal holds: captures that a lane must not erase while a hold is in force. One person proposes a hold or its end, another person approves it.':
    'Liste les gels : des captures qu’une voie ne doit pas effacer tant que le gel est en vigueur. Une personne propose un gel ou sa levée, une autre l’approuve.',
  'Shows the record of processing activities, the facts for an impact assessment, and published counts. Each can be saved as a document.':
    'Montre le registre des activités de traitement, les éléments pour une analyse d’impact et les nombres publiés. Chacun peut être enregistré comme document.',
};
