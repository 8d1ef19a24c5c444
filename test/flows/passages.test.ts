/** Passages at a lane's gate, and failures of its devices. */
import { describe, expect, test } from 'vitest';
import { writeFacePolicy } from './flow-policies.ts';
import { ALPHA, BRAVO, laneOfFile, person } from './lane-of-file.ts';
import { type LaneUnderTest, only, phasesOf } from './lane-under-test.ts';

let lane: LaneUnderTest;
laneOfFile((one) => {
  lane = one;
}, writeFacePolicy);

describe('genuine traveller', () => {
  test.each([
    ['turns-back', 'turned-back'],
    ['tailgated', 'tailgating'],
    ['stays-outside', 'nobody-entered'],
  ] as const)('who %s is detected', async (passage, told) => {
    const events = await lane.send({ scene: person(BRAVO), document: { holder: BRAVO }, passage });
    expect(only(events, 'passage-reported').passage).toBe(told);
  });
});

describe('device fault', () => {
  const recovers = async () => {
    lane.simulation.clearFaults();
    while (lane.kiosk.lane.view().phase !== 'idle') await lane.next('phase');
  };
  test('refers the traveller and takes the lane out of service when the reader is unplugged', async () => {
    const reading = lane.next('phase').then(async (event) => {
      for (let phase = event.phase; phase !== 'document'; phase = (await lane.next('phase')).phase);
      lane.simulation.inject({ device: 'document-reader', fault: { kind: 'disconnect' }, afterMs: 300 });
    });
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    await reading;
    const report = only(events, 'match-reported');
    expect(report.outcome).toBe('referred');
    expect(report.reasons).toContain('device-fault');
    expect(phasesOf(events).at(-1)).toBe('out-of-service');
    await recovers();
  });

  test('refers the traveller when the camera stalls', async () => {
    lane.simulation.inject({ device: 'camera', fault: { kind: 'stall' } });
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    const report = only(events, 'match-reported');
    expect(report.outcome).toBe('referred');
    expect(report.reasons).toContain('device-fault');
    await recovers();
  });

  test('is reported when the gate jams, and the lane stays out of service', async () => {
    lane.simulation.inject({ device: 'gate', fault: { kind: 'jam' }, once: true });
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    expect(only(events, 'passage-reported').passage).toBe('barrier-jammed');
    expect(phasesOf(events).at(-1)).toBe('out-of-service');
    await recovers();
  });
});
