import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FaceEvidence, FingerEvidence } from '../../../kiosk/decision/evidence.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../../../kiosk/decision/policy.ts';
import type { Lane, LaneEffect, LaneEvent, LaneFault } from '../../../kiosk/lane/lane.ts';
import { INITIAL_LANE, step } from '../../../kiosk/lane/machine.ts';
import { MOST_OBSTRUCTIONS, timeoutOf } from '../../../kiosk/lane/timeouts.ts';
import { DECLARING, NOTHING } from '../decision/declaring-policy.ts';
import { MATCHING_FACE, READ_DOCUMENT } from '../decision/evidence-samples.ts';

const POLICY = DEVELOPMENT_POLICY;
const WITH_FINGERS: Policy = {
  ...POLICY,
  requiredChecks: [...POLICY.requiredChecks, 'finger-comparison'],
  fingerAttempts: 2,
};

function run(
  events: readonly LaneEvent[],
  from: Lane = INITIAL_LANE,
  policy: Policy = POLICY,
): { lane: Lane; effects: LaneEffect[] } {
  let lane = from;
  const effects: LaneEffect[] = [];
  for (const event of events) {
    const transition = step(lane, event, policy);
    lane = transition.lane;
    effects.push(...transition.effects);
  }
  return { lane, effects };
}

const TO_FACE: LaneEvent[] = [
  { kind: 'started' },
  { kind: 'traveller-arrived' },
  { kind: 'notice-acknowledged' },
  { kind: 'document-examined', document: READ_DOCUMENT, comparisonsToday: 0 },
];
const TO_PASSAGE: LaneEvent[] = [
  ...TO_FACE,
  { kind: 'face-attempted', face: MATCHING_FACE },
  { kind: 'match-committed', outcome: 'cleared' },
  { kind: 'gate-released' },
];
const phaseAfter = (events: readonly LaneEvent[]) => run(events).lane.state.phase;
const kindsOf = (effects: readonly LaneEffect[]) => effects.map(({ kind }) => kind);
const seen = (what: 'person-entered' | 'person-passed' | 'person-turned-back' | 'second-person'): LaneEvent => ({
  kind: 'passage-seen',
  seen: what,
});

describe('a traveller who is cleared', () => {
  test('goes through every phase, and the report is committed before the gate moves', () => {
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

describe('the document', () => {
  test('that is unreadable may be tried once more, then the traveller is referred', () => {
    const unreadable: LaneEvent = { kind: 'document-examined', document: { kind: 'unreadable' } };
    const first = run([...TO_FACE.slice(0, 3), unreadable]);
    expect(first.lane.state).toMatchObject({ phase: 'document', attempt: 2 });
    expect(phaseAfter([...TO_FACE.slice(0, 3), unreadable, unreadable])).toBe('deciding');
  });
  test('that fails a check spares the traveller the camera', () => {
    const { lane, effects } = run([
      ...TO_FACE.slice(0, 3),
      { kind: 'document-examined', document: { ...READ_DOCUMENT, unexpired: false }, comparisonsToday: 0 },
    ]);
    expect(lane.state.phase).toBe('deciding');
    expect(kindsOf(effects)).not.toContain('capture-face');
  });
  test('that never comes ends in an abandoned transaction, once the traveller has been asked', () => {
    const { effects } = run([
      ...TO_FACE.slice(0, 3),
      { kind: 'document-examined', document: { kind: 'no-document' } },
      { kind: 'timed-out' },
    ]);
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { interruption: 'timed-out' } });
  });
});

describe('the camera', () => {
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
  test('gives a flat picture another try, then refers', () => {
    const attempt: LaneEvent = {
      kind: 'face-attempted',
      face: { kind: 'captured', headTurn: 'plane', comparison: undefined },
    };
    expect(phaseAfter([...TO_FACE, attempt])).toBe('face');
    expect(phaseAfter([...TO_FACE, attempt, attempt])).toBe('deciding');
  });
  test('does not try again with a portrait that cannot be read', () => {
    expect(phaseAfter([...TO_FACE, { kind: 'face-attempted', face: { kind: 'portrait-unusable' } }])).toBe('deciding');
  });
});

describe('the desk', () => {
  test.each([
    ['the notice', TO_FACE.slice(0, 2)],
    ['the document', TO_FACE.slice(0, 3)],
    ['the camera', TO_FACE],
  ])('may be chosen at %s; the step that runs is cancelled', (_where, events) => {
    const { lane, effects } = run([...events, { kind: 'desk-chosen' }]);
    expect(lane.state.phase).toBe('deciding');
    expect(kindsOf(effects).slice(-2)).toEqual(['cancel-step', 'commit-match']);
    expect(effects.at(-1)).toMatchObject({ evidence: { interruption: 'traveller-chose-desk' } });
  });
});

describe('the decision', () => {
  test('that is referred keeps the captures for an officer', () => {
    const { lane, effects } = run([
      ...TO_FACE,
      { kind: 'face-attempted', face: { kind: 'portrait-unusable' } },
      { kind: 'match-committed', outcome: 'referred' },
    ]);
    expect(lane.state.phase).toBe('referred');
    expect(effects.at(-1)).toEqual({ kind: 'forget', captures: 'keep-for-officer' });
  });
  test('that cannot be made durable opens nothing and takes the lane out of service', () => {
    const { lane, effects } = run([
      ...TO_FACE,
      { kind: 'face-attempted', face: MATCHING_FACE },
      { kind: 'commit-failed', why: 'not-durable' },
    ]);
    expect(lane.state.phase).toBe('out-of-service');
    expect(kindsOf(effects)).not.toContain('release-gate');
  });
  test('that cannot be signed refers instead, for a reason of the lane, and keeps what an officer needs', () => {
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
  test('is against clearing while a vital device is broken', () => {
    const { effects } = run([
      ...TO_FACE,
      { kind: 'fault-raised', fault: 'gate' },
      { kind: 'face-attempted', face: MATCHING_FACE },
    ]);
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { interruption: 'device-fault' } });
  });
});

describe('the passage', () => {
  test.each([
    ['turning back', [seen('person-entered'), seen('person-turned-back')], 'turned-back', 'destroy'],
    ['nobody entering', [{ kind: 'timed-out' }], 'nobody-entered', 'destroy'],
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
  test('a barrier that somebody stands in is tried again, and at last needs an officer', () => {
    const again: LaneEvent[] = [{ kind: 'gate-obstructed' }, { kind: 'timed-out' }];
    const closing = [...TO_PASSAGE, seen('person-turned-back')];
    expect(phaseAfter([...closing, ...again, { kind: 'gate-secured' }])).toBe('idle');
    const stuck = Array.from({ length: MOST_OBSTRUCTIONS + 1 }, () => again).flat();
    expect(phaseAfter([...closing, ...stuck])).toBe('out-of-service');
  });
  test('a barrier that jams is reported and takes the lane out of service', () => {
    const { lane, effects } = run([...TO_PASSAGE.slice(0, -1), { kind: 'gate-jammed' }]);
    expect(lane.state.phase).toBe('out-of-service');
    expect(effects).toContainEqual({ kind: 'commit-passage', passage: 'barrier-jammed' });
  });
});

describe('faults', () => {
  test('take an idle lane out of service and bring it back', () => {
    expect(phaseAfter([{ kind: 'started' }, { kind: 'fault-raised', fault: 'camera' }])).toBe('out-of-service');
    const { lane, effects } = run([
      { kind: 'started' },
      { kind: 'fault-raised', fault: 'camera' },
      { kind: 'fault-cleared', fault: 'camera' },
    ]);
    expect(lane.state.phase).toBe('idle');
    expect(effects.at(-1)).toEqual({ kind: 'secure-gate' });
  });
  test('of lamps and fingers do not', () => {
    expect(phaseAfter([{ kind: 'started' }, { kind: 'fault-raised', fault: 'indicator' }])).toBe('idle');
  });
  test('a stale notice stops the next traveller, and the one who is reading it', () => {
    expect(
      phaseAfter([{ kind: 'started' }, { kind: 'fault-raised', fault: 'notice' }, { kind: 'traveller-arrived' }]),
    ).toBe('out-of-service');
    expect(phaseAfter([...TO_FACE.slice(0, 2), { kind: 'fault-raised', fault: 'notice' }])).toBe('deciding');
  });
});

describe('whatever happens', () => {
  const faults: LaneFault[] = ['camera', 'gate', 'indicator', 'notice', 'outbox'];
  const anyEvent: fc.Arbitrary<LaneEvent> = fc.oneof(
    fc.constantFrom<LaneEvent>(
      { kind: 'started' },
      { kind: 'traveller-arrived' },
      { kind: 'notice-acknowledged' },
      { kind: 'desk-chosen' },
      { kind: 'document-examined', document: READ_DOCUMENT, comparisonsToday: 0 },
      { kind: 'document-examined', document: { kind: 'unreadable' } },
      { kind: 'face-attempted', face: MATCHING_FACE },
      { kind: 'face-attempted', face: { kind: 'nobody' } },
      {
        kind: 'finger-attempted',
        finger: { kind: 'captured', comparison: { kind: 'match', falseMatchRate: 1e-4, logLikelihoodRatio: 9 } },
      },
      { kind: 'finger-attempted', finger: { kind: 'no-finger' } },
      { kind: 'declaration-made', answer: NOTHING },
      { kind: 'match-committed', outcome: 'cleared' },
      { kind: 'match-committed', outcome: 'referred' },
      { kind: 'match-committed', outcome: 'abandoned' },
      { kind: 'commit-failed', why: 'unsigned' },
      { kind: 'commit-failed', why: 'not-durable' },
      { kind: 'gate-released' },
      { kind: 'gate-secured' },
      { kind: 'gate-obstructed' },
      { kind: 'gate-jammed' },
      { kind: 'timed-out' },
      { kind: 'traveller-gone' },
      { kind: 'opening-ordered' },
      { kind: 'opening-committed' },
      { kind: 'service-closed' },
      { kind: 'service-opened' },
      { kind: 'emergency-ordered' },
      { kind: 'emergency-ended' },
      { kind: 'more-time' },
      { kind: 'receipt-wanted' },
      seen('person-entered'),
      seen('person-passed'),
      seen('person-turned-back'),
      seen('second-person'),
    ),
    fc
      .constantFrom(...faults)
      .chain((fault) => fc.constantFrom<LaneEvent>({ kind: 'fault-raised', fault }, { kind: 'fault-cleared', fault })),
  );

  test('the gate is released only on a committed, cleared decision, once a transaction, or on a committed order, once an order', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 200 }),
        fc.constantFrom(POLICY, WITH_FINGERS, DECLARING),
        (events, policy) => {
          let lane = INITIAL_LANE;
          let releases = 0;
          for (const event of events) {
            const before = lane.state.phase;
            const transition = step(lane, event, policy);
            for (const effect of transition.effects) {
              if (effect.kind === 'begin-transaction' || effect.kind === 'commit-opening') releases = 0;
              if (effect.kind !== 'release-gate') continue;
              releases += 1;
              const ordered = lane.state.phase === 'deciding' && lane.state.ordered === true;
              expect(before).toBe('deciding');
              expect(event).toEqual(
                ordered ? { kind: 'opening-committed' } : { kind: 'match-committed', outcome: 'cleared' },
              );
              expect(releases).toBe(1);
            }
            lane = transition.lane;
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('each transaction is committed exactly once before the lane rests, and forgotten exactly once', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 200 }),
        fc.constantFrom(POLICY, WITH_FINGERS, DECLARING),
        (events, policy) => {
          let lane = INITIAL_LANE;
          let open = { begun: 0, committed: 0, forgotten: 0 };
          for (const event of events) {
            const transition = step(lane, event, policy);
            lane = transition.lane;
            for (const { kind } of transition.effects) {
              if (kind === 'begin-transaction') open = { begun: 1, committed: 0, forgotten: 0 };
              if (kind === 'commit-match') open.committed += 1;
              if (kind === 'forget') open.forgotten += 1;
            }
            const resting = lane.state.phase === 'idle' || lane.state.phase === 'out-of-service';
            if (resting) expect([open.committed, open.forgotten]).toEqual([open.begun, open.begun]);
            expect(open.committed).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('no phase with a traveller in it waits for ever', () => {
    for (const phase of ['notice', 'document', 'face', 'finger', 'opening', 'passage', 'referred'] as const) {
      const state = { phase, attempt: 1, extensions: 0, entered: false, obstructions: 0 } as Lane['state'];
      expect(timeoutOf({ state, unhurried: false })).toBeGreaterThan(0);
    }
  });
});

describe('an order to open', () => {
  const ORDERED: LaneEvent[] = [{ kind: 'started' }, { kind: 'opening-ordered' }, { kind: 'opening-committed' }];

  test('moves the gate once it is on the disk, and reports the passage without anybody to forget', () => {
    expect(kindsOf(run(ORDERED.slice(0, 2)).effects)).toEqual(['secure-gate', 'commit-opening']);
    const passed = run([...ORDERED, { kind: 'gate-released' }, seen('person-passed'), { kind: 'gate-secured' }]);
    expect(passed.lane.state.phase).toBe('idle');
    expect(kindsOf(passed.effects).slice(2)).toEqual(['release-gate', 'secure-gate', 'commit-passage']);
  });

  test.each([
    ['not-durable', 'out-of-service'],
    ['unsigned', 'idle'],
  ] as const)('that cannot be recorded (%s) opens nothing', (why, phase) => {
    const { lane, effects } = run([...ORDERED.slice(0, 2), { kind: 'commit-failed', why }]);
    expect(lane.state.phase).toBe(phase);
    expect(kindsOf(effects)).not.toContain('release-gate');
  });

  test('is for a referred traveller, or for nobody; never in the middle of somebody', () => {
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
  test('closes the lane at once while nobody is there, and after whoever is', () => {
    expect(phaseAfter([{ kind: 'started' }, { kind: 'service-closed' }, { kind: 'traveller-arrived' }])).toBe(
      'out-of-service',
    );
    const served = [...TO_PASSAGE, { kind: 'service-closed' } as const];
    expect(phaseAfter(served)).toBe('passage');
    expect(phaseAfter([...served, seen('person-passed'), { kind: 'gate-secured' }])).toBe('out-of-service');
  });

  test('reopens it, unless something vital is broken', () => {
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
    ['nobody is there', [{ kind: 'started' }]],
    ['it is out of service', [{ kind: 'started' }, { kind: 'fault-raised', fault: 'outbox' }]],
    ['somebody is looked at', TO_FACE],
    ['somebody walks through', TO_PASSAGE],
    ['it has not started', []],
  ] as [string, LaneEvent[]][])('opens the gate first, when %s', (_when, events) => {
    const { lane, effects } = run([...events, EMERGENCY]);
    expect(lane.state.phase).toBe('emergency');
    expect(kindsOf(effects).slice(kindsOf(run(events).effects).length)[0]).toBe('hold-gate-open');
  });

  test('ends the step of whoever is looked at, and what is known of them is reported and destroyed', () => {
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

  test('that ends before a decision is on the disk waits for it before the lane rests', () => {
    const { lane } = run([...TO_FACE, EMERGENCY, ...ENDED]);
    expect(lane.state.phase).toBe('emergency');
    const after = run([{ kind: 'commit-failed', why: 'not-durable' }], lane);
    expect(after.lane.state.phase).toBe('idle');
    expect(after.effects).toEqual([{ kind: 'forget', captures: 'destroy' }]);
  });

  test('says of a passage that it interrupted that nobody knows', () => {
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

  test('tries again where the gate jams, for as long as it lasts, and never presses on whoever stands in it', () => {
    const jammed = run([{ kind: 'started' }, EMERGENCY, { kind: 'gate-jammed' }]);
    expect(timeoutOf(jammed.lane)).toBeGreaterThan(0);
    expect(kindsOf(run([{ kind: 'timed-out' }], jammed.lane).effects)).toEqual(['hold-gate-open']);
    const obstructed = run([{ kind: 'started' }, EMERGENCY, { kind: 'emergency-ended' }, { kind: 'gate-obstructed' }]);
    expect(obstructed.lane.state.phase).toBe('emergency');
    expect(kindsOf(run([{ kind: 'timed-out' }], obstructed.lane).effects)).toEqual(['secure-gate']);
  });

  test('serves nobody, takes no order to open, and is over when somebody says so', () => {
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

describe('fingers', () => {
  const runWith = (events: readonly LaneEvent[]) => run(events, INITIAL_LANE, WITH_FINGERS);
  const TO_FINGER: LaneEvent[] = [...TO_FACE, { kind: 'face-attempted', face: MATCHING_FACE }];
  const attempted = (finger: FingerEvidence): LaneEvent => ({ kind: 'finger-attempted', finger });

  test('are taken after a face that matched, where the policy asks for them', () => {
    const { lane, effects } = runWith(TO_FINGER);
    expect(lane.state).toMatchObject({ phase: 'finger', attempt: 1 });
    expect(effects.at(-1)).toEqual({ kind: 'capture-finger', attempt: 1 });
    expect(phaseAfter(TO_FINGER)).toBe('deciding');
  });
  test.each([
    ['no match', { ...MATCHING_FACE, comparison: { kind: 'below-threshold' } }],
    ['a picture', { ...MATCHING_FACE, headTurn: 'plane' }],
    [
      'a match that is looser than the policy',
      { ...MATCHING_FACE, comparison: { kind: 'match', falseMatchRate: 9e-4 } },
    ],
    ['a portrait that cannot be read', { kind: 'portrait-unusable' }],
  ] as [string, FaceEvidence][])('are not taken after %s: they could not change the outcome', (_what, face) => {
    const again: LaneEvent = { kind: 'face-attempted', face };
    const { effects } = runWith([...TO_FACE, again, again, again]);
    expect(kindsOf(effects)).not.toContain('capture-finger');
    expect(effects.at(-1)?.kind).toBe('commit-match');
  });
  test.each([
    [{ kind: 'no-finger' }, [{ kind: 'timed-out' }]],
    [{ kind: 'poor-quality' }, [{ kind: 'timed-out' }]],
    [{ kind: 'captured', comparison: { kind: 'below-threshold' } }, []],
  ] as [FingerEvidence, LaneEvent[]][])(
    'may be tried once more after %o, then the traveller is referred',
    (finger, rest) => {
      expect(runWith([...TO_FINGER, attempted(finger)]).lane.state).toMatchObject({ phase: 'finger', attempt: 2 });
      const { lane, effects } = runWith([...TO_FINGER, attempted(finger), attempted(finger), ...rest]);
      expect(lane.state.phase).toBe('deciding');
      expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { finger, interruption: undefined } });
    },
  );
  test.each([
    { kind: 'no-reference' },
    { kind: 'no-scanner' },
    { kind: 'device-fault' },
    { kind: 'captured', comparison: { kind: 'attempts-exhausted' } },
    { kind: 'captured', comparison: { kind: 'match', falseMatchRate: 1e-4 } },
  ] as FingerEvidence[])('are decided on after $kind at once', (finger) => {
    const { lane, effects } = runWith([...TO_FINGER, attempted(finger)]);
    expect(lane.state.phase).toBe('deciding');
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { finger } });
  });
  test('may be left for the desk, and do not wait for ever', () => {
    for (const events of [[{ kind: 'desk-chosen' }], [{ kind: 'timed-out' }, { kind: 'timed-out' }]] as const) {
      const { lane, effects } = runWith([...TO_FINGER, ...events]);
      expect(lane.state.phase).toBe('deciding');
      expect(kindsOf(effects).slice(-2)).toEqual(['cancel-step', 'commit-match']);
    }
  });
  test('that are not working keep nobody from a lane that does not ask for them', () => {
    const { lane } = run([{ kind: 'started' }, { kind: 'fault-raised', fault: 'fingerprint-scanner' }]);
    expect(lane.state.phase).toBe('idle');
  });
});
