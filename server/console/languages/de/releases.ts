/** The releases of the signed channel and their roll-outs. */
import type { Catalogue } from '../text.ts';

export const releases = {
  'Steps of a roll-out': 'Schritte einer Einführung',
  'Lanes that serve few real travellers or none. At least four hours and 20 travellers.':
    'Kontrollspuren, die keine oder wenige Reisende im Ernst bedienen. Mindestens vier Stunden und 20 Reisende.',
  'One lane of each site, named when the release was signed. At least a day and 200 travellers.':
    'Eine Kontrollspur je Standort, benannt bei der Unterschrift der Auslieferung. Mindestens ein Tag und 200 Reisende.',
  'A share of all lanes, chosen by a digest. At least a day and 500 travellers.':
    'Ein Teil aller Kontrollspuren, durch eine Prüfsumme gewählt. Mindestens ein Tag und 500 Reisende.',
  'A quarter of all lanes. At least a day and 1,000 travellers.':
    'Ein Viertel aller Kontrollspuren. Mindestens ein Tag und 1.000 Reisende.',
  'Each lane takes it. The server still compares and can hold it.':
    'Jede Kontrollspur nimmt sie. Der Server vergleicht weiter und kann sie anhalten.',
  'State of a roll-out': 'Zustand einer Einführung',
  'The lanes of its step take the release.': 'Die Kontrollspuren des Schritts nehmen die Auslieferung.',
  'No more lanes take it. Those that use it keep it.':
    'Keine weitere Kontrollspur nimmt sie. Die sie verwenden, behalten sie.',
  'Lanes that used it go back to the version before. It is not opened again.':
    'Kontrollspuren, die sie verwendeten, gehen zur Version davor zurück. Sie wird nicht wieder geöffnet.',
  'Why a step is not over': 'Warum ein Schritt nicht beendet ist',
  'A freeze of this page or of the signed terms is in force.':
    'Eine Sperrzeit dieser Seite oder der unterschriebenen Bedingungen gilt.',
  'The lanes of this step are off, or have no connection.':
    'Die Kontrollspuren dieses Schritts sind aus oder haben keine Verbindung.',
  'Fewer than four in five of the lanes of the step that reported use it.':
    'Weniger als vier von fünf Kontrollspuren des Schritts, die sich gemeldet haben, verwenden sie.',
  'The step has a minimum time, which is not over.': 'Der Schritt hat eine Mindestdauer, die noch nicht vorbei ist.',
  'Too few travellers have passed with the release for a comparison.':
    'Zu wenige Reisende haben mit der Auslieferung passiert, um zu vergleichen.',
  'Why a release is pending': 'Warum eine Auslieferung aussteht',
  'It is meant for the lane, which has not reported it yet.':
    'Sie ist für die Kontrollspur bestimmt, die sie noch nicht gemeldet hat.',
  'A later version was returned or withdrawn, and the lane goes back.':
    'Eine spätere Version wurde zurückgenommen, und die Kontrollspur geht zurück.',
  'The roll-out has not reached this lane.': 'Die Einführung hat diese Kontrollspur noch nicht erreicht.',
  'The roll-out is held or was returned.': 'Die Einführung ist angehalten oder wurde zurückgenommen.',
  'The signed terms have a freeze.': 'Die unterschriebenen Bedingungen haben eine Sperrzeit.',
  'The signed terms have a date before which no lane takes it.':
    'Die unterschriebenen Bedingungen haben ein Datum, vor dem keine Kontrollspur sie nimmt.',
  'Two people have paused it with their signatures.': 'Zwei Personen haben sie mit ihren Unterschriften angehalten.',
  'Freshness of a lane': 'Aktualität einer Kontrollspur',
  'The lane has checked its releases within a day, and their signatures are valid for a week or longer.':
    'Die Kontrollspur hat ihre Auslieferungen innerhalb eines Tages geprüft, und deren Unterschriften gelten noch eine Woche oder länger.',
  'For a day the lane made no complete check, or sent nothing.':
    'Die Kontrollspur hat seit einem Tag keine vollständige Prüfung gemacht oder sich nicht gemeldet.',
  'Signatures expire within a week. Two people must sign again; if they have, the server withholds the new signatures.':
    'Unterschriften laufen binnen einer Woche ab. Zwei Personen müssen neu unterschreiben; haben sie es getan, hält der Server es zurück.',
  'Signatures have expired: the lane refers every traveller until it gets new ones.':
    'Unterschriften sind abgelaufen: Die Kontrollspur verweist alle Reisenden, bis sie neue erhält.',
  Releases: 'Auslieferungen',
  'Shows the releases that two people signed, how far each is rolled out, what each lane holds, and what is pending. The server opens the next step when the lanes of the present step work as well as before. It holds a release that causes more referrals, more faults or longer times. You can hold or return a release in one act.':
    'Zeigt die Auslieferungen, die zwei Personen unterschrieben haben, wie weit jede eingeführt ist, welche Kontrollspur was hat und was aussteht. Der Server öffnet einen Schritt, wenn die Kontrollspuren des Schritts davor so gut arbeiten wie vorher; er hält eine Auslieferung an, die mehr Verweisungen, Störungen oder längere Zeiten bewirkt. Halten Sie eine Auslieferung mit einer Handlung an oder nehmen Sie sie zurück.',
  Freezes: 'Sperrzeiten',
  'In a freeze no roll-out proceeds and no lane takes a staged release. A release can be returned at any time.':
    'In einer Sperrzeit schreitet keine Einführung fort, und keine Kontrollspur nimmt eine gestaffelte Auslieferung. Eine Auslieferung kann jederzeit zurückgenommen werden.',
  'No freeze is set.': 'Keine Sperrzeit ist gesetzt.',
  '{from} to {until}, set by {person}': '{from} bis {until}, gesetzt von {person}',
  End: 'Beenden',
  'The freeze is set.': 'Die Sperrzeit ist gesetzt.',
  'Set freeze': 'Sperrzeit setzen',
  'Lanes continue with the releases that they hold.':
    'Kontrollspuren arbeiten mit den Auslieferungen weiter, die sie haben.',
  'Nothing is published yet.': 'Noch nichts ist veröffentlicht.',
  'Two people draft, sign and publish releases with npm run releases.':
    'Zwei Personen entwerfen, unterschreiben und veröffentlichen Auslieferungen mit npm run releases.',
  'Signed by two people. Their signatures expire on {time}.':
    'Von zwei Personen unterschrieben. Ihre Unterschriften laufen am {time} ab.',
  'Published releases': 'Veröffentlichte Auslieferungen',
  'Roll-out': 'Einführung',
  'Compared with before': 'Verglichen mit vorher',
  'For all lanes at once': 'Für alle Kontrollspuren zugleich',
  'Paused by signature': 'Durch Unterschrift angehalten',
  'Withdrawn by signature': 'Durch Unterschrift zurückgezogen',
  '{using} of {heard} lanes use it': '{using} von {heard} Kontrollspuren verwenden sie',
  'Limit reached: referrals {referrals} %, faults {faults} %, times {times} %':
    'Grenze erreicht: Verweisungen {referrals} %, Störungen {faults} %, Zeiten {times} %',
  'Releases of lanes': 'Auslieferungen der Kontrollspuren',
  'Find a lane': 'Kontrollspur suchen',
  'Only lanes with something pending or old': 'Nur Kontrollspuren mit Ausstehendem oder Altem',
  '{shown} of {all} lanes': '{shown} von {all} Kontrollspuren',
  'Which lane holds what': 'Welche Kontrollspur was hat',
  'Current releases': 'Aktuelle Auslieferungen',
  Pending: 'Ausstehend',
  'has reported no releases': 'hat keine Auslieferungen gemeldet',
  'never checked': 'nie geprüft',
  'checked {time}': 'geprüft {time}',
  'Last try: {why}': 'Letzter Versuch: {why}',
  'differs from the published one': 'weicht von der veröffentlichten ab',
  'not published here': 'hier nicht veröffentlicht',
  '{release} is changed. Lanes follow within a minute.':
    '{release} ist geändert. Die Kontrollspuren folgen binnen einer Minute.',
  Hold: 'Anhalten',
  Resume: 'Fortsetzen',
  Return: 'Zurücknehmen',
  'Return {release}?': '{release} zurücknehmen?',
  'Lanes that use it go back to the version before within a minute, and no lane takes it again. Two people have allowed this until {time}.':
    'Kontrollspuren, die sie verwenden, gehen binnen einer Minute zur Version davor zurück, und keine nimmt sie wieder. Zwei Personen haben das bis {time} erlaubt.',
  'Return from all lanes': 'Von allen Kontrollspuren zurücknehmen',
  'Trust list': 'Vertrauensliste',
  'Gate profile': 'Profil der Schleuse',
  Watchlist: 'Fahndungsliste',
  'Key of watchlists': 'Schlüssel der Fahndungslisten',
  Models: 'Modelle',
  Software: 'Software',
  Rules: 'Regeln',
  'Bill of materials': 'Stückliste',
  'Customs questions: rows by the policy in use, columns by the candidate':
    'Zollfragen: Zeilen nach der verwendeten Richtlinie, Spalten nach dem Kandidaten',
  '{rule}: holds for both {both}, only in use {inUse}, only for the candidate {candidate}':
    '{rule}: gilt bei beiden {both}, nur bei der verwendeten {inUse}, nur beim Kandidaten {candidate}',
  'Green channel': 'Grüner Ausgang',
  'Red channel': 'Roter Ausgang',
  'Undecided: customs': 'Unentschieden: Zoll',
  'Exchange rates': 'Wechselkurse',
  Laboratory: 'Labor',
  'One lane of each site': 'Eine Kontrollspur je Standort',
  '5 % of lanes': '5 % der Kontrollspuren',
  '25 % of lanes': '25 % der Kontrollspuren',
  Proceeds: 'Schreitet fort',
  Held: 'Angehalten',
  Returned: 'Zurückgenommen',
  'waits for the end of a freeze': 'wartet auf das Ende einer Sperrzeit',
  'no lane of this step was heard in the last hour':
    'keine Kontrollspur dieses Schritts hat sich in der letzten Stunde gemeldet',
  'waits for its lanes': 'wartet auf seine Kontrollspuren',
  'waits for its time': 'wartet auf seine Zeit',
  'waits for more travellers': 'wartet auf mehr Reisende',
  'on its way': 'unterwegs',
  'goes back': 'geht zurück',
  'in a later step': 'in einem späteren Schritt',
  held: 'angehalten',
  frozen: 'gesperrt',
  'has a later date': 'hat ein späteres Datum',
  'paused by signature': 'durch Unterschrift angehalten',
  Current: 'Aktuell',
  'Not checked for a day': 'Seit einem Tag nicht geprüft',
  'Signatures expire soon': 'Unterschriften laufen bald ab',
  'Too old': 'Zu alt',
  'a lane left it by itself': 'eine Kontrollspur hat sie von selbst verlassen',
  'it did not start': 'sie nicht startete',
  'devices did not become ready': 'Geräte nicht bereit wurden',
  'the server was not reached': 'der Server nicht erreicht wurde',
  'its files were damaged': 'ihre Dateien beschädigt waren',
  'Tries {release}': 'Erprobt {release}',
  'Runs {release}': 'Verwendet {release}',
  'returned to {to}, because with {release} {why}': 'zurück zu {to}, weil mit {release} {why}',
  'returned from {release} to {to} by a technician at the lane':
    'von {release} zurück zu {to}, durch eine technische Fachkraft an der Kontrollspur',
  'the installed package': 'dem installierten Paket',
  'more referrals': 'mehr Verweisungen',
  'more faults': 'mehr Störungen',
  'longer times': 'längere Zeiten',
  'the source did not answer': 'die Quelle hat nicht geantwortet',
  'the source has no releases': 'die Quelle hat keine Auslieferungen',
  'the release cannot be used': 'die Auslieferung ist nicht verwendbar',
  'signatures are missing': 'Unterschriften fehlen',
  'the source has an older state': 'die Quelle hat einen älteren Stand',
  'signatures have expired': 'Unterschriften sind abgelaufen',
  'files differ from what was signed': 'Dateien weichen vom Unterschriebenen ab',
  'a file is too large': 'eine Datei ist zu groß',
  'the list of signers was refused': 'die Liste der Unterzeichnenden wurde abgelehnt',
  'the lane cannot write to its disk': 'der Datenträger der Kontrollspur verweigert',
  'The state of the roll-out has changed. Read it again before you continue.':
    'Die Einführung ist jetzt in einem anderen Zustand. Sehen Sie erneut nach, bevor Sie fortfahren.',
  'The freeze must end after it begins, in the future, and last at most 120 days.':
    'Die Sperrzeit muss nach ihrem Beginn und in der Zukunft enden und höchstens 120 Tage dauern.',
  'This roll-out or freeze no longer exists.': 'Diese Einführung oder Sperrzeit gibt es nicht mehr.',
  'See which releases lanes hold, what is pending, and why':
    'Sehen, welche Auslieferungen Kontrollspuren haben, was aussteht und warum',
  'Hold a staged release, or return it from all lanes that use it':
    'Eine gestaffelte Auslieferung anhalten oder von allen Kontrollspuren zurücknehmen',
  'Resume a staged release that is held': 'Eine angehaltene gestaffelte Auslieferung fortsetzen',
  'Set or end a time in which no staged release proceeds':
    'Eine Sperrzeit setzen oder beenden, in der keine Auslieferung fortschreitet',
  '{count} travellers': { one: '{count} Reisende', other: '{count} Reisende' },
  '{count} more': { one: '{count} weitere', other: '{count} weitere' },
  'Beside the one in use': 'Neben dem verwendeten Stand',
  'waits until its shadow passage is within the limits': 'wartet, bis sein Schattenlauf innerhalb der Grenzen ist',
  'disagrees with the one in use beyond the signed limits':
    'weicht über die unterschriebenen Grenzen hinaus vom verwendeten Stand ab',
  'Not decided yet': 'Noch nicht entschieden',
  'Within the limits': 'Innerhalb der Grenzen',
  'Limits exceeded': 'Grenzen überschritten',
  'too slow': 'zu langsam',
  failed: 'gescheitert',
  'too much memory': 'zu viel Speicher',
  'not loaded': 'nicht geladen',
  'lane was busy': 'Kontrollspur war ausgelastet',
  'registered face': 'registriertes Gesicht',
  'lane stopped': 'Kontrollspur wurde beendet',
  'asks for more than was captured': 'verlangt mehr, als erfasst wurde',
  'No lane decides with it. Its file judges beside the one in use until it agrees within the signed limits.':
    'Keine Kontrollspur entscheidet damit. Die Datei urteilt neben dem verwendeten Stand, bis beide innerhalb der unterschriebenen Grenzen übereinstimmen.',
  'Too few travellers were judged beside the one in use, or two people have not signed a shadow release of this file.':
    'Zu wenige Reisende wurden neben dem verwendeten Stand beurteilt, oder zwei Personen haben keine Schatten-Auslieferung dieser Datei unterschrieben.',
  'Shadow passage of a model or policy': 'Schattenlauf eines Modells oder einer Richtlinie',
  'Too few travellers were judged by both, or the shares lie too close to a limit.':
    'Zu wenige Reisende wurden von beiden beurteilt, oder die Anteile liegen zu nahe an einer Grenze.',
  'Both agree: the upper bound of each share (95 %) is at or below its signed limit.':
    'Beide stimmen überein: Die obere Schranke jedes Anteils (95 %) liegt nicht über ihrer unterschriebenen Grenze.',
  'They disagree: the lower bound of a share (99.9 %) is above its signed limit. The release is held.':
    'Sie weichen ab: Die untere Schranke eines Anteils (99,9 %) liegt über ihrer unterschriebenen Grenze. Die Auslieferung wird angehalten.',
  'Why a candidate did not judge a traveller': 'Warum ein Kandidat Reisende nicht beurteilt hat',
  'The captures ended before the candidate was done. They never wait for it.':
    'Die Aufnahmen endeten, bevor der Kandidat fertig war. Sie warten nie auf ihn.',
  'The candidate ended, gave no valid answer, or does not prove the rate of the policy.':
    'Der Kandidat brach ab, gab keine gültige Antwort oder belegt die Rate der Richtlinie nicht.',
  'The candidate took more memory than it may, and was ended.':
    'Der Kandidat nahm mehr Speicher, als er darf, und wurde beendet.',
  'The file of the candidate could not be loaded at the lane.':
    'Die Datei des Kandidaten konnte an der Kontrollspur nicht geladen werden.',
  'The lane was slow, short of memory, or still judged the traveller before.':
    'Die Kontrollspur war langsam, hatte wenig Speicher oder beurteilte noch die vorherigen Reisenden.',
  'The traveller was compared with a registered face, which only the model in use can read.':
    'Reisende wurden mit einem registrierten Gesicht verglichen, das nur das verwendete Modell lesen kann.',
  'The lane stopped while the candidate judged.': 'Die Kontrollspur wurde beendet, während der Kandidat urteilte.',
  'A candidate policy asks for what the lane did not capture for the policy in use.':
    'Eine Kandidaten-Richtlinie verlangt, was die Kontrollspur für die verwendete Richtlinie nicht erfasst hat.',
  'No shadow release of this file is published.': 'Keine Schatten-Auslieferung dieser Datei ist veröffentlicht.',
  '{judged} of {wanted} travellers judged beside the policy in use, at {lanes} lanes':
    '{judged} von {wanted} Reisenden neben der verwendeten Richtlinie beurteilt, an {lanes} Kontrollspuren',
  '{judged} of {wanted} travellers judged beside the model in use, at {lanes} lanes':
    '{judged} von {wanted} Reisenden neben dem verwendeten Modell beurteilt, an {lanes} Kontrollspuren',
  'Agreed: {pass} pass, {refuse} refuse': 'Übereinstimmend: {pass} bestanden, {refuse} abgelehnt',
  'Only the candidate would pass: {count}, at most {high} %; limit {most} %':
    'Nur der Kandidat ließe passieren: {count}, höchstens {high} %; Grenze {most} %',
  'Only the candidate would refuse: {count}, at most {high} %; limit {most} %':
    'Nur der Kandidat lehnte ab: {count}, höchstens {high} %; Grenze {most} %',
  '{count} not judged': { one: '{count} nicht beurteilt', other: '{count} nicht beurteilt' },
} satisfies Catalogue;
