/**
 * Computing time of a whole inspection, without radio time: PACE, a chip with a JPEG 2000 portrait of 15 KB, Chip and
 * Active Authentication, Passive Authentication with every other check of the document, and decoding of the portrait
 * in its thread. It runs over the whole PC/SC stack; the reading also runs in process, interleaved, with the time of
 * each step. Reader and chip are both computed on this machine. `npm run bench -- chip`
 */
import { systemClock } from '../../hardware/host/system-clock.ts';
import { wipeImage } from '../../hardware/device/image.ts';
import type { ChipTransport } from '../../hardware/document-reader/emrtd/transport.ts';
import { readDocument } from '../../hardware/document-reader/read-document.ts';
import { decodeCommand } from '../../hardware/document-reader/emrtd/apdu.ts';
import type { ChipProfile } from '../../hardware/simulation/chip/chip-profile.ts';
import { createVirtualChip } from '../../hardware/simulation/chip/virtual-chip.ts';
import { virtualTransport } from '../../hardware/simulation/chip/virtual-transport.ts';
import { renderThread } from '../../hardware/simulation/render/render-thread.ts';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { SPECIMENS } from '../../hardware/simulation/specimens.ts';
import { type Inspection, inspectDocument, wipeDocumentRead } from '../../kiosk/rules/document/inspect.ts';
import { openPortraitDecoder } from '../../kiosk/biometrics/face/portrait-decoder.ts';
import { withSpecimenStates } from '../../kiosk/main/simulation/specimen-trust.ts';
import { EMPTY_TRUST } from '../../kiosk/lists/trust/trust-files.ts';
import { pcscRig, until } from '../hardware/document-reader/pcsc/pcsc-rig.ts';
import type { CardChip } from '../hardware/document-reader/pcsc/virtual-card.ts';
import { type Contender, interleave, type Spread, spreadOf } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const WARM_UPS = 5;
const ROUNDS = 40;
const BAR_MS = 1_000;
const WHOLE = 'whole inspection over PC/SC';

const never = new AbortController().signal;
const HOLDER = 'charlie';
const holder = SPECIMENS.find(({ id }) => id === HOLDER)!;
const document = await issueSpecimenDocument(SPECIMENS, {
  holder: holder.id,
  portraitFormat: { codec: 'jpeg-2000', record: 'iso-19794-5' },
});
const { chip: profile, opticalZone } = document;
if (profile === undefined || opticalZone === undefined) throw new Error('a specimen without zone or chip');
const printer = renderThread();
const jpeg = await printer.draw({ kind: 'portrait', specimen: holder.id, photograph: 0, codec: 'jpeg' });
await printer.close();
const basis = {
  trust: withSpecimenStates(EMPTY_TRUST, systemClock),
  trustPolicy: { oldestRevocationListMs: 90 * 86_400_000 },
};
const portraits = openPortraitDecoder();
await portraits.ready;

/** Steps, identified by their first command: INS of ISO/IEC 7816-4 and whether the session is already protected. */
type Step = 'access' | 'chip authentication' | 'files' | 'active authentication';
const SIDES = ['reader', 'chip'] as const;
/** After the reading. */
type Judging = 'all checks of the document' | 'portrait, JPEG 2000' | 'portrait, JPEG';
type Times = Record<`${Step}, ${(typeof SIDES)[number]}`, number[]>;

const steps: Times = {
  'access, reader': [],
  'access, chip': [],
  'chip authentication, reader': [],
  'chip authentication, chip': [],
  'files, reader': [],
  'files, chip': [],
  'active authentication, reader': [],
  'active authentication, chip': [],
};

const judging: Record<Judging, number[]> = {
  'all checks of the document': [],
  'portrait, JPEG 2000': [],
  'portrait, JPEG': [],
};

const MANAGE_SECURITY_ENVIRONMENT = 0x22;
const GENERAL_AUTHENTICATE = 0x86;
const INTERNAL_AUTHENTICATE = 0x88;
const SECURED = 0x0c;

/** The step of a command, given the step of the previous command. */
function stepOf(command: Uint8Array<ArrayBuffer>, before: Step): Step {
  const { cla = 0, ins = 0 } = decodeCommand(command) ?? {};
  const secured = (cla & SECURED) === SECURED;
  if (!secured) return 'access';
  if (ins === INTERNAL_AUTHENTICATE) return 'active authentication';
  if (ins === MANAGE_SECURITY_ENVIRONMENT || ins === GENERAL_AUTHENTICATE) return 'chip authentication';
  return before === 'active authentication' ? before : 'files';
}

/** Runs an inspection in process; `keep` receives the times by step and side. */
async function inProcess(chipProfile: ChipProfile, keep?: Times): Promise<void> {
  const inner = virtualTransport(createVirtualChip(chipProfile), systemClock);
  const spent = new Map<string, number>();
  const add = (name: string, ms: number) => spent.set(name, (spent.get(name) ?? 0) + ms);
  let step: Step = 'access';
  let since = performance.now();
  const transport: ChipTransport = {
    async transmit(command, signal) {
      const asked = performance.now();
      step = stepOf(command, step);
      add(`${step}, reader`, asked - since);
      const answer = await inner.transmit(command, signal);
      since = performance.now();
      add(`${step}, chip`, since - asked);
      return answer;
    },
    reset: (signal) => inner.reset(signal),
  };
  const outcome = await readDocument(zone(), transport, () => 0, { signal: never });
  add(`${step}, reader`, performance.now() - since);
  if (outcome.kind !== 'read') throw new Error(`in process: ${outcome.kind}`);
  if (keep !== undefined)
    for (const name of Object.keys(keep) as (keyof Times)[]) keep[name].push(spent.get(name) ?? 0);
}

function zone(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(opticalZone!);
}

async function decode(file: Uint8Array): Promise<void> {
  const outcome = await portraits.decode(file);
  if (outcome.kind === 'unreadable') throw new Error(`the portrait does not decode: ${outcome.reason}`);
  wipeImage(outcome.image);
}

/** Throws unless the specimen passes the checks of a lane without a revocation list. */
function expectGenuine({ evidence }: Inspection): void {
  const failed = evidence.kind === 'read' ? evidence.trust?.filter(({ result }) => result === 'failed') : undefined;
  if (failed?.length !== 0) throw new Error('the specimen does not verify');
}

const rig = await pcscRig();
await rig.device.connect(never);
const chip = createVirtualChip(profile);
let exchanges = 0;
const card: CardChip = {
  async process(command) {
    exchanges += 1;
    return chip.process(command);
  },
  reset: () => chip.reset(),
};
rig.zone.show({ kind: 'zone', text: Buffer.from(opticalZone).toString('ascii') });
await rig.insert(card);
await until(() => rig.device.documentPresent());

let readings = 0;
let portraitBytes = 0;
const readingMs: number[] = [];
const contenders: readonly Contender[] = [
  {
    name: WHOLE,
    async run(round) {
      readings += 1;
      const asked = performance.now();
      const read = await rig.device.read({ timeoutMs: 1_000, signal: never });
      const given = performance.now();
      if (read.kind !== 'read') throw new Error(`over PC/SC: ${read.kind}`);
      const inspection = inspectDocument(read, basis, systemClock.wallMs());
      const judged = performance.now();
      expectGenuine(inspection);
      portraitBytes = inspection.portrait?.length ?? 0;
      await decode(inspection.portrait ?? new Uint8Array());
      const decoded = performance.now();
      wipeDocumentRead(read);
      if (round < WARM_UPS) return;
      readingMs.push(given - asked);
      judging['all checks of the document'].push(judged - given);
      judging['portrait, JPEG 2000'].push(decoded - judged);
    },
  },
  { name: 'reading in process', run: (round) => inProcess(profile, round >= WARM_UPS ? steps : undefined) },
  {
    name: 'the same portrait in JPEG',
    async run(round) {
      const asked = performance.now();
      await decode(jpeg);
      if (round >= WARM_UPS) judging['portrait, JPEG'].push(performance.now() - asked);
    },
  },
];
const times = await interleave(contenders, WARM_UPS, ROUNDS);
await rig.close();
await portraits.close();

const spreads = (entries: Iterable<readonly [string, Spread]>) =>
  Object.fromEntries(
    [...entries].map(([name, spread]) => [
      name,
      Object.fromEntries(Object.entries(spread).map(([key, value]) => [key, Math.round(value * 100) / 100])),
    ]),
  );
const whole = times.get(WHOLE);
const inspectionMs = spreads(
  [...times, ['reading over PC/SC', spreadOf(readingMs)] as const].filter(([name]) => !name.includes('JPEG')),
);
const stepsMs = spreads(Object.entries({ ...steps, ...judging }).map(([name, values]) => [name, spreadOf(values)]));
const median = whole?.median ?? Number.POSITIVE_INFINITY;
console.table({ ...inspectionMs, ...stepsMs });
console.log(`${median <= BAR_MS ? 'within' : 'BEYOND'} the bar of ${BAR_MS} ms for a whole inspection`);
writeRecord('chip-inspection', {
  ...{ rounds: ROUNDS, warmUps: WARM_UPS, barMs: BAR_MS, withinBar: median <= BAR_MS },
  chip: 'PACE ECDH-GM AES-128 brainpoolP256r1, CA the same, AA P-256, signed; reader and chip on this machine',
  portraitBytes: { 'JPEG 2000': portraitBytes, JPEG: jpeg.length },
  exchangesPerReading: Math.round(exchanges / readings),
  ...{ inspectionMs, stepsMs },
});
process.exitCode = median <= BAR_MS ? 0 : 1;
