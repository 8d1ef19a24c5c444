/** Travellers before a lane with its default policy, which requires a head turn: real models, no server. */
import { describe, expect, test } from 'vitest';
import { ALPHA, BRAVO, laneOfFile, person } from './lane-of-file.ts';
import { type LaneUnderTest, only, phasesOf } from './lane-under-test.ts';

let lane: LaneUnderTest;
laneOfFile((one) => {
  lane = one;
});

describe('genuine traveller', () => {
  test('is cleared with a picture of another day, and no data about them remains', async () => {
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    expect(phasesOf(events)).toEqual(['notice', 'document', 'face', 'deciding', 'opening', 'passage', 'idle']);
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'cleared', reasons: [] });
    expect(only(events, 'passage-reported').passage).toBe('one-person');
    expect(only(events, 'captures-erased').captures).toBeGreaterThanOrEqual(3);
    expect(new Uint8Array(lane.kiosk.vault.keyMemory).every((byte) => byte === 0)).toBe(true);
  });
});

describe('other person', () => {
  test('with another person’s passport is referred after one more try', async () => {
    const events = await lane.send({ scene: person(BRAVO), document: { holder: ALPHA } });
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
    expect(only(events, 'captures-kept').captures).toBeGreaterThan(0);
    expect(phasesOf(events)).not.toContain('opening');
  });

  test('with a picture of the holder is referred', async () => {
    const events = await lane.send({
      scene: { subject: { kind: 'flat-picture', specimen: ALPHA } },
      document: { holder: ALPHA },
    });
    const { outcome, reasons } = only(events, 'match-reported');
    expect(outcome).toBe('referred');
    expect(['plane-not-head', 'movement-undecidable']).toContain(reasons[0]);
  });

  test('beside the holder makes the lane refer both, after advice', async () => {
    let advised = false;
    const unsubscribe = lane.kiosk.lane.onChange(() => {
      advised ||= lane.kiosk.lane.view().hint === 'stand-alone';
    });
    const events = await lane.send({
      scene: { subject: { kind: 'two-people', specimens: [ALPHA, BRAVO] } },
      document: { holder: ALPHA },
    });
    unsubscribe();
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['several-people'] });
    expect(advised).toBe(true);
  });

  test('who is absent is not cleared', async () => {
    const events = await lane.send({ scene: { subject: { kind: 'nobody' } }, document: { holder: ALPHA } });
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['nobody-in-view'] });
  });
});

describe('desk', () => {
  test('can be chosen during the face capture', async () => {
    const sent = lane.send({ scene: { subject: { kind: 'nobody' } }, document: { holder: ALPHA } });
    for (let { phase } = await lane.next('phase'); phase !== 'face'; { phase } = await lane.next('phase'));
    lane.kiosk.screen.touch('desk');
    const report = only(await sent, 'match-reported');
    expect(report).toMatchObject({ outcome: 'referred', reasons: ['traveller-chose-desk'] });
  });
});
