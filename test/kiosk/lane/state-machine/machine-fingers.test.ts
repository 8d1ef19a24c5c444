import { describe, expect, test } from 'vitest';
import type { FaceEvidence, FingerEvidence } from '../../../../kiosk/rules/decision/evidence.ts';
import type { LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { INITIAL_LANE } from '../../../../kiosk/lane/state-machine/machine.ts';
import { MATCHING_FACE } from '../../rules/decision/evidence-samples.ts';
import { kindsOf, phaseAfter, run, TO_FACE, WITH_FINGERS } from './machine-steps.ts';

describe('fingers of a traveller', () => {
  const runWith = (events: readonly LaneEvent[]) => run(events, INITIAL_LANE, WITH_FINGERS);
  const TO_FINGER: LaneEvent[] = [...TO_FACE, { kind: 'face-attempted', face: MATCHING_FACE }];
  const attempted = (finger: FingerEvidence): LaneEvent => ({ kind: 'finger-attempted', finger });

  test('are captured after a face match if the policy requires them', () => {
    const { lane, effects } = runWith(TO_FINGER);
    expect(lane.state).toMatchObject({ phase: 'finger', attempt: 1 });
    expect(effects.at(-1)).toEqual({ kind: 'capture-finger', attempt: 1 });
    expect(phaseAfter(TO_FINGER)).toBe('deciding');
  });
  test.each([
    ['no match', { ...MATCHING_FACE, comparison: { kind: 'below-threshold' } }],
    ['a picture', { ...MATCHING_FACE, headTurn: 'plane' }],
    [
      'a match that is weaker than the policy requires',
      { ...MATCHING_FACE, comparison: { kind: 'match', falseMatchRate: 2e-3 } },
    ],
    ['a portrait that cannot be read', { kind: 'portrait-unusable' }],
  ] as [string, FaceEvidence][])(
    'are not captured after %s, because they could not change the outcome',
    (_what, face) => {
      const again: LaneEvent = { kind: 'face-attempted', face };
      const { effects } = runWith([...TO_FACE, again, again, again]);
      expect(kindsOf(effects)).not.toContain('capture-finger');
      expect(effects.at(-1)?.kind).toBe('commit-match');
    },
  );
  test.each([
    [{ kind: 'no-finger' }, [{ kind: 'timed-out' }]],
    [{ kind: 'poor-quality' }, [{ kind: 'timed-out' }]],
    [{ kind: 'captured', comparison: { kind: 'below-threshold' } }, []],
  ] as [FingerEvidence, LaneEvent[]][])(
    'can be tried once more after %o, then the traveller is referred',
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
  ] as FingerEvidence[])('are decided at once after $kind', (finger) => {
    const { lane, effects } = runWith([...TO_FINGER, attempted(finger)]);
    expect(lane.state.phase).toBe('deciding');
    expect(effects.at(-1)).toMatchObject({ kind: 'commit-match', evidence: { finger } });
  });
  test('allow the traveller to choose the desk, and have a time limit', () => {
    for (const events of [[{ kind: 'desk-chosen' }], [{ kind: 'timed-out' }, { kind: 'timed-out' }]] as const) {
      const { lane, effects } = runWith([...TO_FINGER, ...events]);
      expect(lane.state.phase).toBe('deciding');
      expect(kindsOf(effects).slice(-2)).toEqual(['cancel-step', 'commit-match']);
    }
  });
  test('with a failed scanner do not close a lane that does not require them', () => {
    const { lane } = run([{ kind: 'started' }, { kind: 'fault-raised', fault: 'fingerprint-scanner' }]);
    expect(lane.state.phase).toBe('idle');
  });
});
