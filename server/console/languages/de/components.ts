/** Components of the server and of lanes, their known faults, and exceptions. */
import type { Catalogue } from '../text.ts';

export const components = {
  'The server continues to check its components.': 'Der Server prüft seine Komponenten weiter.',
  'Not fixed': 'Nicht behoben',
  'Known faults of components': 'Bekannte Fehler von Komponenten',
  'Known faults, the earliest deadline first': 'Bekannte Fehler, die nächste Frist zuerst',
  Component: 'Komponente',
  'Fault ## of a component': 'Fehler',
  Severity: 'Schwere',
  'Runs on': 'Läuft auf',
  'Fixed in': 'Behoben in',
  Deadline: 'Frist',
  'The first check is in progress. It takes a few minutes.': 'Die erste Prüfung läuft. Sie dauert einige Minuten.',
  'No fault matches.': 'Kein Fehler passt dazu.',
  'No component has a known fault.': 'Keine Komponente hat einen bekannten Fehler.',
  'The import of {time} was refused.': 'Der Import vom {time} wurde abgelehnt.',
  'No export yet: known faults are not checked.': 'Noch kein Export: Bekannte Fehler werden nicht geprüft.',
  'Fetch all.zip of npm and of Bitnami from OSV, put them into a folder, and run “postern-server components import FOLDER” on the server.':
    'Holen Sie all.zip für npm und für Bitnami von OSV, legen Sie beide in einen Ordner und führen Sie auf dem Server „postern-server components import ORDNER“ aus.',
  'Export with {count} advisories': { one: 'Export mit {count} Meldung', other: 'Export mit {count} Meldungen' },
  'as of {newest}, imported {time}.': 'Stand {newest}, importiert {time}.',
  '{count} name only commits and cannot be compared.': {
    one: '{count} nennt nur Commits und kann nicht verglichen werden.',
    other: '{count} nennen nur Commits und können nicht verglichen werden.',
  },
  'The export is more than seven days old. Import a newer one.':
    'Der Export ist älter als sieben Tage. Importieren Sie einen neueren.',
  '{count} components checked': { one: '{count} Komponente geprüft', other: '{count} Komponenten geprüft' },
  'at {time}.': 'am {time}.',
  'Not checked, because no signed bill of materials belongs to their release: {lanes}.':
    'Nicht geprüft, weil zu ihrer Auslieferung keine unterschriebene Stückliste gehört: {lanes}.',
  'These targets are not bills of materials: {targets}.': 'Diese Dateien sind keine Stückliste: {targets}.',
  'CVSS {score}': 'CVSS {score}',
  'no version yet': 'noch keine Version',
  'Propose an exception for {advisory}': 'Ausnahme für {advisory} vorschlagen',
  'Propose an exception': 'Ausnahme vorschlagen',
  Exceptions: 'Ausnahmen',
  'There are no exceptions.': 'Es gibt keine Ausnahmen.',
  'Exceptions, the latest first': 'Ausnahmen, die neueste zuerst',
  'Last day': 'Letzter Tag',
  'every component with this fault': 'jede Komponente mit diesem Fehler',
  over: 'beendet',
  'ended early': 'vorzeitig beendet',
  'Propose to end the exception for {advisory}': 'Ende der Ausnahme für {advisory} vorschlagen',
  'Propose to end it': 'Ende vorschlagen',
  'Files of this server': 'Dateien dieses Servers',
  'Not compared: this server was not installed from a package.':
    'Nicht verglichen: Dieser Server wurde nicht aus einem Paket installiert.',
  'Equal to the release': 'Gleich der Auslieferung',
  '{count} differences from the release': {
    one: '{count} Abweichung von der Auslieferung',
    other: '{count} Abweichungen von der Auslieferung',
  },
  'Accept {advisory} in {component}': '{advisory} in {component} hinnehmen',
  'Until its last day the fault counts as accepted and raises no alarm. Then it is due again by itself. Another administrator must approve it.':
    'Bis zum letzten Tag gilt der Fehler als hingenommen und löst keinen Alarm aus. Danach ist er von selbst wieder fällig. Ein anderer Administrator muss zustimmen.',
  'Explain the reason in at least 20 characters.': 'Begründen Sie es mit mindestens 20 Zeichen.',
  'Why the fault does no harm here, in one line. It is recorded.':
    'Warum der Fehler hier nicht schadet, in einer Zeile. Es wird aufgezeichnet.',
  'State of a known fault': 'Zustand eines bekannten Fehlers',
  'A running component has the fault. It is overdue when the deadline has passed.':
    'Eine laufende Komponente hat den Fehler. Er ist überfällig, wenn die Frist vorbei ist.',
  'Two administrators accept the fault until a day. Then it is due again by itself.':
    'Zwei Administratoren nehmen den Fehler bis zu einem Tag hin. Danach ist er von selbst wieder fällig.',
  'No running component has the fault any more.': 'Nichts, was läuft, hat den Fehler noch.',
  Components: 'Komponenten',
  'Shows the known faults of the packages that the server and the lanes run, by an export of OSV that you import on the server. Each has a deadline by its severity: critical 2 days, high 7, moderate 30, low 90. Install a release with the fixed version in time, or propose an exception with a reason and a last day.':
    'Zeigt die bekannten Fehler der Pakete, die auf dem Server und den Kontrollspuren laufen, nach einem Export von OSV, den Sie auf dem Server importieren. Jeder hat eine Frist nach seiner Schwere: kritisch 2 Tage, hoch 7, mittel 30, gering 90. Installieren Sie rechtzeitig eine Auslieferung mit der behobenen Version, oder schlagen Sie eine Ausnahme mit Grund und letztem Tag vor.',
  Accepted: 'Hingenommen',
  'Fixed ## of a fault': 'Behoben',
  Critical: 'Kritisch',
  High: 'Hoch',
  Moderate: 'Mittel',
  'Low ## of a fault': 'Gering',
  'The file or folder could not be read.': 'Die Datei oder der Ordner konnte nicht gelesen werden.',
  'It was not an export of OSV for npm or Bitnami, or its date was wrong.':
    'Es war kein Export von OSV für npm oder Bitnami, oder sein Datum war falsch.',
  'It was larger than this server reads.': 'Er war größer, als dieser Server liest.',
  'It was older than the one in use.': 'Er war älter als der benutzte.',
  'The files that the server keeps are damaged. Import an export again.':
    'Die Dateien, die der Server aufbewahrt, sind beschädigt. Importieren Sie erneut einen Export.',
  altered: 'geändert',
  'missing ## a file': 'fehlt',
  'not part of the release': 'nicht Teil der Auslieferung',
  'the list of files is not that of the release': 'die Liste der Dateien ist nicht die der Auslieferung',
  'another version than that of the release': 'eine andere Version als die der Auslieferung',
  'this release has no signed bill of materials': 'diese Auslieferung hat keine unterschriebene Stückliste',
  'Accepted until {day}': 'Hingenommen bis {day}',
  '{count} days left': { one: 'noch {count} Tag', other: 'noch {count} Tage' },
  '{count} days late': { one: '{count} Tag überfällig', other: '{count} Tage überfällig' },
  Server: 'Server',
  '{places} and {count} more': '{places} und {count} weitere',
  'See the components of the server and of lanes, their known faults, deadlines and exceptions':
    'Die Komponenten des Servers und der Kontrollspuren sehen, mit bekannten Fehlern, Fristen und Ausnahmen',
  'Propose to accept a known fault of a component until a day, or to end that earlier':
    'Vorschlagen, einen bekannten Fehler einer Komponente bis zu einem Tag hinzunehmen oder das früher zu beenden',
  'Approve an exception for a known fault of a component, or its end':
    'Eine Ausnahme für einen bekannten Fehler einer Komponente oder ihr Ende genehmigen',
  'The fault {advisory} is accepted until {day}.': 'Der Fehler {advisory} wird bis {day} hingenommen.',
  'An exception for a known fault ends.': 'Eine Ausnahme für einen bekannten Fehler endet.',
  'The exception for {advisory} ends before its last day.': 'Die Ausnahme für {advisory} endet vor ihrem letzten Tag.',
  'An exception for a known fault': 'Eine Ausnahme für einen bekannten Fehler',
  'The last day has passed.': 'Der letzte Tag ist vorbei.',
  'An exception lasts at most 90 days. Choose an earlier last day.':
    'Eine Ausnahme dauert höchstens 90 Tage. Wählen Sie einen früheren letzten Tag.',
  'No running component has this fault any more.': 'Keine laufende Komponente hat diesen Fehler noch.',
  'At most {days} days from today.': 'Höchstens {days} Tage ab heute.',
} satisfies Catalogue;
