import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/clock/turned-clock.ts';
import { ascii } from '../../../hardware/ber/write.ts';
import type { DocumentRead, DocumentReader } from '../../../hardware/document-reader/document-reader.ts';
import { efDg2 } from '../../../hardware/simulation/document/ef-dg2.ts';
import type { Gate } from '../../../hardware/gate/gate.ts';
import type { Indicator } from '../../../hardware/indicator/indicator.ts';
import { DEVELOPMENT_POLICY } from '../../../kiosk/decision/policy.ts';
import type { LaneDevices } from '../../../kiosk/devices/lane-devices.ts';
import type { InspectionBasis } from '../../../kiosk/document/inspect.ts';
import type { KioskEvent } from '../../../kiosk/events.ts';
import type { FaceAnalysis } from '../../../kiosk/face/analysis.ts';
import type { LightBoard } from '../../../kiosk/face/light-board.ts';
import { NO_MIRROR } from '../../../kiosk/face/mirror.ts';
import type { FingerAnalysis } from '../../../kiosk/finger/finger-analysis.ts';
import type { FaceRegistrations } from '../../../kiosk/registration/face-registrations.ts';
import type { RegisteredTravellers } from '../../../kiosk/finger/registered-travellers.ts';
import { newHolderToken, writeHolderToken } from '../../../kiosk/registration/holder-token.ts';
import { startLane } from '../../../kiosk/lane/runner.ts';
import type { ComparisonCounts } from '../../../kiosk/store/comparison-counts.ts';
import type { InspectionRecords } from '../../../kiosk/store/inspection-records.ts';
import { DEVELOPMENT_RETENTION } from '../../../kiosk/retention/development-retention.ts';
import { inForce } from '../../../kiosk/retention/retention.ts';
import type { Reporter } from '../../../kiosk/uplink/reporter.ts';
import { EMPTY_TRUST } from '../../../kiosk/trust-files.ts';
import { ZONE } from '../../hardware/document-reader/pcsc/specimen-zone.ts';
import type { SealedCapture, Vault } from '../../../kiosk/vault/vault.ts';

/** The parts that a test uses of something; touching another part fails it. */
const only = <T extends object>(parts: Partial<T>): T => parts as T;

/** The parts of a lane that nothing of interest happens to, and where it logs. */
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
};

/** Sends one traveller to the desk and lets the report fail, so that everything is destroyed; says who was asked to forget. */
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
  const lane = startLane({
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
    counts: only<ComparisonCounts>({}),
    inspections: only<InspectionRecords>({}),
    basis: () => only<InspectionBasis>({}),
  });
  lane.dispatch({ kind: 'started' });
  lane.dispatch({ kind: 'traveller-arrived' });
  lane.dispatch({ kind: 'desk-chosen' });
  await lane.settled();
  await lane.close();
  return { asked, events };
}

describe('forgetting a traveller', () => {
  it.each(['neither', 'face', 'finger'] as const)('asks both threads and the vault when %s fails', async (thread) => {
    const { asked } = await askedToForget(thread);
    expect(new Set(asked)).toEqual(new Set(['vault', 'face', 'finger']));
  });

  it('says which step failed, and no more', async () => {
    const { events } = await askedToForget('finger');
    expect(events).toContainEqual({ event: 'step-failed', step: 'forget', error: 'Error', code: 'none' });
    expect(JSON.stringify(events)).not.toContain('thread is gone');
  });
});

/** What a lane logs over a document with this DG2. */
async function eventsOver(dg2: Uint8Array<ArrayBuffer>): Promise<KioskEvent[]> {
  const events: KioskEvent[] = [];
  const read = async (): Promise<DocumentRead> => ({
    kind: 'read',
    mrz: Uint8Array.from(ascii(ZONE)),
    files: new Map([['EF.DG2', dg2]]),
    chip: undefined,
    readAtMs: 0,
  });
  const lane = startLane({
    ...quiet(events),
    devices: only<LaneDevices>({ ...DEVICES, documentReader: only<DocumentReader>({ read }) }),
    vault: only<Vault>({
      prepare: async () => undefined,
      sealEncoded: () => only<SealedCapture>({}),
      forget: () => ({ retentionClass: 'transaction', captures: 0, erasedAt: 0 }),
    }),
    analysis: only<FaceAnalysis>({ forget: async () => undefined }),
    fingerAnalysis: only<FingerAnalysis>({ forget: async () => undefined }),
    counts: only<ComparisonCounts>({ today: async () => 0 }),
    inspections: only<InspectionRecords>({ add: async () => undefined }),
    basis: () => ({ fleetKey: new Uint8Array(32), trust: EMPTY_TRUST, trustPolicy: { oldestRevocationListMs: 0 } }),
  });
  lane.dispatch({ kind: 'started' });
  lane.dispatch({ kind: 'traveller-arrived' });
  lane.dispatch({ kind: 'notice-acknowledged' });
  await lane.settled();
  await lane.close();
  return events;
}

describe('a token that somebody shows', () => {
  it('is taken while they are served, and at no other time', async () => {
    const lane = startLane({
      ...quiet([]),
      devices: only<LaneDevices>(DEVICES),
      vault: only<Vault>({
        prepare: async () => undefined,
        forget: () => ({ retentionClass: 'transaction', captures: 0, erasedAt: 0 }),
      }),
      analysis: only<FaceAnalysis>({ forget: async () => undefined }),
      fingerAnalysis: only<FingerAnalysis>({ forget: async () => undefined }),
      counts: only<ComparisonCounts>({}),
      inspections: only<InspectionRecords>({}),
      basis: () => only<InspectionBasis>({}),
    });
    const token = writeHolderToken(newHolderToken('0'.repeat(32)));
    lane.dispatch({ kind: 'started' });
    expect(lane.showToken(token)).toBe('not-now');
    lane.dispatch({ kind: 'traveller-arrived' });
    expect(lane.showToken(token)).toBe('taken');
    expect(lane.showToken('nonsense')).toBe('unreadable');
    lane.dispatch({ kind: 'desk-chosen' });
    await lane.settled();
    expect(lane.showToken(token)).toBe('not-now');
    await lane.close();
  });
});

describe('a document whose portrait stands in a record', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

  it('that contradicts it is logged with how, and nothing else of it', async () => {
    const events = await eventsOver(efDg2(jpeg, { codec: 'jpeg-2000', record: 'iso-39794-5' }, 413, 531));
    expect(events).toContainEqual({ event: 'portrait-record', findings: ['codec-differs'] });
  });

  it('that is in order is not', async () => {
    const events = await eventsOver(efDg2(jpeg, { codec: 'jpeg', record: 'iso-39794-5' }, 413, 531));
    expect(events.filter(({ event }) => event === 'portrait-record')).toEqual([]);
  });
});
