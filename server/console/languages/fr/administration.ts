import type { Catalogue } from '../text.ts';

export const administration: Catalogue = {
  Proposed: 'Proposé',
  Approved: 'Approuvé',
  Withdrawn: 'Retiré',
  Started: 'Commencé',
  Ended: 'Terminé',
  Offered: 'Proposé',
  'Taken over': 'Repris',
  Raised: 'Signalé',
  'Taken on': 'Pris en charge',
  Opened: 'Ouvert',
  Extended: 'Prolongé',
  Closed: 'Clos',
  'Given back': 'Rendu',
  'Question withdrawn': 'Question retirée',
  'Second opinion given': 'Deuxième avis donné',
  Reassigned: 'Réattribué',
  'Gate opened for an admitted traveller': 'Sas ouvert pour un voyageur admis',
  'Gate opened once, by hand': 'Sas ouvert une fois, à la main',
  'Taken out of service': 'Mise hors service',
  'Returned to service': 'Remise en service',
  'Emergency started': 'Urgence commencée',
  'Emergency ended': 'Urgence terminée',
  'Referral resolved': 'Renvoi réglé',
  'Captures held': 'Captures gelées',
  'Hold released': 'Gel levé',
  'Captures erased': 'Captures effacées',
  'Policy reduced': 'Politique réduite',
  'Full policy restored': 'Politique complète rétablie',
  Confirmed: 'Confirmé',
  'Found to be without cause': 'Constaté sans motif',
  'Agreed with the decision': 'D’accord avec la décision',
  'Disagreed with the decision': 'En désaccord avec la décision',
  'Could not tell': 'Impossible à dire',
  'Refused: {result}': 'Refusé\u00a0: {result}',
  'Turned down': 'Rejeté',
  Opinion: 'Avis',
  '{says} by {person}, {date}': '{says}, {person}, {date}',
  'In the session {session}': 'Dans la session {session}',
  'The ledger’s entry: {entry}': 'Entrée du registre\u00a0: {entry}',
  'the act': 'l’acte',
  Acts: 'Actes',
  Act: 'Acte',
  'Every act': 'Tous les actes',
  'Person, by their name at this server': 'Personne, par son nom sur ce serveur',
  Show: 'Afficher',
  'This is not a valid name.': 'Ce n’est pas un nom valable.',
  'Acts stay recorded.': 'Les actes restent enregistrés.',
  'No act matches.': 'Aucun acte ne correspond.',
  Person: 'Personne',
  About: 'Concerne',
  Result: 'Résultat',
  acts: 'actes',
  'Enrol a kiosk': 'Enregistrer une borne',
  'A kiosk enrols once, with a code that is typed at it. A new code withdraws the unused codes of the same kiosk.':
    'Une borne s’enregistre une seule fois, avec un code saisi sur place. Un nouveau code annule les codes inutilisés de la même borne.',
  'Enter the minutes as a number from 1 to {most}.': 'Les minutes sont un nombre de 1 à {most}.',
  'Name of the kiosk': 'Nom de la borne',
  'Small letters, digits and hyphens: north-1. It cannot be changed later.':
    'Lettres minuscules, chiffres et traits d’union\u00a0: north-1. Il ne peut pas être modifié ensuite.',
  'Valid for (minutes)': 'Valable (minutes)',
  '{kioskId} is disabled.': '{kioskId} est désactivée.',
  'Disable {kioskId}?': 'Désactiver {kioskId}\u00a0?',
  'It stands at {site}, lane {lane}. The server will refuse all its messages, revoke its certificates and close its connections. No officer can view the evidence that it keeps.':
    'Elle se trouve sur le site {site}, voie {lane}. Le serveur refusera tous ses messages, révoquera ses certificats et fermera ses connexions. Aucun agent ne pourra consulter les images de contrôle qu’elle conserve.',
  'This cannot be undone. Disable only a kiosk that was stolen or given up. To close a lane for some time, take it out of service.':
    'Cela est irréversible. Ne désactivez qu’une borne volée ou abandonnée. Pour fermer une voie un certain temps, mettez-la hors service.',
  'Disable permanently': 'Désactiver définitivement',
  'Lanes continue without it.': 'Les voies continuent sans lui.',
  'The server’s next signing key': 'La prochaine clé de signature du serveur',
  '{following} of {all} kiosks have it. Change to it at the server between {from} and {until}; after that, kiosks no longer accept the present key.':
    '{following} bornes sur {all} l’ont. Passez-y sur le serveur entre {from} et {until}\u00a0; ensuite, les bornes n’acceptent plus la clé actuelle.',
  Kiosks: 'Bornes',
  'No kiosk is enrolled yet.': 'Aucune borne n’est encore enregistrée.',
  'Make a one-time code and type it at the first kiosk.':
    'Créez un code à usage unique et saisissez-le sur la première borne.',
  '{ready} of {all} ready.': '{ready} sur {all} prêtes.',
  'Kiosks of {site}': 'Bornes du site {site}',
  State: 'État',
  'Last heard': 'Dernier message',
  Certificate: 'Certificat',
  Enrolled: 'Enregistrée',
  Actions: 'Actions',
  Ready: 'Prête',
  'Never heard': 'Jamais de message',
  'Follows another server key': 'Suit une autre clé de serveur',
  'Differs from most': 'Diffère de la plupart',
  Fleet: 'Parc',
  Policies: 'Politiques',
  never: 'jamais',
  '{time} ago': 'il y a {time}',
  'disabled {date}': 'désactivée {date}',
  'Disable <unseen>kiosk {kioskId}</unseen>': 'Désactiver <unseen>la borne {kioskId}</unseen>',
  'none valid': 'aucun valable',
  'valid for {time}': 'valable {time}',
  expired: 'expiré',
  'The code of {kioskId} is withdrawn.': 'Le code de {kioskId} est annulé.',
  'Unused codes': 'Codes inutilisés',
  Kiosk: 'Borne',
  Place: 'Lieu',
  'Made by': 'Créé par',
  Until: 'Jusqu’à',
  'Withdraw <unseen>the code of {kioskId}</unseen>': 'Annuler <unseen>le code de {kioskId}</unseen>',
  'Lanes continue with the policies that they run.': 'Les voies continuent avec les politiques qu’elles appliquent.',
  'Policies that lanes run': 'Politiques appliquées par les voies',
  'From the latest signed match report of each lane: SHA-256 of the policy, the notice and the models that it ran. They are installed at the lane and cannot be changed here. Two privacy officers decide on retention policies.':
    'Tiré du dernier rapport signé de chaque voie\u00a0: SHA-256 de la politique, de la notice et des modèles qu’elle appliquait. Ils sont installés sur la voie et ne peuvent pas être modifiés ici. Deux responsables de la protection des données décident des politiques de conservation.',
  'No lane has reported a traveller yet.': 'Aucune voie n’a encore signalé de voyageur.',
  'Policies, notices and models of lanes': 'Politiques, notices et modèles des voies',
  Digest: 'Empreinte numérique',
  '{count} lanes': { one: '{count} voie', other: '{count} voies' },
  'Disabled ## a kiosk': 'Désactivée',
  'Not heard for {time}': 'Aucun message depuis {time}',
  'Decision policy': 'Politique de décision',
  'At the kiosk, with {variable} set to the server’s address for kiosks:':
    'Sur la borne, avec {variable} réglé sur l’adresse du serveur pour les bornes\u00a0:',
  'Another kiosk stands at this lane. Disable that one first, or name another lane.':
    'Une autre borne se trouve à cette voie. Désactivez-la d’abord, ou indiquez une autre voie.',
  'This kiosk is enrolled at another lane. A kiosk that moves gets a new name.':
    'Cette borne est enregistrée à une autre voie. Une borne déplacée reçoit un nouveau nom.',
  'This kiosk was disabled permanently. Give the machine a new name.':
    'Cette borne a été désactivée définitivement. Donnez un nouveau nom à la machine.',
  'The fleet has no certificate authority yet. Run npm run fleet -- init at the server.':
    'Le parc n’a pas encore d’autorité de certification. Exécutez npm run fleet -- init sur le serveur.',
  'There is no open code of this kiosk: it was used or withdrawn, or it has expired.':
    'Il n’y a pas de code ouvert pour cette borne\u00a0: il a été utilisé ou annulé, ou il a expiré.',
  'This kiosk keeps captures under a legal hold. Propose it: a privacy officer approves.':
    'Cette borne conserve des captures sous gel juridique. Proposez-le\u00a0: un responsable de la protection des données approuve.',
  'End a session': 'Mettre fin à une session',
  'Give a fresh proof of identity': 'Prouver de nouveau son identité',
  'Fail to sign in': 'Échec de connexion',
  'Remove a passkey': 'Supprimer une clé d’accès',
  'Set a password': 'Définir un mot de passe',
  'Remove a password': 'Supprimer un mot de passe',
  'Add a code generator': 'Ajouter un générateur de codes',
  'Remove a code generator': 'Supprimer un générateur de codes',
  'Enrol with a code': 'S’enregistrer avec un code',
  'Become one of the first administrators': 'Devenir l’un des premiers administrateurs',
  'Print codes for administrators at the server': 'Afficher au serveur des codes pour les administrateurs',
  'Lane ordered to adopt the retention policy': 'Voie chargée d’adopter la politique de conservation',
  'Order lanes to adopt the signed retention policy':
    'Ordonner aux voies d’adopter la politique de conservation signée',
  'Command line of the server': 'Ligne de commande du serveur',
  'The server': 'Le serveur',
  'See lanes and their state': 'Voir les voies et leur état',
  'See the outcomes that lanes report': 'Voir les résultats signalés par les voies',
  'See counts of cleared and referred travellers over time, durations and device faults':
    'Voir dans le temps les nombres de voyageurs passés et renvoyés, les durées et les pannes d’appareils',
  'See the same figures for a whole site, by days that have ended, without small counts':
    'Voir les mêmes chiffres pour tout un site, par jours terminés, sans petits nombres',
  'See alarms about lanes': 'Voir les alarmes des voies',
  'Open a lane once, for one person, with a passkey for each opening':
    'Ouvrir une voie une fois, pour une personne, avec une clé d’accès à chaque ouverture',
  'Keep a lane open in an emergency, or end that, with a passkey each time':
    'Garder une voie ouverte en urgence, ou y mettre fin, avec une clé d’accès chaque fois',
  'See emergency openings and their reviews': 'Voir les ouvertures d’urgence et leurs examens',
  "Review whether another person's emergency opening was justified":
    'Examiner si l’ouverture d’urgence d’une autre personne était justifiée',
  'See lanes opened by hand for a cause, and the reviews':
    'Voir les voies ouvertes à la main pour un motif, et les examens',
  "Review whether another person's opening by hand had a cause":
    'Examiner si l’ouverture manuelle d’une autre personne avait un motif',
  'Take a lane out of service, or return it': 'Mettre une voie hors service, ou la remettre en service',
  'See orders to lanes and their results': 'Voir les ordres aux voies et leurs résultats',
  'See waiting referrals': 'Voir les renvois en attente',
  'Take a referral, or give it back': 'Prendre un renvoi en charge, ou le rendre',
  'Decide a referral after taking it': 'Décider d’un renvoi après l’avoir pris en charge',
  "Ask for, or give, a second opinion on another officer's referral":
    'Demander ou donner un deuxième avis sur le renvoi d’un autre agent',
  'Hand referrals over to the next shift': 'Remettre les renvois au service suivant',
  'Mark a referral for safeguarding, and see marked referrals':
    'Marquer un renvoi pour protection, et voir les renvois marqués',
  'Review the decision on a referral': 'Examiner la décision sur un renvoi',
  'See admissions that await a second look': 'Voir les admissions qui attendent un second examen',
  "Report the finding of a second look at another officer's admission":
    'Indiquer le constat d’un second examen de l’admission d’un autre agent',
  'Decide where a second look disagrees with a decision': 'Trancher quand un second examen contredit une décision',
  'Watch the lanes of a site, for an hour at most': 'Surveiller les voies d’un site, une heure au plus',
  'See the vigilance at a site and when breaks are due': 'Voir la vigilance sur un site et les pauses dues',
  'See the results of attention tests, and unusual decision patterns':
    'Voir les résultats des tests d’attention et les décisions inhabituelles',
  'View the captures of a referred traveller, with a passkey for each viewing':
    'Consulter les captures d’un voyageur renvoyé, avec une clé d’accès à chaque consultation',
  'See the policy degradations in force': 'Voir les réductions de politique en vigueur',
  'Propose a policy degradation for some hours': 'Proposer une réduction de politique pour quelques heures',
  'Approve a policy degradation for some hours': 'Approuver une réduction de politique pour quelques heures',
  'End a degradation before its time': 'Mettre fin à une réduction avant son terme',
  'See the legal holds': 'Voir les gels juridiques',
  'Propose a legal hold or its end': 'Proposer un gel juridique ou sa levée',
  'Approve a legal hold or its end': 'Approuver un gel juridique ou sa levée',
  "Order a lane to erase one traveller's captures on their request":
    'Ordonner à une voie d’effacer les captures d’un voyageur à sa demande',
  'See the retention policies': 'Voir les politiques de conservation',
  'Propose a retention policy': 'Proposer une politique de conservation',
  'Approve a retention policy': 'Approuver une politique de conservation',
  'Upload a signature for an approved retention policy; after the second, lanes are ordered to adopt it':
    'Déposer une signature d’une politique de conservation approuvée\u00a0; après la seconde, les voies reçoivent l’ordre de l’adopter',
  'See how many captures are kept where, and until when':
    'Voir combien de captures sont conservées, où et jusqu’à quand',
  'See erasures and overdue captures': 'Voir les effacements et les captures en retard',
  'See evidence viewings, their purposes and unusual ones':
    'Voir les consultations d’images de contrôle, leurs finalités et celles qui sont inhabituelles',
  'See the record of processing': 'Voir le registre des traitements',
  'Export visible privacy records to a file': 'Exporter dans un fichier les données de protection visibles',
  "See travellers' access requests": 'Voir les demandes d’accès des voyageurs',
  "Open and answer a traveller's access request": 'Ouvrir et traiter une demande d’accès d’un voyageur',
  'See agreements with partner agencies, deliveries under them, and people of partners':
    'Voir les accords avec les autorités partenaires, les livraisons prévues et les personnes des partenaires',
  "Receive exports addressed to the person's agency": 'Recevoir les exports adressés à l’autorité de la personne',
  'See proposals of the kinds that one may propose or approve':
    'Voir les propositions des types que l’on peut proposer ou approuver',
  'Make and withdraw proposals; each kind also needs its own act':
    'Faire et retirer des propositions\u00a0; chaque type exige aussi son propre droit',
  "Approve or decline another person's proposal; each kind also needs its own act":
    'Approuver ou rejeter la proposition d’une autre personne\u00a0; chaque type exige aussi son propre droit',
  'See who holds which duties': 'Voir qui exerce quelles fonctions',
  'Propose a duty for a person, or the end of a duty':
    'Proposer une fonction pour une personne, ou la fin d’une fonction',
  'Approve a duty for a person, or the end of a duty':
    'Approuver une fonction pour une personne, ou la fin d’une fonction',
  'See staff accounts': 'Voir les comptes du personnel',
  'Disable a person, or end their sessions': 'Désactiver une personne, ou mettre fin à ses sessions',
  'Approve disabling a person when fewer than two administrators would remain':
    'Approuver la désactivation d’une personne quand il resterait moins de deux administrateurs',
  'Propose the recovery of an account whose keys are lost':
    'Proposer la récupération d’un compte dont les clés sont perdues',
  'Approve the recovery of an account whose keys are lost':
    'Approuver la récupération d’un compte dont les clés sont perdues',
  'See the readiness checks of lanes, their measured values and who made them':
    'Voir les contrôles de disponibilité des voies, leurs mesures et leurs auteurs',
  'Begin a readiness check with the code that a lane shows':
    'Commencer un contrôle de disponibilité avec le code qu’une voie affiche',
  'See kiosks and their certificates': 'Voir les bornes et leurs certificats',
  "Issue a kiosk's one-time code": 'Délivrer le code à usage unique d’une borne',
  'Disable a stolen kiosk': 'Désactiver une borne volée',
  'Approve disabling a kiosk that keeps captures under a legal hold':
    'Approuver la désactivation d’une borne qui conserve des captures sous gel juridique',
  'Name sites and lanes, and place lanes on the plan of a site':
    'Nommer les sites et les voies, et placer les voies sur le plan d’un site',
  'See what is left to set up': 'Voir ce qui reste à configurer',
  'State that a part of the set-up is done outside the server, with a reason':
    'Déclarer qu’une partie de la configuration est faite hors du serveur, avec un motif',
  "Propose the succession of the server's signing key": 'Proposer la succession de la clé de signature du serveur',
  "Approve the succession of the server's signing key": 'Approuver la succession de la clé de signature du serveur',
  "See the server's metrics": 'Voir les mesures du serveur',
  "See the ledger's heads, witnesses, entry list and proofs without content":
    'Voir les états du registre, ses témoins, ses entrées et ses preuves sans contenu',
  "Get the ledger's proofs with the entries' content": 'Obtenir les preuves du registre avec le contenu des entrées',
  'See the acts of all people': 'Voir les actes de toutes les personnes',
  'This is not JSON. Paste the whole file.': 'Ce n’est pas du JSON. Collez le fichier entier.',
  'The policy is not valid. {faults}': 'La politique n’est pas valide. {faults}',
  'Try a decision policy': 'Essayer une politique de décision',
  'Shows how many travellers of the last four weeks another policy would have referred. It changes nothing. A report has no nationality, so the issuing state counts as one; age and remaining validity are known only where lanes already report these checks.':
    'Montre combien de voyageurs des quatre dernières semaines une autre politique aurait renvoyés au guichet. Rien n’est modifié. Un rapport n’indique pas la nationalité, l’État émetteur en tient donc lieu ; l’âge et la validité restante ne sont connus que là où les voies rapportent déjà ces contrôles.',
  'Try it': 'Essayer',
  'Reading the reports…': 'Lecture des rapports…',
  'Policy file': 'Fichier de la politique',
  'Or its text (JSON)': 'Ou son texte (JSON)',
  'Lanes reported too few travellers. At least {needed} are needed, so that no one can be recognised.':
    'Les voies ont signalé trop peu de voyageurs. Il en faut au moins {needed}, pour que personne ne puisse être reconnu.',
  'About {travellers} travellers from {from} to {to}.': 'Environ {travellers} voyageurs du {from} au {to}.',
  'Outcomes now and under the policy': 'Résultats actuels et selon la politique',
  Outcome: 'Résultat',
  'Under the policy': 'Selon la politique',
  'Not known': 'Inconnu',
  'Reasons of referrals under the policy': 'Motifs de renvoi selon la politique',
  'Checks that lanes did not run': 'Contrôles que les voies n’ont pas effectués',
  'less than 1 %, or none': 'moins de 1 % ou aucun',
  'This file is larger than any decision policy. It was not read.':
    'Ce fichier est plus grand que toute politique de décision. Il n’a pas été lu.',
  '{share} %': '{share} %',
  'Try a decision policy on what lanes reported in the last weeks, as shares without small counts':
    'Essayer une politique de décision sur les rapports des voies des dernières semaines, en parts sans petits nombres',
  'Marks of starts and releases': 'Marques des démarrages et des versions',
  'Differs from': 'Diffère de',
  'Old proof': 'Preuve ancienne',
  'No proof': 'Pas de preuve',
  'Not approved': 'Non approuvée',
  'The lane proved the values of an approved start within the last hour, or states an approved release.':
    'La voie a prouvé les valeurs d’un démarrage approuvé dans la dernière heure, ou indique une version approuvée.',
  'The registers that are listed have other values than in the nearest approved start. After an update, approve the new start. If there was none, have the machine checked.':
    'Les registres indiqués ont d’autres valeurs que le démarrage approuvé le plus proche. Après une mise à jour, approuvez le nouveau démarrage. S’il n’y en a pas eu, faites examiner la machine.',
  'The lane has proved nothing for an hour. Check whether it runs and reaches the server.':
    'La voie n’a rien prouvé depuis une heure. Vérifiez si elle fonctionne et atteint le serveur.',
  'The lane has no TPM of a configured maker, or the server does not ask for proofs.':
    'La voie n’a pas de TPM d’un fabricant configuré, ou le serveur ne demande pas de preuves.',
  'The lane states a release that no one approved. Compare it with the package that was installed.':
    'La voie indique une version que personne n’a approuvée. Comparez-la avec le paquet installé.',
  'Lane software': 'Logiciel des voies',
  'Shows how each lane was started, as its TPM proves it, and the release that it runs. Two administrators approve starts and releases: propose one here, and another person approves it under Decisions.':
    'Montre comment chaque voie a démarré, selon la preuve de son TPM, et la version qu’elle exécute. Deux administrateurs approuvent les démarrages et les versions\u00a0: proposez ici, une autre personne approuve sous Décisions.',
  'The server does not ask lanes how they were started. The releases below are the lanes’ own statements.':
    'Le serveur ne demande pas aux voies comment elles ont démarré. Les versions ci-dessous sont les déclarations des voies elles-mêmes.',
  'Lanes prove with their TPMs how they were started. The server accepts messages of every lane.':
    'Les voies prouvent avec leur TPM comment elles ont démarré. Le serveur accepte les messages de toutes les voies.',
  'Lanes prove with their TPMs how they were started. The server accepts messages only of lanes with an approved start.':
    'Les voies prouvent avec leur TPM comment elles ont démarré. Le serveur n’accepte que les messages des voies dont le démarrage est approuvé.',
  'Software of lanes': 'Logiciel de voies',
  'An organisation that signs agreements': 'Une organisation qui signe des accords',
  'An agreement with a partner agency': 'Un accord avec une autorité partenaire',
  'An organisation of the agreement is not on record with these keys. Enter it first.':
    'Une organisation de l’accord n’est pas enregistrée avec ces clés. Enregistrez-la d’abord.',
  'One organisation cannot be this agency and a partner.':
    'Une organisation ne peut pas être à la fois cette autorité et un partenaire.',
  'This record was used before. The organisation makes new keys.':
    'Cet enregistrement a déjà servi. L’organisation crée de nouvelles clés.',
  'The program of another partner has one of these keys. Each partner makes its own.':
    'Le programme d’un autre partenaire possède une de ces clés. Chaque partenaire crée les siennes.',
  'There is no such version of an agreement.': 'Cette version d’un accord n’existe pas.',
  'This version has all its signatures, or it is over.': 'Cette version a toutes ses signatures, ou elle est terminée.',
  'This version is not paused by a decision.': 'Cette version n’est pas suspendue par une décision.',
  'Another version has been entered. Give the agreement the next number.':
    'Une autre version a été enregistrée. Donnez à l’accord le numéro suivant.',
  'Another version of this agreement is with another partner. Choose another name.':
    'Une autre version de cet accord concerne un autre partenaire. Choisissez un autre nom.',
  'A signature is by a key that its organisation has not named.':
    'Une signature provient d’une clé que son organisation n’a pas désignée.',
  'One key has signed twice.': 'Une clé a signé deux fois.',
  'A signature does not fit the text of the agreement.': 'Une signature ne correspond pas au texte de l’accord.',
  'The agreement names other keys than those on record.': 'L’accord désigne d’autres clés que celles enregistrées.',
  'The first day has passed. Agree on a later one.': 'Le premier jour est passé. Convenez d’un jour ultérieur.',
  'Another agreement gives this partner the same dataset, or exact counts of the same travellers. The two could be subtracted from each other.':
    'Un autre accord donne à ce partenaire le même ensemble de données, ou des nombres exacts des mêmes voyageurs. Les deux pourraient être soustraits l’un de l’autre.',
  'A partner deletes a delivery': 'Un partenaire efface une livraison',
  'There is no such delivery of counts.': 'Il n’existe aucune livraison de comptages de ce nom.',
  'The partner has been asked to delete this delivery.':
    'Il a déjà été demandé au partenaire d’effacer cette livraison.',
  'An audit of a partner': 'Un audit d’un partenaire',
  'An audit of this agreement is open. Conclude it first.': 'Un audit de cet accord est ouvert. Concluez-le d’abord.',
  'There is no such audit.': 'Il n’existe aucun audit de ce nom.',
  'The audit is concluded.': 'L’audit est conclu.',
  'There is no such finding of an audit.': 'Il n’existe aucun constat d’audit de ce nom.',
  'The finding is closed.': 'Le constat est clos.',
  'A person of a partner agency': 'Une personne d’une autorité partenaire',
  'There is no such person of a partner, or their access has ended.':
    'Cette personne d’une autorité partenaire n’existe pas, ou son accès a pris fin.',
  'No partner with this id is on record. Enter its record first.':
    'Aucun partenaire avec cet identifiant n’est inscrit. Inscrivez-le d’abord.',
  'A person of a trader': 'Une personne d’un opérateur',
  'There is no such person of a trader, or their access has ended.':
    'Cette personne n’existe pas, ou son accès a pris fin.',
  'This code was used in another invitation. The person makes a new one.':
    'Ce code a servi à une autre invitation. La personne en crée un nouveau.',
  'A key of a trader’s program': 'Une clé du programme d’un opérateur',
  'There is no such key in use.': 'Aucune clé de ce genre n’est utilisée.',
  'This key was given before. The trader makes a new one.':
    'Cette clé a déjà été attribuée. L’opérateur en crée une nouvelle.',
  'A key is valid for at most 90 days.': 'Une clé est valable 90 jours au plus.',
  'Starts and releases of lanes': 'Démarrages et versions des voies',
  Start: 'Démarrage',
  Release: 'Version',
  'Maker of the TPM': 'Fabricant du TPM',
  Proved: 'Prouvé',
  'Registers that differ: {list}': 'Registres différents\u00a0: {list}',
  'Propose this start': 'Proposer ce démarrage',
  'Approved starts and releases': 'Démarrages et versions approuvés',
  'No start and no release is approved yet.': 'Aucun démarrage ni aucune version n’est encore approuvé.',
  'Approvals of starts and releases': 'Approbations de démarrages et de versions',
  Content: 'Contenu',
  '{proposer} and {approver}': '{proposer} et {approver}',
  'withdrawn {date}': 'retirée {date}',
  'in force': 'en vigueur',
  'Propose to withdraw {name}': 'Proposer le retrait de {name}',
  'Propose to withdraw': 'Proposer le retrait',
  'Propose a release': 'Proposer une version',
  'The digest is the one that “npm run package” prints as the release of the lane’s package. Compute it again from the package before you enter it.':
    'L’empreinte est celle que «\u00a0npm run package\u00a0» affiche comme version du paquet de la voie. Recalculez-la à partir du paquet avant de la saisir.',
  'A digest has 64 of the digits 0 to 9 and a to f.': 'Une empreinte a 64 des chiffres 0 à 9 et a à f.',
  'Name of the release': 'Nom de la version',
  'Small letters, digits, dots and hyphens: 2026.11.': 'Minuscules, chiffres, points et traits d’union\u00a0: 2026.11.',
  'Propose the start of {kioskId}': 'Proposer le démarrage de {kioskId}',
  'Lanes whose TPMs state these values count as started as approved. Propose it only for a machine that you installed or updated yourself.':
    'Les voies dont le TPM indique ces valeurs comptent comme démarrées de façon approuvée. Ne le proposez que pour une machine que vous avez installée ou mise à jour vous-même.',
  'Values of {count} registers': 'Valeurs de {count} registres',
  'Name of the start': 'Nom du démarrage',
  'Approved: {name}': 'Approuvé\u00a0: {name}',
  'No start is approved': 'Aucun démarrage n’est approuvé',
  'Differs from {name}': 'Diffère de {name}',
  'Not stated': 'Non indiquée',
  'Propose to approve a start or a release of lanes, or to withdraw an approval':
    'Proposer d’approuver un démarrage ou une version de voies, ou de retirer une approbation',
  'Approve a start or a release of lanes, or the withdrawal of an approval':
    'Approuver un démarrage ou une version de voies, ou le retrait d’une approbation',
  'See the findings of detection, their cases, exceptions and rules':
    'Voir les constats de la détection, leurs dossiers, exceptions et règles',
  'Judge a finding of detection about others than oneself':
    'Juger un constat de la détection qui concerne d’autres que soi',
  'Note, escalate and close a case of findings': 'Annoter, transmettre et clore un dossier de constats',
  'Export findings of detection, or one of their cases, to a file':
    'Exporter les constats de la détection, ou un de leurs dossiers, dans un fichier',
  'Propose that a statistical rule stays silent about one subject until a day, or to end that earlier':
    'Proposer qu’une règle statistique se taise sur un sujet jusqu’à un jour, ou d’y mettre fin plus tôt',
  'Approve an exception from a statistical rule, or its end':
    'Approuver une exception à une règle statistique, ou sa fin',
  'See breaches of personal data, their deadlines, notices and decisions':
    'Voir les violations de données, leurs délais, notifications et décisions',
  'Open a case about a breach of personal data, by hand or from an alarm or finding':
    'Ouvrir un dossier sur une violation de données, à la main ou à partir d’une alarme ou d’un constat',
  'Add entries of the ledger to a breach as facts': 'Ajouter à une violation des entrées du registre comme faits',
  'Assess a breach, write its notices, and close it': 'Évaluer une violation, rédiger ses notifications et la clore',
  'Sign the notice of a breach, and record that it was sent':
    'Signer la notification d’une violation et noter son envoi',
  'Export a breach with proofs to a file': 'Exporter une violation avec ses preuves dans un fichier',
  'Propose not to notify a breach, with reasons, or that there was none':
    'Proposer, avec des motifs, de ne pas notifier une violation, ou qu’il n’y en a pas eu',
  'Approve that a breach is not notified, or that there was none':
    'Approuver qu’une violation ne soit pas notifiée, ou qu’il n’y en a pas eu',
  'Confirm or decline a response to a finding about others than oneself':
    'Confirmer ou refuser une mesure sur un constat au sujet d’autres personnes',
  'Take back a response to a finding about others than oneself':
    'Retirer une mesure sur un constat au sujet d’autres personnes',
  'Propose which responses start at once, and how many one person may confirm':
    'Proposer quelles mesures commencent aussitôt, et combien une personne peut confirmer',
  'Approve which responses start at once, and how many one person may confirm':
    'Approuver quelles mesures commencent aussitôt, et combien une personne peut confirmer',
  'See the legal frameworks and what does not fulfil them': 'Voir les cadres juridiques et ce qui ne les respecte pas',
  'See the certification pack: controls of standards with their tests, figures and documents':
    'Voir le dossier de certification : mesures des normes avec leurs tests, chiffres et documents',
  'Export legal frameworks, the certification pack and the report of a year to a file':
    'Exporter les cadres juridiques, le dossier de certification et le rapport d’une année dans un fichier',
  'See the register of penalties and corrective actions': 'Voir le répertoire des sanctions et des mesures correctives',
  'Propose an entry in the register of penalties and corrective actions, more time for one, or its end':
    'Proposer une entrée au répertoire des sanctions et des mesures correctives, un délai ou sa fin',
  'Approve an entry in the register of penalties and corrective actions, more time for one, or its end':
    'Approuver une entrée au répertoire des sanctions et des mesures correctives, un délai ou sa fin',
  'Propose to return the server to service after a difference between database and ledger':
    'Proposer la remise en service du serveur après un écart entre base de données et registre',
  'Approve that the server returns to service after a difference between database and ledger':
    'Approuver la remise en service du serveur après un écart entre base de données et registre',
  'An access request was erased at the end of its time': 'Une demande d’accès a été effacée au terme de son délai',
  'On request': 'Sur demande',
  'No erasure covers it': 'Aucun effacement ne le couvre',
  'Erased acts': 'Actes effacés',
};
