import type { AlertTexts } from './alert-texts.ts';

const AUDITOR = 'Wenn Sie das nicht erwartet haben, rufen Sie die Revision. Das Nachweisregister nennt beide Personen.';

export const german: AlertTexts = {
  severities: { now: 'Sofort', today: 'Heute', watch: 'Beobachten' },
  reasons: {
    maintenance: 'Wartung',
    'known-fault': 'Ein bekannter Fehler',
    drill: 'Eine Übung',
    'site-closed': 'Der Standort ist geschlossen',
  },
  notices: {
    test: {
      title: 'Test der Benachrichtigungen',
      lines: ['Eine Person der Administration testet den Kanal {channel}. Es ist nichts geschehen und nichts zu tun.'],
    },
    'route-changed': {
      title: 'Ein Meldeweg wurde geändert',
      lines: [
        'Zwei Personen der Administration haben den Meldeweg {route} geändert. Ab jetzt treffen hier womöglich andere Alarme ein oder keine.',
        AUDITOR,
      ],
    },
    'route-removed': {
      title: 'Ein Meldeweg wurde entfernt',
      lines: [
        'Zwei Personen der Administration haben den Meldeweg {route} entfernt. Seine Alarme treffen hier nicht mehr ein.',
        AUDITOR,
      ],
    },
    'channel-changed': {
      title: 'Das Ziel von Benachrichtigungen wurde geändert',
      lines: [
        'Zwei Personen der Administration haben den Kanal {channel} geändert. Diese Nachricht ging an das frühere und an das neue Ziel.',
        AUDITOR,
      ],
    },
    'channel-removed': {
      title: 'Ein Kanal für Benachrichtigungen wurde entfernt',
      lines: [
        'Zwei Personen der Administration haben den Kanal {channel} entfernt. Hier treffen keine Benachrichtigungen mehr ein.',
        AUDITOR,
      ],
    },
    'secret-renewed': {
      title: 'Das Geheimnis eines Webhooks wurde erneuert',
      lines: [
        'Eine Person der Administration hat das Geheimnis des Kanals {channel} erneuert. Das frühere signiert noch bis {until} mit.',
        'Wenn Sie das nicht erwartet haben, rufen Sie die Revision. Das Nachweisregister nennt die Person.',
      ],
    },
    'silence-begun': {
      title: 'Benachrichtigungen sind stummgeschaltet',
      lines: [
        'Benachrichtigungen dieses Meldewegs werden bis {until} zurückgehalten. Sie stehen inzwischen in der Konsole und im Protokoll.',
      ],
    },
    'silence-over': {
      title: 'Eine Stummschaltung ist vorbei',
      lines: ['Benachrichtigungen treffen wieder ein. Alarme, die noch andauern, folgen als eigene Nachrichten.'],
    },
  },
  over: 'Vorbei: {title}',
  labels: {
    urgency: 'Dringlichkeit',
    site: 'Standort',
    lane: 'Kontrollspur',
    since: 'Seit',
    until: 'Vorbei seit',
    reason: 'Grund',
    times: 'Anzahl',
    detail: 'Einzelheit',
    next: 'Nächster Schritt',
    route: 'Meldeweg',
    channel: 'Kanal',
    server: 'Server',
    message: 'Nachricht',
    alarms: 'Alarme',
    sites: 'Standorte',
    held: 'Inzwischen zurückgehalten',
  },
  allSites: 'alle Standorte',
  allAlarms: 'alle, die stummgeschaltet werden dürfen',
  ending: 'Der Server hat diese Nachricht selbsttätig gesendet. Antworten werden nicht gelesen.',
};
