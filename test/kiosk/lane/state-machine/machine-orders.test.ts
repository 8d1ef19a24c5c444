import { describe, expect, test } from 'vitest';
import type { LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { timeoutOf } from '../../../../kiosk/lane/state-machine/timeouts.ts';
import { outOfServiceCauses } from '../../../../kiosk/lane/state-machine/transition.ts';
import { MATCHING_FACE } from '../../rules/decision/evidence-samples.ts';
import { kindsOf, phaseAfter, run, seen, TO_FACE, TO_PASSAGE } from './machine-steps.ts';

describe('an order to open', () => {
  const ORDERED: LaneEvent[] = [{ kind: 'started' }, { kind: 'opening-ordered' }, { kind: 'opening-committed' }];

  test('moves the gate after its commit, and reports the passage without wiping captures', () => {
    expect(kindsOf(run(ORDERED.slice(0, 2)).effects)).toEqual(['secure-gate', 'commit-opening']);
    const passed = run([...ORDERED, { kind: 'gate-released' }, seen('person-passed'), { kind: 'gate-secured' }]);
    expect(passed.lane.state.phase).toBe('idle');
    expect(kindsOf(passed.effects).slice(2)).toEqual(['release-gate', 'secure-gate', 'commit-passage']);
  });

  test.each([
    ['not-durable', 'out-of-service'],
    ['unsigned', 'idle'],
  ] as const)('that cannot be recorded (%s) does not open the gate', (why, phase) => {
    const { lane, effects } = run([...ORDERED.slice(0, 2), { kind: 'commit-failed', why }]);
    expect(lane.state.phase).toBe(phase);
    expect(kindsOf(effects)).not.toContain('release-gate');
  });

  test('is accepted for a referred traveller or an idle lane, and never during a transaction', () => {
    const ordered = (events: readonly LaneEvent[]) => kindsOf(run([...events, { kind: 'opening-ordered' }]).effects);
    const referred: LaneEvent[] = [
      ...TO_FACE.slice(0, 2),
      { kind: 'desk-chosen' },
      { kind: 'match-committed', outcome: 'referred' },
    ];
    expect(ordered(referred)).toContain('commit-opening');
    expect(ordered([{ kind: 'started' }, { kind: 'fault-raised', fault: 'camera' }])).toContain('commit-opening');
    for (const events of [
      [],
      TO_FACE,
      TO_PASSAGE,
      [{ kind: 'started' }, { kind: 'fault-raised', fault: 'gate' }],
    ] as LaneEvent[][]) {
      expect(ordered(events)).not.toContain('commit-opening');
    }
  });
});

describe('an order about service', () => {
  test('closes an idle lane at once, otherwise after the current traveller', () => {
    expect(phaseAfter([{ kind: 'started' }, { kind: 'service-closed' }, { kind: 'traveller-arrived' }])).toBe(
      'out-of-service',
    );
    const served = [...TO_PASSAGE, { kind: 'service-closed' } as const];
    expect(phaseAfter(served)).toBe('passage');
    expect(phaseAfter([...served, seen('person-passed'), { kind: 'gate-secured' }])).toBe('out-of-service');
  });

  test('and the opening hours must both let an idle lane open', () => {
    const closed: LaneEvent[] = [
      { kind: 'started' },
      { kind: 'service-closed' },
      { kind: 'hours-changed', hours: 'closed' },
    ];
    expect(phaseAfter([...closed, { kind: 'service-opened' }])).toBe('out-of-service');
    expect(phaseAfter([...closed, { kind: 'hours-changed', hours: 'open' }])).toBe('out-of-service');
    const both: LaneEvent[] = [...closed, { kind: 'service-opened' }, { kind: 'hours-changed', hours: 'open' }];
    expect(phaseAfter(both)).toBe('idle');
    expect(phaseAfter([{ kind: 'hours-changed', hours: 'closed' }, { kind: 'started' }])).toBe('out-of-service');
    const broken: LaneEvent[] = [...closed.slice(0, 2), { kind: 'fault-raised', fault: 'camera' }];
    expect(phaseAfter([...broken, { kind: 'fault-cleared', fault: 'camera' }])).toBe('out-of-service');
  });

  test('reopens the lane, unless there is a vital fault', () => {
    const closed: LaneEvent[] = [{ kind: 'started' }, { kind: 'service-closed' }];
    expect(phaseAfter([...closed, { kind: 'service-opened' }])).toBe('idle');
    expect(phaseAfter([...closed, { kind: 'fault-raised', fault: 'camera' }, { kind: 'service-opened' }])).toBe(
      'out-of-service',
    );
    expect(
      phaseAfter([...closed, { kind: 'fault-raised', fault: 'camera' }, { kind: 'fault-cleared', fault: 'camera' }]),
    ).toBe('out-of-service');
  });
});

describe('an emergency', () => {
  const EMERGENCY: LaneEvent = { kind: 'emergency-ordered' };
  const ENDED: LaneEvent[] = [{ kind: 'emergency-ended' }, { kind: 'gate-secured' }];

  test.each([
    ['the lane is idle', [{ kind: 'started' }]],
    ['the lane is out of service', [{ kind: 'started' }, { kind: 'fault-raised', fault: 'outbox' }]],
    ['a face is being captured', TO_FACE],
    ['a traveller passes the gate', TO_PASSAGE],
    ['the lane has not started', []],
  ] as [string, LaneEvent[]][])('opens the gate first, when %s', (_when, events) => {
    const { lane, effects } = run([...events, EMERGENCY]);
    expect(lane.state.phase).toBe('emergency');
    expect(kindsOf(effects).slice(kindsOf(run(events).effects).length)[0]).toBe('hold-gate-open');
  });

  test('cancels the step of the current traveller, and reports and destroys their evidence', () => {
    const { lane, effects } = run([...TO_FACE, EMERGENCY, { kind: 'match-committed', outcome: 'abandoned' }, ...ENDED]);
    expect(lane.state.phase).toBe('idle');
    expect(kindsOf(effects).slice(-5)).toEqual([
      'hold-gate-open',
      'cancel-step',
      'commit-match',
      'forget',
      'secure-gate',
    ]);
  });

  test('that ends before a decision is durable waits for it before the lane rests', () => {
    const { lane } = run([...TO_FACE, EMERGENCY, ...ENDED]);
    expect(lane.state.phase).toBe('emergency');
    const after = run([{ kind: 'commit-failed', why: 'not-durable' }], lane);
    expect(after.lane.state.phase).toBe('idle');
    expect(after.effects).toEqual([{ kind: 'forget', captures: 'destroy' }]);
  });

  test('reports an interrupted passage as interrupted', () => {
    const { effects } = run([...TO_PASSAGE, EMERGENCY]);
    expect(effects).toContainEqual({ kind: 'commit-passage', passage: 'interrupted' });
    const cleared = run([
      ...TO_FACE,
      { kind: 'face-attempted', face: MATCHING_FACE },
      EMERGENCY,
      { kind: 'match-committed', outcome: 'cleared' },
    ]);
    expect(kindsOf(cleared.effects)).not.toContain('release-gate');
    expect(cleared.effects.slice(-2)).toEqual([
      { kind: 'commit-passage', passage: 'interrupted' },
      { kind: 'forget', captures: 'destroy' },
    ]);
  });

  test('repeats the command to a jammed gate while it lasts, and never closes an obstructed gate by force', () => {
    const jammed = run([{ kind: 'started' }, EMERGENCY, { kind: 'gate-jammed' }]);
    expect(timeoutOf(jammed.lane)).toBeGreaterThan(0);
    expect(kindsOf(run([{ kind: 'timed-out' }], jammed.lane).effects)).toEqual(['hold-gate-open']);
    const obstructed = run([{ kind: 'started' }, EMERGENCY, { kind: 'emergency-ended' }, { kind: 'gate-obstructed' }]);
    expect(obstructed.lane.state.phase).toBe('emergency');
    expect(kindsOf(run([{ kind: 'timed-out' }], obstructed.lane).effects)).toEqual(['secure-gate']);
  });

  test('serves no traveller, refuses orders to open, and ends by order', () => {
    const during: LaneEvent[] = [
      { kind: 'started' },
      EMERGENCY,
      { kind: 'traveller-arrived' },
      { kind: 'opening-ordered' },
    ];
    expect(phaseAfter(during)).toBe('emergency');
    expect(phaseAfter([...during, ...ENDED])).toBe('idle');
    expect(phaseAfter([...during, { kind: 'service-closed' }, ...ENDED])).toBe('out-of-service');
  });
});

test('a lane out of service names every cause, and none that does not keep it closed', () => {
  const events: LaneEvent[] = [
    { kind: 'started' },
    { kind: 'service-closed' },
    { kind: 'hours-changed', hours: 'closed' },
    { kind: 'fault-raised', fault: 'frame-rate' },
    { kind: 'fault-raised', fault: 'indicator' },
  ];
  expect(outOfServiceCauses(run(events).lane)).toEqual(['order', 'hours', 'frame-rate']);
  const open: LaneEvent[] = [...events, { kind: 'service-opened' }, { kind: 'hours-changed', hours: 'open' }];
  expect(outOfServiceCauses(run(open).lane)).toEqual(['frame-rate']);
  const { lane } = run([...open, { kind: 'fault-cleared', fault: 'frame-rate' }]);
  expect([lane.state.phase, outOfServiceCauses(lane)]).toEqual(['idle', []]);
});
