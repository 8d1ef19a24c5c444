import type { Catalogue } from '../text.ts';

export const evidence: Catalogue = {
  'Your duty does not include this lane.': 'Ihre Befugnis umfasst diese Kontrollspur nicht.',
  'Asking the server…': 'Der Server wird gefragt…',
  'Is this the holder of the document?': 'Ist das der Inhaber des Dokuments?',
  'Is the document what it should be?': 'Ist das Dokument so, wie es sein soll?',
  'Was there an attempt to deceive the lane?': 'Gab es einen Versuch, die Kontrollspur zu täuschen?',
  'A complaint of the traveller': 'Eine Beschwerde der Reisenden',
  'Camera of the lane': 'Kamera der Kontrollspur',
  'Portrait on the chip': 'Lichtbild im Chip',
  Fingerprint: 'Fingerabdruck',
  'Fingerprints on the chip': 'Fingerabdrücke im Chip',
  'Confirm with your passkey: it signs this one viewing.':
    'Bestätigen Sie mit Ihrem Passkey: Er unterschreibt diese eine Einsichtnahme.',
  'Asking the lane…': 'Die Kontrollspur wird gefragt…',
  'The minute is over. To look again, ask again.':
    'Die Minute ist vorbei. Um erneut Einsicht zu nehmen, fragen Sie erneut an.',
  'Closed because you left this window. To look again, ask again.':
    'Geschlossen, weil Sie dieses Fenster verlassen haben. Um erneut Einsicht zu nehmen, fragen Sie erneut an.',
  'Closed. To look again, ask again.': 'Geschlossen. Um erneut Einsicht zu nehmen, fragen Sie erneut an.',
  'The permission was for another lane.': 'Die Berechtigung galt für eine andere Kontrollspur.',
  "The lane's clock is behind the server's. Have the clocks checked.":
    'Die Uhr der Kontrollspur geht gegenüber der des Servers nach. Lassen Sie die Uhren prüfen.',
  'The permission came too late: it is valid for two minutes. Ask again.':
    'Die Berechtigung kam zu spät: Sie gilt zwei Minuten. Fragen Sie erneut an.',
  'The rules of this lane do not let your role view evidence.':
    'Die Regeln dieser Kontrollspur erlauben Ihrer Rolle keine Einsicht in Kontrollaufnahmen.',
  'Your training for looking at evidence has lapsed.':
    'Ihre Schulung für die Einsicht in Kontrollaufnahmen ist abgelaufen.',
  'Your permission to look at evidence was withdrawn.':
    'Ihre Berechtigung zur Einsicht in Kontrollaufnahmen wurde entzogen.',
  'The lane has no recent message from the server. It releases no evidence until it has one.':
    'Die Kontrollspur hat keine aktuelle Nachricht vom Server. Bis sie eine hat, gibt sie keine Kontrollaufnahmen heraus.',
  'This lane has no list of officers’ keys. Ask an administrator to release the list of officers’ keys.':
    'Diese Kontrollspur hat keine Schlüsselliste der Kontrollkräfte. Bitten Sie die Administration, die Schlüsselliste der Kontrollkräfte freizugeben.',
  'Your passkey did not sign. Ask again.': 'Ihr Passkey hat nicht unterschrieben. Fragen Sie erneut an.',
  'The lane cannot read what your passkey signed. Ask again, or use another passkey.':
    'Die Kontrollspur kann nicht lesen, was Ihr Passkey unterschrieben hat. Fragen Sie erneut an, oder verwenden Sie einen anderen Passkey.',
  'This lane does not have your key yet. Ask an administrator to release the list of officers’ keys.':
    'Diese Kontrollspur hat Ihren Schlüssel noch nicht. Bitten Sie die Administration, die Schlüsselliste der Kontrollkräfte freizugeben.',
  'This passkey is not listed for you in this role. Use your own, or ask an administrator to release the list of officers’ keys.':
    'Dieser Passkey ist für Sie in dieser Rolle nicht aufgeführt. Verwenden Sie Ihren eigenen, oder bitten Sie die Administration, die Schlüsselliste der Kontrollkräfte freizugeben.',
  'Your passkey signed something else. Ask again.':
    'Ihr Passkey hat etwas anderes unterschrieben. Fragen Sie erneut an.',
  'The lane does not take passkeys from this address. Open the console by its own address.':
    'Die Kontrollspur nimmt keine Passkeys von dieser Adresse an. Öffnen Sie die Konsole unter ihrer eigenen Adresse.',
  'Your passkey did not check that it is you. Use its PIN or your finger.':
    'Ihr Passkey hat nicht geprüft, dass Sie es sind. Verwenden Sie seine PIN oder Ihren Finger.',
  'This is not the signature of your passkey. Ask again; if it happens twice, call an administrator.':
    'Das ist nicht die Unterschrift Ihres Passkeys. Fragen Sie erneut an; geschieht es zweimal, verständigen Sie die Administration.',
  'A copy of your passkey may exist. Use another passkey, and tell an administrator where this one is.':
    'Möglicherweise gibt es eine Kopie Ihres Passkeys. Verwenden Sie einen anderen Passkey, und teilen Sie der Administration mit, wo dieser ist.',
  'This permission was used before. Ask again.': 'Diese Berechtigung wurde schon benutzt. Fragen Sie erneut an.',
  'You have made too many viewings at this lane. Wait a few minutes.':
    'Sie haben oft Einsicht an dieser Kontrollspur genommen. Warten Sie einige Minuten.',
  'This traveller has been viewed as often as one day allows. Look at the document at the desk.':
    'Zu diesen Reisenden wurde heute so oft Einsicht genommen, wie erlaubt ist. Sehen Sie sich das Dokument am Schalter an.',
  'No longer kept: the lane has erased it, as it must, or never had it.':
    'Nicht mehr vorhanden: Die Kontrollspur hat es vorschriftsgemäß gelöscht oder nie gehabt.',
  'The key of this page was not usable. Reload the page.':
    'Der Schlüssel dieser Seite war nicht verwendbar. Laden Sie die Seite neu.',
  "The lane's secure element does not answer.": 'Das Sicherheitselement der Kontrollspur antwortet nicht.',
  'The lane did not understand the permission.': 'Die Kontrollspur hat die Berechtigung nicht verstanden.',
  'The lane does not recognise the signature of this server.':
    'Die Kontrollspur kennt die Signatur dieses Servers nicht.',
  'The lane does not serve this console.': 'Die Kontrollspur bedient diese Konsole nicht.',
  'The lane has another address.': 'Die Kontrollspur hat nicht diese Adresse.',
  'There is no evidence at the address of this lane.':
    'Unter der Adresse dieser Kontrollspur gibt es keine Kontrollaufnahmen.',
  'The lane did not understand the request.': 'Die Kontrollspur hat die Anfrage nicht verstanden.',
  'The permission was too long for the lane.': 'Die Berechtigung war für die Kontrollspur zu lang.',
  'The lane is busy with other viewers. Ask again in a moment.':
    'Die Kontrollspur ist mit anderen Einsichtnahmen beschäftigt. Fragen Sie gleich erneut an.',
  'The lane could not do it. Ask again, or look at the document at the desk.':
    'Die Kontrollspur konnte es nicht ausführen. Fragen Sie erneut an, oder sehen Sie sich das Dokument am Schalter an.',
  'The lane does not answer. It may be off, or this console does not reach it. Reload after enrolling a lane.':
    'Die Kontrollspur antwortet nicht. Sie ist möglicherweise aus, oder diese Konsole erreicht sie nicht. Laden Sie die Seite neu, nachdem Sie eine Kontrollspur registriert haben.',
  'Sign in first.': 'Melden Sie sich zuerst an.',
  'This traveller is not yours to look at. Take the referral first.':
    'Zu diesen Reisenden dürfen Sie keine Einsicht nehmen. Übernehmen Sie zuerst die Verweisung.',
  'Your duty is over.': 'Ihre Befugnis ist beendet.',
  'Your duty has not begun.': 'Ihre Befugnis hat noch nicht begonnen.',
  'This is not the time of your shift.': 'Sie sind außerhalb Ihrer Schicht.',
  'Viewing evidence needs a passkey, and you have none here. Add one under Your account.':
    'Kontrollspuren zeigen Kontrollaufnahmen nur Kontrollkräften mit Passkey, und Sie haben hier keinen. Fügen Sie unter „Ihr Konto“ einen hinzu.',
  'The lane was enrolled without its address for evidence.':
    'Die Kontrollspur wurde ohne ihre Adresse für Kontrollaufnahmen registriert.',
  'The server has no such referral.': 'Der Server hat keine solche Verweisung.',
  'You have asked too often. Wait a moment.': 'Sie haben oft angefragt. Warten Sie einen Moment.',
  'The server could not give permission. Ask again.':
    'Der Server konnte keine Berechtigung erteilen. Fragen Sie erneut an.',
  'The captures from the lane do not open here, so nothing is shown. Reload the page and ask again.':
    'Die Aufnahmen der Kontrollspur lassen sich hier nicht öffnen, deshalb wird nichts gezeigt. Laden Sie die Seite neu und fragen Sie erneut an.',
  'A security officer has paused your permission to view evidence for some hours.':
    'Eine sicherheitsbeauftragte Kontrollkraft hat Ihre Erlaubnis für Kontrollaufnahmen für einige Stunden ausgesetzt.',
};
