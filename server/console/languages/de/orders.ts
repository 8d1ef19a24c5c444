import type { Catalogue } from '../text.ts';

export const orders: Catalogue = {
  'it was for another lane': 'sie galt für eine andere Kontrollspur',
  'it was for another site': 'sie galt für einen anderen Standort',
  'the clocks differ': 'die Uhren weichen voneinander ab',
  'it came too late': 'sie kam zu spät',
  'your duty does not include this order': 'Ihre Befugnis umfasst diese Anweisung nicht',
  'the lane has no list of officers’ keys; ask an administrator to release the list of officers’ keys':
    'die Kontrollspur hat keine Schlüsselliste der Kontrollkräfte; bitten Sie die Administration, die Schlüsselliste der Kontrollkräfte freizugeben',
  'your passkey did not sign it': 'Ihr Passkey hat sie nicht unterschrieben',
  'the lane cannot read what your passkey signed':
    'die Kontrollspur kann nicht lesen, was Ihr Passkey unterschrieben hat',
  'this lane does not have your key yet; ask an administrator to release the list of officers’ keys':
    'diese Kontrollspur hat Ihren Schlüssel noch nicht; bitten Sie die Administration, die Schlüsselliste der Kontrollkräfte freizugeben',
  'this passkey is not listed for you in this role; use your own, or ask an administrator to release the list of officers’ keys':
    'dieser Passkey ist für Sie in dieser Rolle nicht aufgeführt; verwenden Sie Ihren eigenen, oder bitten Sie die Administration, die Schlüsselliste der Kontrollkräfte freizugeben',
  'your passkey signed something else': 'Ihr Passkey hat etwas anderes unterschrieben',
  'the lane does not take passkeys from this address; open the console by its own address':
    'die Kontrollspur nimmt keine Passkeys von dieser Adresse an; öffnen Sie die Konsole unter ihrer eigenen Adresse',
  'your passkey did not check that it is you': 'Ihr Passkey hat nicht geprüft, dass Sie es sind',
  'it is not the signature of your passkey': 'es ist nicht die Unterschrift Ihres Passkeys',
  'a copy of your passkey may exist; use another, and tell an administrator where this one is':
    'möglicherweise gibt es eine Kopie Ihres Passkeys; verwenden Sie einen anderen, und teilen Sie der Administration mit, wo dieser ist',
  'it was used before': 'sie wurde schon benutzt',
  'the lane is busy: a traveller is in it, or the gate moves':
    'die Kontrollspur ist beschäftigt: Reisende sind darin, oder die Schleuse bewegt sich',
  'the lane no longer has this traveller at its gate; the next traveller has started, or the lane has restarted':
    'die Kontrollspur hat diese Reisenden nicht mehr an ihrer Schleuse; die nächsten haben begonnen, oder die Kontrollspur wurde neu gestartet',
  'the gate does not answer': 'die Schleuse antwortet nicht',
  'the lane’s disk takes no records': 'der Datenträger der Kontrollspur nimmt keine Aufzeichnungen an',
  'the lane’s secure element does not answer': 'das Sicherheitselement der Kontrollspur antwortet nicht',
  'the lane stopped before it had finished': 'die Kontrollspur hielt an, bevor sie fertig war',
  'the lane no longer keeps it': 'die Kontrollspur bewahrt es nicht mehr auf',
  'the captures are already held': 'die Aufnahmen sind bereits gesperrt',
  'the captures are not held': 'die Aufnahmen sind nicht gesperrt',
  'two people have ordered it to be kept': 'zwei Personen haben angeordnet, es aufzubewahren',
  'it would last too long': 'es würde zu lange dauern',
  'the policy is not signed by two': 'die Richtlinie ist nicht von zwei Personen unterschrieben',
  'the policy is not yet in force': 'die Richtlinie ist noch nicht in Kraft',
  'a newer policy is in force': 'eine neuere Richtlinie ist in Kraft',
  Staff: 'Personal',
  'A person who needs assistance': 'Eine Person braucht Hilfe',
  'An escort': 'Eine Begleitung',
  'Decided at the desk': 'Am Schalter entschieden',
  Maintenance: 'Wartung',
  'Too few officers': 'Zu wenige Kontrollkräfte',
  Security: 'Sicherheit',
  'Signs of an attack on the lane': 'Anzeichen für einen Angriff auf die Kontrollspur',
  Fire: 'Feuer',
  Evacuation: 'Räumung',
  'Medical emergency': 'Medizinischer Notfall',
  'A person is trapped': 'Eine Person ist eingeschlossen',
  Drill: 'Übung',
};
