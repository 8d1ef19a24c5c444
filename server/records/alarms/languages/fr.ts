/** Words of alarms, by their English text in `../words.ts`. */
export const alarms: Readonly<Record<string, string>> = {
  'No second look in time': 'Pas de second examen à temps',
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
  'A lane runs a release that was not published here': 'Une voie utilise une livraison qui n’a pas été publiée ici',
  'A lane has old releases': 'Une voie a d’anciennes livraisons',
  'Take the lane out of service and have its releases compared with the published ones. If a stick brought a newer release, bring it to the server as well.':
    'Mettez la voie hors service et faites comparer ses livraisons avec celles qui ont été publiées. Si une clé USB a apporté une livraison plus récente, apportez-la aussi au serveur.',
  'See under Releases what the lane holds. Restore its connection or bring a stick. If all lanes are behind, two people must sign the releases again.':
    'Regardez sous Livraisons ce que la voie détient. Rétablissez sa connexion ou apportez une clé USB. Si toutes les voies sont en retard, deux personnes doivent signer de nouveau les livraisons.',
  'Lanes do not take a signed release': 'Des voies ne prennent pas une livraison signée',
  'See under Releases for whom it is meant and which lanes were heard. Correct its lanes or withdraw it with a signed change, or see at a lane why it refuses the file.':
    'Voyez sous Livraisons à qui elle est destinée et quelles voies se sont annoncées. Corrigez ses voies ou retirez-la par une modification signée, ou voyez à une voie pourquoi elle refuse le fichier.',
  'A new release was held': 'Une nouvelle livraison a été retenue',
  'A lane asked a watchlist too often': 'Une voie a interrogé une liste de signalement trop souvent',
  'A false answer about a watchlist': 'Une fausse réponse sur une liste de signalement',
  'The lane asks about more documents than travellers come. Take it out of service and have it examined: it may be used to search the list.':
    'La voie interroge plus de documents qu’il ne passe de voyageurs. Mettez-la hors service et faites-la examiner : elle sert peut-être à fouiller la liste.',
  'The owner of the list, or a party between, answered with another key. The lane refers travellers. Call the owner of the list before you change anything.':
    'Le propriétaire de la liste, ou quelqu’un entre lui et la voie, a répondu avec une autre clé. La voie renvoie les voyageurs au guichet. Appelez le propriétaire de la liste avant de changer quoi que ce soit.',
  'A lane returned to its earlier software': 'Une voie est revenue à son logiciel précédent',
  'The lane works with its earlier software. See under Releases which release it left and why, before more lanes take it.':
    'La voie fonctionne avec son logiciel précédent. Voyez sous Livraisons laquelle elle a quittée et pourquoi, avant que d’autres voies la prennent.',
  'Lanes with the release do worse than before, or left it by themselves. See under Releases why. Return the release, or resume it when the cause is another.':
    'Les voies avec la livraison font moins bien qu’avant, ou l’ont quittée d’elles-mêmes. Voyez sous Livraisons pourquoi. Retirez la livraison, ou reprenez-la si la cause est autre.',
  'Too many comparisons with one document': 'Trop de comparaisons avec un même document',
  'Lanes that had no server compared one document more often than allowed. Look at the referrals of that day at this lane, and restore the connection of the lanes.':
    'Des voies sans serveur ont comparé un document plus souvent que permis. Consultez les renvois de ce jour à cette voie et rétablissez la connexion des voies.',
  'A lane is too slow': 'Une voie est trop lente',
  'A readiness check was not passed': 'Un contrôle de disponibilité n’a pas été réussi',
  'A lane differs from its calibration': 'Une voie s’écarte de son étalonnage',
  'A readiness record without a valid approval': 'Un procès-verbal de contrôle sans autorisation valable',
  'The lane stays out of service until a technician has finished a check there. Call the technician.':
    'La voie reste hors service jusqu’à ce qu’un technicien y ait terminé un contrôle. Appelez le technicien.',
  'The light, the screen or the gate works differently from when the site was calibrated. Have a technician look at the lane and check it again.':
    'La lumière, l’écran ou le sas fonctionnent autrement que lors de l’étalonnage du site. Faites examiner et contrôler à nouveau la voie par un technicien.',
  'The record names an approval that this server did not give to this lane, or one that was used before. Ask who worked at the lane. The server’s signing key may be in other hands.':
    'Le procès-verbal cite une autorisation que ce serveur n’a pas donnée à cette voie, ou qui a déjà servi. Demandez qui a travaillé à la voie. La clé de signature du serveur est peut-être entre d’autres mains.',
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
  'An order without an officer’s passkey': 'Un ordre sans la clé d’accès d’un agent',
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
  'A lane’s statement about its start does not hold': 'La déclaration d’une voie sur son démarrage n’est pas valable',
  'A lane was started in a way that no one approved': 'Une voie a démarré d’une façon que personne n’a approuvée',
  'A lane has not proved its start': 'Une voie n’a pas prouvé son démarrage',
  'The TPM of the lane did not make the statement, or made it for another question. Take the lane out of service and look at its machine.':
    'Le TPM de la voie n’a pas fait cette déclaration, ou l’a faite pour une autre question. Mettez la voie hors service et examinez sa machine.',
  'Firmware, boot loader or system differ from every approved start. If the lane was updated, approve the new start under Administration, Lane software. If not, take it out of service.':
    'Le micrologiciel, le chargeur ou le système diffèrent de tout démarrage approuvé. Si la voie a été mise à jour, approuvez le nouveau démarrage sous Administration, Logiciel des voies. Sinon, mettez-la hors service.',
  'The server takes no messages of the lane until its TPM proves an approved start. See under Administration, Lane software what is missing.':
    'Le serveur n’accepte aucun message de la voie avant que son TPM prouve un démarrage approuvé. Voyez sous Administration, Logiciel des voies, ce qui manque.',
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
  'The lane tests itself and returns to full speed by itself. Have other programs, heat and the camera checked if it stays slow.':
    'La voie se teste elle-même et reprend sa pleine vitesse d’elle-même. Si elle reste lente, faites vérifier les autres programmes, la chaleur et la caméra.',
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
  'The server’s order came without the officers’ own signatures. The lane did not obey it. The server’s signing key may be in other hands: stop the server and have it looked at.':
    'L’ordre du serveur est arrivé sans les signatures des agents. La voie ne l’a pas exécuté. La clé de signature du serveur est peut-être en d’autres mains\u00a0: arrêtez le serveur et faites-le examiner.',
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
  'Alerts are not delivered': 'Les alertes ne sont pas remises',
  'A channel or a route for alerts was changed': 'Un canal ou un acheminement des alertes a été modifié',
  'A part of the server does not work': 'Une partie du serveur ne fonctionne pas',
  'A channel has delivered nothing for ten minutes. Read the last result under Administration, Alerts, and use the console until it works.':
    'Un canal n’a rien remis depuis dix minutes. Lisez le dernier résultat sous Administration, Alertes, et utilisez la console jusqu’au rétablissement.',
  'Decisions names the two administrators who decided it; Acts names who renewed a secret. If your alerts were to stay as they were, call the auditor.':
    'Décisions nomme les deux administrateurs qui l’ont décidé ; Actes nomme qui a renouvelé un secret. Si vos alertes devaient rester inchangées, appelez l’audit.',
  'The check of readiness that fails is named. The guide says what each means: database, ledger, keys, disk, traders.':
    'Le contrôle qui échoue est indiqué. Le guide explique chacun : base de données, registre, clés, disque.',
  'A lane’s watchlist is old or missing': 'Une liste de signalement d’une voie est ancienne ou manque',
  'Restore the lane’s connection, or bring a newer list on a stick. Past the second limit of its policy the lane refers every traveller.':
    'Rétablissez la connexion de la voie ou apportez une liste plus récente sur une clé. Au-delà de la seconde limite de sa politique, la voie renvoie tous les voyageurs.',
  'A lane’s master list is old': 'La liste maîtresse d’une voie est ancienne',
  'A known fault of a component is overdue': 'Un défaut connu d’un composant est en retard',
  'The files of the server differ from its release': 'Les fichiers du serveur diffèrent de sa livraison',
  'The list of known faults is old': 'La liste des défauts connus est ancienne',
  'A list of known faults was refused': 'Une liste de défauts connus a été refusée',
  'Bring a newer master list to the lane with a release. Past the second limit of its policy the lane refers every traveller.':
    'Apportez à la voie une liste maîtresse plus récente par une livraison. Au-delà de la seconde limite de sa politique, la voie renvoie tous les voyageurs.',
  'See Administration, Components: install the release with the fixed version, or let two administrators decide an exception.':
    'Voir Administration, Composants : installez la livraison avec la version corrigée, ou laissez deux administrateurs décider d’une exception.',
  'See Administration, Components for the files. If no one changed them on purpose, take the server off the network and call the auditor. Install the release again.':
    'Administration, Composants nomme les fichiers. Si personne ne les a modifiés à dessein, coupez le serveur du réseau et appelez l’auditeur. Réinstallez la livraison.',
  'Import a newer export of OSV on the server. Until then new faults of components stay unknown.':
    'Importez sur le serveur un export d’OSV plus récent. D’ici là, les nouveaux défauts des composants restent inconnus.',
  'The export before it stays in use. Fetch the export again and import it; Administration, Components names the fault.':
    'L’export précédent reste en usage. Récupérez de nouveau l’export et importez-le ; Administration, Composants nomme le défaut.',
  'No risk model scores declarations': 'Aucun modèle de risque n’évalue les déclarations',
  'Until a model works, the documents of every declaration are controlled. An administrator puts the file of the risk model back and restarts the server.':
    'Tant qu’aucun modèle ne fonctionne, les documents de chaque déclaration sont contrôlés. Un administrateur remet en place le fichier du modèle de risque et redémarre le serveur.',
  'A finding of detection waits to be judged': 'Un constat de la détection attend un jugement',
  'No one has judged it in ten minutes. A security officer opens it under Detection, reads its entries, and judges it.':
    'Personne ne l’a jugé en dix minutes. Un agent de sécurité l’ouvre sous Détection, lit ses entrées et le juge.',
  'Declared goods passed a lane without the server, and should not have':
    'Des marchandises déclarées sont passées à tort par une voie sans le serveur',
  'The declaration had passed before (used), or a control was recommended (control). A customs officer looks it up under Customs and asks the trader to present the goods.':
    'La déclaration avait déjà servi (used), ou un contrôle était recommandé (control). Un agent la cherche sous Douane et demande à l’opérateur de présenter les marchandises.',
  'Findings do not reach the SIEM': 'Des constats n’atteignent pas le SIEM',
  'The receiver has not taken all findings in ten minutes. Read the last result under Administration, Alerts. Nothing is lost: the server sends them when the receiver works.':
    'Depuis dix minutes, le destinataire n’a pas accepté tous les constats. Lisez le dernier résultat sous Administration, Alertes. Rien n’est perdu : le serveur les envoie dès que le destinataire fonctionne.',
  'The deadline to notify a breach of personal data is near':
    'Le délai pour notifier une violation de données expire bientôt',
  'The deadline to notify a breach of personal data has passed':
    'Le délai pour notifier une violation de données est dépassé',
  'A privacy officer opens the case under Compliance, completes the notice with what is known, signs it and sends it.':
    'Un responsable de la protection des données ouvre le dossier sous Conformité, complète la notification avec ce qui est connu, la signe et l’envoie.',
  'A privacy officer sends the notice now, with the reasons for the delay, and records it under Compliance.':
    'Un responsable de la protection des données envoie la notification maintenant, avec les motifs du retard, et le note sous Conformité.',
  'Detection asks for an order to a lane': 'La détection demande un ordre pour une voie',
  'A response to a finding has no effect, or is not undone':
    'Une mesure prise sur un constat est sans effet ou n’est pas annulée',
  'A security officer asks the officers of the lane. Before it: take the lane out of service for security on its card. After it was taken back: return the lane to service.':
    'Un agent de sécurité le demande aux agents de la voie : mettez-la hors service pour raison de sécurité sur sa carte. Après le retrait de la mesure : remettez la voie en service.',
  'Open Detection, Responses. If a lane waits for its order, call its supervisor. If a subject is unknown or a limit forbids the response, act by hand.':
    'Ouvrez Détection, Mesures. Si une voie attend son ordre, appelez son superviseur. Si le sujet est inconnu ou si une limite interdit la mesure, agissez à la main.',
  'A delivery to a partner agency was refused': 'Une livraison à une autorité partenaire a été refusée',
  'A partner agency has not signed for a delivery':
    'Une autorité partenaire n’a pas signé la réception d’une livraison',
  'A privacy officer reads the reason. The period is not delivered. The next version of the agreement may need fewer deliveries or a larger budget.':
    'Un responsable de la protection des données lit la raison. La période n’est pas livrée. La prochaine version de l’accord demande peut-être moins de livraisons ou un budget plus grand.',
  'A privacy officer calls the partner. If it does not sign, two privacy officers pause the agreement.':
    'Un responsable de la protection des données appelle le partenaire. S’il ne signe pas, deux responsables suspendent l’accord.',
  'A rule of law is not fulfilled': 'Une règle de droit n’est pas respectée',
  'A privacy officer opens Compliance, Legal frameworks, reads the article, and changes the policy, the agreement or the configuration.':
    'Un responsable de la protection des données ouvre Conformité, Cadres juridiques, lit l’article, puis modifie la politique, l’accord ou la configuration.',
  'An audit of a partner agency, or a finding of one, is overdue':
    'Un audit d’une autorité partenaire, ou un de ses constats, est en retard',
  'A privacy officer opens Compliance, Audits of partners, and proposes the audit, its conclusion or the end of the finding.':
    'Un responsable de la protection des données ouvre Conformité, Audits de partenaires, et propose l’audit, sa conclusion ou la fin du constat.',
  'A partner agency changed its list more than agreed, or the list has left the lanes':
    'Une autorité partenaire a modifié sa liste plus que convenu, ou la liste a quitté les voies',
  'A privacy officer calls the partner by its known number. A change that is too large was refused: lanes have the list as it was. A list that the partner withdrew, or whose agreement has ended, is missing at lanes: two people approve a policy without it.':
    'Un responsable de la protection des données appelle le partenaire à son numéro connu. Une modification trop grande a été refusée : les voies ont la liste telle qu’elle était. Une liste que le partenaire a retirée, ou dont l’accord a pris fin, manque aux voies : deux personnes approuvent une politique sans elle.',
  'A penalty or a corrective action is overdue': 'Une sanction ou une mesure corrective est en retard',
  'A privacy officer opens Compliance, Penalties and actions, and proposes its end with what shows it, or more time with reasons.':
    'Un responsable de la protection des données ouvre Conformité, Sanctions et mesures, et propose sa fin avec ce qui la montre, ou un délai avec des motifs.',
  'A part of the training policy does not apply': 'Une partie de la règle de formation ne s’applique pas',
  'A person reports a proposal as suspicious': 'Une personne signale une proposition comme suspecte',
  'An administrator opens Training. Where administrators are named, two of them pass the missing courses; where a course is named, two people propose a policy without it.':
    'Un administrateur ouvre Formation. Si les administrateurs sont nommés, deux d’entre eux réussissent les cours manquants\u00a0; si un cours est nommé, deux personnes proposent une règle sans lui.',
  'The people who may approve it read it again under Decisions, and ask its proposer in person or by a known number. If it is false, one of them turns it down and has the account of the proposer checked.':
    'Les personnes qui peuvent l’approuver la relisent sous Décisions et interrogent son auteur de vive voix ou par un numéro connu. Si elle est fausse, l’une d’elles la refuse et fait examiner le compte de l’auteur.',
  'Selection rules are not used': 'Des règles de sélection ne sont pas utilisées',
  'The rules before them stay in use; expired ones select nothing. Customs, Selection rules names the reason. Two people sign a corrected set. If no one signed a change, call the auditor.':
    'Les règles précédentes restent utilisées ; celles qui ont expiré ne sélectionnent rien. Douane, Règles de sélection donne le motif. Deux personnes signent un jeu corrigé. Si personne n’a signé de changement, appelez l’auditeur.',
  'Someone wrote a session into the database': 'Quelqu’un a écrit une session dans la base de données',
  'The session gives no access. Someone can write to the database without the server: find who it is, change its passwords, call the auditor, and run the check of the ledger.':
    'La session ne donne aucun accès. Quelqu’un peut écrire dans la base de données sans le serveur : trouvez qui, changez ses mots de passe, appelez l’auditeur et lancez le contrôle du registre.',
};
