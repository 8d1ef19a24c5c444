import type { Catalogue } from '../text.ts';

export const privacy: Catalogue = {
  'Nothing was erased.': 'Rien n’a été effacé.',
  'The lane destroyed {count} group keys. All captures under them had been erased before.': {
    one: 'La voie a détruit {count} clé de groupe. Toutes les captures qu’elle protégeait avaient déjà été effacées.',
    other:
      'La voie a détruit {count} clés de groupe. Toutes les captures qu’elles protégeaient avaient déjà été effacées.',
  },
  'The lane overwrote {count} captures or records with their wrapped keys.': {
    one: 'La voie a écrasé {count} capture ou relevé avec sa clé enveloppée.',
    other: 'La voie a écrasé {count} captures ou relevés avec leurs clés enveloppées.',
  },
  'It destroyed no group key yet, because other captures need it or its ten minutes had not ended. A later line reports the group key.':
    'Elle n’a pas encore détruit de clé de groupe, car d’autres captures en ont besoin ou ses dix minutes n’étaient pas écoulées. Une ligne ultérieure signale la clé de groupe.',
  'It also destroyed {count} group keys.': {
    one: 'Elle a aussi détruit {count} clé de groupe.',
    other: 'Elle a aussi détruit {count} clés de groupe.',
  },
  'Within 10 minutes': 'Dans les 10 minutes',
  'Within an hour': 'Dans l’heure',
  'Within a day': 'Dans la journée',
  Later: 'Plus tard',
  'the officer’s own referral': 'le renvoi de l’agent lui-même',
  'a second opinion that was asked for': 'un deuxième avis demandé',
  "a supervisor's review": 'un examen par un superviseur',
  'no referral of the officer': 'aucun renvoi de l’agent',
  'More often than colleagues': 'Plus souvent que les collègues',
  'At an unusual hour': 'À une heure inhabituelle',
  'No referral of the officer': 'Aucun renvoi de l’agent',
  'The same traveller again': 'De nouveau le même voyageur',
  'Nothing was shown': 'Rien n’a été montré',
  'No permission on record': 'Aucune autorisation enregistrée',
  Adopted: 'Adoptée',
  'Ordered, no answer yet': 'Ordre donné, pas encore de réponse',
  'Starts when the policy is in force': 'Commence quand la politique est en vigueur',
  'No status: ordered when it answers': 'Aucun état\u00a0: ordre dès qu’elle répond',
  'No answer: sent again automatically': 'Pas de réponse\u00a0: renvoyé automatiquement',
  'Kept now': 'Conservées maintenant',
  Viewings: 'Consultations',
  Requests: 'Demandes',
  Retention: 'Conservation',
  Holds: 'Gels',
  'Record and files': 'Registre et fichiers',
  'As a table': 'En tableau',
  Count: 'Nombre',
  'Sending…': 'Envoi…',
  'Decisions of two people': 'Décisions de deux personnes',
  'Nothing has been proposed.': 'Rien n’a été proposé.',
  'Proposed by {person}, {time}.': 'Proposé par {person}, {time}.',
  'Open until {time} ({left}).': 'Ouvert jusqu’à {time} ({left}).',
  'Settled by {person}, {time}.': 'Réglé par {person}, {time}.',
  'Exact content': 'Contenu exact',
  Approve: 'Approuver',
  'Approved.': 'Approuvé.',
  Withdraw: 'Retirer',
  'Withdrawn.': 'Retiré.',
  'A person other than the proposer must approve it.':
    'Une autre personne que l’auteur de la proposition doit l’approuver.',
  'the decision': 'la décision',
  'This is neither a receipt nor the reference of a passage. Nothing was sent.':
    'Ce n’est ni un reçu ni la référence d’un passage. Rien n’a été envoyé.',
  'A number does not name its lane. Choose the lane.': 'Un numéro n’indique pas sa voie. Choisissez la voie.',
  'This is a passage at another lane than the chosen one.': 'C’est un passage à une autre voie que celle choisie.',
  'The receipt is of a lane that this server does not know.': 'Le reçu est d’une voie que ce serveur ne connaît pas.',
  'The receipt was altered, or the lane did not sign it.': 'Le reçu a été modifié, ou la voie ne l’a pas signé.',
  'This file is larger than any retention policy. It was not read.':
    'Ce fichier est plus grand que toute politique de conservation. Il n’a pas été lu.',
  'This file is not a retention policy.': 'Ce fichier n’est pas une politique de conservation.',
  'This file is larger than any signed policy. It was not read.':
    'Ce fichier est plus grand que toute politique signée. Il n’a pas été lu.',
  'This file is not a signed policy. Choose the file that the command wrote.':
    'Ce fichier n’est pas une politique signée. Choisissez le fichier que la commande a écrit.',
  'This file signs another policy.': 'Ce fichier signe une autre politique.',
  'This file has no new signature.': 'Ce fichier n’a pas de nouvelle signature.',
  'A lane sends its first erasure report within ten minutes after its first traveller.':
    'Une voie envoie son premier rapport d’effacement dans les dix minutes qui suivent son premier voyageur.',
  'Erasures by day': 'Effacements par jour',
  'Erased captures and records': 'Captures et relevés effacés',
  'Captures, registrations and records whose keys were destroyed in the last four weeks, by day (UTC).':
    'Captures, inscriptions et relevés dont les clés ont été détruites ces quatre dernières semaines, par jour (UTC).',
  'Nothing was erased in these four weeks.': 'Rien n’a été effacé pendant ces quatre semaines.',
  Receipts: 'Reçus',
  'Each line is a report that a lane signed. It gives counts and never identifies a traveller.':
    'Chaque ligne est un rapport signé par une voie. Il donne des nombres et n’identifie jamais un voyageur.',
  What: 'Quoi',
  'Group keys': 'Clés de groupe',
  'Meaning of the counts': 'Signification des nombres',
  Capture: 'Capture',
  'One picture of a face, one fingerprint, or one portrait from a chip. Each is sealed with a key of its own.':
    'Une image d’un visage, une empreinte ou un portrait d’une puce. Chacune est scellée avec sa propre clé.',
  'Wrapped key': 'Clé enveloppée',
  'The key of a capture, encrypted with a group key and stored beside the capture.':
    'La clé d’une capture, chiffrée avec une clé de groupe et enregistrée à côté de la capture.',
  'Group key': 'Clé de groupe',
  'The lane makes one for each class of data and each ten minutes. It wraps the keys of all captures of that time.':
    'La voie en crée une pour chaque classe de données et toutes les dix minutes. Elle enveloppe les clés de toutes les captures de cette période.',
  'To erase a capture, the lane overwrites it and its wrapped key at once. It destroys the group key later: after its ten minutes have ended and when no capture needs it. Several captures share one group key, so the two counts differ. A line can report 7 captures and no group key. A later line then reports the group key.':
    'Pour effacer une capture, la voie l’écrase aussitôt avec sa clé enveloppée. Elle détruit la clé de groupe plus tard\u00a0: quand ses dix minutes sont écoulées et qu’aucune capture n’en a besoin. Plusieurs captures partagent une clé de groupe\u00a0; les deux nombres diffèrent donc. Une ligne peut signaler 7 captures et aucune clé de groupe. Une ligne ultérieure signale alors la clé de groupe.',
  'the receipt of {time}, lane {lane}': 'le reçu de {time}, voie {lane}',
  'Group keys of {what}': 'Clés de groupe\u00a0: {what}',
  'From {from} to {to}, under the retention policy {digest}':
    'Du {from} au {to}, selon la politique de conservation {digest}',
  'the erasure': 'l’effacement',
  'the lane’s report': 'le rapport de la voie',
  'The data of a lane is listed here after its first status.':
    'Les données d’une voie figurent ici après son premier état.',
  'Time of erasure': 'Heure d’effacement',
  'All captures and records that lanes keep now, by the latest time of their erasure. These are counts: no capture is shown.':
    'Tous les captures et relevés que les voies conservent maintenant, par heure limite d’effacement. Ce sont des nombres\u00a0: aucune capture n’est montrée.',
  'Data that remains': 'Données restantes',
  'Captures and records that remain at most, if every lane erases in time and no new data arrives.':
    'Captures et relevés qui restent au plus, si chaque voie efface à temps et qu’aucune donnée nouvelle n’arrive.',
  'At the latest': 'Au plus tard',
  'Lanes keep nothing.': 'Les voies ne conservent rien.',
  now: 'maintenant',
  'Data by lane': 'Données par voie',
  'Data that each lane keeps': 'Données que chaque voie conserve',
  Class: 'Classe',
  Kept: 'Conservées',
  Age: 'Âge',
  'Erased by': 'Effacées avant',
  'As of': 'État du',
  '<b>Nothing is overdue,</b> according to the statuses and reports of the lanes.':
    '<b>Rien n’est en retard,</b> d’après les états et les rapports des voies.',
  'Overdue at {count} lanes.': { one: 'Retard sur une voie.', other: 'Retard sur {count} voies.' },
  'Data should be gone and is still there, or no report confirms its erasure.':
    'Des données devraient avoir disparu et sont encore là, ou aucun rapport ne confirme leur effacement.',
  'no status yet': 'pas encore d’état',
  Unknown: 'Inconnu',
  Nothing: 'Rien',
  '{count} overdue': '{count} en retard',
  'when the traveller has left': 'quand le voyageur est parti',
  'Legal holds': 'Gels juridiques',
  'You see each hold with its reason and its end, but not the captures: a privacy officer makes no decision about a traveller. Viewings of held captures by other people, under the retention policy, are listed under Viewings.':
    'Vous voyez chaque gel avec son motif et sa fin, et non les captures\u00a0: un responsable de la protection des données ne décide d’aucun voyageur. Les consultations de captures gelées par d’autres personnes, selon la politique de conservation, figurent sous «\u00a0Consultations\u00a0».',
  'Nothing is held. A hold keeps the captures of one referral, for a reason, until a day.':
    'Rien n’est gelé. Un gel conserve les captures d’un renvoi, pour un motif, jusqu’à un jour donné.',
  'Until {date}': 'Jusqu’au {date}',
  '{place}, passage {passage}; ordered by {proposer} and {approver}, {time}.':
    '{place}, passage {passage}\u00a0; ordonné par {proposer} et {approver}, {time}.',
  'Ends {time}.': 'Fin {time}.',
  'Propose to end the hold': 'Proposer la levée du gel',
  'Proposed. Another person must approve it.': 'Proposé. Une autre personne doit l’approuver.',
  'Propose a hold': 'Proposer un gel',
  'A lane keeps the captures of a referral for an hour to a day. A second person must approve the hold before they are erased.':
    'Une voie garde les captures d’un renvoi d’une heure à un jour. Une deuxième personne doit approuver le gel avant leur effacement.',
  'Receipt, or reference of the passage': 'Reçu, ou référence du passage',
  'Paste the text of the traveller’s receipt, which begins with PR1:, or the reference that an officer copied from the referral. Both name the lane. For a number of 32 characters alone, choose the lane above.':
    'Collez le texte du reçu du voyageur, qui commence par PR1:, ou la référence qu’un agent a copiée du renvoi. Les deux indiquent la voie. Pour un numéro de 32 caractères seul, choisissez la voie ci-dessus.',
  Propose: 'Proposer',
  'The lane of the receipt or reference': 'La voie du reçu ou de la référence',
  'Art. 30 GDPR, from the running configuration.': 'Art. 30 du RGPD, d’après ce qui fonctionne maintenant.',
  'Art. 30 GDPR, from the running configuration: retention policy {number}.':
    'Art. 30 du RGPD, d’après ce qui fonctionne maintenant\u00a0: politique de conservation {number}.',
  'No retention policy has been agreed on here. The limits below are the longest that any policy can allow.':
    'Aucune politique de conservation n’a été convenue ici. Les limites ci-dessous sont les plus longues qu’une politique puisse permettre.',
  'No controller is named. Set POSTERN_SERVER_CONTROLLER and POSTERN_SERVER_PRIVACY_CONTACT on the server.':
    'Aucun responsable du traitement n’est désigné. Définissez POSTERN_SERVER_CONTROLLER et POSTERN_SERVER_PRIVACY_CONTACT sur le serveur.',
  Controller: 'Responsable du traitement',
  'not named': 'non désigné',
  'Contact for data protection': 'Contact pour la protection des données',
  'Transfers to third countries': 'Transferts vers des pays tiers',
  'Purposes and limits': 'Finalités et limites',
  'Legal basis': 'Base légale',
  'At most': 'Au plus',
  'Visible to': 'Visible par',
  'until the traveller has left': 'jusqu’au départ du voyageur',
  Recipients: 'Destinataires',
  'Witness: {name}': 'Témoin\u00a0: {name}',
  Protection: 'Protection',
  'Facts for an impact assessment': 'Données pour une analyse d’impact',
  'Art. 35 GDPR; four weeks, or as of now.': 'Art. 35 du RGPD\u00a0; quatre semaines, ou état actuel.',
  'Lanes, by their latest report': 'Voies, d’après leur dernier rapport',
  '(simulated devices)': '(appareils simulés)',
  Device: 'Appareil',
  'Statistics that may be published': 'Statistiques publiables',
  '{from} to {to}. Counts from 1 to {most} are withheld, with other counts that would reveal them.':
    'Du {from} au {to}. Les nombres de 1 à {most} ne sont pas publiés, ni ceux qui permettraient de les déduire.',
  'No complete day yet: today has not ended.':
    'Pas encore de jour complet\u00a0: celui d’aujourd’hui n’est pas terminé.',
  'Outcomes of travellers': 'Résultats des voyageurs',
  'Data kept now': 'Données conservées maintenant',
  Erasures: 'Effacements',
  'Viewings of evidence': 'Consultations d’images de contrôle',
  'Retention policies': 'Politiques de conservation',
  'Requests, without the data of travellers': 'Demandes, sans les données des voyageurs',
  Files: 'Fichiers',
  'The ledger records each file, with its maker and the digest of its bytes. The recipient can check the file against the saved proof of its entry: {command}':
    'Le registre consigne chaque fichier, avec son auteur et l’empreinte numérique de ses octets. Le destinataire peut vérifier le fichier avec la preuve enregistrée de son entrée\u00a0: {command}',
  'Your browser saves the file.': 'Votre navigateur enregistre le fichier.',
  Record: 'Données',
  Format: 'Format',
  'Make the file': 'Créer le fichier',
  'SHA-256 of the file: {digest}': 'SHA-256 du fichier\u00a0: {digest}',
  'the file’s entry': 'l’entrée du fichier',
  'the making of the file': 'la création du fichier',
  'When a request is closed, its data is erased. The record that a traveller asked is erased three years later.':
    'Quand une demande est close, ses données sont effacées. La mention qu’un voyageur a fait une demande est effacée trois ans plus tard.',
  'No traveller has asked yet.': 'Aucun voyageur n’a encore fait de demande.',
  '{number}, by {proof}, received {received}, due {due}.':
    '{number}, avec {proof}, reçue le {received}, échéance le {due}.',
  'Closed {time}.': 'Close {time}.',
  'Its data was erased.': 'Ses données ont été effacées.',
  '{count} passages found.': { one: '{count} passage trouvé.', other: '{count} passages trouvés.' },
  'Read the letter': 'Lire la lettre',
  'This is a draft of the letter.': 'C’est un projet de lettre.',
  'Extend by two months': 'Prolonger de deux mois',
  'Extended. Within the first month, tell the traveller that it takes longer, and why.':
    'Prolongé. Dans le premier mois, informez le voyageur que le délai est plus long, et pourquoi.',
  'Closed. Save the letter now: the server keeps no copy.':
    'Close. Enregistrez la lettre maintenant\u00a0: le serveur n’en garde pas de copie.',
  'Close as': 'Clore comme',
  Ground: 'Motif du refus',
  'Close and make the letter': 'Clore et créer la lettre',
  'The letter of request {number}': 'La lettre de la demande {number}',
  'Draft of the letter': 'Projet de lettre',
  'Save as text': 'Enregistrer en texte',
  'Save as PDF': 'Enregistrer en PDF',
  'Enter a request': 'Saisir une demande',
  'The traveller shows the receipt of a lane, or shows the document to an authority that makes its handle. No name is entered here, and no data of another traveller is found.':
    'Le voyageur présente le reçu d’une voie, ou présente le document à une autorité qui en établit l’identifiant. Aucun nom n’est saisi ici, et aucune donnée d’un autre voyageur n’est trouvée.',
  'Entered. The time limit is one month.': 'Saisie. Le délai est d’un mois.',
  'Kind of request': 'Type de demande',
  'Proof that was shown': 'Preuve présentée',
  'Handle, 64 digits': 'Identifiant, 64 caractères',
  'Day of the handle': 'Jour de l’identifiant',
  'Received on': 'Reçue le',
  Enter: 'Saisir',
  'Kept at most, hours': 'Conservé au plus, en heures',
  'The longest that any policy can allow: {time}': 'Durée maximale qu’une politique peut autoriser\u00a0: {time}',
  'May be viewed by': 'Peut être consulté par',
  'No person may view these data.': 'Personne ne peut consulter ces données.',
  'Change the policy': 'Modifier la politique',
  'Proposed. Another privacy officer must approve it.':
    'Proposé. Un autre responsable de la protection des données doit l’approuver.',
  'Draft of policy {number}': 'Projet de politique {number}',
  Discard: 'Abandonner',
  'Differences from policy {number}': 'Différences par rapport à la politique {number}',
  '{count} differences': { one: '{count} différence', other: '{count} différences' },
  'No lane is enrolled.': 'Aucune voie n’est enregistrée.',
  'Runs, by its own report': 'Applique, selon son propre rapport',
  'Policy {rollout}': 'Politique {rollout}',
  'No report yet: the policy that it was set up with':
    'Pas encore de rapport\u00a0: la politique avec laquelle elle a été installée',
  'Not agreed on here': 'Non convenue ici',
  'Policy {number}': 'Politique {number}',
  adopted: 'adoptée',
  'erased by it': 'effacements selon elle',
  'No policy has the signatures of two people yet. Lanes get no order.':
    'Aucune politique n’a encore les signatures de deux personnes. Les voies ne reçoivent pas d’ordre.',
  'Policy {number} is signed. {adopted} of {all} lanes have adopted it.':
    'La politique {number} est signée. {adopted} voies sur {all} l’ont adoptée.',
  Signed: 'Signée',
  '{count} of {needed} signatures': '{count} signatures sur {needed}',
  '{person}, {time}, key {key}': '{person}, {time}, clé {key}',
  'Save for signing': 'Enregistrer pour signature',
  'Signed by two people. Lanes get the order.': 'Signée par deux personnes. Les voies reçoivent l’ordre.',
  'Your signature is stored. Another person must sign too.':
    'Votre signature est enregistrée. Une autre personne doit signer aussi.',
  'Add your signature': 'Ajouter votre signature',
  'Save the policy, and read it on the machine that holds your key.':
    'Enregistrez la politique, et lisez-la sur la machine qui détient votre clé.',
  'There: {command}': 'Là\u00a0: {command}',
  'Choose the file that the command wrote. Your key stays on that machine.':
    'Choisissez le fichier que la commande a écrit. Votre clé reste sur cette machine.',
  'Signed file': 'Fichier signé',
  'The draft starts with the terms of policy {number}. You see each difference before you propose it.':
    'Le projet part des dispositions de la politique {number}. Vous voyez chaque différence avant de proposer.',
  'Draft the next policy': 'Rédiger la politique suivante',
  'Lanes run the policy that they were set up with. The server has its digest and not its text. Choose its file to start from its terms.':
    'Les voies appliquent la politique avec laquelle elles ont été installées. Le serveur en a l’empreinte, pas le texte. Choisissez son fichier pour partir de ses dispositions.',
  'Draft the first policy': 'Rédiger la première politique',
  'No lane has reported that it runs this policy. Choose the file that the lanes were set up with.':
    'Aucune voie n’a signalé qu’elle applique cette politique. Choisissez le fichier avec lequel les voies ont été installées.',
  'File of the present policy': 'Fichier de la politique actuelle',
  Versions: 'Versions',
  'A lane accepts only a policy that two people signed. Two people agree on the text, and two people sign it with their own keys, which the lanes have. Then the server orders the lanes to adopt it.':
    'Une voie n’accepte qu’une politique signée par deux personnes. Deux personnes s’accordent sur le texte, et deux personnes le signent avec leurs propres clés, que les voies possèdent. Puis le serveur ordonne aux voies de l’adopter.',
  'No policy has been agreed on here yet. Lanes erase by the policy that they were set up with.':
    'Aucune politique n’a encore été convenue ici. Les voies effacent selon la politique avec laquelle elles ont été installées.',
  'Policy {number}, valid from {time}': 'Politique {number}, valable à partir du {time}',
  'By {proposer} and {approver}, {time}. Digest {digest}':
    'Par {proposer} et {approver}, {time}. Empreinte numérique {digest}',
  '{count} changes': { one: 'Un changement', other: '{count} changements' },
  'No one has viewed evidence in the last four weeks.':
    'Personne n’a consulté d’images de contrôle ces quatre dernières semaines.',
  'Each viewing shows here with the officer, the purpose and the lane: by the lane’s signed report.':
    'Chaque consultation figure ici avec l’agent, la finalité et la voie\u00a0: d’après le rapport signé de la voie.',
  'Viewings of evidence, four weeks': 'Consultations d’images de contrôle, quatre semaines',
  'A mark is a reason to ask. It compares an officer with colleagues and does not give the cause. Talk to the officer before you conclude.':
    'Une marque est une raison de demander. Elle compare un agent à ses collègues et n’indique pas la cause. Parlez à l’agent avant de conclure.',
  'Every officer': 'Tous les agents',
  'Only marked viewings': 'Seulement les consultations marquées',
  '{shown} of {all}': '{shown} sur {all}',
  'No viewing matches.': 'Aucune consultation ne correspond.',
  'the viewing of {time} by {officer}': 'la consultation de {time} par {officer}',
  unknown: 'inconnu',
  'The permission': 'L’autorisation',
  'The server has no record of the permission that the lane answered.':
    'Le serveur n’a pas enregistré l’autorisation à laquelle la voie a répondu.',
  'The server signed it for {officer} at {time}.': 'Le serveur l’a signée pour {officer} à {time}.',
  'Reason: {relation}.': 'Motif\u00a0: {relation}.',
  'Its digest: {grant}': 'Son empreinte numérique\u00a0: {grant}',
  'the permission': 'l’autorisation',
  'The viewing': 'La consultation',
  'The lane answered at {time} and released evidence to that officer’s browser.':
    'La voie a répondu à {time} et a remis des images de contrôle au navigateur de cet agent.',
  'The lane answered at {time} and released nothing.': 'La voie a répondu à {time} et n’a rien remis.',
  'the viewing': 'la consultation',
  'The lane’s report': 'Le rapport de la voie',
  'The lane signed it before it released the evidence. It is part of the lane’s chain of reports.':
    'La voie l’a signé avant de remettre les images de contrôle. Il fait partie de la chaîne des rapports de la voie.',
  'the report': 'le rapport',
  'Receipt code': 'Code de reçu',
  'Document handle': 'Identifiant du document',
  Waits: 'En attente',
  'Waits, extended': 'En attente, prolongée',
  Answered: 'Répondue',
  'Nothing was held': 'Rien n’était détenu',
  'The traveller did not show that the data is theirs (Art. 12(2))':
    'Le voyageur n’a pas montré que les données sont les siennes (art. 12, par. 2)',
  'Manifestly unfounded (Art. 12(5))': 'Manifestement infondée (art. 12, par. 5)',
  'Excessive (Art. 12(5))': 'Excessive (art. 12, par. 5)',
  'Restricted by law (Art. 23)': 'Limitée par la loi (art. 23)',
  'No answer from the lane yet': 'Pas encore de réponse de la voie',
  'Carried out by the lane': 'Exécuté par la voie',
  'Refused by the lane': 'Refusé par la voie',
  'No answer from the lane in time: propose it again': 'Pas de réponse de la voie à temps\u00a0: proposez de nouveau',
  'Waits for a second person': 'En attente d’une deuxième personne',
  'Not approved in time': 'Non approuvé à temps',
  'Retention policy': 'Politique de conservation',
  'End of a legal hold': 'Levée d’un gel juridique',
  'The server does not answer. Nothing was done; try again.':
    'Le serveur ne répond pas. Rien n’a été fait\u00a0; réessayez.',
  'Confirm who you are first, then do it again.': 'Confirmez d’abord votre identité, puis recommencez.',
  'Another person must do this: a person cannot approve their own proposal.':
    'Une autre personne doit le faire\u00a0: on ne peut pas approuver sa propre proposition.',
  'Your training has lapsed.': 'Votre formation a expiré.',
  'A value is not in the expected form. Check what you entered.':
    'Une valeur n’a pas la forme attendue. Vérifiez votre saisie.',
  'The server has no such record.': 'Le serveur n’a pas cet enregistrement.',
  'Another person has changed it. Look again before you continue.':
    'Une autre personne l’a modifié. Regardez de nouveau avant de continuer.',
  'The request is closed, or was extended before.': 'La demande est close, ou a déjà été prolongée.',
  'This proposal was settled already.': 'Cette proposition a déjà été réglée.',
  'This proposal has expired. Propose it again.': 'Cette proposition a expiré. Proposez de nouveau.',
  'This proposal no longer applies: the state has changed since it was made.':
    'Cette proposition ne s’applique plus\u00a0: la situation a changé depuis.',
  'The server makes another report of a year. Try again when it is made.':
    'Le serveur établit un autre rapport annuel. Réessayez ensuite.',
  'Too many requests. Wait a moment.': 'Trop de demandes. Attendez un instant.',
  'The server could not do it ({code}).': 'Le serveur n’a pas pu le faire ({code}).',
  'in time': 'à temps',
  late: 'en retard',
  'late by {time}': 'en retard de {time}',
  'Lanes continue to erase without the server, by their own clocks.':
    'Les voies continuent d’effacer sans le serveur, selon leurs propres horloges.',
  'up to 10 minutes': 'jusqu’à 10 minutes',
  'up to an hour': 'jusqu’à une heure',
  'up to a day': 'jusqu’à un jour',
  'older than a day': 'plus d’un jour',
  'Captures or records of class “{what}” should be gone and are still there: overdue for {late} or longer. Go to the lane.':
    'Des captures ou relevés de la classe «\u00a0{what}\u00a0» devraient avoir disparu et sont encore là, depuis {late} ou plus. Allez à la voie.',
  '{count} captures or records of class “{what}” should be gone and are still there: overdue for {late} or longer. Go to the lane.':
    {
      one: 'Une capture ou un relevé de la classe «\u00a0{what}\u00a0» devrait avoir disparu et est encore là, depuis {late} ou plus. Allez à la voie.',
      other:
        '{count} captures ou relevés de la classe «\u00a0{what}\u00a0» devraient avoir disparu et sont encore là, depuis {late} ou plus. Allez à la voie.',
    },
  'Captures or records of class “{what}” should have been gone for {late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.':
    'Des captures ou relevés de la classe «\u00a0{what}\u00a0» devraient avoir disparu depuis {late}, et la voie n’a rien signalé depuis. La voie efface sans le serveur, mais aucun rapport ne le confirme.',
  '{count} captures or records of class “{what}” should have been gone for {late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.':
    {
      one: 'Une capture ou un relevé de la classe «\u00a0{what}\u00a0» devrait avoir disparu depuis {late}, et la voie n’a rien signalé depuis. La voie efface sans le serveur, mais aucun rapport ne le confirme.',
      other:
        '{count} captures ou relevés de la classe «\u00a0{what}\u00a0» devraient avoir disparu depuis {late}, et la voie n’a rien signalé depuis. La voie efface sans le serveur, mais aucun rapport ne le confirme.',
    },
  'A referral’s captures should have been gone for {late}, and no report of their erasure has arrived.':
    'Les captures d’un renvoi devraient avoir disparu depuis {late}, et aucun rapport de leur effacement n’est arrivé.',
  '{perDay} viewings a day for this purpose on the days worked, where {count} colleagues usually have {usualPerDay}. A busy desk can explain this: ask about the work of these days.':
    {
      one: '{perDay} consultations par jour à cette fin les jours travaillés, alors qu’un collègue en a habituellement {usualPerDay}. Un guichet chargé peut l’expliquer\u00a0: interrogez sur le travail de ces jours.',
      other:
        '{perDay} consultations par jour à cette fin les jours travaillés, alors que {count} collègues en ont habituellement {usualPerDay}. Un guichet chargé peut l’expliquer\u00a0: interrogez sur le travail de ces jours.',
    },
  'Around {hour}:00 UTC colleagues had {share} of 1,000 viewings. A night shift can explain this: check the roster.':
    'Vers {hour}:00 UTC, les collègues avaient {share} consultations sur 1 000. Un service de nuit peut l’expliquer\u00a0: vérifiez le planning.',
  'The permission names no referral that gave this officer the traveller. Policy allows this in some cases: ask for the reason.':
    'L’autorisation n’indique aucun renvoi qui confiait le voyageur à cet agent. La politique le permet dans certains cas\u00a0: demandez le motif.',
  '{count} viewings of one traveller by this officer. A long case can explain this: ask about the case.': {
    one: '{count} consultation d’un même voyageur par cet agent. Un cas long peut l’expliquer\u00a0: interrogez sur ce cas.',
    other:
      '{count} consultations d’un même voyageur par cet agent. Un cas long peut l’expliquer\u00a0: interrogez sur ce cas.',
  },
  'The lane released nothing. {reason}': 'La voie n’a rien remis. {reason}',
  'The lane answered a permission with this server’s signature that the server has no record of. Call the auditor: another party may have its key, or an old copy of its database was restored.':
    'La voie a répondu à une autorisation portant la signature de ce serveur, que le serveur n’a pas enregistrée. Appelez l’auditeur\u00a0: un tiers a peut-être sa clé, ou une ancienne copie de sa base de données a été restaurée.',
  'Access (Art. 15)': 'Accès (art. 15)',
  'Erasure (Art. 17)': 'Effacement (art. 17)',
  'The latest entries are not published yet. Try again in a moment.':
    'Les dernières entrées ne sont pas encore publiées. Réessayez dans un instant.',
  'Replaced by policy {number}': 'Remplacée par la politique {number}',
  'Not in force yet': 'Pas encore en vigueur',
  'Not in force: it lacks signatures': 'Pas en vigueur : il manque des signatures',
  '00:00 UTC': '00:00 UTC',
};
