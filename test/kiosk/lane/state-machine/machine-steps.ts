/** Sequences of events that bring a lane to a phase. */
import { DEVELOPMENT_POLICY, type Policy } from '../../../../kiosk/rules/decision/policy.ts';
import type { Lane, LaneEffect, LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { INITIAL_LANE, step } from '../../../../kiosk/lane/state-machine/machine.ts';
import { MATCHING_FACE, READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';

export const POLICY = DEVELOPMENT_POLICY;
export const WITH_FINGERS: Policy = {
  ...POLICY,
  requiredChecks: [...POLICY.requiredChecks, 'finger-comparison'],
  fingerAttempts: 2,
};

export function run(
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

export const TO_FACE: LaneEvent[] = [
  { kind: 'started' },
  { kind: 'traveller-arrived' },
  { kind: 'notice-acknowledged' },
  { kind: 'document-examined', document: READ_DOCUMENT, triesToday: { comparisons: 0, presentations: 0 } },
];
export const TO_PASSAGE: LaneEvent[] = [
  ...TO_FACE,
  { kind: 'face-attempted', face: MATCHING_FACE },
  { kind: 'match-committed', outcome: 'cleared' },
  { kind: 'gate-released' },
];
export const phaseAfter = (events: readonly LaneEvent[]) => run(events).lane.state.phase;
export const kindsOf = (effects: readonly LaneEffect[]) => effects.map(({ kind }) => kind);
export const seen = (what: 'person-entered' | 'person-passed' | 'person-turned-back' | 'second-person'): LaneEvent => ({
  kind: 'passage-seen',
  seen: what,
});
