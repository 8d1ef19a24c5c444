import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { ascii } from '../../../../hardware/ber/write.ts';
import type { DocumentRead, DocumentReader } from '../../../../hardware/document-reader/document-reader.ts';
import { efDg2 } from '../../../../hardware/simulation/document/ef-dg2.ts';
import type { Gate } from '../../../../hardware/gate/gate.ts';
import type { Indicator } from '../../../../hardware/indicator/indicator.ts';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import type { LaneDevices } from '../../../../kiosk/lane/devices/lane-devices.ts';
import type { InspectionBasis } from '../../../../kiosk/rules/document/inspect.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import type { FaceAnalysis } from '../../../../kiosk/biometrics/face/analysis.ts';
import type { LightBoard } from '../../../../kiosk/biometrics/face/light-board.ts';
import { NO_MIRROR } from '../../../../kiosk/biometrics/face/mirror.ts';
import type { FingerAnalysis } from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import type { FaceRegistrations } from '../../../../kiosk/lists/registration/face-registrations.ts';
import type { RegisteredTravellers } from '../../../../kiosk/lists/registration/registered-travellers.ts';
import { lanePartsOf } from './lane-parts-of.ts';
import { startLane } from '../../../../kiosk/lane/state-machine/runner.ts';
import type { TryCounts } from '../../../../kiosk/lane/state-machine/try-counts.ts';
import type { InspectionRecords } from '../../../../kiosk/lane/state-machine/inspection-records.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { inForce } from '../../../../kiosk/vault/retention/retention.ts';
import type { OutboxReport } from '../../../../kiosk/fleet/uplink/outbox.ts';
import type { Reporter } from '../../../../kiosk/fleet/uplink/reporter.ts';
import { EMPTY_TRUST } from '../../../../kiosk/lists/trust/trust-files.ts';
import { ZONE } from '../../../hardware/document-reader/pcsc/specimen-zone.ts';
import { DECLARING, SAUSAGES_FOR_SALE } from '../../rules/decision/declaring-policy.ts';
import { READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';
import type { SealedCapture, Vault } from '../../../../kiosk/vault/captures/vault.ts';

/** The parts that a test uses; access to another part fails. */
const only = <T extends object>(parts: Partial<T>): T => parts as T;

/** Inactive parts of a lane, and its log. */
function quiet(events: KioskEvent[]) {
  return {
    clock: turnedClock(),
    policy: () => DEVELOPMENT_POLICY,
    retention: inForce(DEVELOPMENT_RETENTION),
    onCleared: () => undefined,
    registrations: only<RegisteredTravellers>({}),
    faceRegistrations: only<FaceRegistrations>({}),
    lights: {
      board: only<LightBoard>({ reset: () => undefined, onChange: () => () => undefined }),
      latency: () => undefined,
    },
    mirror: NO_MIRROR,
    handles: { handle: async () => READ_DOCUMENT.handle },
    travellerReceipts: undefined,
    reporter: only<Reporter>({ match: () => Promise.reject(new Error('the disk is full')) }),
    terminal: () => undefined,
    log: (event: KioskEvent) => void events.push(event),
    onReport: () => undefined,
  };
}

const DEVICES = {
  gate: only<Gate>({ onPassage: () => () => undefined, secure: () => Promise.resolve({ kind: 'secured' }) }),
  indicator: only<Indicator>({ show: () => Promise.resolve() }),
  fingerprintScanner: undefined,
  tokenReader: undefined,
};

/** Sends one traveller to the desk with a failing report, so that everything is destroyed. Returns the called parts. */
async function askedToForget(
  thread: 'face' | 'finger' | 'neither',
): Promise<{ asked: string[]; events: KioskEvent[] }> {
  const asked: string[] = [];
  const events: KioskEvent[] = [];
  const forget = (name: 'face' | 'finger') => async () => {
    asked.push(name);
    await Promise.resolve();
    if (name === thread) throw new Error(`the ${name} thread is gone`);
  };
  const lane = startLane(
    lanePartsOf({
      ...quiet(events),
      devices: only<LaneDevices>(DEVICES),
      vault: only<Vault>({
        prepare: async () => undefined,
        forget: () => {
          asked.push('vault');
          return { retentionClass: 'transaction', captures: 0, erasedAt: 0 };
        },
      }),
      analysis: only<FaceAnalysis>({ forget: forget('face') }),
      fingerAnalysis: only<FingerAnalysis>({ forget: forget('finger') }),
      counts: only<TryCounts>({}),
      inspections: only<InspectionRecords>({}),
      basis: () => only<InspectionBasis>({}),
    }),
  );
  lane.dispatch({ kind: 'started' });
  lane.dispatch({ kind: 'traveller-arrived' });
  lane.dispatch({ kind: 'desk-chosen' });
  await lane.settled();
  await lane.close();
  return { asked, events };
}

describe('forgetting a traveller', () => {
  it.each(['neither', 'face', 'finger'] as const)('calls both threads and the vault when %s fails', async (thread) => {
    const { asked } = await askedToForget(thread);
    expect(new Set(asked)).toEqual(new Set(['vault', 'face', 'finger']));
  });

  it('logs only which step failed', async () => {
    const { events } = await askedToForget('finger');
    expect(events).toContainEqual({ event: 'step-failed', step: 'forget', error: 'Error', code: 'none' });
    expect(JSON.stringify(events)).not.toContain('thread is gone');
  });
});

/** The log of a lane for a document with this DG2. */
async function eventsOver(dg2: Uint8Array<ArrayBuffer>): Promise<KioskEvent[]> {
  const events: KioskEvent[] = [];
  const read = async (): Promise<DocumentRead> => ({
    kind: 'read',
    mrz: Uint8Array.from(ascii(ZONE)),
    files: new Map([['EF.DG2', dg2]]),
    chip: undefined,
    readAtMs: 0,
  });
  const lane = startLane(
    lanePartsOf({
      ...quiet(events),
      devices: only<LaneDevices>({ ...DEVICES, documentReader: only<DocumentReader>({ read }) }),
      vault: only<Vault>({
        prepare: async () => undefined,
        sealEncoded: () => only<SealedCapture>({}),
        forget: () => ({ retentionClass: 'transaction', captures: 0, erasedAt: 0 }),
      }),
      analysis: only<FaceAnalysis>({ forget: async () => undefined }),
      fingerAnalysis: only<FingerAnalysis>({ forget: async () => undefined }),
      counts: only<TryCounts>({ today: async () => 0 }),
      inspections: only<InspectionRecords>({ add: async () => undefined }),
      basis: () => ({ trust: EMPTY_TRUST, trustPolicy: { oldestRevocationListMs: 0 } }),
    }),
  );
  lane.dispatch({ kind: 'started' });
  lane.dispatch({ kind: 'traveller-arrived' });
  lane.dispatch({ kind: 'notice-acknowledged' });
  await lane.settled();
  await lane.close();
  return events;
}

/** A traveller without doubts declares goods, and takes a receipt before or after the decision. */
async function customsReceipt(when: 'before' | 'after' | 'never') {
  const cleared: [number, string | undefined][] = [];
  const decided: string[] = [];
  let isMade = false;
  const lane = startLane(
    lanePartsOf({
      ...quiet([]),
      policy: () => ({ ...DECLARING, requiredChecks: ['document-read', 'declaration'] }),
      onCleared: (captures, tag) => void cleared.push([captures, tag]),
      travellerReceipts: {
        decided: (_transaction, outcome) => void decided.push(outcome),
        make: async () => {
          await Promise.resolve();
          isMade = decided.length > 0;
        },
        view: () => ({ kind: 'offered' }),
        tag: () => (isMade ? 'tag' : undefined),
        forget: () => (isMade = false),
      },
      reporter: only<Reporter>({ match: () => Promise.resolve(only<OutboxReport>({ sequence: 1 })) }),
      devices: only<LaneDevices>(DEVICES),
      vault: only<Vault>({
        prepare: async () => undefined,
        forget: () => ({ retentionClass: 'transaction', captures: 7, erasedAt: 0 }),
      }),
      analysis: only<FaceAnalysis>({ forget: async () => undefined }),
      fingerAnalysis: only<FingerAnalysis>({ forget: async () => undefined }),
      counts: only<TryCounts>({}),
      inspections: only<InspectionRecords>({}),
      basis: () => only<InspectionBasis>({}),
    }),
  );
  lane.dispatch({ kind: 'started' });
  lane.dispatch({ kind: 'traveller-arrived' });
  if (when === 'before') lane.dispatch({ kind: 'receipt-wanted' });
  lane.dispatch({ kind: 'notice-acknowledged' });
  lane.dispatch({
    kind: 'document-examined',
    document: READ_DOCUMENT,
    triesToday: { comparisons: 0, presentations: 0 },
  });
  lane.dispatch({ kind: 'declaration-made', answer: SAUSAGES_FOR_SALE });
  await lane.settled();
  expect(lane.lane().state.phase).toBe('referred');
  const gone = [...cleared];
  if (when === 'after') lane.dispatch({ kind: 'receipt-wanted' });
  await lane.settled();
  await Promise.resolve();
  lane.dispatch({ kind: 'traveller-gone' });
  await lane.settled();
  await lane.close();
  return { decided, gone: gone.map(([captures]) => captures), tags: cleared.flatMap(([, tag]) => tag ?? []) };
}

describe('a traveller who is referred only to customs', () => {
  it.each(['before', 'after', 'never'] as const)(
    'leaves no captures at the decision, and the erasure contains the tag of a receipt taken %s it',
    async (when) => {
      const { decided, gone, tags } = await customsReceipt(when);
      expect(decided).toEqual(['cleared']);
      expect(gone).toContain(7);
      expect(tags).toEqual(when === 'never' ? [] : ['tag']);
    },
  );
});

describe('a portrait in a record', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

  it('that contradicts the file is logged with the contradiction only', async () => {
    const events = await eventsOver(efDg2(jpeg, { codec: 'jpeg-2000', record: 'iso-39794-5' }, 413, 531));
    expect(events).toContainEqual({ event: 'portrait-record', findings: ['codec-differs'] });
  });

  it('that is consistent is not logged', async () => {
    const events = await eventsOver(efDg2(jpeg, { codec: 'jpeg', record: 'iso-39794-5' }, 413, 531));
    expect(events.filter(({ event }) => event === 'portrait-record')).toEqual([]);
  });
});
