/**
 * The order in which test files start. The slowest start first, because started last they would leave the other workers idle. Flows are
 * spread, so that about one runs at a time: the camera and the models of a lane need the processor, and each flow waits for its lane,
 * which lives in real time.
 */

/** How long the slow files take on two cores, in seconds. Only the order follows from it. */
export const SECONDS: Readonly<Record<string, number>> = {
  'attacks/a-second-request-is-smuggled': 29,
  'attacks/one-stranger-holds-every-connection': 48,
  'attacks/records-are-removed-from-the-database': 54,
  'flows/canary-day': 51,
  'flows/dock-scenarios': 263,
  'flows/documents': 74,
  'flows/evidence': 60,
  'flows/finger': 83,
  'flows/passages': 47,
  'flows/power-cut': 88,
  'flows/production-lane': 66,
  'flows/readiness-check': 72,
  'flows/registered-face': 44,
  'flows/released-face-models': 82,
  'flows/residue': 48,
  'flows/traveller-screen': 80,
  'flows/travellers': 74,
  'flows/two-agencies': 900,
  'hardware/document-reader/pcsc/pcsc-contract': 42,
  'hardware/document-reader/pcsc/pcsc-faults': 28,
  'hardware/fingerprint-scanner/libfprint/libfprint-scanner': 26,
  'hardware/fingerprint-scanner/mosip-sbi/sbi-scanner': 35,
  'hardware/gate/modbus/modbus-gate': 104,
  'hardware/modbus/module': 25,
  'house/dependency-rules': 28,
  'kiosk/commands/vault': 29,
  'kiosk/ui/accessibility': 28,
  'kiosk/ui/declaration': 35,
  'kiosk/ui/every-step': 304,
  'kiosk/ui/layout': 25,
  'kiosk/ui/line-breaks': 31,
  'models/face/presentation-attack/head-turn-sequence': 28,
  'server/alerts/alerts': 67,
  'server/app/transport': 26,
  'server/attestation/lane-starts': 41,
  'server/commands/backup': 36,
  'server/killed-under-load': 25,
  'server/ledger/reconcile/reconcile': 30,
  'server/sharing/program/program': 28,
  'server/ui/administration/administration-section': 26,
  'server/ui/alerts/alerts-page': 26,
  'server/ui/console-page': 41,
  'server/ui/decisions/decisions-section': 42,
  'server/ui/languages/translated-console': 35,
  'server/ui/officer/officer-console': 53,
  'server/ui/officer/true-states': 30,
  'server/ui/pages/every-page': 108,
  'server/ui/privacy/privacy-section': 57,
  'server/ui/setup/first-run': 25,
};
/** Its programs wait for each other most of the time, so it counts as no flow. */
const RESTING_FLOW = 'flows/two-agencies';
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
  return name.startsWith('flows/') && name !== RESTING_FLOW;
}

function secondsOf(file: TestFile): number {
  return SECONDS[file.name] ?? (isFlow(file) ? OTHER_FLOW_SECONDS : OTHER_SECONDS);
}
