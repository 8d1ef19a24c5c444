import { describe, expect, it } from 'vitest';
import { ascii } from '../../../../hardware/ber/write.ts';
import type { DocumentReader } from '../../../../hardware/document-reader/document-reader.ts';
import type { Gate } from '../../../../hardware/gate/gate.ts';
import type { Indicator } from '../../../../hardware/indicator/indicator.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Decision } from '../../../../kiosk/rules/decision/decide.ts';
import type { ListAnswer } from '../../../../kiosk/rules/decision/evidence.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../../../../kiosk/rules/decision/policy.ts';
import type { LaneDevices } from '../../../../kiosk/lane/devices/lane-devices.ts';
import type { FaceAnalysis } from '../../../../kiosk/biometrics/face/analysis.ts';
import type { LightBoard } from '../../../../kiosk/biometrics/face/light-board.ts';
import { NO_MIRROR } from '../../../../kiosk/biometrics/face/mirror.ts';
import type { FingerAnalysis } from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import type { InspectionRecords } from '../../../../kiosk/lane/state-machine/inspection-records.ts';
import { startLane } from '../../../../kiosk/lane/state-machine/runner.ts';
import type { TryCounts } from '../../../../kiosk/lane/state-machine/try-counts.ts';
import type { FaceRegistrations } from '../../../../kiosk/lists/registration/face-registrations.ts';
import type { RegisteredTravellers } from '../../../../kiosk/lists/registration/registered-travellers.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { inForce } from '../../../../kiosk/vault/retention/retention.ts';
import { EMPTY_TRUST } from '../../../../kiosk/lists/trust/trust-files.ts';
import type { OutboxReport } from '../../../../kiosk/fleet/uplink/outbox.ts';
import type { Reporter } from '../../../../kiosk/fleet/uplink/reporter.ts';
import type { Vault } from '../../../../kiosk/vault/captures/vault.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { ZONE } from '../../../hardware/document-reader/pcsc/specimen-zone.ts';
import { READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';
import { lanePartsOf } from './lane-parts-of.ts';

const only = <T extends object>(parts: Partial<T>): T => parts as T;
const LIST = watchlistIdSchema.parse('stolen');
const POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  requiredChecks: ['document-read', 'document-watchlist', 'passive-authentication', 'face-comparison'],
  watchlists: [{ list: LIST, warnAfterMs: 3_600_000, referAfterMs: 7_200_000 }],
};
const answer = (found: 'listed' | 'not-listed'): ListAnswer => ({
  kind: 'asked',
  isStale: false,
  query: { list: LIST, base: 1, delta: 0, digest: 'ab'.repeat(32), madeAt: 1, askedAt: 2, found },
});

/** Everything that the screen shows to one traveller, each with its time, and the reported decision. */
async function shownTo(found: ListAnswer) {
  const clock = turnedClock();
  const decisions: Decision[] = [];
  const lane = startLane(
    lanePartsOf({
      clock,
      policy: () => POLICY,
      retention: inForce(DEVELOPMENT_RETENTION),
      onCleared: () => undefined,
      registrations: only<RegisteredTravellers>({}),
      faceRegistrations: only<FaceRegistrations>({}),
      lights: {
        board: only<LightBoard>({
          reset: () => undefined,
          onChange: () => () => undefined,
          current: () => undefined,
          declined: () => false,
        }),
        latency: () => undefined,
      },
      mirror: NO_MIRROR,
      handles: { handle: async () => READ_DOCUMENT.handle },
      watchlists: { ask: async () => [found] },
      travellerReceipts: undefined,
      reporter: only<Reporter>({
        async match(_transaction, decision) {
          decisions.push(decision);
          return only<OutboxReport>({ sequence: 1 });
        },
      }),
      terminal: () => undefined,
      log: () => undefined,
      onReport: () => undefined,
      devices: only<LaneDevices>({
        gate: only<Gate>({ onPassage: () => () => undefined, secure: () => Promise.resolve({ kind: 'secured' }) }),
        indicator: only<Indicator>({ show: () => Promise.resolve() }),
        documentReader: only<DocumentReader>({
          read: async () => ({
            kind: 'read',
            mrz: Uint8Array.from(ascii(ZONE)),
            files: new Map(),
            chip: undefined,
            readAtMs: 0,
          }),
        }),
        fingerprintScanner: undefined,
        tokenReader: undefined,
      }),
      vault: only<Vault>({
        prepare: async () => undefined,
        keepForOfficer: async () => 0,
        forget: () => ({ retentionClass: 'transaction', captures: 0, erasedAt: 0 }),
      } as Partial<Vault>),
      analysis: only<FaceAnalysis>({ forget: async () => undefined }),
      fingerAnalysis: only<FingerAnalysis>({ forget: async () => undefined }),
      counts: only<TryCounts>({ today: async () => 0 }),
      inspections: only<InspectionRecords>({ add: async () => undefined }),
      basis: () => ({ trust: EMPTY_TRUST, trustPolicy: { oldestRevocationListMs: 0 } }),
    }),
  );
  const shown: string[] = [];
  const note = (): void => {
    const { ticket, ...view } = lane.view();
    shown.push(JSON.stringify({ ...view, hasTicket: ticket !== undefined, atMs: clock.monotonicMs() }));
  };
  lane.onChange(note);
  lane.dispatch({ kind: 'started' });
  lane.dispatch({ kind: 'traveller-arrived' });
  lane.dispatch({ kind: 'notice-acknowledged' });
  await lane.settled();
  for (let at = 0; at < 8; at += 1) await clock.advance(5_000);
  await lane.settled();
  await lane.close();
  return { shown, decision: decisions[0] };
}

describe('a traveller with a listed document', () => {
  it('sees the same at the same times as one whose document is referred for another reason', async () => {
    const listed = await shownTo(answer('listed'));
    const other = await shownTo(answer('not-listed'));
    expect(listed.decision?.reasons).toContain('document-listed');
    expect(other.decision?.reasons).not.toContain('document-listed');
    expect(other.decision?.outcome).toBe('referred');
    expect(listed.shown.length).toBeGreaterThan(4);
    expect(listed.shown.some((view) => view.includes('"phase":"referred"'))).toBe(true);
    expect(listed.shown).toEqual(other.shown);
    expect(listed.shown.join()).not.toMatch(/list/i);
  });
});
