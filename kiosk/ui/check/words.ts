/** The page's own words. Those of items, faults and prompts come from the lane (`kiosk/main/readiness`), in the same language. */
import type { Answer } from '../../main/readiness/check-item.ts';
import type { CheckLanguage, ItemView } from '../../main/readiness/check-view.ts';
import type { ReadinessResult } from '../../../server/contract/readiness-vocabulary.ts';

type Words<Key extends string> = { readonly [One in Key]: string };

/** Complete by type. `{…}` is replaced. */
export interface PageWords {
  /** The language in itself. */
  readonly language: string;
  readonly title: string;
  readonly nextStep: string;
  readonly items: string;
  readonly refused: string;
  readonly silent: string;
  readonly connecting: string;
  /** `{page}` and `{screen}` are commands. */
  readonly away: string;
  readonly states: Words<'running' | 'unfinished' | 'failed' | 'none'>;
  readonly waiting: string;
  readonly waitingForLane: string;
  readonly over: string;
  readonly results: Words<ReadinessResult>;
  readonly servesAgain: string;
  readonly staysClosed: string;
  /** `{record}` is a command. */
  readonly print: string;
  readonly declined: string;
  readonly expired: string;
  readonly begin: string;
  readonly beginTitle: string;
  readonly beginNote: string;
  readonly signIn: string;
  readonly typeCode: string;
  readonly code: string;
  readonly unreachable: string;
  readonly withoutSignIn: string;
  readonly answers: Words<Answer>;
  readonly oneMoment: string;
  readonly testing: string;
  readonly stop: string;
  readonly allPassed: string;
  readonly oneFailed: string;
  readonly moreFailed: string;
  readonly mayReturn: string;
  readonly mayNotReturn: string;
  readonly differs: string;
  readonly finishReturned: string;
  readonly finishClosed: string;
  readonly height: string;
  readonly calibrate: string;
  readonly replaceCalibration: string;
  readonly itemResults: Words<ItemView['result']>;
  readonly again: string;
  readonly vital: string;
  readonly light: string;
  readonly rehearsal: string;
}

const en: PageWords = {
  language: 'English',
  title: 'Readiness check of lane {lane}',
  nextStep: 'Next step',
  items: 'Items',
  refused: 'That is not possible now.',
  silent: 'The lane does not answer',
  connecting: 'Connecting to the lane',
  away: 'If this stays, the page was closed or the lane was restarted. A check that did not end leaves the lane out of service. Open a new page with {page}, or show the traveller’s screen again with {screen}.',
  states: {
    running: 'Out of service: check',
    unfinished: 'Out of service: the last check did not end',
    failed: 'Out of service: the last check was not passed',
    none: 'No check runs',
  },
  waiting: 'Waiting for the lane',
  waitingForLane: 'The lane serves its last traveller. Then it goes out of service.',
  over: 'The check is over: {result}.',
  results: { ready: 'ready', 'not-ready': 'not ready', interrupted: 'interrupted' },
  servesAgain: 'The lane serves again.',
  staysClosed: 'The lane stays out of service.',
  print: 'Print the record with {record}.',
  declined: 'The code was typed wrongly too often. Begin again.',
  expired: 'No one typed the code in time. Begin again.',
  begin: 'Begin',
  beginTitle: 'Begin a check',
  beginNote:
    'You need a passport with a chip and about ten minutes. The lane goes out of service, and its gate opens during the check. No picture, document or finger is kept.',
  signIn: 'Sign in at the console',
  typeCode: 'Type this code on your own device: Administration, Lane checks, this lane.',
  code: 'Code',
  unreachable: 'The server does not answer. You may begin without a sign-in; the record then names no technician.',
  withoutSignIn: 'Begin without a sign-in',
  answers: { go: 'Go', yes: 'Yes', no: 'No', skip: 'Skip' },
  oneMoment: 'One moment',
  testing: 'Testing…',
  stop: 'Stop the check',
  allPassed: 'Every item that was tried passed',
  oneFailed: '1 item failed',
  moreFailed: '{count} items failed',
  mayReturn: 'Repeat items below, calibrate, or finish. The record is signed and sent to the server.',
  mayNotReturn: 'A fault below must be corrected before the lane can serve. Repeat the item then.',
  differs: 'Differs from calibration {version}: {drifts}.',
  finishReturned: 'Finish, and return to service',
  finishClosed: 'Finish, and stay closed',
  height: 'Height of the lens above the floor, mm (300 to 3000)',
  calibrate: 'Calibrate with these values',
  replaceCalibration: 'Replace calibration {version}',
  itemResults: {
    waiting: 'Waiting',
    running: 'Now',
    passed: 'Passed',
    failed: 'Failed',
    skipped: 'Skipped',
    'not-fitted': 'Not fitted',
  },
  again: 'Again',
  vital: 'The lane cannot serve with this fault.',
  light: 'The light of the screen is measured',
  rehearsal: 'Rehearsal: invented travellers and keys in software, without legal effect',
};

const de: PageWords = {
  language: 'Deutsch',
  title: 'Bereitschaftsprüfung der Kontrollspur {lane}',
  nextStep: 'Nächster Schritt',
  items: 'Punkte',
  refused: 'Das ist jetzt nicht möglich.',
  silent: 'Die Kontrollspur antwortet nicht',
  connecting: 'Verbindung zur Kontrollspur',
  away: 'Bleibt das so, wurde die Seite geschlossen oder die Kontrollspur neu gestartet. Eine Prüfung, die nicht zu Ende kam, lässt die Kontrollspur außer Betrieb. Öffnen Sie eine neue Seite mit {page}, oder zeigen Sie den Reisendenbildschirm wieder mit {screen}.',
  states: {
    running: 'Außer Betrieb: Prüfung',
    unfinished: 'Außer Betrieb: die letzte Prüfung kam nicht zu Ende',
    failed: 'Außer Betrieb: die letzte Prüfung wurde nicht bestanden',
    none: 'Keine Prüfung läuft',
  },
  waiting: 'Die Kontrollspur ist noch belegt',
  waitingForLane: 'Die Kontrollspur bedient noch eine reisende Person. Dann geht sie außer Betrieb.',
  over: 'Die Prüfung ist beendet: {result}.',
  results: { ready: 'bereit', 'not-ready': 'nicht bereit', interrupted: 'unterbrochen' },
  servesAgain: 'Die Kontrollspur ist wieder in Betrieb.',
  staysClosed: 'Die Kontrollspur bleibt außer Betrieb.',
  print: 'Drucken Sie das Protokoll mit {record}.',
  declined: 'Der Code wurde zu oft falsch eingegeben. Beginnen Sie von vorn.',
  expired: 'Der Code wurde nicht rechtzeitig eingegeben. Beginnen Sie von vorn.',
  begin: 'Beginnen',
  beginTitle: 'Prüfung beginnen',
  beginNote:
    'Sie brauchen einen Reisepass mit Chip und etwa zehn Minuten. Die Kontrollspur geht außer Betrieb, und ihre Schleuse öffnet sich während der Prüfung. Kein Bild, Dokument oder Finger wird gespeichert.',
  signIn: 'Melden Sie sich an der Konsole an',
  typeCode:
    'Geben Sie diesen Code auf Ihrem eigenen Gerät ein: Administration, Prüfungen der Kontrollspuren, diese Kontrollspur.',
  code: 'Code',
  unreachable: 'Der Server antwortet nicht. Sie dürfen ohne Anmeldung beginnen; das Protokoll nennt dann keinen Namen.',
  withoutSignIn: 'Ohne Anmeldung beginnen',
  answers: { go: 'Los', yes: 'Ja', no: 'Nein', skip: 'Auslassen' },
  oneMoment: 'Einen Moment',
  testing: 'Prüfung läuft …',
  stop: 'Prüfung abbrechen',
  allPassed: 'Jeder geprüfte Punkt ist bestanden',
  oneFailed: '1 Punkt ist nicht bestanden',
  moreFailed: '{count} Punkte sind nicht bestanden',
  mayReturn:
    'Wiederholen Sie unten Punkte, messen Sie den Standort ein oder schließen Sie ab. Das Protokoll wird signiert und an den Server gesendet.',
  mayNotReturn:
    'Ein Fehler unten muss behoben werden, bevor die Kontrollspur arbeiten kann. Wiederholen Sie dann den Punkt.',
  differs: 'Weicht von Einmessung {version} ab: {drifts}.',
  finishReturned: 'Abschließen und wieder in Betrieb nehmen',
  finishClosed: 'Abschließen und geschlossen lassen',
  height: 'Höhe des Objektivs über dem Boden, mm (300 bis 3000)',
  calibrate: 'Mit diesen Werten einmessen',
  replaceCalibration: 'Einmessung {version} ersetzen',
  itemResults: {
    waiting: 'Wartet',
    running: 'Jetzt',
    passed: 'Bestanden',
    failed: 'Nicht bestanden',
    skipped: 'Ausgelassen',
    'not-fitted': 'Nicht vorhanden',
  },
  again: 'Wiederholen',
  vital: 'Mit diesem Fehler kann die Kontrollspur nicht arbeiten.',
  light: 'Das Licht des Bildschirms wird gemessen',
  rehearsal: 'Probebetrieb: erfundene Reisende und Schlüssel in Software, ohne rechtliche Wirkung',
};

const fr: PageWords = {
  language: 'Français',
  title: 'Contrôle de disponibilité de la voie {lane}',
  nextStep: 'Étape suivante',
  items: 'Points',
  refused: 'Ce n’est pas possible maintenant.',
  silent: 'La voie ne répond pas',
  connecting: 'Connexion à la voie',
  away: 'Si cela dure, la page a été fermée ou la voie redémarrée. Un contrôle inachevé laisse la voie hors service. Ouvrez une nouvelle page avec {page}, ou affichez de nouveau l’écran du voyageur avec {screen}.',
  states: {
    running: 'Hors service\u00a0: contrôle',
    unfinished: 'Hors service\u00a0: le dernier contrôle est inachevé',
    failed: 'Hors service\u00a0: le dernier contrôle n’est pas réussi',
    none: 'Aucun contrôle en cours',
  },
  waiting: 'La voie est encore occupée',
  waitingForLane: 'La voie sert son dernier voyageur. Puis elle se met hors service.',
  over: 'Le contrôle est terminé\u00a0: {result}.',
  results: { ready: 'voie prête', 'not-ready': 'voie non prête', interrupted: 'interrompu' },
  servesAgain: 'La voie est de nouveau en service.',
  staysClosed: 'La voie reste hors service.',
  print: 'Imprimez le procès-verbal avec {record}.',
  declined: 'Le code a été mal saisi trop souvent. Recommencez.',
  expired: 'Le code n’a pas été saisi à temps. Recommencez.',
  begin: 'Commencer',
  beginTitle: 'Commencer un contrôle',
  beginNote:
    'Il vous faut un passeport à puce et environ dix minutes. La voie se met hors service, et son sas s’ouvre pendant le contrôle. Aucune image, aucun document et aucun doigt n’est conservé.',
  signIn: 'Connectez-vous à la console',
  typeCode: 'Saisissez ce code sur votre propre appareil\u00a0: Administration, Contrôles des voies, cette voie.',
  code: 'Code',
  unreachable:
    'Le serveur ne répond pas. Vous pouvez commencer sans connexion\u00a0; le procès-verbal ne nomme alors aucun technicien.',
  withoutSignIn: 'Commencer sans connexion',
  answers: { go: 'Démarrer', yes: 'Oui', no: 'Non', skip: 'Passer' },
  oneMoment: 'Un instant',
  testing: 'Essai en cours…',
  stop: 'Arrêter le contrôle',
  allPassed: 'Chaque point essayé est réussi',
  oneFailed: '1 point a échoué',
  moreFailed: '{count} points ont échoué',
  mayReturn: 'Refaites des points ci-dessous, étalonnez ou terminez. Le procès-verbal est signé et envoyé au serveur.',
  mayNotReturn: 'Un défaut ci-dessous doit être corrigé avant que la voie puisse servir. Refaites alors le point.',
  differs: 'Écart par rapport à l’étalonnage {version}\u00a0: {drifts}.',
  finishReturned: 'Terminer et remettre en service',
  finishClosed: 'Terminer et laisser fermé',
  height: 'Hauteur de l’objectif au-dessus du sol, mm (300 à 3000)',
  calibrate: 'Étalonner avec ces valeurs',
  replaceCalibration: 'Remplacer l’étalonnage {version}',
  itemResults: {
    waiting: 'En attente',
    running: 'En cours',
    passed: 'Réussi',
    failed: 'Échec',
    skipped: 'Omis',
    'not-fitted': 'Absent',
  },
  again: 'Refaire',
  vital: 'La voie ne peut pas servir avec ce défaut.',
  light: 'La lumière de l’écran est mesurée',
  rehearsal: 'Répétition : voyageurs inventés et clés logicielles, sans effet juridique',
};

export const PAGE_WORDS: { readonly [Language in CheckLanguage]: PageWords } = { en, de, fr };

export const PAGE_LANGUAGES = Object.keys(PAGE_WORDS) as readonly CheckLanguage[];
