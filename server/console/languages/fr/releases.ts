/** The releases of the signed channel and their roll-outs. */
import type { Catalogue } from '../text.ts';

export const releases = {
  'Steps of a roll-out': 'Étapes d’un déploiement',
  'Lanes that serve few real travellers or none. At least four hours and 20 travellers.':
    'Voies qui ne servent aucun voyageur pour de bon, ou peu. Au moins quatre heures et 20 voyageurs.',
  'One lane of each site, named when the release was signed. At least a day and 200 travellers.':
    'Une voie de chaque site, désignée à la signature de la livraison. Au moins un jour et 200 voyageurs.',
  'A share of all lanes, chosen by a digest. At least a day and 500 travellers.':
    'Une part de toutes les voies, choisie par une empreinte. Au moins un jour et 500 voyageurs.',
  'A quarter of all lanes. At least a day and 1,000 travellers.':
    'Un quart de toutes les voies. Au moins un jour et 1 000 voyageurs.',
  'Each lane takes it. The server still compares and can hold it.':
    'Chaque voie la prend. Le serveur compare toujours et peut la retenir.',
  'State of a roll-out': 'État d’un déploiement',
  'The lanes of its step take the release.': 'Les voies de l’étape prennent la livraison.',
  'No more lanes take it. Those that use it keep it.':
    'Plus aucune voie ne la prend. Les voies qui l’utilisent la gardent.',
  'Lanes that used it go back to the version before. It is not opened again.':
    'Les voies qui l’utilisaient reviennent à la version d’avant. Elle n’est pas rouverte.',
  'Why a step is not over': 'Pourquoi une étape n’est pas terminée',
  'A freeze of this page or of the signed terms is in force.':
    'Un gel de cette page ou des conditions signées est en vigueur.',
  'The lanes of this step are off, or have no connection.': 'Les voies de cette étape sont éteintes ou sans connexion.',
  'Fewer than four in five of the lanes of the step that reported use it.':
    'Moins de quatre voies sur cinq de l’étape qui se sont signalées l’utilisent.',
  'The step has a minimum time, which is not over.': 'L’étape a une durée minimale, qui n’est pas écoulée.',
  'Too few travellers have passed with the release for a comparison.':
    'Trop peu de voyageurs sont passés avec la livraison pour comparer.',
  'Why a release is pending': 'Pourquoi une livraison est en attente',
  'It is meant for the lane, which has not reported it yet.':
    'Elle est destinée à la voie, qui ne l’a pas encore signalée.',
  'A later version was returned or withdrawn, and the lane goes back.':
    'Une version ultérieure a été retirée, et la voie revient en arrière.',
  'The roll-out has not reached this lane.': 'Le déploiement n’a pas atteint cette voie.',
  'The roll-out is held or was returned.': 'Le déploiement est retenu ou a été retiré.',
  'The signed terms have a freeze.': 'Les conditions signées prévoient un gel.',
  'The signed terms have a date before which no lane takes it.':
    'Les conditions signées ont une date avant laquelle aucune voie ne la prend.',
  'Two people have paused it with their signatures.': 'Deux personnes l’ont suspendue par leurs signatures.',
  'Freshness of a lane': 'Fraîcheur d’une voie',
  'The lane has checked its releases within a day, and their signatures are valid for a week or longer.':
    'La voie a vérifié ses livraisons depuis moins d’un jour, et leurs signatures sont valables une semaine ou plus.',
  'For a day the lane made no complete check, or sent nothing.':
    'La voie n’a fait aucune vérification complète depuis un jour, ou ne s’est pas signalée.',
  'Signatures expire within a week. Two people must sign again; if they have, the server withholds the new signatures.':
    'Les signatures expirent dans la semaine. Deux personnes doivent signer de nouveau\u00a0; si elles l’ont fait, le serveur le retient.',
  'Signatures have expired: the lane refers every traveller until it gets new ones.':
    'Les signatures ont expiré\u00a0: la voie renvoie tous les voyageurs jusqu’à ce qu’elle en reçoive de nouvelles.',
  Releases: 'Livraisons',
  'Shows the releases that two people signed, how far each is rolled out, what each lane holds, and what is pending. The server opens the next step when the lanes of the present step work as well as before. It holds a release that causes more referrals, more faults or longer times. You can hold or return a release in one act.':
    'Montre les livraisons que deux personnes ont signées, l’avancement de chacune, ce que détient chaque voie et ce qui est en attente. Le serveur ouvre une étape quand les voies de l’étape d’avant fonctionnent aussi bien qu’auparavant\u00a0; il retient une livraison qui provoque plus de renvois, de pannes ou des durées plus longues. Retenez ou retirez une livraison en un seul acte.',
  Freezes: 'Gels',
  'In a freeze no roll-out proceeds and no lane takes a staged release. A release can be returned at any time.':
    'Pendant un gel, aucun déploiement n’avance et aucune voie ne prend une livraison échelonnée. Une livraison peut être retirée à tout moment.',
  'No freeze is set.': 'Aucun gel n’est fixé.',
  '{from} to {until}, set by {person}': '{from} à {until}, fixé par {person}',
  End: 'Terminer',
  'The freeze is set.': 'Le gel est fixé.',
  'Set freeze': 'Fixer un gel',
  'Lanes continue with the releases that they hold.': 'Les voies continuent avec les livraisons qu’elles détiennent.',
  'Nothing is published yet.': 'Rien n’est encore publié.',
  'Two people draft, sign and publish releases with npm run releases.':
    'Deux personnes préparent, signent et publient les livraisons avec npm run releases.',
  'Signed by two people. Their signatures expire on {time}.':
    'Signées par deux personnes. Leurs signatures expirent le {time}.',
  'Published releases': 'Livraisons publiées',
  'Roll-out': 'Déploiement',
  'Compared with before': 'Comparé à avant',
  'For all lanes at once': 'Pour toutes les voies à la fois',
  'Paused by signature': 'Suspendue par signature',
  'Withdrawn by signature': 'Retirée par signature',
  '{using} of {heard} lanes use it': '{using} voies sur {heard} l’utilisent',
  'Limit reached: referrals {referrals} %, faults {faults} %, times {times} %':
    'Limite atteinte\u00a0: renvois {referrals} %, pannes {faults} %, durées {times} %',
  'Releases of lanes': 'Livraisons des voies',
  'Find a lane': 'Chercher une voie',
  'Only lanes with something pending or old': 'Seulement les voies avec quelque chose d’ancien ou en attente',
  '{shown} of {all} lanes': '{shown} voies sur {all}',
  'Which lane holds what': 'Ce que détient chaque voie',
  'Current releases': 'Livraisons actuelles',
  Pending: 'En attente',
  'has reported no releases': 'n’a signalé aucune livraison',
  'never checked': 'jamais vérifié',
  'checked {time}': 'vérifié {time}',
  'Last try: {why}': 'Dernier essai\u00a0: {why}',
  'differs from the published one': 'diffère de celle qui est publiée',
  'not published here': 'non publiée ici',
  '{release} is changed. Lanes follow within a minute.': '{release} est modifiée. Les voies suivent en une minute.',
  Hold: 'Retenir',
  Resume: 'Reprendre',
  Return: 'Retirer',
  'Return {release}?': 'Retirer {release}\u00a0?',
  'Lanes that use it go back to the version before within a minute, and no lane takes it again. Two people have allowed this until {time}.':
    'Les voies qui l’utilisent reviennent en une minute à la version d’avant, et aucune ne la reprend. Deux personnes l’ont permis jusqu’au {time}.',
  'Return from all lanes': 'Retirer de toutes les voies',
  'Trust list': 'Liste de confiance',
  'Gate profile': 'Profil du sas',
  Watchlist: 'Liste de signalement',
  'Key of watchlists': 'Clé des listes de signalement',
  Models: 'Modèles',
  Software: 'Logiciel',
  Rules: 'Règles',
  'Bill of materials': 'Nomenclature',
  'Customs questions: rows by the policy in use, columns by the candidate':
    'Questions de la douane : lignes selon la politique en service, colonnes selon la candidate',
  '{rule}: holds for both {both}, only in use {inUse}, only for the candidate {candidate}':
    '{rule} : vraie pour les deux {both}, seulement en service {inUse}, seulement pour la candidate {candidate}',
  'Green channel': 'Circuit vert',
  'Red channel': 'Circuit rouge',
  'Undecided: customs': 'Indécis : douane',
  'Exchange rates': 'Taux de change',
  Laboratory: 'Laboratoire',
  'One lane of each site': 'Une voie de chaque site',
  '5 % of lanes': '5 % des voies',
  '25 % of lanes': '25 % des voies',
  Proceeds: 'Avance',
  Held: 'Retenue',
  Returned: 'Retirée',
  'waits for the end of a freeze': 'attend la fin d’un gel',
  'no lane of this step was heard in the last hour': 'aucune voie de cette étape ne s’est signalée depuis une heure',
  'waits for its lanes': 'attend ses voies',
  'waits for its time': 'attend sa durée',
  'waits for more travellers': 'attend plus de voyageurs',
  'on its way': 'en route',
  'goes back': 'revient en arrière',
  'in a later step': 'à une étape ultérieure',
  held: 'retenue',
  frozen: 'gelée',
  'has a later date': 'a une date ultérieure',
  'paused by signature': 'suspendue par signature',
  Current: 'À jour',
  'Not checked for a day': 'Non vérifiée depuis un jour',
  'Signatures expire soon': 'Les signatures expirent bientôt',
  'Too old': 'Trop ancienne',
  'a lane left it by itself': 'une voie l’a quittée d’elle-même',
  'it did not start': 'elle n’a pas démarré',
  'devices did not become ready': 'des appareils ne sont pas devenus prêts',
  'the server was not reached': 'le serveur n’a pas été atteint',
  'its files were damaged': 'ses fichiers étaient endommagés',
  'Tries {release}': 'Essaie {release}',
  'Runs {release}': 'Utilise {release}',
  'returned to {to}, because with {release} {why}': 'revenue à {to}, car avec {release} {why}',
  'returned from {release} to {to} by a technician at the lane':
    'voie ramenée de {release} à {to} par un technicien sur place',
  'the installed package': 'le paquet installé',
  'more referrals': 'plus de renvois',
  'more faults': 'plus de pannes',
  'longer times': 'durées plus longues',
  'the source did not answer': 'la source n’a pas répondu',
  'the source has no releases': 'la source n’a pas de livraisons',
  'the release cannot be used': 'la livraison est inutilisable',
  'signatures are missing': 'des signatures manquent',
  'the source has an older state': 'la source a un état plus ancien',
  'signatures have expired': 'les signatures ont expiré',
  'files differ from what was signed': 'des fichiers diffèrent de ce qui a été signé',
  'a file is too large': 'un fichier est trop grand',
  'the list of signers was refused': 'la liste des signataires a été refusée',
  'the lane cannot write to its disk': 'le disque de la voie refuse',
  'The state of the roll-out has changed. Read it again before you continue.':
    'Le déploiement est maintenant dans un autre état. Regardez de nouveau avant de continuer.',
  'The freeze must end after it begins, in the future, and last at most 120 days.':
    'Le gel doit finir après son début, dans le futur, et durer 120 jours au plus.',
  'This roll-out or freeze no longer exists.': 'Ce déploiement ou ce gel n’existe plus.',
  'See which releases lanes hold, what is pending, and why':
    'Voir quelles livraisons les voies détiennent, ce qui est en attente et pourquoi',
  'Hold a staged release, or return it from all lanes that use it':
    'Retenir une livraison échelonnée, ou la retirer de toutes les voies qui l’utilisent',
  'Resume a staged release that is held': 'Reprendre une livraison échelonnée qui est retenue',
  'Set or end a time in which no staged release proceeds':
    'Fixer ou terminer un gel pendant lequel aucune livraison n’avance',
  '{count} travellers': { one: '{count} voyageur', other: '{count} voyageurs' },
  '{count} more': { one: '{count} autre', other: '{count} autres' },
  'Beside the one in use': 'À côté de la version en service',
  'waits until its shadow passage is within the limits': 'attend que son passage en parallèle respecte les limites',
  'disagrees with the one in use beyond the signed limits':
    's’écarte de la version en service au-delà des limites signées',
  'Not decided yet': 'Pas encore décidé',
  'Within the limits': 'Dans les limites',
  'Limits exceeded': 'Limites dépassées',
  'too slow': 'trop lent',
  failed: 'échec',
  'too much memory': 'trop de mémoire',
  'not loaded': 'non chargé',
  'lane was busy': 'voie occupée',
  'registered face': 'visage enregistré',
  'lane stopped': 'voie arrêtée',
  'asks for more than was captured': 'demande plus que ce qui a été capté',
  'No lane decides with it. Its file judges beside the one in use until it agrees within the signed limits.':
    'Aucune voie ne décide avec elle. Son fichier juge à côté de la version en service jusqu’à s’accorder dans les limites signées.',
  'Too few travellers were judged beside the one in use, or two people have not signed a shadow release of this file.':
    'Trop peu de voyageurs ont été jugés à côté de la version en service, ou deux personnes n’ont pas signé de livraison parallèle de ce fichier.',
  'Shadow passage of a model or policy': 'Passage en parallèle d’un modèle ou d’une politique',
  'Too few travellers were judged by both, or the shares lie too close to a limit.':
    'Trop peu de voyageurs ont été jugés par les deux, ou les parts sont trop proches d’une limite.',
  'Both agree: the upper bound of each share (95 %) is at or below its signed limit.':
    'Les deux s’accordent\u00a0: la borne supérieure de chaque part (95 %) ne dépasse pas sa limite signée.',
  'They disagree: the lower bound of a share (99.9 %) is above its signed limit. The release is held.':
    'Ils divergent\u00a0: la borne inférieure d’une part (99,9 %) dépasse sa limite signée. La livraison est retenue.',
  'Why a candidate did not judge a traveller': 'Pourquoi un candidat n’a pas jugé un voyageur',
  'The captures ended before the candidate was done. They never wait for it.':
    'Les captures ont pris fin avant que le candidat ait terminé. Elles ne l’attendent jamais.',
  'The candidate ended, gave no valid answer, or does not prove the rate of the policy.':
    'Le candidat s’est arrêté, n’a pas donné de réponse valable ou ne prouve pas le taux de la règle.',
  'The candidate took more memory than it may, and was ended.':
    'Le candidat a pris plus de mémoire que permis et a été arrêté.',
  'The file of the candidate could not be loaded at the lane.':
    'Le fichier du candidat n’a pas pu être chargé à la voie.',
  'The lane was slow, short of memory, or still judged the traveller before.':
    'La voie était lente, manquait de mémoire ou jugeait encore le voyageur précédent.',
  'The traveller was compared with a registered face, which only the model in use can read.':
    'Le voyageur a été comparé à un visage enregistré, que seul le modèle en service peut lire.',
  'The lane stopped while the candidate judged.': 'La voie s’est arrêtée pendant que le candidat jugeait.',
  'A candidate policy asks for what the lane did not capture for the policy in use.':
    'Une politique candidate demande ce que la voie n’a pas capté pour la politique en service.',
  'No shadow release of this file is published.': 'Aucune livraison parallèle de ce fichier n’est publiée.',
  '{judged} of {wanted} travellers judged beside the policy in use, at {lanes} lanes':
    '{judged} voyageurs sur {wanted} jugés à côté de la politique en service, sur {lanes} voies',
  '{judged} of {wanted} travellers judged beside the model in use, at {lanes} lanes':
    '{judged} voyageurs sur {wanted} jugés à côté du modèle en service, sur {lanes} voies',
  'Agreed: {pass} pass, {refuse} refuse': 'Accord\u00a0: {pass} acceptés, {refuse} refusés',
  'Only the candidate would pass: {count}, at most {high} %; limit {most} %':
    'Seul le candidat accepterait\u00a0: {count}, au plus {high} %\u00a0; limite {most} %',
  'Only the candidate would refuse: {count}, at most {high} %; limit {most} %':
    'Seul le candidat refuserait\u00a0: {count}, au plus {high} %\u00a0; limite {most} %',
  '{count} not judged': { one: '{count} non jugé', other: '{count} non jugés' },
} satisfies Catalogue;
