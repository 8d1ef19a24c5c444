import type { Catalogue } from '../text.ts';

export const people: Catalogue = {
  'Can sign in': 'Kann sich anmelden',
  Invited: 'Eingeladen',
  'No key, no code': 'Kein Schlüssel, kein Code',
  'Name at this server': 'Name auf diesem Server',
  'Disabled ## a person': 'Gesperrt',
  'No one is enrolled yet, except the invented people of development.':
    'Noch keine Person ist registriert, außer den erfundenen Personen der Entwicklung.',
  'Asked for. Another administrator must agree.': 'Beantragt. Ein anderer Administrator muss zustimmen.',
  'Disabled. They can no longer sign in.': 'Gesperrt. Die Person kann sich nicht mehr anmelden.',
  'Fewer than two administrators would be left. Propose it: another administrator or a privacy officer approves.':
    'Es blieben weniger als zwei Administratoren. Schlagen Sie es vor: Ein anderer Administrator oder die Datenschutzbeauftragten stimmen zu.',
  'New keys': 'Neue Schlüssel',
  'End sessions': 'Sitzungen beenden',
  'All their sessions are ended.': 'Alle Sitzungen der Person sind beendet.',
  Disable: 'Sperren',
  'no passkey': 'kein Passkey',
  '{count} passkeys': { one: 'ein Passkey', other: '{count} Passkeys' },
  '{keys}, password and code': '{keys}, Passwort und Code',
  'Agreed. The second half of the code is shown.': 'Zugestimmt. Die zweite Hälfte des Codes wird angezeigt.',
  'Turned down.': 'Abgelehnt.',
  'New keys that wait for agreement': 'Neue Schlüssel, die auf Zustimmung warten',
  'Asked for by {person} {since}; open until {until}. Agree only when you have seen the person: their old keys and sessions end at once.':
    'Beantragt von {person} {since}; offen bis {until}. Stimmen Sie nur zu, wenn Sie die Person gesehen haben: Ihre alten Schlüssel und Sitzungen enden sofort.',
  'Another administrator must agree.': 'Ein anderer Administrator muss zustimmen.',
  'New keys for {personId}': 'Neue Schlüssel für {personId}',
  Agree: 'Zustimmen',
  'Turn down': 'Ablehnen',
  'Reading the people…': 'Die Personen werden geladen…',
  'The people could not be read.': 'Die Personen konnten nicht geladen werden.',
  'Before you decide': 'Bevor Sie entscheiden',
  'The person who asks also sent the invitation of this account. Ask the person whether the account is theirs.':
    'Die beantragende Person hat auch die Einladung zu diesem Konto ausgestellt. Fragen Sie die Person, ob das Konto ihr gehört.',
  'The account was younger than a day at that time.': 'Das Konto war zu diesem Zeitpunkt jünger als ein Tag.',
  'The account of the person who asks was younger than a day at that time.':
    'Das Konto der beantragenden Person war zu diesem Zeitpunkt jünger als ein Tag.',
  'Account since': 'Konto seit',
  'Invited by': 'Eingeladen von',
  'no one: a code that the server printed': 'niemandem: mit einem Code, den der Server ausgab',
  'A name at this server has 3 to 32 small letters, digits and hyphens, for example olga-o.':
    'Ein Name an diesem Server hat 3 bis 32 Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel olga-o.',
};
