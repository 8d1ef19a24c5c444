/** Components of the server and of lanes, their known faults, and exceptions. */
import type { Catalogue } from '../text.ts';

export const components = {
  'The server continues to check its components.': 'Le serveur continue de contrôler ses composants.',
  'Not fixed': 'Non corrigé',
  'Known faults of components': 'Défauts connus des composants',
  'Known faults, the earliest deadline first': 'Défauts connus, l’échéance la plus proche d’abord',
  Component: 'Composant',
  'Fault ## of a component': 'Défaut',
  Severity: 'Gravité',
  'Runs on': 'Fonctionne sur',
  'Fixed in': 'Corrigé dans',
  Deadline: 'Échéance',
  'The first check is in progress. It takes a few minutes.':
    'Le premier contrôle est en cours. Il dure quelques minutes.',
  'No fault matches.': 'Aucun défaut ne correspond.',
  'No component has a known fault.': 'Aucun composant n’a de défaut connu.',
  'The import of {time} was refused.': 'L’importation du {time} a été refusée.',
  'No export yet: known faults are not checked.': 'Pas encore d’export : les défauts connus ne sont pas contrôlés.',
  'Fetch all.zip of npm and of Bitnami from OSV, put them into a folder, and run “postern-server components import FOLDER” on the server.':
    'Récupérez all.zip de npm et de Bitnami auprès d’OSV, placez-les dans un dossier et exécutez « postern-server components import DOSSIER » sur le serveur.',
  'Export with {count} advisories': { one: 'Export de {count} avis', other: 'Export de {count} avis' },
  'as of {newest}, imported {time}.': 'du {newest}, importé le {time}.',
  '{count} name only commits and cannot be compared.': {
    one: '{count} ne cite que des commits et ne peut être comparé.',
    other: '{count} ne citent que des commits et ne peuvent être comparés.',
  },
  'The export is more than seven days old. Import a newer one.':
    'L’export a plus de sept jours. Importez-en un plus récent.',
  '{count} components checked': { one: '{count} composant contrôlé', other: '{count} composants contrôlés' },
  'at {time}.': 'le {time}.',
  'Not checked, because no signed bill of materials belongs to their release: {lanes}.':
    'Non contrôlées, car aucune nomenclature signée n’appartient à leur livraison : {lanes}.',
  'These targets are not bills of materials: {targets}.': 'Ces fichiers ne sont pas des nomenclatures : {targets}.',
  'CVSS {score}': 'CVSS {score}',
  'no version yet': 'pas encore de version',
  'Propose an exception for {advisory}': 'Proposer une exception pour {advisory}',
  'Propose an exception': 'Proposer une exception',
  Exceptions: 'Exceptions',
  'There are no exceptions.': 'Il n’y a aucune exception.',
  'Exceptions, the latest first': 'Exceptions, la plus récente d’abord',
  'Last day': 'Dernier jour',
  'every component with this fault': 'tout composant ayant ce défaut',
  over: 'terminée',
  'ended early': 'terminée plus tôt',
  'Propose to end the exception for {advisory}': 'Proposer la fin de l’exception pour {advisory}',
  'Propose to end it': 'Proposer la fin',
  'Files of this server': 'Fichiers de ce serveur',
  'Not compared: this server was not installed from a package.':
    'Non comparés : ce serveur n’a pas été installé depuis un paquet.',
  'Equal to the release': 'Identiques à la livraison',
  '{count} differences from the release': {
    one: '{count} écart avec la livraison',
    other: '{count} écarts avec la livraison',
  },
  'Accept {advisory} in {component}': 'Accepter {advisory} dans {component}',
  'Until its last day the fault counts as accepted and raises no alarm. Then it is due again by itself. Another administrator must approve it.':
    'Jusqu’au dernier jour, le défaut est considéré comme accepté et ne déclenche pas d’alarme. Ensuite, il redevient exigible de lui-même. Un autre administrateur doit approuver.',
  'Explain the reason in at least 20 characters.': 'Expliquez la raison en au moins 20 caractères.',
  'Why the fault does no harm here, in one line. It is recorded.':
    'Pourquoi le défaut ne nuit pas ici, en une ligne. C’est enregistré.',
  'State of a known fault': 'État d’un défaut connu',
  'A running component has the fault. It is overdue when the deadline has passed.':
    'Un composant en service a le défaut. Il est en retard quand l’échéance est passée.',
  'Two administrators accept the fault until a day. Then it is due again by itself.':
    'Deux administrateurs acceptent le défaut jusqu’à un jour donné. Ensuite, il redevient exigible de lui-même.',
  'No running component has the fault any more.': 'Plus rien de ce qui fonctionne n’a ce défaut.',
  Components: 'Composants',
  'Shows the known faults of the packages that the server and the lanes run, by an export of OSV that you import on the server. Each has a deadline by its severity: critical 2 days, high 7, moderate 30, low 90. Install a release with the fixed version in time, or propose an exception with a reason and a last day.':
    'Montre les défauts connus des paquets que le serveur et les voies exécutent, d’après un export d’OSV que vous importez sur le serveur. Chacun a une échéance selon sa gravité : critique 2 jours, élevée 7, moyenne 30, faible 90. Installez à temps une livraison avec la version corrigée, ou proposez une exception avec une raison et un dernier jour.',
  Accepted: 'Accepté',
  'Fixed ## of a fault': 'Corrigé',
  Critical: 'Critique',
  High: 'Élevée',
  Moderate: 'Moyenne',
  'Low ## of a fault': 'Faible',
  'The file or folder could not be read.': 'Le fichier ou le dossier n’a pas pu être lu.',
  'It was not an export of OSV for npm or Bitnami, or its date was wrong.':
    'Ce n’était pas un export d’OSV pour npm ou Bitnami, ou sa date était fausse.',
  'It was larger than this server reads.': 'Il dépassait la taille que ce serveur lit.',
  'It was older than the one in use.': 'Il était plus ancien que celui en usage.',
  'The files that the server keeps are damaged. Import an export again.':
    'Les fichiers que le serveur garde sont endommagés. Importez de nouveau un export.',
  altered: 'modifié',
  'missing ## a file': 'manquant',
  'not part of the release': 'ne fait pas partie de la livraison',
  'the list of files is not that of the release': 'la liste des fichiers n’est pas celle de la livraison',
  'another version than that of the release': 'une autre version que celle de la livraison',
  'this release has no signed bill of materials': 'cette livraison n’a pas de nomenclature signée',
  'Accepted until {day}': 'Accepté jusqu’au {day}',
  '{count} days left': { one: '{count} jour restant', other: '{count} jours restants' },
  '{count} days late': { one: '{count} jour de retard', other: '{count} jours de retard' },
  Server: 'Serveur',
  '{places} and {count} more': '{places} et {count} autres',
  'See the components of the server and of lanes, their known faults, deadlines and exceptions':
    'Voir les composants du serveur et des voies, leurs défauts connus, échéances et exceptions',
  'Propose to accept a known fault of a component until a day, or to end that earlier':
    'Proposer d’accepter un défaut connu d’un composant jusqu’à un jour, ou d’y mettre fin plus tôt',
  'Approve an exception for a known fault of a component, or its end':
    'Approuver une exception pour un défaut connu d’un composant, ou sa fin',
  'The fault {advisory} is accepted until {day}.': 'Le défaut {advisory} est accepté jusqu’au {day}.',
  'An exception for a known fault ends.': 'Une exception pour un défaut connu prend fin.',
  'The exception for {advisory} ends before its last day.':
    'L’exception pour {advisory} prend fin avant son dernier jour.',
  'An exception for a known fault': 'Une exception pour un défaut connu',
  'The last day has passed.': 'Le dernier jour est passé.',
  'An exception lasts at most 90 days. Choose an earlier last day.':
    'Une exception dure au plus 90 jours. Choisissez un dernier jour plus proche.',
  'No running component has this fault any more.': 'Plus aucun composant en service n’a ce défaut.',
  'At most {days} days from today.': 'Au plus {days} jours à partir d’aujourd’hui.',
} satisfies Catalogue;
