import { describe, expect, test } from 'vitest';
import { type LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { viewOf } from '../../../../kiosk/lane/state-machine/lane-view.ts';
import { INITIAL_LANE, TOKEN_ATTEMPTS } from '../../../../kiosk/lane/state-machine/machine.ts';
import type { TokenFinding } from '../../../../kiosk/platform/base/vocabulary.ts';
import { MATCHING_FACE, READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';
import { kindsOf, phaseAfter, run, TO_FACE } from './machine-steps.ts';

const TO_TOKEN: LaneEvent[] = [
  ...TO_FACE.slice(0, -1),
  {
    kind: 'document-examined',
    document: READ_DOCUMENT,
    triesToday: { comparisons: 0, presentations: 0 },
    awaitsToken: true,
  },
];
const tried = (found: TokenFinding): LaneEvent => ({ kind: 'token-tried', found });

describe('a token at the lane', () => {
  test('is requested after the document only if a record needs it', () => {
    const { lane, effects } = run(TO_TOKEN);
    expect(lane.state).toMatchObject({ phase: 'token', attempt: 1 });
    expect(effects.at(-1)).toEqual({ kind: 'read-token' });
    expect(kindsOf(run(TO_FACE).effects)).not.toContain('read-token');
  });

  test('is not requested when the document already decides', () => {
    const found: LaneEvent = {
      kind: 'document-examined',
      document: { ...READ_DOCUMENT, expiry: { kind: 'expired' } } as never,
      triesToday: { comparisons: 3, presentations: 0 },
      awaitsToken: true,
    };
    expect(phaseAfter([...TO_FACE.slice(0, -1), found])).toBe('deciding');
  });

  test('that fits leads to the face', () => {
    const { lane, effects } = run([...TO_TOKEN, tried('fits')]);
    expect(lane.state).toMatchObject({ phase: 'face', attempt: 1 });
    expect(effects.at(-1)).toEqual({ kind: 'capture-face', attempt: 1 });
  });

  test.each(['refused', 'unreadable'] as const)('that is %s can be shown again, without a reason', (found) => {
    const { lane, effects } = run([...TO_TOKEN, tried(found)]);
    expect(lane.state).toMatchObject({ phase: 'token', attempt: 2 });
    expect(effects.at(-1)).toEqual({ kind: 'read-token' });
    expect(viewOf(lane, {}).hint).toBe('token-again');
  });

  test('that never fits leads to a comparison with the portrait, without a finding', () => {
    const { lane } = run([...TO_TOKEN, ...Array.from({ length: TOKEN_ATTEMPTS }, () => tried('refused'))]);
    expect(lane.state).toMatchObject({ phase: 'face', attempt: 1 });
    expect(lane.evidence).toEqual(run(TO_FACE).lane.evidence);
    expect(viewOf(lane, {}).hint).toBeUndefined();
  });

  test.each(['not-shown', 'unavailable'] as const)('that is %s does not delay the traveller', (found) => {
    expect(phaseAfter([...TO_TOKEN, tried(found)])).toBe('face');
  });

  test('can be skipped at any time, which ends the reading', () => {
    for (const before of [[], [tried('refused')], [{ kind: 'timed-out' }]] as LaneEvent[][]) {
      const { lane, effects } = run([...TO_TOKEN, ...before, { kind: 'token-declined' }]);
      expect(lane.state).toMatchObject({ phase: 'face', attempt: 1 });
      expect(kindsOf(effects).slice(-2)).toEqual(['cancel-step', 'capture-face']);
    }
  });

  test('is awaited while its holder requests more time', () => {
    const asked = run([...TO_TOKEN, { kind: 'timed-out' }]);
    expect(asked.lane.state).toMatchObject({ phase: 'token', asked: 'meanwhile' });
    expect(kindsOf(asked.effects)).not.toContain('cancel-step');
    expect(run([{ kind: 'more-time' }], asked.lane).lane.state).toMatchObject({ phase: 'token', extensions: 1 });
    const over = run([{ kind: 'timed-out' }], asked.lane);
    expect(over.lane.state).toMatchObject({ phase: 'face', attempt: 1 });
    expect(kindsOf(over.effects)).toEqual(['cancel-step', 'capture-face']);
  });

  test('that is shown during the question for more time answers it', () => {
    expect(phaseAfter([...TO_TOKEN, { kind: 'timed-out' }, tried('fits')])).toBe('face');
  });

  test.each([
    ['the desk', [{ kind: 'desk-chosen' }], 'traveller-chose-desk'],
    ['the end', [{ kind: 'timed-out' }, { kind: 'traveller-gone' }], 'timed-out'],
  ] as [string, LaneEvent[], string][])('ends with %s', (_what, events, interruption) => {
    const { lane, effects } = run([...TO_TOKEN, ...events]);
    expect(lane.state.phase).toBe('deciding');
    expect(kindsOf(effects).slice(-2)).toEqual(['cancel-step', 'commit-match']);
    expect(effects.at(-1)).toMatchObject({ evidence: { interruption } });
  });

  test('has no effect outside of its step', () => {
    for (const before of [[], TO_FACE, [...TO_TOKEN, { kind: 'desk-chosen' }]] as LaneEvent[][]) {
      const { lane } = run(before);
      for (const event of [tried('fits'), { kind: 'token-declined' }] as LaneEvent[]) {
        expect(run([event], lane)).toEqual({ lane, effects: [] });
      }
    }
    expect(run([{ kind: 'token-declined' }], INITIAL_LANE).effects).toEqual([]);
  });

  test('ends with an emergency', () => {
    const { lane, effects } = run([...TO_TOKEN, { kind: 'emergency-ordered' }]);
    expect(lane.state.phase).toBe('emergency');
    expect(kindsOf(effects).slice(-3)).toEqual(['hold-gate-open', 'cancel-step', 'commit-match']);
  });
});

describe('the reference of a face', () => {
  test.each([
    ['document', undefined],
    ['registered', 'registered'],
    ['holder-carried', 'holder-carried'],
  ] as const)('is reported for a %s when it was not the portrait', (reference, reported) => {
    const { effects } = run([...TO_FACE, { kind: 'face-attempted', face: MATCHING_FACE, reference }]);
    const evidence = effects.flatMap((effect) => (effect.kind === 'commit-match' ? [effect.evidence] : []))[0];
    expect(evidence?.face).toEqual(MATCHING_FACE);
    expect(evidence?.faceReference).toBe(reported);
  });
});
