import { describe, expect, test } from 'vitest';
import { decide } from '../../../../kiosk/rules/decision/decide.ts';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import type { LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { INITIAL_LANE, step } from '../../../../kiosk/lane/state-machine/machine.ts';
import { MAX_OBSTRUCTIONS } from '../../../../kiosk/lane/state-machine/timeouts.ts';
import { GOOD_EVIDENCE, MATCHING_FACE, READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';
import { kindsOf, phaseAfter, run, seen, TO_FACE, TO_PASSAGE } from './machine-steps.ts';

describe('a traveller who is cleared', () => {
  test('passes through every phase, and the report is committed before the gate moves', () => {
    const { lane, effects } = run([
      ...TO_PASSAGE,
      seen('person-entered'),
      seen('person-passed'),
      { kind: 'gate-secured' },
    ]);
    expect(lane.state.phase).toBe('idle');
    expect(kindsOf(effects)).toEqual([
      'secure-gate',
      'begin-transaction',
      'read-document',
      'capture-face',
      'commit-match',
      'release-gate',
      'secure-gate',
      'commit-passage',
      'forget',
    ]);
    expect(effects.at(-1)).toEqual({ kind: 'forget', captures: 'destroy' });
    expect(effects.at(-2)).toEqual({ kind: 'commit-passage', passage: 'one-person' });
  });

  test('leaves no evidence behind', () => {
    const { lane } = run([...TO_PASSAGE, seen('person-passed'), { kind: 'gate-secured' }]);
    expect(lane.evidence).toEqual(INITIAL_LANE.evidence);
  });
});

describe('the document of a traveller', () => {
  test('that is unreadable can be tried once more, then the traveller is referred', () => {
    const unreadable: LaneEvent = { kind: 'document-examined', document: { kind: 'unreadable' } };
    const first = run([...TO_FACE.slice(0, 3), unreadable]);
    expect(first.lane.state).toMatchObject({ phase: 'document', attempt: 2 });
    expect(phaseAfter([...TO_FACE.slice(0, 3), unreadable, unreadable])).toBe('deciding');
  });
  test('that fails a check refers without a face capture', () => {
    const { lane, effects } = run([
      ...TO_FACE.slice(0, 3),
      {
        kind: 'document-examined',
        document: { ...READ_DOCUMENT, unexpired: false },
        triesToday: { comparisons: 0, presentations: 0 },
      },
    ]);
    expect(lane.state.phase).toBe('deciding');
    expect(kindsOf(effects)).not.toContain('capture-face');
  });
  test('that is never presented ends in an abandoned transaction after the question for more time', () => {
    const { effects } = run([
      ...TO_FACE.slice(0, 3),
      { kind: 'document-examined', document: { kind: 'no-document' } },
      { kind: 'timed-out' },
    ]);
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { interruption: 'timed-out' } });
  });
});

describe('the step at the camera', () => {
  test.each([
    ['nobody', [{ kind: 'timed-out' }]],
    ['several', []],
    ['poor-quality', [{ kind: 'traveller-gone' }]],
  ] as const)('gives %s another try with advice, then refers', (kind, unanswered) => {
    const attempt: LaneEvent = { kind: 'face-attempted', face: { kind } };
    expect(run([...TO_FACE, attempt]).lane.state).toMatchObject({ phase: 'face', attempt: 2 });
    const { lane, effects } = run([...TO_FACE, attempt, attempt, ...unanswered]);
    expect(lane.state.phase).toBe('deciding');
    expect(effects.at(-1)).toMatchObject({
      kind: 'commit-match',
      evidence: { face: { kind }, interruption: undefined },
    });
  });
  test('gives another try when the lane was too slow, and then refers for the fault of the lane', () => {
    const attempt: LaneEvent = { kind: 'face-attempted', face: { kind: 'too-slow' } };
    expect(phaseAfter([...TO_FACE, attempt])).toBe('face');
    expect(phaseAfter([...TO_FACE, attempt, { kind: 'face-attempted', face: MATCHING_FACE }])).toBe('deciding');
    const { lane, effects } = run([...TO_FACE, attempt, attempt]);
    expect(lane.state.phase).toBe('deciding');
    const evidence = { ...GOOD_EVIDENCE, face: { kind: 'too-slow' } } as const;
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { face: { kind: 'too-slow' } } });
    expect(decide(evidence, DEVELOPMENT_POLICY)).toMatchObject({ outcome: 'referred', reasons: ['device-fault'] });
  });
  test('permits another try after a flat picture, then refers', () => {
    const attempt: LaneEvent = {
      kind: 'face-attempted',
      face: { kind: 'captured', headTurn: 'plane', comparison: undefined },
    };
    expect(phaseAfter([...TO_FACE, attempt])).toBe('face');
    expect(phaseAfter([...TO_FACE, attempt, attempt])).toBe('deciding');
  });
  test.each([
    ['the head turn', { headTurn: 'plane' }],
    ['the light', { headTurn: undefined, lightChallenge: 'no-response' }],
    ['an undecidable turn', { headTurn: 'undecidable' }],
  ] as const)('allows one retry after a presentation refused by %s, independent of the policy', (_what, found) => {
    const patient = { ...DEVELOPMENT_POLICY, faceAttempts: 3 };
    const refused: LaneEvent = {
      kind: 'face-attempted',
      face: { kind: 'captured', ...found, comparison: undefined },
    };
    const nobody: LaneEvent = { kind: 'face-attempted', face: { kind: 'nobody' } };
    const phases = (...attempts: readonly LaneEvent[]) =>
      run([...TO_FACE, ...attempts], INITIAL_LANE, patient).lane.state.phase;
    expect(phases(refused)).toBe('face');
    expect(phases(refused, refused)).toBe('deciding');
    expect(phases(nobody, refused)).toBe('face');
    expect(phases(nobody, refused, refused)).toBe('deciding');
  });
  test('does not try again with an unreadable portrait', () => {
    expect(phaseAfter([...TO_FACE, { kind: 'face-attempted', face: { kind: 'portrait-unusable' } }])).toBe('deciding');
  });
});

describe('the desk for a traveller', () => {
  test.each([
    ['the notice', TO_FACE.slice(0, 2)],
    ['the document', TO_FACE.slice(0, 3)],
    ['the camera', TO_FACE],
  ])('can be chosen at %s, which cancels the current step', (_where, events) => {
    const { lane, effects } = run([...events, { kind: 'desk-chosen' }]);
    expect(lane.state.phase).toBe('deciding');
    expect(kindsOf(effects).slice(-2)).toEqual(['cancel-step', 'commit-match']);
    expect(effects.at(-1)).toMatchObject({ evidence: { interruption: 'traveller-chose-desk' } });
  });
});

describe('the decision of a lane', () => {
  test('that is referred keeps the captures for an officer', () => {
    const { lane, effects } = run([
      ...TO_FACE,
      { kind: 'face-attempted', face: { kind: 'portrait-unusable' } },
      { kind: 'match-committed', outcome: 'referred' },
    ]);
    expect(lane.state.phase).toBe('referred');
    expect(effects.at(-1)).toEqual({ kind: 'forget', captures: 'keep-for-officer' });
  });
  test('that cannot be made durable does not open the gate and takes the lane out of service', () => {
    const { lane, effects } = run([
      ...TO_FACE,
      { kind: 'face-attempted', face: MATCHING_FACE },
      { kind: 'commit-failed', why: 'not-durable' },
    ]);
    expect(lane.state.phase).toBe('out-of-service');
    expect(kindsOf(effects)).not.toContain('release-gate');
  });
  test('that cannot be signed refers with a reason of the lane, and keeps the captures for an officer', () => {
    const { lane, effects } = run([
      ...TO_FACE,
      { kind: 'face-attempted', face: MATCHING_FACE },
      { kind: 'commit-failed', why: 'unsigned' },
    ]);
    expect(lane.state.phase).toBe('deciding');
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { interruption: 'device-fault' } });
    const after = step(lane, { kind: 'match-committed', outcome: 'referred' }, DEVELOPMENT_POLICY);
    expect(after.lane.state.phase).toBe('referred');
    expect(after.effects).toEqual([{ kind: 'forget', captures: 'keep-for-officer' }]);
    expect(step(lane, { kind: 'commit-failed', why: 'unsigned' }, DEVELOPMENT_POLICY).lane.state.phase).toBe(
      'out-of-service',
    );
  });
  test('is a referral while a vital device has a fault', () => {
    const { effects } = run([
      ...TO_FACE,
      { kind: 'fault-raised', fault: 'gate' },
      { kind: 'face-attempted', face: MATCHING_FACE },
    ]);
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { interruption: 'device-fault' } });
  });
});

describe('the passage of a traveller', () => {
  test.each([
    ['turning back', [seen('person-entered'), seen('person-turned-back')], 'turned-back', 'destroy'],
    ['no person entering', [{ kind: 'timed-out' }], 'nobody-entered', 'destroy'],
    ['a second person', [seen('person-entered'), seen('second-person')], 'tailgating', 'keep-for-officer'],
    [
      'a second person behind the first',
      [seen('person-passed'), seen('second-person')],
      'tailgating',
      'keep-for-officer',
    ],
  ] as [string, LaneEvent[], string, string][])('ends with %s', (_name, events, passage, captures) => {
    const { lane, effects } = run([...TO_PASSAGE, ...events, { kind: 'gate-secured' }]);
    expect(lane.state.phase).toBe('idle');
    expect(effects).toContainEqual({ kind: 'commit-passage', passage });
    expect(effects.at(-1)).toEqual({ kind: 'forget', captures });
  });
  test('repeats closing an obstructed barrier, and finally needs an officer', () => {
    const again: LaneEvent[] = [{ kind: 'gate-obstructed' }, { kind: 'timed-out' }];
    const closing = [...TO_PASSAGE, seen('person-turned-back')];
    expect(phaseAfter([...closing, ...again, { kind: 'gate-secured' }])).toBe('idle');
    const stuck = Array.from({ length: MAX_OBSTRUCTIONS + 1 }, () => again).flat();
    expect(phaseAfter([...closing, ...stuck])).toBe('out-of-service');
  });
  test('with a jammed barrier is reported and takes the lane out of service', () => {
    const { lane, effects } = run([...TO_PASSAGE.slice(0, -1), { kind: 'gate-jammed' }]);
    expect(lane.state.phase).toBe('out-of-service');
    expect(effects).toContainEqual({ kind: 'commit-passage', passage: 'barrier-jammed' });
  });
});

describe('faults of devices', () => {
  test('take an idle lane out of service, and their end restores service', () => {
    expect(phaseAfter([{ kind: 'started' }, { kind: 'fault-raised', fault: 'camera' }])).toBe('out-of-service');
    const { lane, effects } = run([
      { kind: 'started' },
      { kind: 'fault-raised', fault: 'camera' },
      { kind: 'fault-cleared', fault: 'camera' },
    ]);
    expect(lane.state.phase).toBe('idle');
    expect(effects.at(-1)).toEqual({ kind: 'secure-gate' });
  });
  test('of the indicator and the fingerprint scanner do not take a lane out of service', () => {
    expect(phaseAfter([{ kind: 'started' }, { kind: 'fault-raised', fault: 'indicator' }])).toBe('idle');
  });
  test('such as an expired notice stop the next traveller, and the one who is reading it', () => {
    expect(
      phaseAfter([{ kind: 'started' }, { kind: 'fault-raised', fault: 'notice' }, { kind: 'traveller-arrived' }]),
    ).toBe('out-of-service');
    expect(phaseAfter([...TO_FACE.slice(0, 2), { kind: 'fault-raised', fault: 'notice' }])).toBe('deciding');
  });
});
