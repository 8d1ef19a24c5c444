import type { Catalogue } from '../text.ts';

export const administration: Catalogue = {
  Proposed: 'Vorgeschlagen',
  Approved: 'Zugestimmt',
  Withdrawn: 'Zurückgezogen',
  Started: 'Begonnen',
  Ended: 'Beendet',
  Offered: 'Angeboten',
  'Taken over': 'Übernommen',
  Raised: 'Gemeldet',
  'Taken on': 'Übernommen',
  Opened: 'Geöffnet',
  Extended: 'Verlängert',
  Closed: 'Geschlossen',
  'Given back': 'Zurückgegeben',
  'Question withdrawn': 'Frage zurückgezogen',
  'Second opinion given': 'Zweitmeinung abgegeben',
  Reassigned: 'Neu zugewiesen',
  'Gate opened for an admitted traveller': 'Schleuse für zugelassene Reisende geöffnet',
  'Gate opened once, by hand': 'Schleuse einmal von Hand geöffnet',
  'Taken out of service': 'Außer Betrieb genommen',
  'Returned to service': 'Wieder in Betrieb genommen',
  'Emergency started': 'Notfall begonnen',
  'Emergency ended': 'Notfall beendet',
  'Referral resolved': 'Verweisung abgeschlossen',
  'Captures held': 'Aufnahmen gesperrt',
  'Hold released': 'Sperre aufgehoben',
  'Captures erased': 'Aufnahmen gelöscht',
  'Policy reduced': 'Richtlinie herabgesetzt',
  'Full policy restored': 'Volle Richtlinie wiederhergestellt',
  Confirmed: 'Bestätigt',
  'Found to be without cause': 'Als grundlos festgestellt',
  'Agreed with the decision': 'Der Entscheidung zugestimmt',
  'Disagreed with the decision': 'Der Entscheidung widersprochen',
  'Could not tell': 'Nicht zu beurteilen',
  'Refused: {result}': 'Abgelehnt: {result}',
  'Turned down': 'Abgelehnt',
  Opinion: 'Meinung',
  '{says} by {person}, {date}': '{says}, {person}, {date}',
  'In the session {session}': 'In der Sitzung {session}',
  'The ledger’s entry: {entry}': 'Eintrag im Nachweisregister: {entry}',
  'the act': 'Vorgang',
  Acts: 'Vorgänge',
  Act: 'Vorgang',
  'Every act': 'Alle Vorgänge',
  'Person, by their name at this server': 'Person, mit ihrem Namen auf diesem Server',
  Show: 'Anzeigen',
  'This is not a valid name.': 'Das ist kein gültiger Name.',
  'Acts stay recorded.': 'Die Vorgänge bleiben aufgezeichnet.',
  'No act matches.': 'Kein Vorgang entspricht der Auswahl.',
  Person: 'Person',
  About: 'Betrifft',
  Result: 'Ergebnis',
  acts: 'Vorgänge',
  'Enrol a kiosk': 'Spurrechner registrieren',
  'A kiosk enrols once, with a code that is typed at it. A new code withdraws the unused codes of the same kiosk.':
    'Ein Spurrechner registriert sich einmal, mit einem Code, der an ihm eingegeben wird. Ein neuer Code zieht die unbenutzten Codes desselben Spurrechners zurück.',
  'Enter the minutes as a number from 1 to {most}.': 'Die Minuten sind eine Zahl von 1 bis {most}.',
  'Name of the kiosk': 'Name des Spurrechners',
  'Small letters, digits and hyphens: north-1. It cannot be changed later.':
    'Kleinbuchstaben, Ziffern und Bindestriche: north-1. Er kann später nicht geändert werden.',
  'Valid for (minutes)': 'Gültig für (Minuten)',
  '{kioskId} is disabled.': '{kioskId} ist gesperrt.',
  'Disable {kioskId}?': '{kioskId} sperren?',
  'It stands at {site}, lane {lane}. The server will refuse all its messages, revoke its certificates and close its connections. No officer can view the evidence that it keeps.':
    'Er steht am Standort {site}, Kontrollspur {lane}. Der Server weist alle seine Nachrichten ab, widerruft seine Zertifikate und schließt seine Verbindungen. Keine Kontrollkraft kann die Kontrollaufnahmen einsehen, die er aufbewahrt.',
  'This cannot be undone. Disable only a kiosk that was stolen or given up. To close a lane for some time, take it out of service.':
    'Das kann nicht rückgängig gemacht werden. Sperren Sie nur einen gestohlenen oder aufgegebenen Spurrechner. Um eine Kontrollspur vorübergehend zu schließen, nehmen Sie sie außer Betrieb.',
  'Disable permanently': 'Endgültig sperren',
  'Lanes continue without it.': 'Die Kontrollspuren arbeiten ohne ihn weiter.',
  'The server’s next signing key': 'Der nächste Signaturschlüssel des Servers',
  '{following} of {all} kiosks have it. Change to it at the server between {from} and {until}; after that, kiosks no longer accept the present key.':
    '{following} von {all} Spurrechnern haben ihn. Wechseln Sie am Server zwischen {from} und {until}; danach nehmen die Spurrechner den jetzigen Schlüssel nicht mehr an.',
  Kiosks: 'Spurrechner',
  'No kiosk is enrolled yet.': 'Noch kein Spurrechner ist registriert.',
  'Make a one-time code and type it at the first kiosk.':
    'Erstellen Sie einen Einmalcode und geben Sie ihn am ersten Spurrechner ein.',
  '{ready} of {all} ready.': '{ready} von {all} bereit.',
  'Kiosks of {site}': 'Spurrechner am Standort {site}',
  State: 'Zustand',
  'Last heard': 'Letzte Meldung',
  Certificate: 'Zertifikat',
  Enrolled: 'Registriert',
  Actions: 'Aktionen',
  Ready: 'Bereit',
  'Never heard': 'Noch nie gemeldet',
  'Follows another server key': 'Folgt einem anderen Serverschlüssel',
  'Differs from most': 'Weicht von den meisten ab',
  Fleet: 'Spurrechner',
  Policies: 'Richtlinien',
  never: 'nie',
  '{time} ago': 'vor {time}',
  'disabled {date}': 'gesperrt {date}',
  'Disable <unseen>kiosk {kioskId}</unseen>': 'Sperren <unseen>Spurrechner {kioskId}</unseen>',
  'none valid': 'kein gültiges',
  'valid for {time}': 'gültig für {time}',
  expired: 'abgelaufen',
  'The code of {kioskId} is withdrawn.': 'Der Code von {kioskId} ist zurückgezogen.',
  'Unused codes': 'Unbenutzte Codes',
  Kiosk: 'Spurrechner',
  Place: 'Ort',
  'Made by': 'Erstellt von',
  Until: 'Bis',
  'Withdraw <unseen>the code of {kioskId}</unseen>': 'Zurückziehen <unseen>Code von {kioskId}</unseen>',
  'Lanes continue with the policies that they run.':
    'Die Kontrollspuren arbeiten mit ihren jetzigen Richtlinien weiter.',
  'Policies that lanes run': 'Richtlinien der Kontrollspuren',
  'From the latest signed match report of each lane: SHA-256 of the policy, the notice and the models that it ran. They are installed at the lane and cannot be changed here. Two privacy officers decide on retention policies.':
    'Aus der letzten signierten Ergebnismeldung jeder Kontrollspur: SHA-256 der Richtlinie, des Hinweises und der Modelle, mit denen sie arbeitete. Sie sind an der Kontrollspur installiert und können hier nicht geändert werden. Über Aufbewahrungsrichtlinien entscheiden zwei Datenschutzbeauftragte.',
  'No lane has reported a traveller yet.': 'Noch keine Kontrollspur hat Reisende gemeldet.',
  'Policies, notices and models of lanes': 'Richtlinien, Hinweise und Modelle der Kontrollspuren',
  Digest: 'Prüfsumme',
  '{count} lanes': { one: '{count} Kontrollspur', other: '{count} Kontrollspuren' },
  'Disabled ## a kiosk': 'Gesperrt',
  'Not heard for {time}': 'Keine Meldung seit {time}',
  'Decision policy': 'Entscheidungsrichtlinie',
  'At the kiosk, with {variable} set to the server’s address for kiosks:':
    'Am Spurrechner, mit {variable} auf der Adresse des Servers für Spurrechner:',
  'Another kiosk stands at this lane. Disable that one first, or name another lane.':
    'Ein anderer Spurrechner steht an dieser Kontrollspur. Sperren Sie zuerst diesen, oder nennen Sie eine andere Kontrollspur.',
  'This kiosk is enrolled at another lane. A kiosk that moves gets a new name.':
    'Dieser Spurrechner ist an einer anderen Kontrollspur registriert. Wenn ein Spurrechner umzieht, erhält er einen neuen Namen.',
  'This kiosk was disabled permanently. Give the machine a new name.':
    'Dieser Spurrechner wurde endgültig gesperrt. Geben Sie dem Gerät einen neuen Namen.',
  'The fleet has no certificate authority yet. Run npm run fleet -- init at the server.':
    'Es gibt noch keine Zertifizierungsstelle für die Spurrechner. Führen Sie am Server npm run fleet -- init aus.',
  'There is no open code of this kiosk: it was used or withdrawn, or it has expired.':
    'Es gibt keinen offenen Code für diesen Spurrechner: Er wurde benutzt oder zurückgezogen, oder er ist abgelaufen.',
  'This kiosk keeps captures under a legal hold. Propose it: a privacy officer approves.':
    'Dieser Spurrechner bewahrt Aufnahmen unter einer Löschsperre auf. Schlagen Sie es vor: Eine Datenschutzbeauftragte oder ein Datenschutzbeauftragter stimmt zu.',
  'End a session': 'Sitzung beenden',
  'Give a fresh proof of identity': 'Identität neu nachweisen',
  'Fail to sign in': 'Anmeldung fehlgeschlagen',
  'Remove a passkey': 'Passkey entfernen',
  'Set a password': 'Passwort festlegen',
  'Remove a password': 'Passwort entfernen',
  'Add a code generator': 'Codegenerator hinzufügen',
  'Remove a code generator': 'Codegenerator entfernen',
  'Enrol with a code': 'Mit einem Code registrieren',
  'Become one of the first administrators': 'Einer der ersten Administratoren werden',
  'Print codes for administrators at the server': 'Codes für Administratoren am Server ausgeben',
  'Lane ordered to adopt the retention policy': 'Spur angewiesen, die Aufbewahrungsrichtlinie zu übernehmen',
  'Order lanes to adopt the signed retention policy':
    'Spuren anweisen, die unterschriebene Aufbewahrungsrichtlinie zu übernehmen',
  'Command line of the server': 'Befehlszeile des Servers',
  'The server': 'Der Server',
  'See lanes and their state': 'Kontrollspuren und ihren Zustand sehen',
  'See the outcomes that lanes report': 'Von Kontrollspuren gemeldete Ergebnisse sehen',
  'See counts of cleared and referred travellers over time, durations and device faults':
    'Anzahlen freigegebener und verwiesener Reisender im Zeitverlauf, Dauern und Gerätestörungen sehen',
  'See the same figures for a whole site, by days that have ended, without small counts':
    'Dieselben Kennzahlen für einen ganzen Standort sehen, nach abgeschlossenen Tagen, ohne kleine Anzahlen',
  'See alarms about lanes': 'Alarme zu Kontrollspuren sehen',
  'Open a lane once, for one person, with a passkey for each opening':
    'Eine Kontrollspur einmal für eine Person öffnen, je Öffnung mit Passkey',
  'Keep a lane open in an emergency, or end that, with a passkey each time':
    'Eine Kontrollspur im Notfall offen halten oder das beenden, jedes Mal mit Passkey',
  'See emergency openings and their reviews': 'Notöffnungen und ihre Prüfungen sehen',
  "Review whether another person's emergency opening was justified":
    'Prüfen, ob die Notöffnung einer anderen Person begründet war',
  'See lanes opened by hand for a cause, and the reviews': 'Von Hand geöffnete Kontrollspuren und die Prüfungen sehen',
  "Review whether another person's opening by hand had a cause":
    'Prüfen, ob die Öffnung von Hand durch eine andere Person einen Grund hatte',
  'Take a lane out of service, or return it': 'Eine Kontrollspur außer Betrieb oder wieder in Betrieb nehmen',
  'See orders to lanes and their results': 'Anweisungen an Kontrollspuren und ihre Ergebnisse sehen',
  'See waiting referrals': 'Wartende Verweisungen sehen',
  'Take a referral, or give it back': 'Eine Verweisung übernehmen oder zurückgeben',
  'Decide a referral after taking it': 'Über eine übernommene Verweisung entscheiden',
  "Ask for, or give, a second opinion on another officer's referral":
    'Zur Verweisung einer anderen Kontrollkraft eine Zweitmeinung anfragen oder abgeben',
  'Hand referrals over to the next shift': 'Verweisungen der nächsten Schicht übergeben',
  'Mark a referral for safeguarding, and see marked referrals':
    'Eine Verweisung als Schutzfall kennzeichnen und gekennzeichnete sehen',
  'Review the decision on a referral': 'Die Entscheidung über eine Verweisung prüfen',
  'See admissions that await a second look': 'Zulassungen sehen, die auf eine Zweitprüfung warten',
  "Report the finding of a second look at another officer's admission":
    'Das Ergebnis der Zweitprüfung einer Zulassung durch eine andere Kontrollkraft melden',
  'Decide where a second look disagrees with a decision':
    'Entscheiden, wenn eine Zweitprüfung einer Entscheidung widerspricht',
  'Watch the lanes of a site, for an hour at most':
    'Die Kontrollspuren eines Standorts beaufsichtigen, höchstens eine Stunde',
  'See the vigilance at a site and when breaks are due':
    'Die Aufmerksamkeit an einem Standort und fällige Pausen sehen',
  'See the results of attention tests, and unusual decision patterns':
    'Ergebnisse der Aufmerksamkeitstests und ungewöhnliche Entscheidungsmuster sehen',
  'View the captures of a referred traveller, with a passkey for each viewing':
    'Aufnahmen verwiesener Reisender einsehen, je Einsichtnahme mit Passkey',
  'See the policy degradations in force': 'Geltende Herabsetzungen der Richtlinie sehen',
  'Propose a policy degradation for some hours': 'Eine Herabsetzung der Richtlinie für einige Stunden vorschlagen',
  'Approve a policy degradation for some hours': 'Einer Herabsetzung der Richtlinie für einige Stunden zustimmen',
  'End a degradation before its time': 'Eine Herabsetzung vorzeitig beenden',
  'See the legal holds': 'Löschsperren sehen',
  'Propose a legal hold or its end': 'Eine Löschsperre oder ihr Ende vorschlagen',
  'Approve a legal hold or its end': 'Einer Löschsperre oder ihrem Ende zustimmen',
  "Order a lane to erase one traveller's captures on their request":
    'Eine Kontrollspur anweisen, die Aufnahmen von Reisenden auf deren Antrag zu löschen',
  'See the retention policies': 'Aufbewahrungsrichtlinien sehen',
  'Propose a retention policy': 'Eine Aufbewahrungsrichtlinie vorschlagen',
  'Approve a retention policy': 'Einer Aufbewahrungsrichtlinie zustimmen',
  'Upload a signature for an approved retention policy; after the second, lanes are ordered to adopt it':
    'Die Signatur einer gebilligten Aufbewahrungsrichtlinie hochladen; nach der zweiten werden die Kontrollspuren angewiesen, sie zu übernehmen',
  'See how many captures are kept where, and until when':
    'Sehen, wie viele Aufnahmen wo und bis wann aufbewahrt werden',
  'See erasures and overdue captures': 'Löschungen und überfällige Aufnahmen sehen',
  'See evidence viewings, their purposes and unusual ones':
    'Einsichtnahmen in Kontrollaufnahmen, ihre Zwecke und Auffälligkeiten sehen',
  'See the record of processing': 'Das Verzeichnis der Verarbeitungstätigkeiten sehen',
  'Export visible privacy records to a file': 'Sichtbare Datenschutzunterlagen in eine Datei ausgeben',
  "See travellers' access requests": 'Auskunftsanträge von Reisenden sehen',
  "Open and answer a traveller's access request": 'Auskunftsanträge von Reisenden anlegen und beantworten',
  'See agreements with partner agencies, deliveries under them, and people of partners':
    'Vereinbarungen mit Partnerbehörden, Lieferungen danach und Personen von Partnern sehen',
  "Receive exports addressed to the person's agency": 'Exporte empfangen, die an die eigene Behörde gerichtet sind',
  'See proposals of the kinds that one may propose or approve':
    'Vorschläge der Arten sehen, die man vorschlagen oder denen man zustimmen darf',
  'Make and withdraw proposals; each kind also needs its own act':
    'Vorschläge machen und zurückziehen; jede Art verlangt auch ihre eigene Befugnis',
  "Approve or decline another person's proposal; each kind also needs its own act":
    'Vorschlägen anderer zustimmen oder sie ablehnen; jede Art verlangt auch ihre eigene Befugnis',
  'See who holds which duties': 'Sehen, wer welche Befugnisse hat',
  'Propose a duty for a person, or the end of a duty': 'Eine Befugnis für eine Person oder deren Ende vorschlagen',
  'Approve a duty for a person, or the end of a duty': 'Einer Befugnis für eine Person oder deren Ende zustimmen',
  'See staff accounts': 'Konten des Personals sehen',
  'Disable a person, or end their sessions': 'Eine Person sperren oder ihre Sitzungen beenden',
  'Approve disabling a person when fewer than two administrators would remain':
    'Der Sperrung einer Person zustimmen, wenn weniger als zwei Administratoren blieben',
  'Propose the recovery of an account whose keys are lost':
    'Die Wiederherstellung eines Kontos mit verlorenen Schlüsseln vorschlagen',
  'Approve the recovery of an account whose keys are lost':
    'Der Wiederherstellung eines Kontos mit verlorenen Schlüsseln zustimmen',
  'See the readiness checks of lanes, their measured values and who made them':
    'Bereitschaftsprüfungen der Kontrollspuren sehen, mit Messwerten und prüfender Person',
  'Begin a readiness check with the code that a lane shows':
    'Eine Bereitschaftsprüfung mit dem Code beginnen, den eine Kontrollspur zeigt',
  'See kiosks and their certificates': 'Spurrechner und ihre Zertifikate sehen',
  "Issue a kiosk's one-time code": 'Einen Einmalcode für einen Spurrechner ausstellen',
  'Disable a stolen kiosk': 'Einen gestohlenen Spurrechner sperren',
  'Approve disabling a kiosk that keeps captures under a legal hold':
    'Der Sperrung eines Spurrechners zustimmen, der Aufnahmen unter einer Löschsperre aufbewahrt',
  'Name sites and lanes, and place lanes on the plan of a site':
    'Standorte und Kontrollspuren benennen und Kontrollspuren auf dem Standortplan anordnen',
  'See what is left to set up': 'Sehen, was noch einzurichten ist',
  'State that a part of the set-up is done outside the server, with a reason':
    'Angeben, dass ein Teil der Einrichtung außerhalb des Servers erledigt ist, mit Begründung',
  "Propose the succession of the server's signing key": 'Die Nachfolge des Signaturschlüssels des Servers vorschlagen',
  "Approve the succession of the server's signing key": 'Der Nachfolge des Signaturschlüssels des Servers zustimmen',
  "See the server's metrics": 'Die Messwerte des Servers sehen',
  "See the ledger's heads, witnesses, entry list and proofs without content":
    'Stände, Zeugen, Einträge und Nachweise des Nachweisregisters ohne Inhalt sehen',
  "Get the ledger's proofs with the entries' content":
    'Nachweise des Nachweisregisters mit dem Inhalt der Einträge abrufen',
  'See the acts of all people': 'Die Vorgänge aller Personen sehen',
  'This is not JSON. Paste the whole file.': 'Das ist kein JSON. Fügen Sie die ganze Datei ein.',
  'The policy is not valid. {faults}': 'Die Richtlinie ist ungültig. {faults}',
  'Try a decision policy': 'Entscheidungsrichtlinie erproben',
  'Shows how many travellers of the last four weeks another policy would have referred. It changes nothing. A report has no nationality, so the issuing state counts as one; age and remaining validity are known only where lanes already report these checks.':
    'Zeigt, wie viele Reisende der letzten vier Wochen eine andere Richtlinie an den Schalter verwiesen hätte. Es ändert nichts. Eine Meldung enthält keine Staatsangehörigkeit, deshalb gilt der Ausstellerstaat; Alter und Restgültigkeit sind nur bekannt, wo Kontrollspuren diese Prüfungen schon melden.',
  'Try it': 'Erproben',
  'Reading the reports…': 'Meldungen werden gelesen…',
  'Policy file': 'Datei der Richtlinie',
  'Or its text (JSON)': 'Oder ihr Text (JSON)',
  'Lanes reported too few travellers. At least {needed} are needed, so that no one can be recognised.':
    'Die Kontrollspuren haben zu wenige Reisende gemeldet. Mindestens {needed} sind nötig, damit niemand erkannt werden kann.',
  'About {travellers} travellers from {from} to {to}.': 'Etwa {travellers} Reisende von {from} bis {to}.',
  'Outcomes now and under the policy': 'Ergebnisse jetzt und nach der Richtlinie',
  Outcome: 'Ergebnis',
  'Under the policy': 'Nach der Richtlinie',
  'Not known': 'Nicht bekannt',
  'Reasons of referrals under the policy': 'Gründe der Verweisungen nach der Richtlinie',
  'Checks that lanes did not run': 'Prüfungen, die Kontrollspuren nicht ausgeführt haben',
  'less than 1 %, or none': 'weniger als 1 % oder keine',
  'This file is larger than any decision policy. It was not read.':
    'Diese Datei ist größer als jede Entscheidungsrichtlinie. Sie wurde nicht gelesen.',
  '{share} %': '{share} %',
  'Try a decision policy on what lanes reported in the last weeks, as shares without small counts':
    'Entscheidungsrichtlinie an Meldungen der Kontrollspuren aus den letzten Wochen erproben, als Anteile ohne kleine Zahlen',
  'Marks of starts and releases': 'Markierungen von Starts und Versionen',
  'Differs from': 'Weicht ab von',
  'Old proof': 'Alter Nachweis',
  'No proof': 'Kein Nachweis',
  'Not approved': 'Nicht genehmigt',
  'The lane proved the values of an approved start within the last hour, or states an approved release.':
    'Die Kontrollspur hat in der letzten Stunde die Werte eines genehmigten Starts nachgewiesen oder gibt eine genehmigte Version an.',
  'The registers that are listed have other values than in the nearest approved start. After an update, approve the new start. If there was none, have the machine checked.':
    'Die genannten Register haben andere Werte als beim nächstliegenden genehmigten Start. Genehmigen Sie nach einer Aktualisierung den neuen Start. Gab es keine, lassen Sie den Rechner prüfen.',
  'The lane has proved nothing for an hour. Check whether it runs and reaches the server.':
    'Die Kontrollspur hat seit einer Stunde nichts nachgewiesen. Prüfen Sie, ob sie läuft und den Server erreicht.',
  'The lane has no TPM of a configured maker, or the server does not ask for proofs.':
    'Die Kontrollspur hat kein TPM eines eingestellten Herstellers, oder der Server verlangt keine Nachweise.',
  'The lane states a release that no one approved. Compare it with the package that was installed.':
    'Die Kontrollspur gibt eine Version an, die niemand genehmigt hat. Vergleichen Sie sie mit dem installierten Paket.',
  'Lane software': 'Software der Spuren',
  'Shows how each lane was started, as its TPM proves it, and the release that it runs. Two administrators approve starts and releases: propose one here, and another person approves it under Decisions.':
    'Zeigt, wie jede Kontrollspur gestartet wurde, nachgewiesen durch ihr TPM, und welche Version auf ihr läuft. Zwei Personen mit Administrationsaufgaben genehmigen Starts und Versionen: Schlagen Sie hier vor, eine andere Person stimmt unter Entscheidungen zu.',
  'The server does not ask lanes how they were started. The releases below are the lanes’ own statements.':
    'Der Server fragt die Kontrollspuren nicht, wie sie gestartet wurden. Die Versionen unten sind eigene Angaben der Kontrollspuren.',
  'Lanes prove with their TPMs how they were started. The server accepts messages of every lane.':
    'Kontrollspuren weisen mit ihren TPMs nach, wie sie gestartet wurden. Der Server nimmt Nachrichten jeder Kontrollspur an.',
  'Lanes prove with their TPMs how they were started. The server accepts messages only of lanes with an approved start.':
    'Kontrollspuren weisen mit ihren TPMs nach, wie sie gestartet wurden. Der Server nimmt nur Nachrichten von Kontrollspuren mit genehmigtem Start an.',
  'Software of lanes': 'Software von Kontrollspuren',
  'An organisation that signs agreements': 'Eine Organisation, die Vereinbarungen unterzeichnet',
  'An agreement with a partner agency': 'Eine Vereinbarung mit einer Partnerbehörde',
  'An organisation of the agreement is not on record with these keys. Enter it first.':
    'Eine Organisation der Vereinbarung ist nicht mit diesen Schlüsseln eingetragen. Tragen Sie sie zuerst ein.',
  'One organisation cannot be this agency and a partner.':
    'Eine Organisation kann nicht zugleich diese Behörde und ein Partner sein.',
  'This record was used before. The organisation makes new keys.':
    'Dieser Eintrag wurde schon verwendet. Die Organisation erzeugt neue Schlüssel.',
  'The program of another partner has one of these keys. Each partner makes its own.':
    'Das Programm eines anderen Partners hat einen dieser Schlüssel. Jeder Partner erzeugt eigene.',
  'There is no such version of an agreement.': 'Diese Fassung einer Vereinbarung gibt es nicht.',
  'This version has all its signatures, or it is over.': 'Diese Fassung hat alle Unterschriften oder ist beendet.',
  'This version is not paused by a decision.': 'Diese Fassung ruht nicht aufgrund einer Entscheidung.',
  'Another version has been entered. Give the agreement the next number.':
    'Eine andere Fassung wurde eingetragen. Geben Sie der Vereinbarung die nächste Nummer.',
  'Another version of this agreement is with another partner. Choose another name.':
    'Eine andere Fassung dieser Vereinbarung besteht mit einem anderen Partner. Wählen Sie einen anderen Namen.',
  'A signature is by a key that its organisation has not named.':
    'Eine Unterschrift stammt von einem Schlüssel, den ihre Organisation nicht genannt hat.',
  'One key has signed twice.': 'Ein Schlüssel hat zweimal unterschrieben.',
  'A signature does not fit the text of the agreement.': 'Eine Unterschrift passt nicht zum Text der Vereinbarung.',
  'The agreement names other keys than those on record.':
    'Die Vereinbarung nennt andere Schlüssel als die eingetragenen.',
  'The first day has passed. Agree on a later one.': 'Der erste Tag ist vorbei. Vereinbaren Sie einen späteren.',
  'Another agreement gives this partner the same dataset, or exact counts of the same travellers. The two could be subtracted from each other.':
    'Eine andere Vereinbarung gibt diesem Partner denselben Datensatz oder genaue Zahlen derselben Reisenden. Beide ließen sich voneinander abziehen.',
  'A partner deletes a delivery': 'Ein Partner löscht eine Lieferung',
  'There is no such delivery of counts.': 'Es gibt keine solche Lieferung von Zählungen.',
  'The partner has been asked to delete this delivery.':
    'Der Partner ist bereits aufgefordert, diese Lieferung zu löschen.',
  'An audit of a partner': 'Eine Prüfung eines Partners',
  'An audit of this agreement is open. Conclude it first.':
    'Eine Prüfung dieser Vereinbarung ist offen. Schließen Sie sie zuerst ab.',
  'There is no such audit.': 'Es gibt keine solche Prüfung.',
  'The audit is concluded.': 'Die Prüfung ist abgeschlossen.',
  'There is no such finding of an audit.': 'Es gibt keine solche Feststellung einer Prüfung.',
  'The finding is closed.': 'Die Feststellung ist erledigt.',
  'A person of a partner agency': 'Eine Person einer Partnerbehörde',
  'There is no such person of a partner, or their access has ended.':
    'Diese Person einer Partnerbehörde gibt es nicht, oder ihr Zugang ist beendet.',
  'No partner with this id is on record. Enter its record first.':
    'Kein Partner mit dieser Kennung ist eingetragen. Tragen Sie ihn zuerst ein.',
  'A person of a trader': 'Eine Person eines Händlers',
  'There is no such person of a trader, or their access has ended.':
    'Diese Person eines Händlers gibt es nicht, oder ihr Zugang ist beendet.',
  'This code was used in another invitation. The person makes a new one.':
    'Dieser Code gehört zu einer anderen Einladung. Die Person erzeugt einen neuen.',
  'A key of a trader’s program': 'Ein Schlüssel für das Programm eines Händlers',
  'There is no such key in use.': 'Es gibt keinen solchen Schlüssel in Gebrauch.',
  'This key was given before. The trader makes a new one.':
    'Dieser Schlüssel wurde schon vergeben. Der Händler erzeugt einen neuen.',
  'A key is valid for at most 90 days.': 'Ein Schlüssel gilt höchstens 90 Tage.',
  'Starts and releases of lanes': 'Starts und Versionen der Kontrollspuren',
  Start: 'Start',
  Release: 'Version',
  'Maker of the TPM': 'Hersteller des TPM',
  Proved: 'Nachgewiesen',
  'Registers that differ: {list}': 'Abweichende Register: {list}',
  'Propose this start': 'Diesen Start vorschlagen',
  'Approved starts and releases': 'Genehmigte Starts und Versionen',
  'No start and no release is approved yet.': 'Noch ist kein Start und keine Version genehmigt.',
  'Approvals of starts and releases': 'Genehmigungen von Starts und Versionen',
  Content: 'Inhalt',
  '{proposer} and {approver}': '{proposer} und {approver}',
  'withdrawn {date}': 'zurückgezogen {date}',
  'in force': 'in Kraft',
  'Propose to withdraw {name}': 'Rücknahme von {name} vorschlagen',
  'Propose to withdraw': 'Rücknahme vorschlagen',
  'Propose a release': 'Version vorschlagen',
  'The digest is the one that “npm run package” prints as the release of the lane’s package. Compute it again from the package before you enter it.':
    'Der Prüfwert ist der, den „npm run package“ als Version des Pakets der Spur ausgibt. Berechnen Sie ihn aus dem Paket neu, bevor Sie ihn eintragen.',
  'A digest has 64 of the digits 0 to 9 and a to f.': 'Ein Prüfwert hat 64 der Ziffern 0 bis 9 und a bis f.',
  'Name of the release': 'Name der Version',
  'Small letters, digits, dots and hyphens: 2026.11.': 'Kleinbuchstaben, Ziffern, Punkte und Bindestriche: 2026.11.',
  'Propose the start of {kioskId}': 'Start von {kioskId} vorschlagen',
  'Lanes whose TPMs state these values count as started as approved. Propose it only for a machine that you installed or updated yourself.':
    'Kontrollspuren, deren TPMs diese Werte angeben, gelten als genehmigt gestartet. Schlagen Sie ihn nur für einen Rechner vor, den Sie selbst installiert oder aktualisiert haben.',
  'Values of {count} registers': 'Werte von {count} Registern',
  'Name of the start': 'Name des Starts',
  'Approved: {name}': 'Genehmigt: {name}',
  'No start is approved': 'Kein Start ist genehmigt',
  'Differs from {name}': 'Weicht von {name} ab',
  'Not stated': 'Nicht angegeben',
  'Propose to approve a start or a release of lanes, or to withdraw an approval':
    'Vorschlagen, einen Start oder eine Version von Kontrollspuren zu genehmigen oder eine Genehmigung zurückzunehmen',
  'Approve a start or a release of lanes, or the withdrawal of an approval':
    'Einem Start oder einer Version von Kontrollspuren oder der Rücknahme einer Genehmigung zustimmen',
  'See the findings of detection, their cases, exceptions and rules':
    'Funde der Erkennung, ihre Fälle, Ausnahmen und Regeln sehen',
  'Judge a finding of detection about others than oneself':
    'Einen Fund der Erkennung über andere als sich selbst beurteilen',
  'Note, escalate and close a case of findings':
    'Einen Fall von Funden mit Notizen versehen, weitergeben und abschließen',
  'Export findings of detection, or one of their cases, to a file':
    'Funde der Erkennung oder einen ihrer Fälle in eine Datei ausgeben',
  'Propose that a statistical rule stays silent about one subject until a day, or to end that earlier':
    'Vorschlagen, dass eine statistische Regel über einen Gegenstand bis zu einem Tag schweigt, oder dies früher zu beenden',
  'Approve an exception from a statistical rule, or its end':
    'Einer Ausnahme von einer statistischen Regel oder ihrem Ende zustimmen',
  'See breaches of personal data, their deadlines, notices and decisions':
    'Datenschutzverletzungen, ihre Fristen, Meldungen und Entscheidungen sehen',
  'Open a case about a breach of personal data, by hand or from an alarm or finding':
    'Einen Fall über eine Datenschutzverletzung eröffnen, von Hand oder aus einem Alarm oder Fund',
  'Add entries of the ledger to a breach as facts':
    'Einer Verletzung Einträge des Nachweisregisters als Tatsachen hinzufügen',
  'Assess a breach, write its notices, and close it':
    'Eine Verletzung bewerten, ihre Meldungen schreiben und sie abschließen',
  'Sign the notice of a breach, and record that it was sent':
    'Die Meldung einer Verletzung unterschreiben und eintragen, dass sie gesendet wurde',
  'Export a breach with proofs to a file': 'Eine Verletzung mit Nachweisen in eine Datei ausgeben',
  'Propose not to notify a breach, with reasons, or that there was none':
    'Vorschlagen, eine Verletzung mit Gründen nicht zu melden oder dass es keine gab',
  'Approve that a breach is not notified, or that there was none':
    'Zustimmen, dass eine Verletzung nicht gemeldet wird oder dass es keine gab',
  'Confirm or decline a response to a finding about others than oneself':
    'Eine Maßnahme zu einem Fund über andere bestätigen oder ablehnen',
  'Take back a response to a finding about others than oneself': 'Eine Maßnahme zu einem Fund über andere zurücknehmen',
  'Propose which responses start at once, and how many one person may confirm':
    'Vorschlagen, welche Maßnahmen sofort beginnen und wie viele eine Person bestätigen darf',
  'Approve which responses start at once, and how many one person may confirm':
    'Zustimmen, welche Maßnahmen sofort beginnen und wie viele eine Person bestätigen darf',
  'See the legal frameworks and what does not fulfil them': 'Die Rechtsrahmen sehen und was sie nicht erfüllt',
  'See the certification pack: controls of standards with their tests, figures and documents':
    'Die Unterlagen zur Zertifizierung sehen: Maßnahmen der Normen mit Tests, Zahlen und Dokumenten',
  'Export legal frameworks, the certification pack and the report of a year to a file':
    'Rechtsrahmen, Unterlagen zur Zertifizierung und den Bericht eines Jahres als Datei ausgeben',
  'See the register of penalties and corrective actions': 'Das Verzeichnis der Sanktionen und Abhilfemaßnahmen sehen',
  'Propose an entry in the register of penalties and corrective actions, more time for one, or its end':
    'Einen Eintrag im Verzeichnis der Sanktionen und Abhilfemaßnahmen, mehr Zeit dafür oder seinen Abschluss vorschlagen',
  'Approve an entry in the register of penalties and corrective actions, more time for one, or its end':
    'Einen Eintrag im Verzeichnis der Sanktionen und Abhilfemaßnahmen, mehr Zeit dafür oder seinen Abschluss genehmigen',
  'Propose to return the server to service after a difference between database and ledger':
    'Vorschlagen, den Server nach einer Abweichung zwischen Datenbank und Nachweisregister wieder in Betrieb zu nehmen',
  'Approve that the server returns to service after a difference between database and ledger':
    'Zustimmen, dass der Server nach einer Abweichung zwischen Datenbank und Nachweisregister wieder in Betrieb geht',
  'An access request was erased at the end of its time': 'Eine Auskunftsanfrage wurde nach Ablauf ihrer Frist gelöscht',
  'On request': 'Auf Antrag',
  'No erasure covers it': 'Keine Löschung deckt es',
  'Erased acts': 'Gelöschte Handlungen',
};
