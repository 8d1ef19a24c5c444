import type { Catalogue } from '../text.ts';

export const helpOffices: Catalogue = {
  'A person closed the lane, or a device had a fault.': 'Une personne a fermé la voie, ou un appareil était en panne.',
  'The gate stood open by an order in an emergency.': 'Le sas était ouvert sur ordre, en urgence.',
  'The server received no status of the lane.': 'Le serveur n’a reçu aucun état de la voie.',
  'Times without service': 'Temps hors service',
  'Shows supervisors how the lanes of their sites worked: travellers, duration of each step, referral rate by reason, waiting time, and faults of devices. Choose a period and a lane. Each chart has its numbers as a table and as a CSV file. A value outside the usual band of that hour is marked.':
    'Montre aux superviseurs le fonctionnement des voies de leurs sites : voyageurs, durée de chaque étape, taux de renvoi par motif, attente et pannes d’appareils. Choisissez une période et une voie. Chaque graphique fournit ses chiffres en tableau et en fichier CSV. Une valeur hors de la plage habituelle de l’heure est marquée.',
  'Shows figures of a whole site for days that have ended, to people who see no traveller. Small counts are withheld, with as many others as would reveal them, so that no figure concerns one person.':
    'Montre les chiffres d’un site entier, pour des jours écoulés, aux personnes qui ne voient aucun voyageur. Les petits effectifs sont masqués, ainsi que ceux qui les révéleraient, pour qu’aucun chiffre ne concerne une seule personne.',
  'The proposal waits for another person, seven days in most cases.':
    'La proposition attend une autre personne, sept jours en général.',
  'Another person approved it and it took effect.': 'Une autre personne l’a approuvée et elle a pris effet.',
  'Another person refused it. Nothing changed.': 'Une autre personne l’a rejetée. Rien n’a changé.',
  'The proposer took it back. Nothing changed.': 'La personne qui la proposait l’a retirée. Rien n’a changé.',
  'No one approved it in time. Nothing changed. Propose it again.':
    'Personne ne l’a approuvée à temps. Rien n’a changé. Proposez-la de nouveau.',
  'Another supervisor must confirm the emergency within ten minutes.':
    'Un autre superviseur doit confirmer l’urgence dans les dix minutes.',
  'The ten minutes are over and an alarm was raised. Go to the lane, then enter your finding.':
    'Les dix minutes sont écoulées et une alarme a été déclenchée. Allez à la voie, puis saisissez votre constat.',
  'A supervisor found that there was an emergency.': 'Un superviseur a constaté l’urgence.',
  'A supervisor found no emergency. Find out who came through and why the lane was opened.':
    'Un superviseur n’a pas constaté d’urgence. Établissez qui est passé et pourquoi la voie a été ouverte.',
  'Lanes opened in an emergency': 'Voies ouvertes en urgence',
  'The lane still shows the light and reports its result, which decides nothing. Use it when daylight disturbs the check.':
    'La voie montre toujours la lumière et en signale le résultat, qui ne décide de rien. À utiliser si la lumière du jour gêne le contrôle.',
  'The lane asks for no fingerprint. Use it when the scanner has a fault.':
    'La voie ne demande pas d’empreinte. À utiliser si le lecteur d’empreintes est en panne.',
  'The lane does not compare with the list of documents. Officers check it at the desk.':
    'La voie ne compare pas avec la liste des documents. Les agents la vérifient au guichet.',
  'The lane accepts lists of revoked signers that are older than usual. Use it when their source does not answer.':
    'La voie accepte des listes de signataires révoqués plus anciennes que d’ordinaire. À utiliser si leur source ne répond pas.',
  'Reduced policies': 'Politiques réduites',
  'The duty has ended. Propose a new one if the person continues.':
    'La fonction a pris fin. Proposez-en une nouvelle si la personne continue.',
  'The duty begins later.': 'La fonction commence plus tard.',
  'The training is no longer valid, so the duty cannot be used. Record the training when it was passed.':
    'La formation n’est plus valable et la fonction ne peut donc être exercée. Inscrivez la formation dès qu’elle est réussie.',
  'States of a duty': 'États d’une fonction',
  'Shows what two people decide together: duties, reduced policies, legal holds, changes of the server’s key. One person proposes, another person reads the change and approves it or turns it down. No one approves their own proposal.':
    'Montre ce que deux personnes décident ensemble : fonctions, politiques réduites, gels, changements de la clé du serveur. Une personne propose, une autre lit la modification et l’approuve ou la rejette. Personne n’approuve sa propre proposition.',
  'The kiosk reported within the last seconds and every device works.':
    'La borne s’est signalée ces dernières secondes et tous ses appareils fonctionnent.',
  'The kiosk enrolled and has sent no status yet. Start it, or check its network.':
    'La borne est inscrite et n’a encore envoyé aucun état. Démarrez-la ou vérifiez son réseau.',
  'The gate stands open so that people can get out.': 'Le sas reste ouvert pour que les personnes puissent sortir.',
  'The kiosk trusts another signing key than this server has. It missed a change of the key: see the manual.':
    'La borne fait confiance à une autre clé de signature que celle de ce serveur. Elle a manqué un changement de clé : voir le manuel.',
  'The kiosk was disabled permanently. Its messages are refused.':
    'La borne a été désactivée définitivement. Ses messages sont rejetés.',
  'Readiness of a kiosk': 'Disponibilité d’une borne',
  'Most lanes run another one. It may be a staged release, or the lane missed it.':
    'La plupart des voies en utilisent un autre. Il peut s’agir d’une diffusion progressive, ou la voie l’a manquée.',
  'Marks of a lane': 'Marques d’une voie',
  'A second person confirmed the cause of an opening.': 'Une seconde personne a confirmé la cause d’une ouverture.',
  'A second person found no cause for an opening.': 'Une seconde personne n’a pas trouvé de cause à une ouverture.',
  'A second look came to the same decision.': 'Un second regard a abouti à la même décision.',
  'A second look came to another decision.': 'Un second regard a abouti à une autre décision.',
  'The pictures did not suffice for an opinion.': 'Les images ne suffisaient pas pour un avis.',
  'A second person refused a proposal.': 'Une seconde personne a rejeté une proposition.',
  'Results of an act': 'Résultats d’un acte',
  'Administrators keep the fleet of kiosks ready here. Auditors read every act of people. No traveller is shown.':
    'Les administrateurs tiennent ici le parc des bornes prêt à l’emploi. Les auditeurs lisent chaque acte des personnes. Aucun voyageur n’est affiché.',
  'Lists the kiosks by site with their readiness and certificates. Make a code for a new kiosk, or disable a kiosk that is lost. A disabled kiosk never returns under its name.':
    'Liste les bornes par site avec leur disponibilité et leurs certificats. Créez un code pour une nouvelle borne ou désactivez une borne perdue. Une borne désactivée ne revient jamais sous son nom.',
  'Shows the decision policy, notice and models that each lane used for its latest decision. A lane that differs from most is marked.':
    'Montre selon quelle politique de décision, quelle notice et quels modèles les voies ont décidé en dernier. Une voie qui diffère de la plupart est marquée.',
  'Lists every act of people with its person, place and result. Each line has a proof in the ledger, which you can verify and save.':
    'Liste chaque acte avec sa personne, son lieu et son résultat. Chaque ligne possède une preuve dans le registre, que vous pouvez vérifier et enregistrer.',
  Cosigned: 'Cosigné',
  'The witness saw this state of the ledger and that it only continues earlier ones.':
    'Le témoin a vu cet état du registre et vérifié qu’il ne fait que prolonger les précédents.',
  'The witness has not answered for this state yet. If this continues, ask the agency that runs it.':
    'Le témoin n’a pas encore répondu pour cet état. Interrogez l’organisme qui l’exploite si cela persiste.',
  'States of a witness': 'États d’un témoin',
  'A lane reported the result of a traveller’s checks or a passage.':
    'Une voie a signalé le résultat des contrôles d’un voyageur ou un passage.',
  'A person did something in a console.': 'Une personne a agi dans une console.',
  'The server placed an invented referral in a queue.': 'Le serveur a placé un renvoi fictif dans une file.',
  'The server permitted a viewing of evidence.': 'Le serveur a autorisé une consultation d’images de contrôle.',
  'A lane released evidence, or refused to.': 'Une voie a communiqué des images de contrôle, ou s’y est refusée.',
  'A lane erased captures and destroyed their keys.': 'Une voie a effacé des captures et détruit leurs clés.',
  'Two people put a policy in force.': 'Deux personnes ont mis une politique en vigueur.',
  'A person made a file of records.': 'Une personne a créé un fichier de données.',
  'The server raised an alarm.': 'Le serveur a déclenché une alarme.',
  'The server changed a row of a table that the ledger guards.':
    'Le serveur a modifié une ligne d’une table que le registre protège.',
  'The ledger took over tables of an earlier version.': 'Le registre a repris des tables d’une version antérieure.',
  'Kinds of entries': 'Types d’inscriptions',
  'Shows the log in which every report and act is entered, so that no one can change or remove one unnoticed. It holds digests, never a traveller’s data.':
    'Montre le journal où chaque rapport et chaque acte est inscrit, pour que rien ne soit modifié ou retiré à l’insu de tous. Il contient des empreintes, jamais les données d’un voyageur.',
  'Shows the size of the ledger, the part that is published, and the witnesses that cosigned it. Compare the root with the one of a witness.':
    'Montre la taille du registre, la partie publiée et les témoins qui l’ont cosignée. Comparez la racine avec celle d’un témoin.',
  'Lists the entries by number, kind and time. Open an entry to verify its proof in this page and to save it as a file.':
    'Liste les inscriptions par numéro, type et date. Ouvrez-en une pour vérifier sa preuve dans cette page et l’enregistrer dans un fichier.',
  'The person has a passkey, or a password with a code generator.':
    'La personne a une clé d’accès, ou un mot de passe avec un générateur de codes.',
  'The person has a code and has not used it yet.': 'La personne a un code et ne l’a pas encore utilisé.',
  'The code expired before it was used. Invite the person again.':
    'Le code a expiré avant d’être utilisé. Invitez de nouveau la personne.',
  'The person can no longer sign in, and the lanes refuse their passkey.':
    'La personne ne peut plus se connecter et les voies rejettent sa clé d’accès.',
  'States of a person': 'États d’une personne',
  'Lists the people of this server and how they sign in. Invite a person, end their sessions, disable them, or ask for new keys for a person who lost all. Duties are given under Decisions.':
    'Liste les personnes de ce serveur et leur mode de connexion. Invitez une personne, mettez fin à ses sessions, désactivez-la ou demandez de nouvelles clés pour une personne qui les a toutes perdues. Les fonctions s’attribuent sous « Décisions ».',
  'The session of this page.': 'La session de cette page.',
  'You have a single passkey. Add a second one and keep it elsewhere.':
    'Vous n’avez qu’une clé d’accès. Ajoutez-en une seconde et gardez-la ailleurs.',
  'A copy of the passkey may exist, so it no longer works. Remove it.':
    'Une copie de la clé d’accès existe peut-être ; elle ne fonctionne donc plus. Supprimez-la.',
  'The duty has ended.': 'La fonction a pris fin.',
  'The training is no longer valid, so the duty cannot be used. Ask an administrator.':
    'La formation n’est plus valable et la fonction ne peut donc être exercée. Adressez-vous à un administrateur.',
  Marks: 'Marques',
  'Shows your own passkeys, sessions and duties. Keep two passkeys in two places: without one, two administrators must give you new keys. End a session that you do not recognise at once.':
    'Montre vos propres clés d’accès, sessions et fonctions. Gardez deux clés d’accès en deux endroits : sans aucune, deux administrateurs doivent vous donner de nouvelles clés. Mettez fin immédiatement à une session que vous ne reconnaissez pas.',
  'Sign in with your passkey. With a code from an administrator you make your first passkey. If you lost every passkey, two administrators give you new ones in person.':
    'Connectez-vous avec votre clé d’accès. Un code remis par un administrateur vous permet de créer votre première clé d’accès. Si vous les avez toutes perdues, deux administrateurs vous en remettent de nouvelles en personne.',
  Verified: 'Vérifié',
  'Not verified': 'Non vérifié',
  'According to the policy that you chose, the entry is in the ledger, unaltered.':
    'L’inscription figure sans altération dans le registre, selon la politique choisie.',
  'The file does not prove it. A copying mistake and a forgery look alike: ask for the file again.':
    'Le fichier ne le prouve pas. Une erreur de copie et un faux se ressemblent : redemandez le fichier.',
  'Only the agency that runs the ledger has signed.': 'Seul l’organisme qui tient le registre a signé.',
  'Your browser keeps the page, so that it opens without the server.':
    'Votre navigateur conserve la page pour l’ouvrir sans le serveur.',
  'Words of the result': 'Mots du résultat',
  'Verifies proof files and travellers’ receipts in your browser, without sign-in. Neither files nor receipts are sent anywhere; for a receipt the page asks the server for the key of its lane, and for the code of a lane it asks about the software that the code names. After the first visit the page also works without the server.':
    'Vérifie dans votre navigateur les fichiers de preuve et les récépissés des voyageurs, sans connexion. Ni fichiers ni récépissés ne sont envoyés ; pour un récépissé, la page demande au serveur la clé de sa voie, et pour le code d’une voie, il est interrogé sur le logiciel que le code nomme. Après la première visite, la page fonctionne aussi sans le serveur.',
  'The page has not heard from the server yet.': 'La page n’a pas encore de réponse du serveur.',
  'Each change arrives as it happens.': 'Chaque changement arrive aussitôt.',
  'The live link is down. The page asks the server every few seconds, so it may be some seconds old.':
    'La liaison directe est coupée. La page interroge toutes les quelques secondes et peut avoir ce retard.',
  'The server does not answer. The lanes continue without it.':
    'Le serveur ne répond pas. Les voies continuent sans lui.',
  'Link to the server': 'Liaison avec le serveur',
  'lane open: emergency': 'voie ouverte : urgence',
  'opening not confirmed in time': 'ouverture non confirmée à temps',
  'lane out of service': 'voie hors service',
  'lane refers every traveller': 'voie qui renvoie chaque voyageur',
  'lane too slow': 'voie trop lente',
  'readiness check not passed': 'contrôle de disponibilité non réussi',
  'lane with a foreign release': 'voie avec une livraison étrangère',
  'lane with its earlier software': 'voie avec son logiciel précédent',
  'The lane did not recover with new software and went back by itself, or a technician returned it. It serves travellers. The administrator sees the reason under Releases.':
    'La voie ne s’est pas rétablie avec un nouveau logiciel et est revenue d’elle-même en arrière, ou un technicien l’a ramenée. Elle sert les voyageurs. L’administrateur voit la raison sous Livraisons.',
  'lane with old releases': 'voie avec d’anciennes livraisons',
  'The lane holds a release that differs from the published one, or that this server has not published. Take the lane out of service and call the administrator.':
    'La voie détient une livraison qui diffère de celle qui a été publiée, ou que ce serveur n’a pas publiée. Mettez la voie hors service et appelez l’administrateur.',
  'The lane made no check of its releases for a day, or their signatures expire soon. With expired signatures it refers every traveller. Call the administrator.':
    'La voie n’a pas vérifié ses livraisons depuis un jour, ou leurs signatures expirent bientôt. Avec des signatures expirées, elle renvoie tous les voyageurs. Appelez l’administrateur.',
  'lane differs from its calibration': 'voie qui s’écarte de son étalonnage',
  'A technician began a check at the lane, and it was not passed. The lane stays out of service until a check is passed. Call the technician.':
    'Un technicien a commencé un contrôle à la voie et ne l’a pas réussi. La voie reste hors service jusqu’à ce qu’un contrôle se termine bien. Appelez le technicien.',
  'The light, the screen or the gate works differently from when the site was calibrated. Call a technician.':
    'La lumière, l’écran ou le sas fonctionnent autrement que lors de l’étalonnage du site. Appelez un technicien.',
  'The lane analyses too few pictures a second. It returns by itself. Call a technician if it stays slow.':
    'La voie analyse trop peu d’images par seconde. Elle revient d’elle-même. Appelez un technicien si elle reste lente.',
  'opening to confirm': 'ouverture à confirmer',
  'The gate stands open. End the emergency on the lane’s card when people no longer need the way out.':
    'Le sas est ouvert. Mettez fin à l’urgence sur la fiche de la voie quand le passage n’est plus nécessaire.',
  'The ten minutes for a second person’s finding are over. Enter the finding now.':
    'Les dix minutes accordées à la seconde personne sont écoulées. Saisissez le constat maintenant.',
  'Return the lane to service on its card, or call a technician.':
    'Remettez la voie en service sur sa fiche, ou appelez un technicien.',
  'The last eight travellers, within a quarter of an hour, were all referred. Compare the reasons.':
    'Les huit derniers voyageurs d’un quart d’heure ont tous été renvoyés. Comparez les motifs.',
  'A second person must confirm an opening within ten minutes.':
    'Une seconde personne doit confirmer une ouverture dans les dix minutes.',
  'The line at the top shows who is signed in, the state of the link to the server, and the age of what the page shows. The strip below it counts lanes that need a person now; each count leads to the place where you can act.':
    'La ligne du haut indique la personne connectée, l’état de la liaison avec le serveur et l’âge de l’affichage. La bande située dessous compte les voies qui requièrent une personne ; chaque nombre mène à l’endroit où agir.',
  'Has a manual for each role and the manuals for operation. Each can be printed. Your own manuals come first.':
    'Contient un manuel pour chaque rôle et les manuels d’exploitation. Chacun peut être imprimé. Les vôtres figurent en premier.',
  'A traveller’s request must be answered by this day.':
    'La demande d’un voyageur doit recevoir une réponse avant ce jour.',
  'The lane erases the held captures on this day, unless two people hold them again.':
    'La voie efface ce jour-là les captures retenues, sauf si deux personnes les retiennent de nouveau.',
  'The policy needs both signatures by then.': 'La politique doit porter les deux signatures à cette date.',
  'Check once a year whether the limits are still needed.':
    'Vérifiez une fois par an si les délais restent nécessaires.',
  'Make the record again and sign it.': 'Établissez de nouveau le registre des activités et signez-le.',
  'Compare the assessment with the current facts.': 'Comparez l’analyse d’impact avec les éléments actuels.',
  'Without new training the duty cannot be used after this day.':
    'Sans nouvelle formation, la fonction ne peut plus être exercée après ce jour.',
  'Propose a renewal before this day.': 'Proposez le renouvellement de la fonction avant ce jour.',
  'From this day the server signs with the next key.': 'À partir de ce jour, le serveur signe avec la clé suivante.',
  'Propose a change of the key.': 'Proposez un changement de clé.',
  'Kinds of dates': 'Types d’échéances',
  'Lists what is due in the next year, from the records of the server: answers, reviews, ends of holds, duties and training, changes of keys, notices of breaches, corrective actions, audits and agreements of partners. Each line leads to the page on which the work is done. The list can be saved for a calendar program.':
    'Liste ce qui est dû dans l’année à venir, d’après les données du serveur : réponses, révisions, fins de gels, de fonctions et de formations, changements de clés, notifications de violations, mesures correctives, audits et accords des partenaires. Chaque ligne mène à la page où le travail s’effectue. La liste peut être enregistrée pour un agenda.',
};
