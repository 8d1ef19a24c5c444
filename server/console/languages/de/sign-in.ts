import type { Catalogue } from '../text.ts';

export const signIn: Catalogue = {
  Cancel: 'Abbrechen',
  Continue: 'Weiter',
  'View the evidence first, then say what you found.':
    'Sehen Sie zuerst die Kontrollaufnahmen ein, und halten Sie dann Ihre Feststellung fest.',
  Name: 'Name',
  '3 to 32 small letters, digits and hyphens. It stays in the ledger and cannot be changed.':
    '3 bis 32 Kleinbuchstaben, Ziffern und Bindestriche. Er bleibt im Nachweisregister und kann nicht geändert werden.',
  Code: 'Code',
  'I have a code': 'Ich habe einen Code',
  'Set up your sign-in': 'Anmeldung einrichten',
  'Looking…': 'Wird gesucht…',
  '30 letters and digits, from an administrator or printed by the server. If you have two halves, type the first, then the second. The code works once.':
    '30 Buchstaben und Ziffern, von der Administration oder vom Server ausgedruckt. Wenn Sie zwei Hälften haben, geben Sie zuerst die erste, dann die zweite ein. Der Code funktioniert einmal.',
  'Back to sign-in': 'Zurück zur Anmeldung',
  'As a second person of the role, for acts that need two people':
    'Als zweite Person der Rolle, für das, was zwei Personen braucht',
  'Development: sign in as an invented person': 'Entwicklung: als erfundene Person anmelden',
  'The server did not answer. Try again.': 'Der Server hat nicht geantwortet. Versuchen Sie es erneut.',
  'My key': 'Mein Schlüssel',
  'For {displayName} ({id}). If that is not you, stop here.':
    'Für {displayName} ({id}). Wenn Sie das nicht sind, brechen Sie hier ab.',
  'Make a passkey': 'Passkey erstellen',
  'Waiting for your passkey…': 'Ihr Passkey wird erwartet…',
  'Your name': 'Ihr Name',
  'Your name at this server': 'Ihr Name auf diesem Server',
  'Name of this key': 'Name dieses Schlüssels',
  'Use a password and a code instead': 'Stattdessen Passwort und Code verwenden',
  'Try again in {time}.': 'Nächster Versuch in {time}.',
  'You can try again now.': 'Sie können es jetzt erneut versuchen.',
  'I have lost my key': 'Ich habe meinen Schlüssel verloren',
  'If you have a second key, sign in with it and remove the lost one under your account.':
    'Wenn Sie einen zweiten Schlüssel haben, melden Sie sich damit an und entfernen Sie den verlorenen unter „Ihr Konto“.',
  'If you have none, go to an administrator in person. They ask for new keys for you; a second administrator agrees. This is never done by telephone or mail.':
    'Wenn Sie keinen haben, gehen Sie persönlich zu einem Administrator. Er beantragt neue Schlüssel für Sie; ein zweiter Administrator stimmt zu. Das geschieht niemals per Telefon oder E-Mail.',
  'You get a code on paper. With it you make a new key here. Your old keys and sessions end at the moment the second administrator agrees.':
    'Sie erhalten einen Code auf Papier. Damit erstellen Sie hier einen neuen Schlüssel. Ihre alten Schlüssel und Sitzungen enden, sobald der zweite Administrator zustimmt.',
  'I have the code': 'Ich habe den Code',
  Begin: 'Beginnen',
  'Asking…': 'Anfrage läuft…',
  'You need an app on your phone that makes codes. A passkey is safer and quicker.':
    'Sie brauchen eine App auf Ihrem Telefon, die Codes erzeugt. Ein Passkey ist sicherer und schneller.',
  'Set password': 'Passwort festlegen',
  'Setting…': 'Wird festgelegt…',
  'Scan this with the app on your phone, or enter the secret below it.':
    'Scannen Sie dies mit der App auf Ihrem Telefon, oder geben Sie das Geheimnis darunter ein.',
  'The secret of your code generator, to be scanned': 'Das Geheimnis Ihres Codegenerators zum Scannen',
  'New password': 'Neues Passwort',
  'At least 12 characters. Several words are good; a password manager is better.':
    'Mindestens 12 Zeichen. Mehrere Wörter sind gut, ein Passwortmanager ist besser.',
  'Code from the app': 'Code aus der App',
  'Reading the ways to sign in…': 'Die Anmeldearten werden geladen…',
  'Lanes continue without it. You can sign in when it answers again.':
    'Die Kontrollspuren arbeiten ohne ihn weiter. Sie können sich anmelden, sobald er wieder antwortet.',
  'You are signed in as {displayName}. <a>Go to your start page</a>, or sign in as another person, which signs you out.':
    'Sie sind als {displayName} angemeldet. <a>Gehen Sie zu Ihrer Startseite</a>, oder melden Sie sich als andere Person an; damit werden Sie abgemeldet.',
  'This server is new': 'Dieser Server ist neu',
  'It has no administrator yet. At its start it printed two codes, valid for one hour: one for each of two people. <a>Enter one of them</a>. The next start prints new codes.':
    'Er hat noch keine Administratoren. Beim Start hat er zwei Codes ausgegeben, eine Stunde gültig: je einen für zwei Personen. <a>Geben Sie einen davon ein</a>. Beim nächsten Start werden neue Codes ausgegeben.',
  'Confirm who you are': 'Bestätigen Sie Ihre Identität',
  'This act needs a fresh proof of who you are. The proof is valid for five minutes, in this session only.':
    'Dieser Vorgang braucht einen neuen Nachweis Ihrer Identität. Er gilt fünf Minuten und nur in dieser Sitzung.',
  'Development: confirm': 'Entwicklung: bestätigen',
  'Use my passkey': 'Meinen Passkey verwenden',
  'Use this code': 'Diesen Code verwenden',
  'Or a code from the app on your phone': 'Oder ein Code aus der App auf Ihrem Telefon',
  'Sign in with a passkey': 'Mit Passkey anmelden',
  'Use your security key, phone or computer. You do not need to type a name.':
    'Verwenden Sie Ihren Sicherheitsschlüssel, Ihr Telefon oder Ihren Computer. Sie müssen keinen Namen eingeben.',
  'Sign in with a password and a code': 'Mit Passwort und Code anmelden',
  'Signing in…': 'Anmeldung läuft…',
  Password: 'Passwort',
  'Six digits from the app on your phone. Each works once.':
    'Sechs Ziffern aus der App auf Ihrem Telefon. Jeder Code gilt einmal.',
  'Passkeys do not work at a bare address. Open this page as {byName}.':
    'Passkeys funktionieren nicht unter einer bloßen IP-Adresse. Öffnen Sie diese Seite als {byName}.',
  'with a passkey': 'mit Passkey',
  'with password and code': 'mit Passwort und Code',
  'as an invented person': 'als erfundene Person',
  'This code makes you an administrator of this server.': 'Mit diesem Code werden Sie Administrator dieses Servers.',
  'You are invited to work with this server.': 'Sie sind eingeladen, mit diesem Server zu arbeiten.',
  'Two administrators have agreed that you get a new key. Your old keys no longer work.':
    'Zwei Administratoren haben zugestimmt, dass Sie einen neuen Schlüssel erhalten. Ihre alten Schlüssel funktionieren nicht mehr.',
  'Nothing was done: it was cancelled, or it took too long. Try again when you are ready.':
    'Es wurde nichts ausgeführt: Der Vorgang wurde abgebrochen oder dauerte zu lange. Versuchen Sie es erneut, wenn Sie bereit sind.',
  'This key is already registered for you. Use another one.':
    'Dieser Schlüssel ist bereits für Sie registriert. Verwenden Sie einen anderen.',
  'Passkeys are bound to a host name, and this page has another address. Open it by the host name.':
    'Passkeys sind an einen Servernamen gebunden, und diese Seite hat eine andere Adresse. Öffnen Sie sie unter dem Servernamen.',
  'This browser does not support passkeys. Use a newer one.':
    'Dieser Browser unterstützt keine Passkeys. Verwenden Sie einen neueren.',
  'The browser could not use this key. Try again, or use another key.':
    'Der Browser konnte diesen Schlüssel nicht verwenden. Versuchen Sie es erneut, oder verwenden Sie einen anderen Schlüssel.',
  'The password is too short: at least 12 characters. Several words are good.':
    'Das Passwort ist zu kurz: mindestens 12 Zeichen. Mehrere Wörter sind gut.',
  'The password is too long: at most 128 characters.': 'Das Passwort ist zu lang: höchstens 128 Zeichen.',
  'This password is one of the most common.': 'Dieses Passwort gehört zu den häufigsten.',
  'This password is a repetition or a row of keys.': 'Dieses Passwort ist eine Wiederholung oder eine Tastenreihe.',
  'This password is little more than your name.': 'Dieses Passwort ist kaum mehr als Ihr Name.',
  'This password was found in a breach elsewhere. Choose one that you use nowhere else.':
    'Dieses Passwort wurde in einem Datenleck gefunden. Wählen Sie eines, das Sie sonst nirgends verwenden.',
  'The code was wrong. Wait for the next one and check the clock of your phone.':
    'Der Code war nicht richtig. Warten Sie auf den nächsten und prüfen Sie die Uhr Ihres Telefons.',
  'The sign-in failed. Try again, or use another way.':
    'Die Anmeldung ist fehlgeschlagen. Versuchen Sie es erneut oder auf andere Weise.',
  'This code is not valid: it is wrong, used or expired. Ask for a new one.':
    'Dieser Code ist nicht gültig: Er ist falsch, benutzt oder abgelaufen. Lassen Sie sich einen neuen geben.',
  'Another person already has this name.': 'Eine andere Person hat diesen Namen bereits.',
  'Enter your name first.': 'Geben Sie zuerst Ihren Namen ein.',
  'This is your last way to sign in. Add another one first.':
    'Das ist Ihre letzte Anmeldemöglichkeit. Fügen Sie zuerst eine weitere hinzu.',
  'You are no longer signed in.': 'Sie sind nicht mehr angemeldet.',
  'Your duties do not allow this, or you have as many keys as one person may have.':
    'Ihre Befugnisse erlauben das nicht, oder Sie haben so viele Schlüssel, wie eine Person haben darf.',
  'Another person must do this: one person cannot decide it alone or for themselves.':
    'Das muss eine andere Person tun: Eine Person kann es nicht allein oder für sich selbst entscheiden.',
  'This takes two people: one administrator proposes it, another person approves.':
    'Dafür braucht es zwei Personen: Ein Administrator schlägt es vor, eine andere Person stimmt zu.',
  'This needs a fresh proof that it is you. Nothing was done.':
    'Dafür ist ein neuer Nachweis Ihrer Identität nötig. Es wurde nichts ausgeführt.',
  'A value is missing or is not in the expected form. Check what you entered.':
    'Ein Wert fehlt oder hat nicht die erwartete Form. Prüfen Sie Ihre Eingaben.',
  'It no longer exists.': 'Es ist nicht mehr vorhanden.',
  'The server does not answer. Nothing was lost; try again.':
    'Der Server antwortet nicht. Es ging nichts verloren; versuchen Sie es erneut.',
  'Too many attempts. Wait {time}.': 'Zu viele Versuche. Warten Sie {time}.',
  'This password is not accepted.': 'Dieses Passwort wird nicht angenommen.',
  'The server could not do this. Try again.': 'Der Server konnte das nicht ausführen. Versuchen Sie es erneut.',
  'Your passkey did not sign: it was cancelled, or it took too long. Nothing was done. Try again.':
    'Ihr Passkey hat nicht unterschrieben: Der Vorgang wurde abgebrochen oder dauerte zu lange. Es wurde nichts ausgeführt. Versuchen Sie es erneut.',
  'Passkeys do not work at this address. Open the console by its own address.':
    'Passkeys funktionieren unter dieser Adresse nicht. Öffnen Sie die Konsole unter ihrer eigenen Adresse.',
  '{count} seconds': { one: 'eine Sekunde', other: '{count} Sekunden' },
  '{count} minutes': { one: 'eine Minute', other: '{count} Minuten' },
};
