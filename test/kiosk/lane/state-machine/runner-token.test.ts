/** A holder's token in a running lane is wiped for every way out. */
import { describe, expect, it, vi } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { ascii } from '../../../../hardware/ber/write.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { DocumentRead, DocumentReader } from '../../../../hardware/document-reader/document-reader.ts';
import type { Gate } from '../../../../hardware/gate/gate.ts';
import type { Indicator } from '../../../../hardware/indicator/indicator.ts';
import { efDg2 } from '../../../../hardware/simulation/document/ef-dg2.ts';
import type { TokenReader, TokenReading } from '../../../../hardware/token-reader/token-reader.ts';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import type { LaneDevices } from '../../../../kiosk/lane/devices/lane-devices.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import type { FaceAnalysis } from '../../../../kiosk/biometrics/face/analysis.ts';
import { NO_MIRROR } from '../../../../kiosk/biometrics/face/mirror.ts';
import type { FingerAnalysis } from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import type { RegisteredTravellers } from '../../../../kiosk/lists/registration/registered-travellers.ts';
import type { LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { lanePartsOf } from './lane-parts-of.ts';
import { startLane } from '../../../../kiosk/lane/state-machine/runner.ts';
import type { FaceRegistrations } from '../../../../kiosk/lists/registration/face-registrations.ts';
import {
  type HolderToken,
  newHolderToken,
  writeHolderToken,
} from '../../../../kiosk/lists/registration/holder-token.ts';
import type { RecordInTransit } from '../../../../kiosk/lists/registration/protected-record.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { inForce } from '../../../../kiosk/vault/retention/retention.ts';
import type { TryCounts } from '../../../../kiosk/lane/state-machine/try-counts.ts';
import type { InspectionRecords } from '../../../../kiosk/lane/state-machine/inspection-records.ts';
import { EMPTY_TRUST } from '../../../../kiosk/lists/trust/trust-files.ts';
import type { Reporter } from '../../../../kiosk/fleet/uplink/reporter.ts';
import type { SealedCapture, Vault } from '../../../../kiosk/vault/captures/vault.ts';
import { ZONE } from '../../../hardware/document-reader/pcsc/specimen-zone.ts';
import { NO_LIGHTS } from './no-lights.ts';

const only = <T extends object>(parts: Partial<T>): T => parts as T;

const PATIENCE = { timeout: 240_000, interval: 10 };

/** A lane with the holder of a record, who shows this text. */
function laneWith(shown: string) {
  const events: KioskEvent[] = [];
  const texts: Uint8Array[] = [];
  const lent: HolderToken[] = [];
  let reading = 0;
  const read = async (): Promise<DocumentRead> => ({
    kind: 'read',
    mrz: Uint8Array.from(ascii(ZONE)),
    files: new Map([
      ['EF.DG2', efDg2(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), { codec: 'jpeg', record: 'iso-39794-5' }, 413, 531)],
    ]),
    chip: undefined,
    readAtMs: 0,
  });
  const tokenReader = only<TokenReader>({
    status: () => ({ kind: 'ready' }),
    read: ({ signal }) =>
      new Promise<TokenReading>((resolve, reject) => {
        reading += 1;
        signal.addEventListener('abort', () => reject(new DeviceError('token-reader', 'aborted', 'cancelled')));
        if (reading > 1) return;
        const text = new Uint8Array(128).subarray(0, shown.length);
        text.set(Buffer.from(shown, 'latin1'));
        texts.push(text);
        resolve({ kind: 'read', text });
      }),
  });
  const lane = startLane(
    lanePartsOf({
      clock: turnedClock(),
      policy: () => ({ ...DEVELOPMENT_POLICY, requiredChecks: ['document-read', 'face-comparison'] }),
      retention: inForce(DEVELOPMENT_RETENTION),
      onCleared: () => undefined,
      registrations: only<RegisteredTravellers>({}),
      faceRegistrations: only<FaceRegistrations>({
        custody: async () => 'holder',
        async lend(_pseudonym, token, use) {
          if (token === undefined) return { kind: 'needs-token' };
          lent.push(token);
          return { kind: 'lent', result: await use(only<RecordInTransit>({})) };
        },
      }),
      lights: NO_LIGHTS,
      mirror: NO_MIRROR,
      handles: { handle: async () => ({ handle: 'ab'.repeat(32), epoch: '2026-01-01' }) },
      travellerReceipts: undefined,
      reporter: only<Reporter>({ match: () => Promise.reject(new Error('the disk is full')) }),
      terminal: () => undefined,
      log: (event) => void events.push(event),
      onReport: () => undefined,
      devices: only<LaneDevices>({
        gate: only<Gate>({ onPassage: () => () => undefined, secure: async () => ({ kind: 'secured' }) }),
        indicator: only<Indicator>({ show: async () => undefined }),
        documentReader: only<DocumentReader>({ read }),
        fingerprintScanner: undefined,
        // Stops the camera step here
        secureElement: only<LaneDevices['secureElement']>({ random: () => new Promise(() => undefined) }),
        tokenReader,
      }),
      vault: only<Vault>({
        prepare: async () => undefined,
        sealEncoded: () => only<SealedCapture>({}),
        forget: () => ({ retentionClass: 'transaction', captures: 0, erasedAt: 0 }),
      }),
      analysis: only<FaceAnalysis>({
        forget: async () => undefined,
        setRecord: () => new Promise<boolean>(() => undefined),
        setReference: () => new Promise<boolean>(() => undefined),
      }),
      fingerAnalysis: only<FingerAnalysis>({ forget: async () => undefined }),
      counts: only<TryCounts>({ today: async () => 0, add: async () => undefined }),
      inspections: only<InspectionRecords>({ add: async () => undefined }),
      basis: () => ({
        trust: EMPTY_TRUST,
        trustPolicy: { oldestRevocationListMs: 0 },
        registrationKey: new Uint8Array(32),
      }),
    }),
  );
  lane.dispatch({ kind: 'started' });
  lane.dispatch({ kind: 'traveller-arrived' });
  lane.dispatch({ kind: 'notice-acknowledged' });
  const reaches = (phase: string, attempt = 1) =>
    vi.waitFor(() => expect([lane.view().phase, lane.view().attempt]).toEqual([phase, attempt]), PATIENCE);
  return { lane, events, texts, lent, reaches };
}

const isWiped = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

describe('a token that fits', () => {
  it.each([
    ['to the desk', { kind: 'desk-chosen' }],
    ['out, in an emergency', { kind: 'emergency-ordered' }],
    ['to the next step after the face comparison', { kind: 'face-attempted', face: { kind: 'device-fault' } }],
  ] as [string, LaneEvent][])('is wiped when its holder continues %s', async (_where, event) => {
    const token = newHolderToken('a'.repeat(32));
    const { lane, texts, lent, reaches, events } = laneWith(writeHolderToken(token));
    await reaches('face');
    expect(texts.every(isWiped)).toBe(true);
    // Once to try it, and once for the camera step
    await vi.waitFor(() => expect(lent).toHaveLength(2), PATIENCE);
    expect(lent.some(({ key }) => isWiped(key))).toBe(false);
    lane.dispatch(event);
    expect(lane.view().phase).not.toBe('face');
    expect(lent.every(({ key }) => isWiped(key))).toBe(true);
    const logged = JSON.stringify(events);
    for (const secret of [Buffer.from(token.key).toString('hex'), token.recordId, writeHolderToken(token)]) {
      expect(logged).not.toContain(secret);
    }
    expect(events).toContainEqual({ event: 'token', found: 'fits' });
  });
});

describe('a text that is not a token', () => {
  it('is wiped, gets the same answer as a wrong token, and can be skipped', async () => {
    const { lane, texts, lent, reaches } = laneWith('PT1:NOT A TOKEN');
    await reaches('token', 2);
    expect(lane.view().hint).toBe('token-again');
    expect([texts.every(isWiped), lent]).toEqual([true, []]);
    lane.dispatch({ kind: 'token-declined' });
    await reaches('face');
  });
});
