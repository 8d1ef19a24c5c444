import type { Catalogue } from '../text.ts';

export const shell: Catalogue = {
  'Your account': 'Ihr Konto',
  Administration: 'Administration',
  People: 'Personen',
  Decisions: 'Entscheidungen',
  'As on this device': 'Wie auf diesem Gerät',
  'Light ## colours of the page': 'Hell',
  'Dark ## colours of the page': 'Dunkel',
  'More ## contrast': 'Mehr',
  Display: 'Darstellung',
  'Display and language': 'Darstellung und Sprache',
  'More ## sections': 'Weitere',
  'More sections': 'Weitere Bereiche',
  'More sections: {title}': 'Weitere Bereiche: {title}',
  Colours: 'Farben',
  Contrast: 'Kontrast',
  'This browser does not store the choice. It is lost when the page is reloaded.':
    'Dieser Browser speichert die Auswahl nicht. Sie geht verloren, wenn die Seite neu geladen wird.',
  'Figures of sites': 'Kennzahlen der Standorte',
  '{site}, lane {lane}': '{site}, Spur {lane}',
  'This language could not be loaded.': 'Diese Sprache konnte nicht geladen werden.',
  Language: 'Sprache',
  Ledger: 'Nachweisregister',
  'Reload the page': 'Seite neu laden',
  'The link may be from an older version.': 'Der Link stammt möglicherweise aus einer älteren Version.',
  'Lanes and referrals': 'Spuren und Verweisungen',
  Privacy: 'Datenschutz',
  'This is not part of your duty.': 'Das gehört nicht zu Ihren Befugnissen.',
  '{count} lanes open: emergency': {
    one: '{count} Kontrollspur offen: Notfall',
    other: '{count} Kontrollspuren offen: Notfall',
  },
  '{count} openings not confirmed in time': {
    one: '{count} Öffnung nicht rechtzeitig bestätigt',
    other: '{count} Öffnungen nicht rechtzeitig bestätigt',
  },
  '{count} lanes out of service': {
    one: '{count} Kontrollspur außer Betrieb',
    other: '{count} Kontrollspuren außer Betrieb',
  },
  '{count} lanes refer every traveller': {
    one: '{count} Kontrollspur verweist alle Reisenden',
    other: '{count} Kontrollspuren verweisen alle Reisenden',
  },
  '{count} lanes too slow': { one: '{count} Kontrollspur zu langsam', other: '{count} Kontrollspuren zu langsam' },
  '{count} readiness checks not passed': {
    one: '{count} Bereitschaftsprüfung nicht bestanden',
    other: '{count} Bereitschaftsprüfungen nicht bestanden',
  },
  '{count} lanes with a foreign release': {
    one: '{count} Kontrollspur mit fremder Auslieferung',
    other: '{count} Kontrollspuren mit fremder Auslieferung',
  },
  '{count} lanes with an old master list': {
    one: '{count} Kontrollspur mit alter Masterliste',
    other: '{count} Kontrollspuren mit alter Masterliste',
  },
  'lane with an old master list': 'Kontrollspur mit alter Masterliste',
  'The newest list of states’ certificates at the lane is older than its policy allows. Past a second limit it refers every traveller. Call the administrator.':
    'Die neueste Liste der Zertifikate der Staaten an der Kontrollspur ist älter, als ihre Richtlinie erlaubt. Jenseits einer zweiten Grenze verweist sie alle Reisenden. Rufen Sie einen Administrator.',
  '{count} lanes with an old watchlist': {
    one: '{count} Kontrollspur mit alter Fahndungsliste',
    other: '{count} Kontrollspuren mit alter Fahndungsliste',
  },
  'lane with an old watchlist': 'Kontrollspur mit alter Fahndungsliste',
  'A watchlist at the lane is missing or older than its policy allows. Past a second limit it refers every traveller. Call the administrator.':
    'Eine Fahndungsliste an der Kontrollspur fehlt oder ist älter, als ihre Richtlinie erlaubt. Jenseits einer zweiten Grenze verweist sie alle Reisenden. Rufen Sie einen Administrator.',
  '{count} lanes with their earlier software': {
    one: '{count} Kontrollspur mit ihrer früheren Software',
    other: '{count} Kontrollspuren mit ihrer früheren Software',
  },
  '{count} lanes with old releases': {
    one: '{count} Kontrollspur mit alten Auslieferungen',
    other: '{count} Kontrollspuren mit alten Auslieferungen',
  },
  '{count} lanes differ from their calibration': {
    one: '{count} Kontrollspur weicht von ihrer Einmessung ab',
    other: '{count} Kontrollspuren weichen von ihrer Einmessung ab',
  },
  '{name}: {framesPerS} frames a second': '{name}: {framesPerS} Bilder je Sekunde',
  '{count} openings to confirm': { one: '{count} Öffnung zu bestätigen', other: '{count} Öffnungen zu bestätigen' },
  'Lanes that need you': 'Kontrollspuren, die Sie brauchen',
  'The server does not answer: this may be old.':
    'Der Server antwortet nicht: Diese Angaben sind möglicherweise veraltet.',
  '({where}, for {time})': '({where}, seit {time})',
  '({where}, {time} left)': '({where}, noch {time})',
  '({where}, {time} late)': '({where}, {time} überfällig)',
  '{person} offers a handover of {site}.': '{person} bietet die Übergabe von {site} an.',
  'Handovers on offer': 'Angebotene Übergaben',
  'Read it and take over': 'Lesen und übernehmen',
  'It includes {count} referrals.': {
    one: 'Sie umfasst {count} Verweisung.',
    other: 'Sie umfasst {count} Verweisungen.',
  },
  Connecting: 'Verbindung wird aufgebaut',
  Live: 'Live',
  Degraded: 'Eingeschränkt',
  Offline: 'Offline',
  '<b>Development.</b> Devices can be simulated, people are invented, and the server answers on this machine only. Do not use it for travellers.':
    '<b>Entwicklung.</b> Geräte können simuliert sein, Personen sind erfunden, und der Server antwortet nur auf diesem Rechner. Nicht für Reisende verwenden.',
  'No answer yet': 'Noch keine Antwort',
  'As of {time}': 'Stand {time}',
  Sections: 'Bereiche',
  'This part of the console has stopped.': 'Dieser Teil der Konsole ist stehen geblieben.',
  'Show it again': 'Wieder anzeigen',
  'Nothing was sent or lost. If it stops again, reload the page and tell the administrator.':
    'Es wurde nichts gesendet, und nichts ging verloren. Wenn er wieder stehen bleibt, laden Sie die Seite neu und informieren Sie die Administration.',
  'Opening “{title}”…': '„{title}“ wird geöffnet…',
  '“{title}” could not be loaded.': '„{title}“ konnte nicht geladen werden.',
  'The server does not answer, or has been updated since this page was opened.':
    'Der Server antwortet nicht, oder er wurde aktualisiert, seit diese Seite geöffnet wurde.',
  'an unknown time': 'unbekannter Zeit',
  'Reconnect now': 'Jetzt neu verbinden',
  '<b>The live link has been down</b> since {time}. The page asks the server every few seconds, so it may be some seconds old.':
    '<b>Die Live-Verbindung ist unterbrochen</b> seit {time}. Die Seite fragt den Server alle paar Sekunden; ihre Angaben können entsprechend alt sein.',
  'Try now': 'Jetzt versuchen',
  '<b>The server has not answered</b> since {time}. Lanes continue without it; this page shows the state of {last} and updates itself.':
    '<b>Der Server antwortet nicht</b> seit {time}. Die Kontrollspuren arbeiten ohne ihn weiter; diese Seite zeigt den Stand von {last} und aktualisiert sich selbst.',
  'If it should be, ask the administrator who assigns duties.':
    'Wenn es dazugehören sollte, wenden Sie sich an die Administration, die Befugnisse erteilt.',
  'There is nothing at this address.': 'Unter dieser Adresse ist nichts vorhanden.',
  'Skip to content': 'Zum Inhalt springen',
  'Reading your session…': 'Ihre Sitzung wird geladen…',
  'Sign in to continue.': 'Melden Sie sich an, um fortzufahren.',
  'Lanes continue without it. This page tries again by itself.':
    'Die Kontrollspuren arbeiten ohne ihn weiter. Diese Seite versucht es von selbst erneut.',
  '“{title}” is not part of your duty.': '„{title}“ gehört nicht zu Ihren Befugnissen.',
  'You have no duty now.': 'Sie haben derzeit keine Befugnis.',
  'It may have ended, or your training has lapsed. Ask the administrator who assigns duties.':
    'Sie ist möglicherweise beendet, oder Ihre Schulung ist abgelaufen. Wenden Sie sich an die Administration, die Befugnisse erteilt.',
  'Go to your start page': 'Zu Ihrer Startseite',
  'Restrictions on you': 'Einschränkungen für Sie',
  'Prove that it is you': 'Weisen Sie sich nach',
  'A security officer ended your sessions at {from}, so you had to sign in again. If you do not know why, ask the security officer.':
    'Eine sicherheitsbeauftragte Kontrollkraft hat um {from} Ihre Sitzungen beendet, deshalb mussten Sie sich neu anmelden. Wenn Sie den Grund nicht kennen, fragen Sie die sicherheitsbeauftragte Kontrollkraft.',
  'Since {from} a security officer requires you to prove your identity again, every hour until {until}.':
    'Eine sicherheitsbeauftragte Kontrollkraft verlangt seit {from}, dass Sie Ihre Identität neu nachweisen, jede Stunde bis {until}.',
  'A security officer has paused your permission to view evidence from {from} until {until}.':
    'Eine sicherheitsbeauftragte Kontrollkraft hat Ihre Erlaubnis für Kontrollaufnahmen von {from} bis {until} ausgesetzt.',
  'A security officer has paused your keys from {from} until {until}.':
    'Eine sicherheitsbeauftragte Kontrollkraft hat Ihre Schlüssel von {from} bis {until} ausgesetzt.',
};
