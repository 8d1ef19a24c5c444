import type { Catalogue } from '../text.ts';

export const setup: Catalogue = {
  Overview: 'Übersicht',
  'To do': 'Zu tun',
  'Stated by a person': 'Von einer Person erklärt',
  '{reason}. Stated by {person} {time}; counts until {until}.':
    '{reason}. Erklärt von {person}, {time}; gilt bis {until}.',
  'Taken back.': 'Zurückgenommen.',
  'Take the statement back': 'Erklärung zurücknehmen',
  'It is done where the server cannot see it…': 'Es ist erledigt, wo der Server es nicht sehen kann …',
  'Choose the reason.': 'Wählen Sie den Grund.',
  'Stated.': 'Erklärt.',
  'Your name and the reason are recorded in the ledger, and every administrator sees them. After 90 days the part is open again.':
    'Ihr Name und der Grund stehen im Nachweisregister, und die ganze Administration sieht sie. Nach 90 Tagen ist der Teil wieder offen.',
  'How it is done': 'Wie es erledigt ist',
  'State it': 'Erklären',
  'Reading what is left to set up…': 'Es wird gelesen, was noch einzurichten ist …',
  'The server is set up': 'Der Server ist eingerichtet',
  'Set up this server': 'Diesen Server einrichten',
  'Every part is done. A part opens again by itself if it is no longer done.':
    'Jeder Teil ist erledigt. Ein Teil, der es nicht mehr ist, öffnet sich von selbst wieder.',
  'Done: {done} of {all} parts. The state of each comes from the server’s records.':
    'Erledigt: {done} von {all} Teilen. Der Stand jedes Teils kommt aus den Aufzeichnungen des Servers.',
  'Parts that are done': 'Erledigte Teile',
  Today: 'Heute',
  'No proposal waits for you.': 'Kein Vorschlag wartet auf Sie.',
  '{count} proposals wait for you.': {
    one: '{count} Vorschlag wartet auf Sie.',
    other: '{count} Vorschläge warten auf Sie.',
  },
  '{count} of yours wait for another person.': {
    one: '{count} Ihrer Vorschläge wartet auf eine andere Person.',
    other: '{count} Ihrer Vorschläge warten auf eine andere Person.',
  },
  'No person waits for new keys.': 'Niemand wartet auf neue Schlüssel.',
  '{count} people wait for new keys.': {
    one: '{count} Person wartet auf neue Schlüssel.',
    other: '{count} Personen warten auf neue Schlüssel.',
  },
  'No duty or training ends within 30 days.': 'Keine Befugnis oder Schulung endet innerhalb von 30 Tagen.',
  '{count} duties or trainings end within 30 days.': {
    one: '{count} Befugnis oder Schulung endet innerhalb von 30 Tagen.',
    other: '{count} Befugnisse oder Schulungen enden innerhalb von 30 Tagen.',
  },
  '{count} kiosks are in service.': {
    one: '{count} Spurrechner ist in Betrieb.',
    other: '{count} Spurrechner sind in Betrieb.',
  },
  '{count} codes are unused.': { one: '{count} Code ist unbenutzt.', other: '{count} Codes sind unbenutzt.' },
  'A second administrator': 'Eine zweite Person der Administration',
  'Sites and lanes': 'Standorte und Kontrollspuren',
  'People for each role': 'Personen für jede Rolle',
  'Notice for travellers': 'Hinweis für Reisende',
  'Witnesses of the ledger': 'Zeugen des Nachweisregisters',
  'Alerts outside the console': 'Benachrichtigung außerhalb der Konsole',
  'Duties and recoveries take two administrators. With one alone nothing can be approved, and a lost key locks the server.':
    'Befugnisse und Wiederherstellungen brauchen zwei Administratoren. Einer allein kann nichts zustimmen, und ein verlorener Schlüssel sperrt den Server.',
  'Duties, codes and figures name a site and its lanes. A kiosk without a record cannot be enrolled from here.':
    'Befugnisse, Codes und Zahlen nennen einen Standort und seine Kontrollspuren. Ohne Eintrag kann von hier aus kein Spurrechner eingerichtet werden.',
  'Each site needs an officer who decides referrals, and two supervisors who confirm each other. Two privacy officers decide about retention together; two security officers judge the findings of detection; an auditor reads the acts.':
    'Jeder Standort braucht eine Kontrollkraft, die über Verweisungen entscheidet, und zwei Schichtleitungen, die einander bestätigen. Zwei Personen des Datenschutzes entscheiden gemeinsam über die Aufbewahrung; zwei sicherheitsbeauftragte Kontrollkräfte beurteilen die Funde der Erkennung; eine Person der Revision liest die Handlungen.',
  'It limits how long lanes keep captures. Without a signed policy lanes use their own limits.':
    'Sie begrenzt, wie lange Kontrollspuren Aufnahmen behalten. Ohne unterschriebene Richtlinie gelten die eigenen Fristen der Kontrollspuren.',
  'Lanes with different policies treat travellers differently.':
    'Kontrollspuren mit verschiedenen Richtlinien behandeln Reisende verschieden.',
  'Travellers must read what is collected and why. An expired notice stops a lane.':
    'Reisende müssen lesen können, was erfasst wird und warum. Ein abgelaufener Hinweis hält eine Kontrollspur an.',
  'Witnesses of other agencies make it visible if records are removed or changed afterwards.':
    'Zeugen anderer Behörden machen sichtbar, wenn Aufzeichnungen nachträglich entfernt oder geändert werden.',
  'A lost disk must not lose the reports and the ledger.':
    'Mit einer Festplatte dürfen Berichte und Nachweisregister nicht verloren gehen.',
  'An alarm at night must reach a person who does not look at the console.':
    'Ein Alarm in der Nacht muss eine Person erreichen, die nicht auf die Konsole schaut.',
  'Give each administrator one of the codes that the server printed, while they are valid. If an administrator leaves later, invite another person under People. When they have signed in, propose the duty of an administrator under Decisions: the other administrator approves. While fewer than two can act, each start of the server prints a code for one more.':
    'Geben Sie jeder Person der Administration einen der Codes, die der Server ausgegeben hat, solange sie gelten. Scheidet später eine aus, laden Sie eine andere Person unter Personen ein. Wenn sie sich angemeldet hat, schlagen Sie unter Entscheidungen die Befugnis der Administration vor: Die andere Person der Administration stimmt zu. Solange weniger als zwei handeln können, druckt jeder Start des Servers einen Code für eine weitere.',
  'Name the site and its lanes under Administration, Sites. Then make a code for each kiosk under Fleet.':
    'Benennen Sie den Standort und seine Kontrollspuren unter Administration, Standorte. Erstellen Sie dann unter Spurrechner einen Code für jeden Spurrechner.',
  'Invite people under People, then propose their duties under Decisions.':
    'Laden Sie Personen unter Personen ein, und schlagen Sie dann unter Entscheidungen ihre Befugnisse vor.',
  'Privacy officers do this under Privacy, Retention: one drafts the policy, another approves, two sign. Lanes then adopt it by themselves.':
    'Das tun Personen des Datenschutzes unter Datenschutz, Aufbewahrung: Eine entwirft die Richtlinie, eine andere stimmt zu, zwei unterschreiben. Die Kontrollspuren übernehmen sie dann von selbst.',
  'Two people sign it offline and bring it to each lane. Administration, Policies shows what each lane runs.':
    'Zwei Personen unterschreiben sie außerhalb des Netzes und bringen sie an jede Kontrollspur. Administration, Richtlinien zeigt, womit jede Kontrollspur arbeitet.',
  'Two people sign it offline and bring it to each lane. Administration, Policies shows what each lane shows.':
    'Zwei Personen unterschreiben ihn außerhalb des Netzes und bringen ihn an jede Kontrollspur. Administration, Richtlinien zeigt, was jede Kontrollspur anzeigt.',
  'Name the witnesses in the policy of the ledger (POSTERN_SERVER_LEDGER_POLICY) and start the server again. Ledger, Heads shows who has cosigned.':
    'Nennen Sie die Zeugen in der Richtlinie des Nachweisregisters (POSTERN_SERVER_LEDGER_POLICY) und starten Sie den Server neu. Nachweisregister, Stände zeigt, wer mitgezeichnet hat.',
  'Run this every day on the server’s machine:': 'Führen Sie dies täglich auf der Maschine des Servers aus:',
  'Go to People': 'Zu Personen',
  'Go to Decisions': 'Zu Entscheidungen',
  'Go to Policies': 'Zu Richtlinien',
  'Go to Sites': 'Zu Standorten',
  'Go to Fleet': 'Zu den Spurrechnern',
  'Go to the ledger': 'Zum Nachweisregister',
  'The host of the database makes the backups': 'Der Betreiber der Datenbank macht die Sicherungen',
  'Another machine makes the backups with an account that only reads':
    'Eine andere Maschine macht die Sicherungen mit einem Konto, das nur liest',
  'Another system watches the log and alerts': 'Ein anderes System überwacht das Protokoll und benachrichtigt',
  'A person watches the console day and night': 'Eine Person beobachtet die Konsole Tag und Nacht',
  '{names} and {count} more': '{names} und {count} weitere',
  'No administrator can act.': 'Niemand von der Administration kann handeln.',
  '{count} administrators can act: {names}.': {
    one: '{count} Person der Administration kann handeln: {names}.',
    other: '{count} Personen der Administration können handeln: {names}.',
  },
  'The duty or training of {person} ends {time}. Renew it under Decisions.':
    'Die Befugnis oder Schulung von {person} endet {time}. Verlängern Sie sie unter Entscheidungen.',
  'Not named by a person yet: {names}.': 'Noch von keiner Person benannt: {names}.',
  'Without lanes: {names}.': 'Ohne Kontrollspuren: {names}.',
  'Lanes without a kiosk: {names}.': 'Kontrollspuren ohne Spurrechner: {names}.',
  'Kiosks that have sent no status for a minute: {names}.':
    'Spurrechner, die seit einer Minute keinen Zustand gesendet haben: {names}.',
  '{sites} named, with {lanes} in service.': '{sites} benannt, mit {lanes} in Betrieb.',
  '{count} sites': { one: '{count} Standort', other: '{count} Standorte' },
  '{role}: {have} of {need}.': '{role}: {have} von {need}.',
  '{role} at {site}: {have} of {need}.': '{role} an {site}: {have} von {need}.',
  'Each role has its people.': 'Jede Rolle ist besetzt.',
  'Not known yet, because no traveller has used the lane: {names}.':
    'Noch nicht bekannt, weil noch kein Reisender die Kontrollspur benutzt hat: {names}.',
  '{count} different versions are in use. Unlike the others: {names}.':
    '{count} verschiedene Fassungen sind in Gebrauch. Anders als die übrigen: {names}.',
  'All {count} lanes report the same version.': {
    one: 'Die Kontrollspur hat ihre Fassung gemeldet.',
    other: 'Alle {count} Kontrollspuren melden dieselbe Fassung.',
  },
  'No retention policy is agreed on yet.': 'Es ist noch keine Aufbewahrungsrichtlinie vereinbart.',
  'Policy {number} has {signatures} of {need} signatures.':
    'Richtlinie {number} hat {signatures} von {need} Unterschriften.',
  'Policy {number} is signed and not in force yet.': 'Richtlinie {number} ist unterschrieben und noch nicht in Kraft.',
  'Policy {number} is not adopted yet by: {names}.': 'Richtlinie {number} ist noch nicht übernommen von: {names}.',
  'Every lane has adopted policy {number}.': 'Jede Kontrollspur hat Richtlinie {number} übernommen.',
  'The ledger has no witnesses.': 'Das Nachweisregister hat keine Zeugen.',
  '{count} entries wait for cosignatures, since {time}.': {
    one: '{count} Eintrag wartet auf Mitzeichnung, seit {time}.',
    other: '{count} Einträge warten auf Mitzeichnung, seit {time}.',
  },
  '{count} witnesses are named and cosign.': {
    one: '{count} Zeuge ist benannt und zeichnet mit.',
    other: '{count} Zeugen sind benannt und zeichnen mit.',
  },
  'No backup is recorded.': 'Keine Sicherung ist verzeichnet.',
  'The last recorded backup is of {time}.': 'Die letzte verzeichnete Sicherung ist von {time}.',
  'The last backup is of {time}.': 'Die letzte Sicherung ist von {time}.',
  'The server has no port for metrics.': 'Der Server hat keinen Anschluss für Messwerte.',
  'No collector has read the metrics since the server was started.':
    'Seit dem Start des Servers hat keine Überwachung die Messwerte gelesen.',
  'No collector has read the metrics since {time}.': 'Seit {time} hat keine Überwachung die Messwerte gelesen.',
  'A collector reads the metrics; last {time}.': 'Eine Überwachung liest die Messwerte; zuletzt {time}.',
  'Set-up: {count}': 'Einrichtung: {count}',
  'Set-up: {count} parts left': { one: 'Einrichtung: {count} Teil offen', other: 'Einrichtung: {count} Teile offen' },
  'States of a part': 'Stände eines Teils',
  'The server’s records show that something is missing. The part says what, why it matters and where it is done.':
    'Die Aufzeichnungen des Servers zeigen, dass etwas fehlt. Der Teil sagt, was fehlt, warum es wichtig ist und wo es erledigt wird.',
  'The server’s records show that it is done. The part opens again by itself when that changes.':
    'Die Aufzeichnungen des Servers zeigen, dass er erledigt ist. Der Teil öffnet sich von selbst wieder, wenn sich das ändert.',
  'An administrator stated it, with a reason, because the server cannot see it. It counts for 90 days.':
    'Eine Person der Administration hat es mit einem Grund erklärt, weil der Server es nicht sehen kann. Es gilt 90 Tage.',
  'Leads from a new server to the first traveller, and shows what waits for you today. The state of each part comes from the server’s records; a part that the server can check itself cannot be ticked.':
    'Führt von einem neuen Server bis zum ersten Reisenden und zeigt, was heute auf Sie wartet. Der Stand jedes Teils kommt aus den Aufzeichnungen des Servers; kein Teil lässt sich abhaken, wo der Server selbst sehen kann.',
  'Name sites and their lanes, so that duties and codes can name them. An id or a number never changes; a place that is not used can be removed.':
    'Benennen Sie Standorte und ihre Kontrollspuren, damit Befugnisse und Codes sie nennen können. Eine Kennung oder Nummer ändert sich nie; ein unbenutzter Ort kann entfernt werden.',
  'Database and ledger': 'Datenbank und Nachweisregister',
  'The ledger proves what was done. A database that differs from it was changed without this server.':
    'Das Nachweisregister beweist, was getan wurde. Eine Datenbank, die davon abweicht, wurde ohne diesen Server geändert.',
  'Keep a copy of the data for the auditor, and restore what the ledger says or a backup. When a full comparison finds no difference, two administrators return the server to service.':
    'Bewahren Sie eine Kopie der Daten für die Revision auf und stellen Sie her, was das Nachweisregister sagt, oder spielen Sie eine Sicherung ein. Findet ein vollständiger Vergleich keine Abweichung mehr, nehmen zwei Personen der Administration den Server wieder in Betrieb.',
  'The database agrees with the ledger.': 'Die Datenbank stimmt mit dem Nachweisregister überein.',
  'Differences were found, and a full comparison since has found none: {differences}.':
    'Es wurden Abweichungen gefunden; ein vollständiger Vergleich fand seither keine: {differences}.',
  'The database differs from the ledger, or is still being compared: {differences}.':
    'Die Datenbank weicht vom Nachweisregister ab oder wird noch verglichen: {differences}.',
  'none known yet': 'noch keine bekannt',
  'Propose the return to service': 'Wiederinbetriebnahme vorschlagen',
};
