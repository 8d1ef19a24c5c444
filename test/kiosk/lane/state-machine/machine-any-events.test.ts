import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LaneFault } from '../../../../kiosk/platform/base/vocabulary.ts';
import type { Lane, LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { INITIAL_LANE, step } from '../../../../kiosk/lane/state-machine/machine.ts';
import { timeoutOf } from '../../../../kiosk/lane/state-machine/timeouts.ts';
import { DECLARING, NOTHING } from '../../rules/decision/declaring-policy.ts';
import { MATCHING_FACE, READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';
import { POLICY, seen, WITH_FINGERS } from './machine-steps.ts';

describe('the lane, for any sequence of events', () => {
  const faults: LaneFault[] = ['camera', 'gate', 'indicator', 'notice', 'outbox'];
  const anyEvent: fc.Arbitrary<LaneEvent> = fc.oneof(
    fc.constantFrom<LaneEvent>(
      { kind: 'started' },
      { kind: 'traveller-arrived' },
      { kind: 'notice-acknowledged' },
      { kind: 'desk-chosen' },
      { kind: 'document-examined', document: READ_DOCUMENT, triesToday: { comparisons: 0, presentations: 0 } },
      {
        kind: 'document-examined',
        document: READ_DOCUMENT,
        triesToday: { comparisons: 0, presentations: 0 },
        awaitsToken: true,
      },
      { kind: 'document-examined', document: { kind: 'unreadable' } },
      { kind: 'token-tried', found: 'fits' },
      { kind: 'token-tried', found: 'refused' },
      { kind: 'token-declined' },
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
      { kind: 'hours-changed', hours: 'closed' },
      { kind: 'hours-changed', hours: 'open' },
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

  test('releases the gate only on a committed, cleared decision, once per transaction, or on a committed order, once per order', () => {
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

  test('commits and wipes each transaction exactly once before it rests', () => {
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

  test('has a time limit in every phase with a traveller', () => {
    for (const phase of ['notice', 'document', 'face', 'finger', 'opening', 'passage', 'referred'] as const) {
      const state = { phase, attempt: 1, extensions: 0, entered: false, obstructions: 0 } as Lane['state'];
      expect(timeoutOf({ state, unhurried: false })).toBeGreaterThan(0);
    }
  });
});
