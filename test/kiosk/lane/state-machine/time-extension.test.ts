import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import type { Lane, LaneEffect, LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { INITIAL_LANE, step } from '../../../../kiosk/lane/state-machine/machine.ts';
import { MAX_EXTENSIONS } from '../../../../kiosk/lane/state-machine/time-extension.ts';
import { PHASE_TIMEOUTS_MS, timeoutOf } from '../../../../kiosk/lane/state-machine/timeouts.ts';
import { READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';

const POLICY = {
  ...DEVELOPMENT_POLICY,
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'finger-comparison' as const],
};
const LATE: LaneEvent = { kind: 'timed-out' };
const MORE: LaneEvent = { kind: 'more-time' };
const TO_NOTICE: LaneEvent[] = [{ kind: 'started' }, { kind: 'traveller-arrived' }];
const TO_DOCUMENT: LaneEvent[] = [...TO_NOTICE, { kind: 'notice-acknowledged' }];
const TO_FACE: LaneEvent[] = [
  ...TO_DOCUMENT,
  { kind: 'document-examined', document: READ_DOCUMENT, triesToday: { comparisons: 0, presentations: 0 } },
];
const NOBODY: LaneEvent = { kind: 'face-attempted', face: { kind: 'nobody' } };
const TO_REFERRED: LaneEvent[] = [
  ...TO_FACE,
  { kind: 'desk-chosen' },
  { kind: 'match-committed', outcome: 'referred' },
];

function run(events: readonly LaneEvent[], from: Lane = INITIAL_LANE): { lane: Lane; effects: LaneEffect[] } {
  let lane = from;
  const effects: LaneEffect[] = [];
  for (const event of events) {
    const transition = step(lane, event, POLICY);
    lane = transition.lane;
    effects.push(...transition.effects);
  }
  return { lane, effects };
}
const isAsked = ({ state }: Lane): boolean => 'asked' in state;

describe('more time for a traveller', () => {
  it.each([
    ['the notice', TO_NOTICE, 'notice'],
    ['the document', TO_DOCUMENT, 'document'],
    ['the camera', TO_FACE, 'face'],
    ['the way to the desk', TO_REFERRED, 'referred'],
  ] as const)('is offered before %s ends, at least ten times', (_what, events, phase) => {
    let { lane } = run(events);
    for (let time = 0; time < MAX_EXTENSIONS; time++) {
      lane = run([LATE], lane).lane;
      expect([lane.state.phase, isAsked(lane), timeoutOf(lane)]).toEqual([phase, true, PHASE_TIMEOUTS_MS.answer]);
      const { lane: given, effects } = run([MORE], lane);
      expect([given.state.phase, isAsked(given), effects]).toEqual([phase, false, []]);
      expect(timeoutOf(given)).toBe(PHASE_TIMEOUTS_MS[phase]);
      lane = given;
    }
    expect(MAX_EXTENSIONS).toBeGreaterThanOrEqual(10);
    expect(PHASE_TIMEOUTS_MS.answer).toBeGreaterThanOrEqual(20_000);
    expect(run([LATE], lane).lane.state.phase).not.toBe(phase);
  });

  it('ends without an answer, or when the traveller needs no more time', () => {
    for (const last of [LATE, { kind: 'traveller-gone' }] as const) {
      const { lane, effects } = run([...TO_NOTICE, LATE, last]);
      expect(lane.state.phase).toBe('deciding');
      expect(effects.at(-1)).toMatchObject({ evidence: { interruption: 'traveller-left' } });
    }
    expect(run([...TO_NOTICE, { kind: 'traveller-gone' }]).lane.state.phase).toBe('notice');
  });

  it('is not granted without the question', () => {
    const { lane } = run(TO_NOTICE);
    expect(step(lane, MORE, POLICY)).toEqual({ lane, effects: [] });
  });

  it('repeats a step that has ended, and does not disturb a running one', () => {
    const over: LaneEvent = { kind: 'document-examined', document: { kind: 'no-document' } };
    expect(run([...TO_DOCUMENT, over, MORE]).effects.at(-1)).toEqual({ kind: 'read-document' });
    expect(run([...TO_DOCUMENT, LATE, MORE]).effects.at(-1)).toEqual({ kind: 'read-document' });
    expect(run([...TO_DOCUMENT, LATE, MORE]).effects.filter(({ kind }) => kind === 'read-document')).toHaveLength(1);
    const twice = run([...TO_FACE, NOBODY, NOBODY, MORE]);
    expect(twice.lane.state).toMatchObject({ phase: 'face', attempt: 2, extensions: 1 });
    expect(twice.effects.at(-1)).toEqual({ kind: 'capture-face', attempt: 2 });
  });

  it('does not shorten the time to answer when the step ends', () => {
    const over: LaneEvent = { kind: 'document-examined', document: { kind: 'no-document' } };
    const { lane } = run([...TO_DOCUMENT, LATE, over]);
    expect(lane.state).toMatchObject({ phase: 'document', asked: 'after-step' });
    expect(run([MORE], lane).effects).toEqual([{ kind: 'read-document' }]);
  });

  it('continues without an answer when the traveller completes the step', () => {
    const { lane } = run([
      ...TO_DOCUMENT,
      LATE,
      { kind: 'document-examined', document: READ_DOCUMENT, triesToday: { comparisons: 0, presentations: 0 } },
    ]);
    expect(lane.state).toEqual({ phase: 'face', attempt: 1, extensions: 0 });
  });

  it('is not offered for several people or for another comparison', () => {
    const several: LaneEvent = { kind: 'face-attempted', face: { kind: 'several' } };
    const flat: LaneEvent = {
      kind: 'face-attempted',
      face: { kind: 'captured', headTurn: 'head', comparison: { kind: 'below-threshold' } },
    };
    for (const attempt of [several, flat]) {
      expect(run([...TO_FACE, attempt, attempt]).lane.state.phase).toBe('deciding');
    }
  });

  it('keeps the gate open longer, like a receipt, but not for the next traveller', () => {
    const passage = { phase: 'passage', entered: false, obstructions: 0 } as const;
    const { lane } = run([...TO_NOTICE, LATE, MORE]);
    expect(timeoutOf({ ...lane, state: passage })).toBe(PHASE_TIMEOUTS_MS.unhurriedPassage);
    const wanting = run([...TO_NOTICE, { kind: 'receipt-wanted' }]).lane;
    expect([wanting.receiptWanted, wanting.unhurried]).toEqual([true, true]);
    expect(run([{ kind: 'started' }, { kind: 'receipt-wanted' }]).lane.receiptWanted).toBe(false);
    const after = run([{ kind: 'desk-chosen' }, { kind: 'match-committed', outcome: 'abandoned' }], wanting).lane;
    expect(after).toMatchObject({ state: { phase: 'idle' }, receiptWanted: false, unhurried: false });
    expect(timeoutOf({ ...after, state: passage })).toBe(PHASE_TIMEOUTS_MS.passage);
  });

  it('never blocks a lane: for any answers it rests again without further ones', () => {
    const someEvent = fc.constantFrom<LaneEvent>(
      LATE,
      MORE,
      NOBODY,
      { kind: 'receipt-wanted' },
      { kind: 'notice-acknowledged' },
    );
    fc.assert(
      fc.property(fc.array(someEvent, { maxLength: 60 }), (events) => {
        let { lane } = run([...TO_NOTICE, ...events]);
        for (let quiet = 0; quiet < 6 && lane.state.phase !== 'deciding'; quiet++)
          lane = run([LATE, NOBODY, LATE], lane).lane;
        expect(lane.state.phase).toBe('deciding');
      }),
    );
  });
});
