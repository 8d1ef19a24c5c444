/**
 * The order in which test files start. The slowest start first, because started last they would leave the other workers idle. Flows are
 * spread, so that about one runs at a time: the camera and the models of a lane need the processor, and each flow waits for its lane,
 * which lives in real time.
 */

/** How long the slow files take on two cores, in seconds. Only the order follows from it. */
export const SECONDS: Readonly<Record<string, number>> = {
  'attacks/one-stranger-holds-every-connection': 55,
  'attacks/records-are-removed-from-the-database': 127,
  'attacks/a-second-request-is-smuggled': 33,
  'flows/dock-scenarios': 276,
  'flows/shift': 138,
  'flows/finger': 82,
  'flows/released-face-models': 82,
  'flows/power-cut': 79,
  'flows/travellers': 70,
  'flows/readiness-check': 69,
  'flows/documents': 67,
  'flows/traveller-screen': 66,
  'flows/production-lane': 62,
  'flows/registered-face': 60,
  'flows/evidence': 59,
  'flows/canary-day': 55,
  'flows/residue': 54,
  'hardware/camera/browser/browser-camera': 42,
  'hardware/document-reader/ocr-b/read-zone': 31,
  'hardware/document-reader/pcsc/pcsc-contract': 44,
  'hardware/document-reader/pcsc/pcsc-faults': 29,
  'hardware/fingerprint-scanner/libfprint/libfprint-scanner': 27,
  'hardware/fingerprint-scanner/mosip-sbi/sbi-scanner': 35,
  'hardware/gate/modbus/modbus-gate': 112,
  'hardware/modbus/module': 26,
  'kiosk/commands/vault': 53,
  'kiosk/ui/accessibility': 61,
  'kiosk/ui/declaration': 53,
  'kiosk/ui/every-step': 445,
  'kiosk/ui/layout': 56,
  'kiosk/ui/line-breaks': 59,
  'kiosk/vault/keys/key-steps': 34,
  'models/face/presentation-attack/head-turn-sequence': 30,
  'package/packages': 31,
  'server/alerts/alerts': 89,
  'server/app/transport': 38,
  'server/attestation/lane-starts': 53,
  'server/backup/backup': 50,
  'server/commands/backup': 47,
  'server/killed-under-load': 46,
  'server/lane-statements/lane-statements': 51,
  'server/ledger/reconcile/reconcile': 60,
  'server/main': 25,
  'server/sharing/program/program': 40,
  'server/ui/administration/administration-section': 65,
  'server/ui/administration/lane-checks': 62,
  'server/ui/console-page': 57,
  'server/ui/decisions/decisions-section': 108,
  'server/ui/detection/detection-section': 50,
  'server/ui/languages/translated-console': 51,
  'server/ui/ledger/ledger-section': 39,
  'server/ui/officer/officer-console': 113,
  'server/ui/officer/true-states': 33,
  'server/ui/pages/every-page': 505,
  'server/ui/portal/portal-page': 38,
  'server/ui/privacy/privacy-section': 108,
  'server/ui/shell/header': 32,
  'server/ui/sign-in/sign-in-page': 30,
};
const OTHER_FLOW_SECONDS = 30;
const OTHER_SECONDS = 3;

/** A test file, as it is about to be ordered. */
export interface TestFile {
  /** Below `test/`, without the ending: `flows/shift`. */
  readonly name: string;
  /** Place among the projects whose files share processes, from 0; absent for the others. They come last: a process goes on with the next file only if that belongs to the same project. */
  readonly sharing?: number;
}

/** The order in which `workers` start the files, with at most `flowsAtOnce` flows beside each other while there is anything else. */
export function fileOrder<T extends TestFile>(files: readonly T[], workers: number, flowsAtOnce: number): T[] {
  const slowestFirst = [...files].sort(
    (one, other) => (one.sharing ?? -1) - (other.sharing ?? -1) || secondsOf(other) - secondsOf(one),
  );
  const flows = slowestFirst.filter(isFlow);
  const others = slowestFirst.filter((file) => !isFlow(file));
  // Played through: each worker takes a file as soon as it has ended the one before
  const endsAt = Array.from({ length: workers }, () => 0);
  const flowEnds: number[] = [];
  const order: T[] = [];
  for (;;) {
    const now = Math.min(...endsAt);
    const running = flowEnds.filter((end) => end > now).length;
    const next = (running < flowsAtOnce ? flows.shift() : undefined) ?? others.shift() ?? flows.shift();
    if (next === undefined) break;
    const end = now + secondsOf(next);
    endsAt[endsAt.indexOf(now)] = end;
    if (isFlow(next)) flowEnds.push(end);
    order.push(next);
  }
  return order;
}

function isFlow({ name }: TestFile): boolean {
  return name.startsWith('flows/');
}

function secondsOf(file: TestFile): number {
  return SECONDS[file.name] ?? (isFlow(file) ? OTHER_FLOW_SECONDS : OTHER_SECONDS);
}
