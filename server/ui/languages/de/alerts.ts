import type { Catalogue } from '../text.ts';

export const alerts: Catalogue = {
  Silenced: 'Stummgeschaltet',
  'Silence ended': 'Stummschaltung beendet',
  Tested: 'Getestet',
  'Secret renewed': 'Geheimnis erneuert',
  'States of a message': 'Zustände einer Nachricht',
  'It was not delivered yet. The server tries again, at longer and longer intervals up to 15 minutes.':
    'Sie ist noch nicht zugestellt. Der Server versucht es erneut, in wachsenden Abständen bis zu 15 Minuten.',
  'The receiver or the mail relay has accepted it.': 'Der Empfänger oder der Mailserver hat sie angenommen.',
  'No attempt succeeded within a day, or the only attempt of a test failed.':
    'Kein Versuch gelang innerhalb eines Tages, oder der einzige Versuch eines Tests ist gescheitert.',
  'A silence holds it. If the alarm still lasts at the end of the silence, the message is sent then.':
    'Eine Stummschaltung hält sie zurück. Dauert der Alarm an deren Ende noch an, wird sie dann gesendet.',
  'Urgency of an alarm': 'Dringlichkeit eines Alarms',
  'A person must act at once.': 'Eine Person muss sofort handeln.',
  'A person looks at it before the shift ends.': 'Eine Person sieht es sich vor Ende der Schicht an.',
  'Act when it repeats.': 'Handeln Sie, wenn es sich wiederholt.',
  Alerts: 'Benachrichtigungen',
  'Shows where alarms go outside the console: channels with their last delivery, routes, silences, and the log of deliveries. Two administrators decide about channels and routes. Send a test after each change.':
    'Zeigt, wohin Alarme außerhalb der Konsole gehen: Kanäle mit ihrer letzten Zustellung, Meldewege, Stummschaltungen und das Zustellprotokoll. Über Kanäle und Meldewege entscheiden zwei Administratoren. Senden Sie nach jeder Änderung einen Test.',
  'See where alerts go, silences, and the log of deliveries':
    'Ziele der Benachrichtigungen, Stummschaltungen und Zustellprotokoll einsehen',
  "Propose a key for a trader's program or a person of a trader, or an end":
    'Einen Schlüssel für das Programm oder eine Person eines Händlers oder ein Ende vorschlagen',
  "Approve a key for a trader's program or a person of a trader, or an end":
    'Einen Schlüssel für das Programm oder eine Person eines Händlers oder ein Ende genehmigen',
  'Propose a channel or a route for alerts, or its removal':
    'Kanal oder Meldeweg für Benachrichtigungen oder dessen Entfernung vorschlagen',
  'Approve a channel or a route for alerts, or its removal':
    'Kanal oder Meldeweg für Benachrichtigungen oder dessen Entfernung zustimmen',
  'Silence alerts for some hours, or end a silence':
    'Benachrichtigungen für einige Stunden stummschalten oder eine Stummschaltung beenden',
  'Send a test through a channel for alerts': 'Test durch einen Kanal für Benachrichtigungen senden',
  'Renew the signing secret of a channel for alerts': 'Signaturgeheimnis eines Kanals für Benachrichtigungen erneuern',
  Channels: 'Kanäle',
  Routes: 'Meldewege',
  Silences: 'Stummschaltungen',
  'Log of deliveries': 'Zustellprotokoll',
  'Alerts go out without this page.': 'Benachrichtigungen gehen ohne diese Seite hinaus.',
  '{count} urgent kinds of alarms leave the server by no route, for example: {named}.': {
    one: 'Eine dringende Alarmart verlässt den Server auf keinem Meldeweg: {named}.',
    other: '{count} dringende Alarmarten verlassen den Server auf keinem Meldeweg, zum Beispiel: {named}.',
  },
  'Enter an address that begins with https://, in its plain form and without a password.':
    'Geben Sie eine Adresse ein, die mit https:// beginnt, in schlichter Form und ohne Passwort.',
  'Name of the channel': 'Name des Kanals',
  'For example: Night staff': 'Zum Beispiel: Nachtdienst',
  Address: 'Adresse',
  'https:// with a public name. A private network must be allowed in the configuration of the server.':
    'https:// mit einem öffentlichen Namen. Ein privates Netz muss in der Konfiguration des Servers erlaubt sein.',
  'Mail addresses': 'Mailadressen',
  'Up to ten, separated by commas. Addresses of duties rather than of people.':
    'Bis zu zehn, durch Kommas getrennt. Adressen von Funktionen, nicht von Personen.',
  'Language of the messages': 'Sprache der Nachrichten',
  'Sending a test through {name}…': 'Test durch {name} wird gesendet…',
  'Test of {name}: {result}': 'Test von {name}: {result}',
  'Propose a channel…': 'Kanal vorschlagen…',
  'A channel is a target outside the console: a webhook or mail addresses. Two administrators decide about it.':
    'Ein Kanal ist ein Ziel außerhalb der Konsole: ein Webhook oder Mailadressen. Darüber entscheiden zwei Administratoren.',
  'No channel yet.': 'Noch kein Kanal.',
  'Alarms are in the console and in the log of the server only.':
    'Alarme stehen nur in der Konsole und im Protokoll des Servers.',
  Target: 'Ziel',
  'Decided by': 'Entschieden von',
  'Propose a channel': 'Kanal vorschlagen',
  'Propose a change of {name}': 'Änderung von {name} vorschlagen',
  'The earlier secret also signs until {time}.': 'Das frühere Geheimnis signiert noch bis {time} mit.',
  'Send a test': 'Test senden',
  'New secret': 'Neues Geheimnis',
  'Change…': 'Ändern…',
  'Propose its removal': 'Entfernung vorschlagen',
  'Does not deliver': 'Stellt nicht zu',
  'Not tested yet': 'Noch nicht getestet',
  Delivers: 'Stellt zu',
  'Last delivery: {time}': 'Letzte Zustellung: {time}',
  '{count} messages wait.': { one: '{count} Nachricht wartet.', other: '{count} Nachrichten warten.' },
  'New secret of {name}': 'Neues Geheimnis von {name}',
  'Give it to the receiver, which verifies each message with it (Standard Webhooks). It is shown only now.':
    'Geben Sie es dem Empfänger, der damit jede Nachricht prüft (Standard Webhooks). Es wird nur jetzt gezeigt.',
  'Alerts can be sent through a new channel: {name}.':
    'Benachrichtigungen können durch einen neuen Kanal gehen: {name}.',
  'The channel {name} is changed. All its alerts go to the new target at once.':
    'Der Kanal {name} wird geändert. Alle seine Benachrichtigungen gehen sofort an das neue Ziel.',
  'A channel for alerts is removed.': 'Ein Kanal für Benachrichtigungen wird entfernt.',
  'The channel {name} is removed. Its target gets a last message.':
    'Der Kanal {name} wird entfernt. Sein Ziel erhält eine letzte Nachricht.',
  'Alarms go to a channel by a new route: {name}.': 'Alarme gehen auf einem neuen Meldeweg zu einem Kanal: {name}.',
  'The route {name} is changed. Its earlier channel gets a message about it.':
    'Der Meldeweg {name} wird geändert. Sein früherer Kanal erhält eine Nachricht darüber.',
  'A route for alerts is removed.': 'Ein Meldeweg für Benachrichtigungen wird entfernt.',
  'The route {name} is removed. Its alarms leave the server no more. Its channel gets a message about it.':
    'Der Meldeweg {name} wird entfernt. Seine Alarme verlassen den Server nicht mehr. Sein Kanal erhält eine Nachricht darüber.',
  'also when they are over': 'auch wenn sie vorbei sind',
  'not when they are over': 'nicht wenn sie vorbei sind',
  'Channel ## of alerts': 'Kanal',
  Sent: 'Gesendet',
  'Every state': 'Jeder Zustand',
  'No message matches.': 'Keine Nachricht entspricht der Auswahl.',
  Message: 'Nachricht',
  Route: 'Meldeweg',
  Progress: 'Fortgang',
  messages: 'Nachrichten',
  'Next attempt: {time}': 'Nächster Versuch: {time}',
  'Urgent alarms only': 'Nur dringende Alarme',
  'Alarms for now and for today': 'Alarme für sofort und für heute',
  'All alarms': 'Alle Alarme',
  'Chosen kinds': 'Gewählte Arten',
  'When they begin and when they are over': 'Wenn sie beginnen und wenn sie vorbei sind',
  'When they begin': 'Wenn sie beginnen',
  'Choose a kind of alarm.': 'Wählen Sie eine Alarmart.',
  'Choose a site, or all.': 'Wählen Sie einen Standort oder alle.',
  'Name of the route': 'Name des Meldewegs',
  'For example: Night, north': 'Zum Beispiel: Nacht, Nord',
  'Kinds of alarms': 'Alarmarten',
  'All sites, and the server itself': 'Alle Standorte und der Server selbst',
  'Propose a route…': 'Meldeweg vorschlagen…',
  'A route leads alarms of some urgency or kind, at some sites, to a channel. Its removal is reported through it.':
    'Ein Meldeweg führt Alarme bestimmter Dringlichkeit oder Art an bestimmten Standorten zu einem Kanal. Seine Entfernung wird auf ihm gemeldet.',
  'No route yet.': 'Noch kein Meldeweg.',
  'Propose a channel first.': 'Schlagen Sie zuerst einen Kanal vor.',
  'No alarm goes to a channel.': 'Kein Alarm geht zu einem Kanal.',
  'Propose a route': 'Meldeweg vorschlagen',
  '30 minutes': '30 Minuten',
  '1 hour': '1 Stunde',
  '4 hours': '4 Stunden',
  '8 hours': '8 Stunden',
  '24 hours': '24 Stunden',
  Silence: 'Stummschalten',
  'Silencing…': 'Wird stummgeschaltet…',
  'Silenced until {time}.': 'Stummgeschaltet bis {time}.',
  'All that may be silenced': 'Alle, die stummgeschaltet werden dürfen',
  'Emergencies and signs of tampering are not offered.': 'Notfälle und Zeichen von Manipulation stehen nicht zur Wahl.',
  'The silence is over.': 'Die Stummschaltung ist vorbei.',
  'Silence alerts…': 'Benachrichtigungen stummschalten…',
  'Silenced alarms stay in the console and in the log. Emergencies and signs of tampering are always sent. The routes are told when a silence begins and what it held.':
    'Stummgeschaltete Alarme bleiben in der Konsole und im Protokoll. Notfälle und Zeichen von Manipulation werden immer gesendet. Die Meldewege erfahren, wann eine Stummschaltung beginnt und was sie zurückhielt.',
  'Nothing was silenced yet.': 'Bisher wurde nichts stummgeschaltet.',
  'ended by {person}': 'beendet von {person}',
  'End it now': 'Jetzt beenden',
  'Silence alerts': 'Benachrichtigungen stummschalten',
  Webhook: 'Webhook',
  Mail: 'Mail',
  English: 'Englisch',
  German: 'Deutsch',
  French: 'Französisch',
  'Now ## urgency': 'Sofort',
  'Today ## urgency': 'Heute',
  'Watch ## urgency': 'Beobachten',
  'A known fault': 'Ein bekannter Fehler',
  'The site is closed': 'Der Standort ist geschlossen',
  'Waiting ## message': 'Wartet',
  Delivered: 'Zugestellt',
  'Given up': 'Aufgegeben',
  'Delivered.': 'Zugestellt.',
  'The mail relay accepted it for some of the recipients only. Compare the addresses.':
    'Der Mailserver hat sie nur für einen Teil der Adressen angenommen. Vergleichen Sie die Adressen.',
  'The name of the target does not resolve. Compare the address.':
    'Der Name des Ziels wird nicht aufgelöst. Vergleichen Sie die Adresse.',
  'The target is at a private or reserved address. Only the configuration of the server can allow its network (POSTERN_SERVER_ALERT_NETWORKS).':
    'Das Ziel hat eine private oder reservierte Adresse. Nur die Konfiguration des Servers kann ihr Netz erlauben (POSTERN_SERVER_ALERT_NETWORKS).',
  'No connection to the target. See whether it runs and whether a firewall is in between.':
    'Keine Verbindung zum Ziel. Prüfen Sie, ob es läuft und ob eine Firewall dazwischen steht.',
  'The target did not answer in time.': 'Das Ziel hat nicht rechtzeitig geantwortet.',
  'No secure connection: the certificate is not valid for the target, or it offers no TLS. See POSTERN_SERVER_ALERT_CA.':
    'Keine sichere Verbindung: Das Zertifikat gilt nicht für das Ziel, oder es bietet kein TLS. Siehe POSTERN_SERVER_ALERT_CA.',
  'The target answered with another address, which is not followed. Propose the final address.':
    'Das Ziel antwortete mit einer anderen Adresse, der nicht gefolgt wird. Schlagen Sie die endgültige Adresse vor.',
  'The target answered with an error.': 'Das Ziel antwortete mit einem Fehler.',
  'The configuration of the server names no mail relay (POSTERN_SERVER_SMTP_URL).':
    'Die Konfiguration des Servers nennt keinen Mailserver (POSTERN_SERVER_SMTP_URL).',
  'The mail relay refused the message.': 'Der Mailserver hat die Nachricht abgelehnt.',
  'The mail relay refused the credentials of the server.': 'Der Mailserver hat die Anmeldung des Servers abgelehnt.',
  'The mail relay refused all recipients.': 'Der Mailserver hat alle Adressen abgelehnt.',
  'The signing secret cannot be opened with the present keys of the server. Get a new one.':
    'Das Signaturgeheimnis lässt sich mit den jetzigen Schlüsseln des Servers nicht öffnen. Holen Sie ein neues.',
  'The server could not send it. The log of the server has the fault.':
    'Der Server konnte sie nicht senden. Der Fehler steht im Protokoll des Servers.',
  '{result} Status: {status}.': '{result} Status: {status}.',
  Test: 'Test',
  'A route was changed': 'Ein Meldeweg wurde geändert',
  'A route was removed': 'Ein Meldeweg wurde entfernt',
  'A channel was changed': 'Ein Kanal wurde geändert',
  'A channel was removed': 'Ein Kanal wurde entfernt',
  'A secret was renewed': 'Ein Geheimnis wurde erneuert',
  'A silence has begun': 'Eine Stummschaltung hat begonnen',
  'A silence is over': 'Eine Stummschaltung ist vorbei',
  'Over: {alarm}': 'Vorbei: {alarm}',
  'Urgency: {severities}': 'Dringlichkeit: {severities}',
  'all sites, and the server itself': 'alle Standorte und der Server selbst',
  'all that may be silenced': 'alle, die stummgeschaltet werden dürfen',
  '{count} attempts': { one: '{count} Versuch', other: '{count} Versuche' },
  'A channel for alerts': 'Ein Kanal für Benachrichtigungen',
  'A channel for alerts is removed': 'Ein Kanal für Benachrichtigungen wird entfernt',
  'A route for alerts': 'Ein Meldeweg für Benachrichtigungen',
  'A route for alerts is removed': 'Ein Meldeweg für Benachrichtigungen wird entfernt',
  'There is no such channel. Another decision has removed or replaced it.':
    'Diesen Kanal gibt es nicht. Eine andere Entscheidung hat ihn entfernt oder ersetzt.',
  'There is no such route. Another decision has removed or replaced it.':
    'Diesen Meldeweg gibt es nicht. Eine andere Entscheidung hat ihn entfernt oder ersetzt.',
  'Another one has this name.': 'Ein anderer hat diesen Namen.',
  'The configuration of the server names no mail relay.': 'Die Konfiguration des Servers nennt keinen Mailserver.',
  'The address is private or reserved, and the configuration of the server does not allow its network.':
    'Die Adresse ist privat oder reserviert, und die Konfiguration des Servers erlaubt ihr Netz nicht.',
  'A route leads to this channel. Remove or change the route first.':
    'Ein Meldeweg führt zu diesem Kanal. Entfernen oder ändern Sie zuerst den Meldeweg.',
  'There are as many channels as this server takes.': 'Es gibt so viele Kanäle, wie dieser Server aufnimmt.',
  'There are as many routes as this server takes.': 'Es gibt so viele Meldewege, wie dieser Server aufnimmt.',
  'Propose a channel and a route for urgent alarms under Administration, Alerts. Another administrator approves them. Then send a test. A collector can read the metrics beside that (POSTERN_SERVER_METRICS_PORT).':
    'Schlagen Sie unter Verwaltung, Benachrichtigungen einen Kanal und einen Meldeweg für dringende Alarme vor. Ein anderer Administrator stimmt zu. Senden Sie dann einen Test. Daneben kann ein Sammler die Messwerte lesen (POSTERN_SERVER_METRICS_PORT).',
  'Go to Alerts': 'Zu den Benachrichtigungen',
  'A collector reads the metrics and alerts by the rules of this server':
    'Ein Sammler liest die Messwerte und benachrichtigt nach den Regeln dieses Servers',
  'No alarm leaves the server by a route.': 'Kein Alarm verlässt den Server auf einem Meldeweg.',
  '{count} urgent kinds of alarms leave the server by no route.': {
    one: 'Eine dringende Alarmart verlässt den Server auf keinem Meldeweg.',
    other: '{count} dringende Alarmarten verlassen den Server auf keinem Meldeweg.',
  },
  'Without a delivery in the last 30 days, so send a test: {names}.':
    'Ohne Zustellung in den letzten 30 Tagen, senden Sie daher einen Test: {names}.',
  'Does not deliver: {names}.': 'Stellt nicht zu: {names}.',
  'Urgent alarms leave the server by {count} routes; last delivery {time}.': {
    one: 'Dringende Alarme verlassen den Server auf einem Meldeweg; letzte Zustellung {time}.',
    other: 'Dringende Alarme verlassen den Server auf {count} Meldewegen; letzte Zustellung {time}.',
  },
};
