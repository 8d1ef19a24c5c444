import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/clock/turned-clock.ts';
import type { Gate } from '../../../hardware/gate/gate.ts';
import type { Indicator } from '../../../hardware/indicator/indicator.ts';
import { DEVELOPMENT_POLICY } from '../../../kiosk/decision/policy.ts';
import type { LaneDevices } from '../../../kiosk/devices/lane-devices.ts';
import type { InspectionBasis } from '../../../kiosk/document/inspect.ts';
import type { KioskEvent } from '../../../kiosk/events.ts';
import type { FaceAnalysis } from '../../../kiosk/face/analysis.ts';
import type { LightBoard } from '../../../kiosk/face/light-board.ts';
import type { FingerAnalysis } from '../../../kiosk/finger/finger-analysis.ts';
import type { RegisteredTravellers } from '../../../kiosk/finger/registered-travellers.ts';
import { startLane } from '../../../kiosk/lane/runner.ts';
import type { ComparisonCounts } from '../../../kiosk/store/comparison-counts.ts';
import type { InspectionRecords } from '../../../kiosk/store/inspection-records.ts';
import type { Reporter } from '../../../kiosk/uplink/reporter.ts';
import type { Vault } from '../../../kiosk/vault/vault.ts';

/** The parts that a test uses of something; touching another part fails it. */
const only = <T extends object>(parts: Partial<T>): T => parts as T;

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
    devices: only<LaneDevices>({
      gate: only<Gate>({ onPassage: () => () => undefined, secure: () => Promise.resolve({ kind: 'secured' }) }),
      indicator: only<Indicator>({ show: () => Promise.resolve() }),
      fingerprintScanner: undefined,
    }),
    clock: turnedClock(),
    policy: DEVELOPMENT_POLICY,
    vault: only<Vault>({
      forget: () => {
        asked.push('vault');
        return { retentionClass: 'transaction', captures: 0, erasedAt: 0 };
      },
    }),
    analysis: only<FaceAnalysis>({ forget: forget('face') }),
    fingerAnalysis: only<FingerAnalysis>({ forget: forget('finger') }),
    registrations: only<RegisteredTravellers>({}),
    counts: only<ComparisonCounts>({}),
    inspections: only<InspectionRecords>({}),
    lights: {
      board: only<LightBoard>({ reset: () => undefined, onChange: () => () => undefined }),
      latency: () => undefined,
    },
    reporter: only<Reporter>({ match: () => Promise.reject(new Error('the disk is full')) }),
    basis: () => only<InspectionBasis>({}),
    terminal: () => undefined,
    log: (event) => void events.push(event),
    onReport: () => undefined,
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
