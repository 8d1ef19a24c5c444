import type { Catalogue } from '../text.ts';

export const setup: Catalogue = {
  Overview: 'Aperçu',
  'To do': 'À faire',
  'Stated by a person': 'Déclaré par une personne',
  '{reason}. Stated by {person} {time}; counts until {until}.':
    '{reason}. Déclaré par {person}, {time}\u00a0; valable jusqu’au {until}.',
  'Taken back.': 'Annulée.',
  'Take the statement back': 'Annuler la déclaration',
  'It is done where the server cannot see it…': 'C’est fait là où le serveur ne peut pas le voir…',
  'Choose the reason.': 'Choisissez la raison.',
  'Stated.': 'Déclaré.',
  'Your name and the reason are recorded in the ledger, and every administrator sees them. After 90 days the part is open again.':
    'Votre nom et la raison figurent dans le registre, et tous les administrateurs les voient. Après 90 jours, la partie est de nouveau ouverte.',
  'How it is done': 'Comment c’est fait',
  'State it': 'Déclarer',
  'Reading what is left to set up…': 'Lecture de ce qui reste à mettre en place…',
  'The server is set up': 'Le serveur est en place',
  'Set up this server': 'Mettre ce serveur en place',
  'Every part is done. A part opens again by itself if it is no longer done.':
    'Chaque partie est faite. Une partie qui ne l’est plus s’ouvre de nouveau d’elle-même.',
  'Done: {done} of {all} parts. The state of each comes from the server’s records.':
    'Fait\u00a0: {done} parties sur {all}. L’état de chacune vient des enregistrements du serveur.',
  'Parts that are done': 'Parties faites',
  Today: 'Aujourd’hui',
  'No proposal waits for you.': 'Aucune proposition ne vous attend.',
  '{count} proposals wait for you.': {
    one: '{count} proposition vous attend.',
    other: '{count} propositions vous attendent.',
  },
  '{count} of yours wait for another person.': {
    one: '{count} des vôtres attend une autre personne.',
    other: '{count} des vôtres attendent une autre personne.',
  },
  'No person waits for new keys.': 'Personne n’attend de nouvelles clés.',
  '{count} people wait for new keys.': {
    one: '{count} personne attend de nouvelles clés.',
    other: '{count} personnes attendent de nouvelles clés.',
  },
  'No duty or training ends within 30 days.': 'Aucune fonction ni formation ne prend fin dans les 30 jours.',
  '{count} duties or trainings end within 30 days.': {
    one: '{count} fonction ou formation prend fin dans les 30 jours.',
    other: '{count} fonctions ou formations prennent fin dans les 30 jours.',
  },
  '{count} kiosks are in service.': { one: '{count} borne est en service.', other: '{count} bornes sont en service.' },
  '{count} codes are unused.': { one: '{count} code est inutilisé.', other: '{count} codes sont inutilisés.' },
  'A second administrator': 'Un deuxième administrateur',
  'Sites and lanes': 'Sites et voies',
  'People for each role': 'Des personnes pour chaque rôle',
  'Notice for travellers': 'Avis aux voyageurs',
  'Witnesses of the ledger': 'Témoins du registre',
  'Alerts outside the console': 'Alertes hors de la console',
  'Duties and recoveries take two administrators. With one alone nothing can be approved, and a lost key locks the server.':
    'Les fonctions et les récupérations demandent deux administrateurs. Un seul ne peut rien faire approuver, et une clé perdue bloque le serveur.',
  'Duties, codes and figures name a site and its lanes. A kiosk without a record cannot be enrolled from here.':
    'Les fonctions, les codes et les chiffres nomment un site et ses voies. Sans enregistrement, aucune borne ne peut être inscrite d’ici.',
  'Each site needs an officer who decides referrals, and two supervisors who confirm each other. Two privacy officers decide about retention together; two security officers judge the findings of detection; an auditor reads the acts.':
    'Chaque site a besoin d’un agent qui décide des renvois et de deux superviseurs qui se confirment l’un l’autre. Deux responsables de la protection des données décident ensemble de la conservation\u00a0; deux agents de sécurité jugent les constats de la détection\u00a0; un auditeur lit les actes.',
  'It limits how long lanes keep captures. Without a signed policy lanes use their own limits.':
    'Elle limite la durée pendant laquelle les voies conservent les captures. Sans politique signée, les voies appliquent leurs propres limites.',
  'Lanes with different policies treat travellers differently.':
    'Des voies aux politiques différentes traitent les voyageurs différemment.',
  'Travellers must read what is collected and why. An expired notice stops a lane.':
    'Les voyageurs doivent lire ce qui est recueilli et pourquoi. Un avis expiré arrête une voie.',
  'Witnesses of other agencies make it visible if records are removed or changed afterwards.':
    'Des témoins d’autres autorités rendent visible la suppression ou la modification ultérieure d’enregistrements.',
  'A lost disk must not lose the reports and the ledger.':
    'La perte d’un disque ne doit pas entraîner celle des rapports et du registre.',
  'An alarm at night must reach a person who does not look at the console.':
    'La nuit, une alarme doit atteindre une personne qui ne regarde pas la console.',
  'Give each administrator one of the codes that the server printed, while they are valid. If an administrator leaves later, invite another person under People. When they have signed in, propose the duty of an administrator under Decisions: the other administrator approves. While fewer than two can act, each start of the server prints a code for one more.':
    'Donnez à chaque administrateur un des codes que le serveur a imprimés, tant qu’ils sont valables. Si un administrateur part plus tard, invitez une autre personne sous Personnes. Quand elle s’est connectée, proposez la fonction d’administrateur sous Décisions\u00a0: l’autre administrateur approuve. Tant que moins de deux peuvent agir, chaque démarrage du serveur imprime un code pour un administrateur de plus.',
  'Name the site and its lanes under Administration, Sites. Then make a code for each kiosk under Fleet.':
    'Nommez le site et ses voies sous Administration, Sites. Faites ensuite un code pour chaque borne sous Parc.',
  'Invite people under People, then propose their duties under Decisions.':
    'Invitez les personnes sous Personnes, puis proposez leurs fonctions sous Décisions.',
  'Privacy officers do this under Privacy, Retention: one drafts the policy, another approves, two sign. Lanes then adopt it by themselves.':
    'Les responsables de la protection des données le font sous Protection des données, Conservation\u00a0: l’un rédige la politique, un autre approuve, deux signent. Les voies l’adoptent ensuite d’elles-mêmes.',
  'Two people sign it offline and bring it to each lane. Administration, Policies shows what each lane runs.':
    'Deux personnes la signent hors ligne et l’apportent à chaque voie. Administration, Politiques montre ce que chaque voie applique.',
  'Two people sign it offline and bring it to each lane. Administration, Policies shows what each lane shows.':
    'Deux personnes le signent hors ligne et l’apportent à chaque voie. Administration, Politiques montre ce que chaque voie affiche.',
  'Name the witnesses in the policy of the ledger (POSTERN_SERVER_LEDGER_POLICY) and start the server again. Ledger, Heads shows who has cosigned.':
    'Nommez les témoins dans la politique du registre (POSTERN_SERVER_LEDGER_POLICY) et redémarrez le serveur. Registre, Têtes montre qui a cosigné.',
  'Run this every day on the server’s machine:': 'Exécutez ceci chaque jour sur la machine du serveur\u00a0:',
  'Go to People': 'Aller à Personnes',
  'Go to Decisions': 'Aller à Décisions',
  'Go to Policies': 'Aller à Politiques',
  'Go to Sites': 'Aller à Sites',
  'Go to Fleet': 'Aller au parc',
  'Go to the ledger': 'Aller au registre',
  'The host of the database makes the backups': 'L’hébergeur de la base de données fait les sauvegardes',
  'Another machine makes the backups with an account that only reads':
    'Une autre machine fait les sauvegardes avec un compte en lecture seule',
  'Another system watches the log and alerts': 'Un autre système surveille le journal et alerte',
  'A person watches the console day and night': 'Une personne surveille la console jour et nuit',
  '{names} and {count} more': '{names} et {count} autres',
  'No administrator can act.': 'Aucun administrateur ne peut agir.',
  '{count} administrators can act: {names}.': {
    one: '{count} administrateur peut agir\u00a0: {names}.',
    other: '{count} administrateurs peuvent agir\u00a0: {names}.',
  },
  'The duty or training of {person} ends {time}. Renew it under Decisions.':
    'La fonction ou la formation de {person} prend fin {time}. Renouvelez-la sous Décisions.',
  'Not named by a person yet: {names}.': 'Pas encore nommés par une personne\u00a0: {names}.',
  'Without lanes: {names}.': 'Sans voies\u00a0: {names}.',
  'Lanes without a kiosk: {names}.': 'Voies sans borne\u00a0: {names}.',
  'Kiosks that have sent no status for a minute: {names}.':
    'Bornes sans signe de vie depuis une minute\u00a0: {names}.',
  '{sites} named, with {lanes} in service.': '{sites} nommés, avec {lanes} en service.',
  '{count} sites': { one: '{count} site', other: '{count} sites' },
  '{role}: {have} of {need}.': '{role}\u00a0: {have} sur {need}.',
  '{role} at {site}: {have} of {need}.': '{role} à {site}\u00a0: {have} sur {need}.',
  'Each role has its people.': 'Chaque rôle est pourvu.',
  'Not known yet, because no traveller has used the lane: {names}.':
    'Pas encore connu, car aucun voyageur n’a utilisé la voie\u00a0: {names}.',
  '{count} different versions are in use. Unlike the others: {names}.':
    '{count} versions différentes sont utilisées. Différentes des autres\u00a0: {names}.',
  'All {count} lanes report the same version.': {
    one: 'La voie a communiqué sa version.',
    other: 'Les {count} voies communiquent la même version.',
  },
  'No retention policy is agreed on yet.': 'Aucune politique de conservation n’est encore convenue.',
  'Policy {number} has {signatures} of {need} signatures.':
    'La politique {number} a {signatures} signatures sur {need}.',
  'Policy {number} is signed and not in force yet.': 'La politique {number} est signée et pas encore en vigueur.',
  'Policy {number} is not adopted yet by: {names}.':
    'La politique {number} n’est pas encore adoptée par\u00a0: {names}.',
  'Every lane has adopted policy {number}.': 'Chaque voie a adopté la politique {number}.',
  'The ledger has no witnesses.': 'Le registre n’a pas de témoins.',
  '{count} entries wait for cosignatures, since {time}.': {
    one: '{count} entrée attend des cosignatures, depuis {time}.',
    other: '{count} entrées attendent des cosignatures, depuis {time}.',
  },
  '{count} witnesses are named and cosign.': {
    one: '{count} témoin est nommé et cosigne.',
    other: '{count} témoins sont nommés et cosignent.',
  },
  'No backup is recorded.': 'Aucune sauvegarde n’est enregistrée.',
  'The last recorded backup is of {time}.': 'La dernière sauvegarde enregistrée date de {time}.',
  'The last backup is of {time}.': 'La dernière sauvegarde date de {time}.',
  'The server has no port for metrics.': 'Le serveur n’a pas de port pour les mesures.',
  'No collector has read the metrics since the server was started.':
    'Aucun collecteur n’a lu les mesures depuis le démarrage du serveur.',
  'No collector has read the metrics since {time}.': 'Aucun collecteur n’a lu les mesures depuis {time}.',
  'A collector reads the metrics; last {time}.': 'Un collecteur lit les mesures\u00a0; dernière fois {time}.',
  'Set-up: {count}': 'Mise en place\u00a0: {count}',
  'Set-up: {count} parts left': {
    one: 'Mise en place\u00a0: {count} partie à faire',
    other: 'Mise en place\u00a0: {count} parties à faire',
  },
  'States of a part': 'États d’une partie',
  'The server’s records show that something is missing. The part says what, why it matters and where it is done.':
    'Les enregistrements du serveur montrent qu’il manque quelque chose. La partie dit quoi, pourquoi c’est important et où cela se fait.',
  'The server’s records show that it is done. The part opens again by itself when that changes.':
    'Les enregistrements du serveur montrent que c’est fait. La partie s’ouvre de nouveau d’elle-même si cela change.',
  'An administrator stated it, with a reason, because the server cannot see it. It counts for 90 days.':
    'Un administrateur l’a déclaré, avec une raison, parce que le serveur ne peut pas le voir. Cela vaut 90 jours.',
  'Leads from a new server to the first traveller, and shows what waits for you today. The state of each part comes from the server’s records; a part that the server can check itself cannot be ticked.':
    'Mène d’un serveur neuf au premier voyageur et montre ce qui vous attend aujourd’hui. L’état de chaque partie vient des enregistrements du serveur\u00a0; aucune partie ne peut être cochée là où le serveur voit lui-même.',
  'Name sites and their lanes, so that duties and codes can name them. An id or a number never changes; a place that is not used can be removed.':
    'Nommez les sites et leurs voies, pour que les fonctions et les codes puissent les nommer. Un identifiant ou un numéro ne change jamais\u00a0; un lieu inutilisé peut être supprimé.',
  'Database and ledger': 'Base de données et registre',
  'The ledger proves what was done. A database that differs from it was changed without this server.':
    'Le registre prouve ce qui a été fait. Une base de données qui en diffère a été modifiée sans ce serveur.',
  'Keep a copy of the data for the auditor, and restore what the ledger says or a backup. When a full comparison finds no difference, two administrators return the server to service.':
    'Gardez une copie des données pour l’auditeur, puis rétablissez ce que dit le registre ou restaurez une sauvegarde. Quand une comparaison complète ne trouve plus d’écart, deux administrateurs remettent le serveur en service.',
  'The database agrees with the ledger.': 'La base de données concorde avec le registre.',
  'Differences were found, and a full comparison since has found none: {differences}.':
    'Des écarts ont été trouvés ; une comparaison complète n’en a plus trouvé depuis : {differences}.',
  'The database differs from the ledger, or is still being compared: {differences}.':
    'La base de données diffère du registre, ou la comparaison est en cours : {differences}.',
  'none known yet': 'aucun écart connu',
  'Propose the return to service': 'Proposer la remise en service',
};
