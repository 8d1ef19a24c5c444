import { describe, expect, test } from 'vitest';
import type { FaceEvidence } from '../../../../kiosk/rules/decision/evidence.ts';
import { viewOf } from '../../../../kiosk/lane/state-machine/lane-view.ts';
import { INITIAL_LANE } from '../../../../kiosk/lane/state-machine/machine.ts';
import { READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';
import { run, TO_FACE } from './machine-steps.ts';

const captured = (found: Partial<Extract<FaceEvidence, { kind: 'captured' }>>): FaceEvidence => ({
  kind: 'captured',
  headTurn: undefined,
  comparison: undefined,
  ...found,
});
const hintAfter = (face: FaceEvidence) => viewOf(run([...TO_FACE, { kind: 'face-attempted', face }]).lane, {}).hint;

describe('the hint for another attempt at the camera', () => {
  test.each<[string, FaceEvidence, string]>([
    ['no traveller was seen', { kind: 'nobody' }, 'step-into-view'],
    ['several people were seen', { kind: 'several' }, 'stand-alone'],
    ['the frames were too dark', { kind: 'poor-quality', advice: 'more-light' }, 'more-light'],
    ['the face was too far away', { kind: 'poor-quality', advice: 'come-closer' }, 'come-closer'],
    ['the eyes were covered', { kind: 'poor-quality', advice: 'uncover-eyes' }, 'uncover-eyes'],
    ['the frames stopped', { kind: 'poor-quality' }, 'look-again'],
    ['the turn could not be judged', captured({ headTurn: 'undecidable' }), 'turn-again'],
    ['a plane turned', captured({ headTurn: 'plane' }), 'turn-again'],
    ['the face did not reflect the light', captured({ lightChallenge: 'no-response' }), 'light-again'],
    ['the faces did not match', captured({ headTurn: 'head', comparison: { kind: 'below-threshold' } }), 'look-again'],
  ])('after an attempt in which %s follows from that', (_, face, hint) => {
    expect(hintAfter(face)).toBe(hint);
  });
});

describe('the passed steps of a lane', () => {
  const inPhase = (phase: 'opening' | 'face', rest: object = {}) => ({
    ...INITIAL_LANE,
    state: { phase, attempt: 1, extensions: 0, entered: false, ...rest } as never,
  });

  test('are those with evidence, up to the one that runs', () => {
    const evidence = { ...INITIAL_LANE.evidence, document: READ_DOCUMENT };
    expect(viewOf({ ...inPhase('face'), evidence }, {}).passed).toEqual(['notice', 'document']);
    const face = captured({ headTurn: 'head', comparison: { kind: 'below-threshold' } });
    expect(viewOf({ ...inPhase('opening'), evidence: { ...evidence, face } }, {}).passed).toEqual([
      'notice',
      'document',
      'face',
    ]);
  });

  test('are none when an officer orders the gate to open', () => {
    expect(viewOf(inPhase('opening', { ordered: true }), {}).passed).toEqual([]);
  });
});
