import type { Catalogue } from '../text.ts';

export const alerts: Catalogue = {
  Silenced: 'En sourdine',
  'Silence ended': 'Mise en sourdine terminée',
  Tested: 'Essayé',
  'Secret renewed': 'Secret renouvelé',
  'States of a message': 'États d’un message',
  'It has not been delivered yet. The server tries again, at increasing intervals up to 15 minutes.':
    'Il n’est pas encore remis. Le serveur réessaie à des intervalles croissants, jusqu’à 15 minutes.',
  'The receiver or the mail relay has accepted it.': 'Le destinataire ou le relais de messagerie l’a accepté.',
  'No attempt succeeded within a day, or the only attempt of a test failed.':
    'Aucune tentative n’a réussi en un jour, ou l’unique tentative d’un essai a échoué.',
  'A silence holds it. If the alarm still lasts at the end of the silence, the message is sent then.':
    'Une mise en sourdine le retient. Si l’alarme dure encore à la fin de celle-ci, le message part alors.',
  'Urgency of an alarm': 'Urgence d’une alarme',
  'A person must act at once.': 'Une personne doit agir immédiatement.',
  'A person looks at it before the shift ends.': 'Une personne l’examine avant la fin du service.',
  'Act when it repeats.': 'Agissez si cela se répète.',
  Alerts: 'Alertes',
  'Shows where alarms go outside the console: channels with their last delivery, routes, silences, and the log of deliveries. Two administrators decide about channels and routes. Send a test after each change.':
    'Indique où vont les alarmes hors de la console\u00a0: canaux avec leur dernière remise, acheminements, mises en sourdine et journal des remises. Deux administrateurs décident des canaux et des acheminements. Envoyez un essai après chaque modification.',
  'See where alerts go, silences, and the log of deliveries':
    'Consulter les destinations des alertes, les mises en sourdine et le journal des remises',
  "Propose a key for a trader's program or a person of a trader, or an end":
    'Proposer une clé pour le programme ou une personne d’un opérateur, ou une fin',
  "Approve a key for a trader's program or a person of a trader, or an end":
    'Approuver une clé pour le programme ou une personne d’un opérateur, ou une fin',
  'Propose a channel or a route for alerts, or its removal':
    'Proposer un canal ou un acheminement des alertes, ou sa suppression',
  'Approve a channel or a route for alerts, or its removal':
    'Approuver un canal ou un acheminement des alertes, ou sa suppression',
  'Silence alerts for some hours, or end a silence':
    'Mettre des alertes en sourdine pour quelques heures, ou y mettre fin',
  'Send a test through a channel for alerts': 'Envoyer un essai par un canal d’alertes',
  'Renew the signing secret of a channel for alerts': 'Renouveler le secret de signature d’un canal d’alertes',
  Channels: 'Canaux',
  Routes: 'Acheminements',
  Silences: 'Mises en sourdine',
  'Log of deliveries': 'Journal des remises',
  'Alerts are sent without this page.': 'Les alertes partent sans cette page.',
  '{count} urgent kinds of alarms have no route, for example: {named}.': {
    one: 'Un type d’alarme urgent ne quitte le serveur par aucun acheminement\u00a0: {named}.',
    other: '{count} types d’alarmes urgents ne quittent le serveur par aucun acheminement, par exemple\u00a0: {named}.',
  },
  'Enter an address that begins with https://, in its plain form and without a password.':
    'Saisissez une adresse qui commence par https://, sous sa forme simple et sans mot de passe.',
  'Name of the channel': 'Nom du canal',
  'For example: Night staff': 'Par exemple\u00a0: Permanence de nuit',
  Address: 'Adresse',
  'https:// with a public name. A private network must be allowed in the configuration of the server.':
    'https:// avec un nom public. Un réseau privé doit être autorisé dans la configuration du serveur.',
  'Mail addresses': 'Adresses de messagerie',
  'Up to ten, separated by commas. Addresses of duties rather than of people.':
    'Dix au plus, séparées par des virgules. Des adresses de fonction plutôt que de personnes.',
  'Language of the messages': 'Langue des messages',
  'Sending a test through {name}…': 'Envoi d’un essai par {name}…',
  'Test of {name}: {result}': 'Essai de {name}\u00a0: {result}',
  'Propose a channel…': 'Proposer un canal…',
  'A channel is a target outside the console: a webhook or mail addresses. Two administrators decide about it.':
    'Un canal est une destination hors de la console\u00a0: un webhook ou des adresses de messagerie. Deux administrateurs en décident.',
  'No channel yet.': 'Pas encore de canal.',
  'Alarms are in the console and in the log of the server only.':
    'Les alarmes ne figurent que dans la console et le journal du serveur.',
  Target: 'Destination',
  'Decided by': 'Décidé par',
  'Propose a channel': 'Proposer un canal',
  'Propose a change of {name}': 'Proposer une modification de {name}',
  'The earlier secret also signs until {time}.': 'L’ancien secret signe aussi jusqu’au {time}.',
  'Send a test': 'Envoyer un essai',
  'New secret': 'Nouveau secret',
  'Change…': 'Modifier…',
  'Propose its removal': 'Proposer sa suppression',
  'Does not deliver': 'Ne remet rien',
  'Not tested yet': 'Pas encore essayé',
  Delivers: 'Remet',
  'Last delivery: {time}': 'Dernière remise\u00a0: {time}',
  '{count} messages wait.': { one: '{count} message attend.', other: '{count} messages attendent.' },
  'New secret of {name}': 'Nouveau secret de {name}',
  'Give it to the receiver, which verifies each message with it (Standard Webhooks). It is shown only once.':
    'Donnez-le au destinataire, qui vérifie chaque message avec lui (Standard Webhooks). Il n’est montré que maintenant.',
  'Alerts can be sent through a new channel: {name}.': 'Les alertes peuvent passer par un nouveau canal\u00a0: {name}.',
  'The channel {name} is changed. All its alerts go to the new target at once.':
    'Le canal {name} est modifié. Toutes ses alertes vont aussitôt à la nouvelle destination.',
  'A channel for alerts is removed.': 'Un canal d’alertes est supprimé.',
  'The channel {name} is removed. Its target gets a last message.':
    'Le canal {name} est supprimé. Sa destination reçoit un dernier message.',
  'Alarms go to a channel by a new route: {name}.':
    'Des alarmes vont vers un canal par un nouvel acheminement\u00a0: {name}.',
  'The route {name} is changed. Its earlier channel gets a message about it.':
    'L’acheminement {name} est modifié. Son ancien canal reçoit un message à ce sujet.',
  'A route for alerts is removed.': 'Un acheminement des alertes est supprimé.',
  'The route {name} is removed. Its alarms no longer leave the server. Its channel gets a message about it.':
    'L’acheminement {name} est supprimé. Ses alarmes ne quittent plus le serveur. Son canal reçoit un message à ce sujet.',
  'also when they are over': 'aussi quand elles sont terminées',
  'not when they are over': 'pas quand elles sont terminées',
  'Channel ## of alerts': 'Canal',
  Sent: 'Envoi',
  'Every state': 'Tous les états',
  'No message matches.': 'Aucun message ne correspond.',
  Message: 'Message',
  Route: 'Acheminement',
  Progress: 'Progression',
  messages: 'messages',
  'Next attempt: {time}': 'Prochaine tentative\u00a0: {time}',
  'Urgent alarms only': 'Alarmes urgentes seulement',
  'Alarms for now and for today': 'Alarmes pour maintenant et pour aujourd’hui',
  'All alarms': 'Toutes les alarmes',
  'Chosen kinds': 'Types choisis',
  'When they begin and when they are over': 'Quand elles commencent et quand elles se terminent',
  'When they begin': 'Quand elles commencent',
  'Choose a kind of alarm.': 'Choisissez un type d’alarme.',
  'Choose a site, or all.': 'Choisissez un site, ou tous.',
  'Name of the route': 'Nom de l’acheminement',
  'For example: Night, north': 'Par exemple\u00a0: Nuit, nord',
  'Kinds of alarms': 'Types d’alarmes',
  'All sites, and the server itself': 'Tous les sites, et le serveur lui-même',
  'Propose a route…': 'Proposer un acheminement…',
  'A route sends alarms of some urgency or kind, at some sites, to a channel. When a route is removed, its channel gets a message.':
    'Un acheminement mène des alarmes d’une certaine urgence ou d’un certain type, sur certains sites, vers un canal. Sa suppression y est annoncée.',
  'No route yet.': 'Pas encore d’acheminement.',
  'Propose a channel first.': 'Proposez d’abord un canal.',
  'No alarm goes to a channel.': 'Aucune alarme ne va vers un canal.',
  'Propose a route': 'Proposer un acheminement',
  '30 minutes': '30 minutes',
  '1 hour': '1 heure',
  '4 hours': '4 heures',
  '8 hours': '8 heures',
  '24 hours': '24 heures',
  Silence: 'Mettre en sourdine',
  'Silencing…': 'Mise en sourdine…',
  'Silenced until {time}.': 'En sourdine jusqu’au {time}.',
  'All that may be silenced': 'Toutes celles qui peuvent l’être',
  'Emergencies and signs of tampering are not offered.':
    'Les urgences et les signes de manipulation ne sont pas proposés.',
  'The silence is over.': 'La mise en sourdine est terminée.',
  'Silence alerts…': 'Mettre des alertes en sourdine…',
  'Silenced alarms stay in the console and in the log. Emergencies and signs of tampering are always sent. The routes report when a silence begins, and what it held.':
    'Les alarmes en sourdine restent dans la console et le journal. Les urgences et les signes de manipulation partent toujours. Les acheminements apprennent quand une mise en sourdine commence et ce qu’elle a retenu.',
  'Nothing has been silenced yet.': 'Rien n’a encore été mis en sourdine.',
  'ended by {person}': 'terminée par {person}',
  'End it now': 'Terminer maintenant',
  'Silence alerts': 'Mettre des alertes en sourdine',
  Webhook: 'Webhook',
  Mail: 'Courriel',
  English: 'Anglais',
  German: 'Allemand',
  French: 'Français',
  'Now ## urgency': 'Immédiat',
  'Today ## urgency': 'Aujourd’hui',
  'Watch ## urgency': 'À surveiller',
  'A known fault': 'Un défaut connu',
  'The site is closed': 'Le site est fermé',
  'Waiting ## message': 'En attente',
  Delivered: 'Remis',
  'Given up': 'Abandonné',
  'Delivered.': 'Remis.',
  'The mail relay accepted it for some of the recipients only. Compare the addresses.':
    'Le relais de messagerie ne l’a accepté que pour une partie des destinataires. Comparez les adresses.',
  'The name of the target does not resolve. Compare the address.':
    'Le nom de la destination ne se résout pas. Comparez l’adresse.',
  'The target is at a private or reserved address. Only the configuration of the server can allow its network (POSTERN_SERVER_ALERT_NETWORKS).':
    'La destination a une adresse privée ou réservée. Seule la configuration du serveur peut autoriser son réseau (POSTERN_SERVER_ALERT_NETWORKS).',
  'No connection to the target. Check whether it is running and whether a firewall blocks the connection.':
    'Pas de connexion à la destination. Vérifiez si elle fonctionne et si un pare-feu s’interpose.',
  'The target did not answer in time.': 'La destination n’a pas répondu à temps.',
  'No secure connection: the certificate is not valid for the target, or it offers no TLS. See POSTERN_SERVER_ALERT_CA.':
    'Pas de connexion sûre\u00a0: le certificat n’est pas valable pour la destination, ou elle n’offre pas TLS. Voir POSTERN_SERVER_ALERT_CA.',
  'The target answered with another address, which is not followed. Propose the final address.':
    'La destination a répondu par une autre adresse, qui n’est pas suivie. Proposez l’adresse définitive.',
  'The target answered with an error.': 'La destination a répondu par une erreur.',
  'The configuration of the server names no mail relay (POSTERN_SERVER_SMTP_URL).':
    'La configuration du serveur ne nomme aucun relais de messagerie (POSTERN_SERVER_SMTP_URL).',
  'The mail relay refused the message.': 'Le relais de messagerie a refusé le message.',
  'The mail relay refused the credentials of the server.':
    'Le relais de messagerie a refusé les identifiants du serveur.',
  'The mail relay refused all recipients.': 'Le relais de messagerie a refusé tous les destinataires.',
  'The signing secret cannot be opened with the present keys of the server. Get a new one.':
    'Le secret de signature ne s’ouvre pas avec les clés actuelles du serveur. Demandez-en un nouveau.',
  'The server could not send it. The log of the server names the fault.':
    'Le serveur n’a pas pu l’envoyer. L’erreur figure dans le journal du serveur.',
  '{result} Status: {status}.': '{result} Statut\u00a0: {status}.',
  Test: 'Essai',
  'A route was changed': 'Un acheminement a été modifié',
  'A route was removed': 'Un acheminement a été supprimé',
  'A channel was changed': 'Un canal a été modifié',
  'A channel was removed': 'Un canal a été supprimé',
  'A secret was renewed': 'Un secret a été renouvelé',
  'A silence has begun': 'Une mise en sourdine a commencé',
  'A silence is over': 'Une mise en sourdine est terminée',
  'Over: {alarm}': 'Terminée\u00a0: {alarm}',
  'Urgency: {severities}': 'Urgence\u00a0: {severities}',
  'all sites, and the server itself': 'tous les sites, et le serveur lui-même',
  'all that may be silenced': 'toutes celles qui peuvent l’être',
  '{count} attempts': { one: '{count} tentative', other: '{count} tentatives' },
  'A channel for alerts': 'Un canal d’alertes',
  'A channel for alerts is removed': 'Un canal d’alertes est supprimé',
  'A route for alerts': 'Un acheminement des alertes',
  'A route for alerts is removed': 'Un acheminement des alertes est supprimé',
  'There is no such channel. Another decision has removed or replaced it.':
    'Ce canal n’existe pas. Une autre décision l’a supprimé ou remplacé.',
  'There is no such route. Another decision has removed or replaced it.':
    'Cet acheminement n’existe pas. Une autre décision l’a supprimé ou remplacé.',
  'Another one has this name.': 'Un autre porte ce nom.',
  'The configuration of the server names no mail relay.':
    'La configuration du serveur ne nomme aucun relais de messagerie.',
  'The address is private or reserved, and the configuration of the server does not allow its network.':
    'L’adresse est privée ou réservée, et la configuration du serveur n’autorise pas son réseau.',
  'A route leads to this channel. Remove or change the route first.':
    'Un acheminement mène à ce canal. Supprimez ou modifiez d’abord l’acheminement.',
  'The limit of channels is reached.': 'Il y a autant de canaux que ce serveur en accepte.',
  'The limit of routes is reached.': 'Il y a autant d’acheminements que ce serveur en accepte.',
  'Propose a channel and a route for urgent alarms under Administration, Alerts. Another administrator approves them. Then send a test. A collector can also read the metrics (POSTERN_SERVER_METRICS_PORT).':
    'Proposez un canal et un acheminement des alarmes urgentes sous Administration, Alertes. Un autre administrateur les approuve. Envoyez ensuite un essai. Un collecteur peut en outre lire les mesures (POSTERN_SERVER_METRICS_PORT).',
  'Go to Alerts': 'Vers les alertes',
  'A collector reads the metrics and alerts by the rules of this server':
    'Un collecteur lit les mesures et alerte selon les règles de ce serveur',
  'No alarm has a route.': 'Aucune alarme ne quitte le serveur par un acheminement.',
  '{count} urgent kinds of alarms have no route.': {
    one: 'Un type d’alarme urgent ne quitte le serveur par aucun acheminement.',
    other: '{count} types d’alarmes urgents ne quittent le serveur par aucun acheminement.',
  },
  'No delivery in the last 30 days, so send a test: {names}.':
    'Sans remise au cours des 30 derniers jours, envoyez donc un essai\u00a0: {names}.',
  'Does not deliver: {names}.': 'Ne remet rien\u00a0: {names}.',
  'Urgent alarms have {count} routes; last delivery {time}.': {
    one: 'Les alarmes urgentes quittent le serveur par un acheminement\u00a0; dernière remise {time}.',
    other: 'Les alarmes urgentes quittent le serveur par {count} acheminements\u00a0; dernière remise {time}.',
  },
  'Findings to a SIEM': 'Constats vers un SIEM',
  'Findings are sent without this page.': 'Les constats partent sans cette page.',
  'The configuration of the server names no receiver.': 'La configuration du serveur ne nomme aucun destinataire.',
  Receiver: 'Destinataire',
  'Syslog over TLS': 'Syslog sur TLS',
  Sends: 'Envoie',
  'findings and events': 'constats et événements',
  findings: 'constats',
  'Nothing was left to send': 'Rien ne restait à envoyer',
  'not yet ## sent to a receiver': 'pas encore',
  'Last attempt': 'Dernière tentative',
  'none ## attempt': 'aucune',
  'Findings stay in the console. The variable {variable} sends them to a receiver as well.':
    'Les constats restent dans la console. La variable {variable} les envoie aussi à un destinataire.',
  'Findings wait since': 'Des constats attendent depuis',
  'Has sent nothing yet': 'N’a encore rien envoyé',
  'Failed attempts since the last success': 'Tentatives échouées depuis le dernier succès',
  Works: 'Fonctionne',
  Fails: 'Échoue',
};
