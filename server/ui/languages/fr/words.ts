import type { Catalogue } from '../text.ts';

export const words: Catalogue = {
  'Open: emergency': 'Ouverte\u00a0: urgence',
  Notice: 'Notice',
  Document: 'Document',
  'To an officer': 'Vers un agent',
  'No second look in time': 'Pas de second examen à temps',
  Cleared: 'Passage autorisé',
  Refused: 'Refusé',
  'Left the lane': 'A quitté la voie',
  Resolved: 'Réglé',
  'Document read': 'Document lu',
  'Check digits of the printed lines': 'Chiffres de contrôle des lignes imprimées',
  'Document in date': 'Document en cours de validité',
  'Chip agrees with the printed lines': 'La puce concorde avec les lignes imprimées',
  "Issuer's signature on the chip": 'Signature de l’émetteur sur la puce',
  'Chip is the original': 'La puce est l’original',
  'Document watchlist': 'Liste de signalement des documents',
  'Attempts left for this document today': 'Essais restants aujourd’hui pour ce document',
  'Face captured': 'Visage capté',
  'Face picture good enough': 'Image du visage suffisante',
  'Live person (head turn)': 'Personne vivante (rotation de la tête)',
  'Live person (coloured light)': 'Personne vivante (lumière colorée)',
  'Face compared with the chip portrait': 'Visage comparé au portrait de la puce',
  'Fingerprint compared': 'Empreinte comparée',
  Declaration: 'Déclaration',
  Passed: 'Réussi',
  'Did not pass': 'Non réussi',
  Undecided: 'Indécis',
  'Not done': 'Non effectué',
  'not required by the policy': 'non exigé par la politique',
  'not available in this lane': 'non disponible dans cette voie',
  'an earlier check had decided': 'un contrôle antérieur a décidé',
  'no document was presented': 'aucun document n’a été présenté',
  'the printed lines could not be read': 'les lignes imprimées n’ont pas pu être lues',
  'the chip could not be read': 'la puce n’a pas pu être lue',
  'the document was taken away too early': 'le document a été retiré trop tôt',
  'a check digit does not agree': 'un chiffre de contrôle ne concorde pas',
  'the document is out of date': 'le document est périmé',
  'chip and printed lines differ': 'la puce et les lignes imprimées diffèrent',
  'the chip has no signature': 'la puce n’a pas de signature',
  "the chip's signature is invalid": 'la signature de la puce n’est pas valable',
  'no known authority vouches for the signer': 'aucune autorité connue ne garantit le signataire',
  'the signer was not valid at the time': 'le signataire n’était pas valable à ce moment',
  'the signer has been revoked': 'le signataire a été révoqué',
  'defects of this signer are known': 'des défauts de ce signataire sont connus',
  'the signer is not for this kind of document': 'le signataire n’est pas prévu pour ce type de document',
  'the revocation status of the signer is unknown': 'l’état de révocation du signataire est inconnu',
  'a file on the chip was altered': 'un fichier de la puce a été modifié',
  'the signer belongs to another state': 'le signataire appartient à un autre État',
  "the chip's security settings differ from the signed ones":
    'les réglages de sécurité de la puce diffèrent de ceux qui sont signés',
  'the chip could not prove that it is the original': 'la puce n’a pas pu prouver qu’elle est l’original',
  'the chip cannot prove that it is the original': 'la puce ne peut pas prouver qu’elle est l’original',
  'the key of the chip has been revoked': 'la clé de la puce a été révoquée',
  'the chip portrait cannot be used': 'le portrait de la puce n’est pas utilisable',
  'no attempts left for this document today': 'plus d’essais aujourd’hui pour ce document',
  'the lane could not count attempts for this document': 'la voie n’a pas pu compter les essais pour ce document',
  'no one was in view': 'personne n’était dans le champ',
  'more than one person was in view': 'plus d’une personne était dans le champ',
  'no picture was good enough': 'aucune image n’était suffisante',
  'the turn looked like that of a flat picture': 'la rotation ressemblait à celle d’une image plane',
  'the turn could not be judged': 'la rotation n’a pas pu être évaluée',
  'the light was shaded as by a flat picture': 'la lumière avait les ombres d’une image plane',
  'the light did not come back as shown (a screen, or a very bright hall)':
    'la lumière n’est pas revenue comme affichée (un écran, ou un hall très lumineux)',
  'the light could not be judged': 'la lumière n’a pas pu être évaluée',
  'the traveller chose to go without lights': 'le voyageur a choisi de passer sans lumières',
  'the likeness is below the threshold': 'la ressemblance est inférieure au seuil',
  'no finger was laid on the scanner': 'aucun doigt n’a été posé sur le lecteur',
  'no print was good enough': 'aucune empreinte n’était suffisante',
  'there is no fingerprint to compare with': 'il n’y a pas d’empreinte à comparer',
  'a device has a fault': 'un appareil est en panne',
  'it took too long': 'cela a duré trop longtemps',
  'the traveller chose the desk': 'le voyageur a choisi le guichet',
  'there are goods for customs to see': 'des marchandises sont à présenter à la douane',
  'the lane was opened in an emergency': 'la voie a été ouverte en urgence',
  'the traveller left': 'le voyageur est parti',
  'one person passed': 'une personne est passée',
  'turned back': 'demi-tour',
  'more than one person passed': 'plus d’une personne est passée',
  'no one entered': 'personne n’est entré',
  'the barrier jammed': 'la barrière s’est bloquée',
  'not seen: the lane stopped meanwhile': 'non vu\u00a0: la voie s’est arrêtée entre-temps',
  Officer: 'Agent',
  Supervisor: 'Superviseur',
  'Privacy officer': 'Responsable de la protection des données',
  Auditor: 'Auditeur',
  Administrator: 'Administrateur',
  'Partner agency': 'Autorité partenaire',
  'false match at most 1 in 1,000': 'fausse concordance au plus 1 sur 1 000',
  'false match at most 1 in 3,000': 'fausse concordance au plus 1 sur 3 000',
  'false match at most 1 in 10,000': 'fausse concordance au plus 1 sur 10 000',
  'false match at most 1 in 30,000': 'fausse concordance au plus 1 sur 30 000',
  'false match at most 1 in 100,000': 'fausse concordance au plus 1 sur 100 000',
  'false match at most 1 in 300,000': 'fausse concordance au plus 1 sur 300 000',
  'false match at most 1 in 1,000,000': 'fausse concordance au plus 1 sur 1 000 000',
  Camera: 'Caméra',
  'Fingerprint scanner': 'Lecteur d’empreintes',
  'Document reader': 'Lecteur de documents',
  'Token reader': 'Lecteur de codes',
  Gate: 'Sas',
  Indicator: 'Voyant',
  'Secure element': 'Élément sécurisé',
  ready: 'prêt',
  fault: 'en panne',
  'not connected': 'non connecté',
  Starting: 'Démarrage',
  Free: 'Libre',
  'In use': 'Occupée',
  'Nothing to declare': 'Rien à déclarer',
  'Goods to declare': 'Marchandises à déclarer',
  'Holder’s code': 'Code du titulaire',
  Face: 'Visage',
  Fingers: 'Doigts',
  Decision: 'Décision',
  'In all': 'Au total',
  'Face detector': 'Détecteur de visage',
  'Face landmarks': 'Points du visage',
  'Face embedder': 'Caractéristiques du visage',
  'Second face embedder': 'Caractéristiques du visage, second modèle',
  'Face centring': 'Centrage du visage',
  'Finger matcher': 'Comparaison de doigts',
  'Reports are missing': 'Des rapports manquent',
  'Two different reports under one number': 'Deux rapports différents sous un même numéro',
  'A report does not fit those beside it': 'Un rapport ne correspond pas à ses voisins',
  'Emergency opening not confirmed': 'Ouverture d’urgence non confirmée',
  'Opened in an emergency without cause': 'Ouverture d’urgence sans motif',
  'Opening by hand not confirmed': 'Ouverture manuelle non confirmée',
  'Opened by hand without a cause': 'Ouverture manuelle sans motif',
  'Opened by hand too often': 'Ouvertures manuelles trop fréquentes',
  'The gate is open: emergency': 'Le sas est ouvert\u00a0: urgence',
  'A lane is out of service': 'Une voie est hors service',
  'A lane refers every traveller': 'Une voie renvoie tous les voyageurs',
  'A second person disagrees with letting a traveller go': 'Une deuxième personne conteste le départ d’un voyageur',
  'Reports came in another order than they were made':
    'Les rapports sont arrivés dans un autre ordre que celui de leur création',
  'An old report was sent again': 'Un ancien rapport a été renvoyé',
  'A message with a wrong signature': 'Un message avec une signature erronée',
  'A status that is old or repeated': 'Un état ancien ou répété',
  'A message from a kiosk that is not enrolled': 'Un message d’une borne non enregistrée',
  'A message from a kiosk that was disabled': 'Un message d’une borne désactivée',
  'A signed message that the contract does not allow': 'Un message signé que le protocole ne permet pas',
  'The ledger waits for its witnesses': 'Le registre attend ses témoins',
  'A witness has seen more of the ledger than there is': 'Un témoin a vu plus du registre qu’il n’en existe',
  'Evidence asked for with a forged permission': 'Images de contrôle demandées avec une autorisation falsifiée',
  'A permission to look at evidence was used twice':
    'Une autorisation de consulter des images de contrôle a servi deux fois',
  'A permission came to the wrong lane, or with a broken key':
    'Une autorisation est arrivée à la mauvaise voie, ou avec une clé défectueuse',
  'A permission came too early or too late': 'Une autorisation est arrivée trop tôt ou trop tard',
  'Evidence asked for by an officer who no longer may':
    'Images de contrôle demandées par un agent qui n’en a plus le droit',
  'One officer looks at evidence very often': 'Un agent consulte très souvent les images de contrôle',
  'One traveller is looked at very often': 'Un voyageur est consulté très souvent',
  'Evidence asked for without an officer’s passkey': 'Images de contrôle demandées sans la clé d’accès d’un agent',
  'A gate order without an officer’s passkey': 'Un ordre au sas sans la clé d’accès d’un agent',
  'A passkey that the lane does not have': 'Une clé d’accès que la voie n’a pas',
  'A copy of an officer’s passkey may exist': 'Une copie de la clé d’accès d’un agent existe peut-être',
  'A lane has no list of officers’ keys': 'Une voie n’a pas la liste des clés des agents',
  'A permission that this server has no record of': 'Une autorisation que ce serveur n’a pas enregistrée',
  'A lane was given a forged order': 'Une voie a reçu un ordre falsifié',
  'A lane was given an order a second time': 'Une voie a reçu un ordre une deuxième fois',
  'An order came to the wrong lane': 'Un ordre est arrivé à la mauvaise voie',
  'An order came too early or too late': 'Un ordre est arrivé trop tôt ou trop tard',
  'An order in the name of people who may not give it': 'Un ordre au nom de personnes qui ne peuvent pas le donner',
  'An order that this server has no record of': 'Un ordre que ce serveur n’a pas enregistré',
  'A connection without a certificate that holds': 'Une connexion sans certificat valable',
  'A connection with a revoked certificate': 'Une connexion avec un certificat révoqué',
  "A lane's certificate with another lane's message": 'Le certificat d’une voie avec le message d’une autre voie',
  'A certificate that this server has no record of': 'Un certificat que ce serveur n’a pas enregistré',
  'A socket opened with a wrong, old or repeated greeting':
    'Une connexion ouverte avec un message initial faux, ancien ou répété',
  'A code to enrol a lane that does not hold': 'Un code d’enregistrement de voie non valable',
  'A used code to enrol a lane came again, from another machine':
    'Un code d’enregistrement de voie déjà utilisé est revenu d’une autre machine',
  'Something is kept past its time': 'Une donnée est conservée au-delà de son délai',
  'An erasure is not confirmed': 'Un effacement n’est pas confirmé',
  'The database and the ledger say different things': 'La base de données et le registre ne concordent pas',
  'The lane made reports that have not arrived. If they do not follow, its storage may have been lost.':
    'La voie a produit des rapports qui ne sont pas arrivés. S’ils ne suivent pas, sa mémoire est peut-être perdue.',
  'Two machines may hold one key, or a lane was set back to an older state. Take the lane out of service.':
    'Deux machines ont peut-être la même clé, ou une voie a été remise à un état antérieur. Mettez la voie hors service.',
  'No supervisor has confirmed the emergency within ten minutes. Go to the lane, then enter your finding under Decisions.':
    'Aucun superviseur n’a confirmé l’urgence en dix minutes. Allez à la voie, puis saisissez votre constat sous «\u00a0Décisions\u00a0».',
  'A supervisor found that there was no emergency. Find out who came through and why the lane was opened.':
    'Un superviseur a constaté qu’il n’y avait pas d’urgence. Cherchez qui est passé et pourquoi la voie a été ouverte.',
  'No second person has confirmed the cause within ten minutes. Ask at the lane, then enter your finding under Second look.':
    'Aucune deuxième personne n’a confirmé le motif en dix minutes. Renseignez-vous à la voie, puis saisissez votre constat sous «\u00a0Second examen\u00a0».',
  'A second person found that there was no cause. Find out who came through and why the lane was opened.':
    'Une deuxième personne a constaté qu’il n’y avait pas de motif. Cherchez qui est passé et pourquoi la voie a été ouverte.',
  'The limit on openings by hand was reached, and the lane stayed closed. Ask the officer. Staff who pass often should use another door.':
    'La limite des ouvertures manuelles a été atteinte, et la voie est restée fermée. Interrogez l’agent. Le personnel qui passe souvent doit utiliser une autre porte.',
  'Go to the lane. End the emergency on the lane’s card when the way is no longer needed. A supervisor confirms it under Decisions.':
    'Allez à la voie. Mettez fin à l’urgence sur la fiche de la voie quand le passage n’est plus nécessaire. Un superviseur la confirme sous «\u00a0Décisions\u00a0».',
  'The lane’s card names the device that has a fault, if one has. Return the lane to service there, or call a technician.':
    'La fiche de la voie indique l’appareil en panne, s’il y en a un. Remettez-y la voie en service, ou appelez un technicien.',
  'Compare the reasons of the last referrals. If they are the same, take the lane out of service and have camera, reader and light checked.':
    'Comparez les motifs des derniers renvois. S’ils sont identiques, mettez la voie hors service et faites vérifier la caméra, le lecteur et la lumière.',
  'The traveller has left and must not be held for this. A supervisor reviews the case under Second look and can propose a legal hold.':
    'Le voyageur est parti et ne doit pas être retenu pour cela. Un superviseur examine le cas sous «\u00a0Second examen\u00a0» et peut proposer un gel juridique.',
  'A decision to let a doubted traveller go waits for a colleague under Second look. Take the look before the pictures are erased.':
    'Une décision de laisser partir un voyageur malgré un doute attend un collègue sous «\u00a0Second examen\u00a0». Examinez-la avant l’effacement des images.',
  'An attacker may delay reports between the lane and the server. Have the network between them checked.':
    'Un attaquant retarde peut-être des rapports entre la voie et le serveur. Faites vérifier le réseau qui les relie.',
  'Nothing was counted twice. An attacker may replay recorded messages, or the lane was set back to an older state. Have the lane checked.':
    'Rien n’a été compté deux fois. Un attaquant rejoue peut-être des messages enregistrés, ou la voie a été remise à un état antérieur. Faites vérifier la voie.',
  "The lane's records were changed or set back. Take the lane out of service.":
    'Les enregistrements de la voie ont été modifiés ou remis à un état antérieur. Mettez la voie hors service.',
  'A machine uses the name of a lane without its key, or the lane has a new key that was not enrolled.':
    'Une machine utilise le nom d’une voie sans sa clé, ou la voie a une nouvelle clé qui n’a pas été enregistrée.',
  "Recorded messages were sent again, or the lane's clock is wrong.":
    'Des messages enregistrés ont été renvoyés, ou l’horloge de la voie est fausse.',
  'A lane was connected without being enrolled, or an attacker tries names.':
    'Une voie a été connectée sans être enregistrée, ou un attaquant essaie des noms.',
  'A lane that was taken out is still connected.': 'Une voie qui a été retirée est encore connectée.',
  'The lane runs another version, or has been tampered with.':
    'La voie exécute une autre version, ou elle a été manipulée.',
  'Lanes go on. Ask the agencies that run the witnesses whether theirs can be reached.':
    'Les voies continuent. Demandez aux autorités qui exploitent les témoins s’ils sont joignables.',
  'The ledger was set back to an older state, or its key is used elsewhere. Stop the server and call the auditor.':
    'Le registre a été remis à un état antérieur, ou sa clé est utilisée ailleurs. Arrêtez le serveur et appelez l’auditeur.',
  'An attacker in the network asks for pictures. The lane released nothing. Find out which machine reaches its address.':
    'Un attaquant du réseau demande des images. La voie n’a rien remis. Cherchez quelle machine atteint son adresse.',
  'A recorded permission was used again. The lane released nothing. Check the console that it came from.':
    'Une autorisation enregistrée a été réutilisée. La voie n’a rien remis. Vérifiez la console d’où elle vient.',
  'A console has a fault, or a permission was tried at another lane. The lane released nothing.':
    'Une console est en défaut, ou une autorisation a été essayée sur une autre voie. La voie n’a rien remis.',
  "The lane's or the server's clock is wrong, or a permission was delayed. The lane released nothing.":
    'L’horloge de la voie ou du serveur est fausse, ou une autorisation a été retardée. La voie n’a rien remis.',
  'An officer was revoked or their training lapsed while they held a permission. The lane gave nothing.':
    'Un agent a été révoqué ou sa formation a expiré alors qu’il détenait une autorisation. La voie n’a rien remis.',
  'An officer browses, or a desk is very busy. Talk to them.':
    'Un agent consulte sans motif, ou un guichet est très chargé. Parlez-lui.',
  'Several people look at the same traveller, or the server makes permissions by itself. See who looked, and why.':
    'Plusieurs personnes consultent le même voyageur, ou le serveur crée lui-même des autorisations. Vérifiez qui a consulté, et pourquoi.',
  'The server’s permission came without the officer’s own signature. The lane gave nothing. The server’s signing key may be in other hands: stop the server and have it looked at.':
    'L’autorisation du serveur est arrivée sans la signature de l’agent. La voie n’a rien remis. La clé de signature du serveur est peut-être en d’autres mains\u00a0: arrêtez le serveur et faites-le examiner.',
  'The server’s order came without the officer’s own signature. The gate did not move. The server’s signing key may be in other hands: stop the server and have it looked at.':
    'L’ordre du serveur est arrivé sans la signature de l’agent. Le sas n’a pas bougé. La clé de signature du serveur est peut-être en d’autres mains\u00a0: arrêtez le serveur et faites-le examiner.',
  'If an officer got a new passkey, release the list of officers’ keys to this lane. If none did, the server’s signing key may be in other hands.':
    'Si un agent a reçu une nouvelle clé d’accès, publiez la liste des clés des agents pour cette voie. Sinon, la clé de signature du serveur est peut-être en d’autres mains.',
  'The lane did nothing. Ask the officer where their passkey is. Remove it, and release the list of officers’ keys without it.':
    'La voie n’a rien fait. Demandez à l’agent où se trouve sa clé d’accès. Supprimez-la, et publiez la liste des clés des agents sans elle.',
  'Officers can neither look at evidence of this lane nor open it. Release the list of officers’ keys to it.':
    'Les agents ne peuvent ni consulter les images de contrôle de cette voie ni l’ouvrir. Publiez pour elle la liste des clés des agents.',
  "The server's signing key may be in other hands, or its database was set back. Change the key.":
    'La clé de signature du serveur est peut-être en d’autres mains, ou sa base de données a été remise à un état antérieur. Changez la clé.',
  'An attacker in the network tries to move a gate. The lane did nothing. Find out which machine reaches it.':
    'Un attaquant du réseau essaie de commander un sas. La voie n’a rien fait. Cherchez quelle machine l’atteint.',
  'A recorded order was sent again. The lane did nothing. Check its network.':
    'Un ordre enregistré a été renvoyé. La voie n’a rien fait. Vérifiez son réseau.',
  'An order was sent to another lane. The lane did nothing. Check its network.':
    'Un ordre a été envoyé à une autre voie. La voie n’a rien fait. Vérifiez son réseau.',
  "The lane's or the server's clock is wrong, or an order was delayed. The lane did nothing.":
    'L’horloge de la voie ou du serveur est fausse, ou un ordre a été retardé. La voie n’a rien fait.',
  'The server signed what its own rules forbid. Stop it and call the administrator.':
    'Le serveur a signé ce que ses propres règles interdisent. Arrêtez-le et appelez l’administrateur.',
  "The server's signing key may be in other hands, or its record of orders was set back. Change the key.":
    'La clé de signature du serveur est peut-être en d’autres mains, ou son relevé des ordres a été remis à un état antérieur. Changez la clé.',
  'A machine in the network uses the address of the lanes, or a lane was off for a long time. Such a lane asks for a new certificate.':
    'Une machine du réseau utilise l’adresse des voies, ou une voie est restée longtemps éteinte. Une telle voie demande un nouveau certificat.',
  'A key that was given up is still in use. Find out where.': 'Une clé abandonnée est encore utilisée. Cherchez où.',
  'A key of one lane is in the hands of another. Take both out of service.':
    'La clé d’une voie est entre les mains d’une autre. Mettez les deux hors service.',
  "The key of the fleet's authority may be in other hands, or the database was set back. Begin a new authority.":
    'La clé de l’autorité du parc est peut-être en d’autres mains, ou la base de données a été remise à un état antérieur. Créez une nouvelle autorité.',
  "A recorded greeting was sent again, or the lane's clock is wrong.":
    'Un message initial enregistré a été renvoyé, ou l’horloge de la voie est fausse.',
  'A code was mistyped, or an attacker tries codes. Attempts are slowed down.':
    'Un code a été mal saisi, ou un attaquant essaie des codes. Les essais sont ralentis.',
  'Another person has the code. The lane that used it first may not be yours. Check it, and disable it if in doubt.':
    'Une autre personne a le code. La voie qui l’a utilisé la première n’est peut-être pas la vôtre. Vérifiez-la, et désactivez-la en cas de doute.',
  'The lane keeps what it should have erased. Take it out of service and look at its disk and its clock.':
    'La voie conserve ce qu’elle aurait dû effacer. Mettez-la hors service et vérifiez son disque et son horloge.',
  'The lane erases without the server, but has not said that it did. See whether it runs and reaches the server.':
    'La voie efface sans le serveur, mais ne l’a pas signalé. Vérifiez qu’elle fonctionne et atteint le serveur.',
  'The database was changed without the server. Nothing is repaired. Call the auditor, run the check of the ledger, and restore a backup that agrees.':
    'La base de données a été modifiée sans le serveur. Rien n’est réparé. Appelez l’auditeur, lancez la vérification du registre et restaurez une sauvegarde concordante.',
  Passport: 'Passeport',
  Visa: 'Visa',
  'Identity card': 'Carte d’identité',
  'Document {type}': 'Document {type}',
  'captures of travellers who went through': 'captures de voyageurs passés',
  'captures of referred travellers': 'captures de voyageurs renvoyés',
  'captures of decided referrals': 'captures de renvois décidés',
  'captures kept for a second look': 'captures conservées pour un second examen',
  'captures that were held': 'captures gelées',
  registrations: 'inscriptions',
  'counted records of inspections': 'relevés comptés d’inspections',
  'as soon as they had gone': 'dès leur départ',
  'its time was over': 'le délai était écoulé',
  'its time was over while the lane was off': 'le délai s’est écoulé pendant que la voie était éteinte',
  'on request': 'sur demande',
  'an officer had decided': 'un agent avait décidé',
  'the hold was released': 'le gel a été levé',
  'its key was gone': 'la clé n’existait plus',
};
