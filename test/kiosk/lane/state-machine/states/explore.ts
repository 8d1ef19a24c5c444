/** Every move of the lane's state machine, found by trying each sample event in each state that can be reached. */
import type { Lane, LaneEffect, LaneEvent } from '../../../../../kiosk/lane/state-machine/lane.ts';
import { INITIAL_LANE, step } from '../../../../../kiosk/lane/state-machine/machine.ts';
import type { Policy } from '../../../../../kiosk/rules/decision/policy.ts';
import { MAX_EXTENSIONS } from '../../../../../kiosk/lane/state-machine/time-extension.ts';
import { MAX_OBSTRUCTIONS } from '../../../../../kiosk/lane/state-machine/timeouts.ts';
import { DECLARING } from '../../../rules/decision/declaring-policy.ts';
import { WITH_FINGERS } from '../machine-steps.ts';
import { SAMPLE_EVENTS } from './sample-events.ts';

/** One event in one kind of state. Names, not lanes: two moves that look alike to a reader are one. */
export interface Move {
  readonly from: string;
  readonly event: string;
  readonly to: string;
  readonly effects: readonly string[];
}

/** Asks for everything that a policy can ask for. */
const EVERYTHING: Policy = {
  ...WITH_FINGERS,
  ...(DECLARING.declaration !== undefined && {
    declaration: { ...DECLARING.declaration, goodsCodes: 'online' },
  }),
};

/** In the order in which a breadth-first search meets them. */
export function exploreLane(policies: readonly Policy[] = [WITH_FINGERS, DECLARING, EVERYTHING]): Move[] {
  const moves = new Map<string, Move>();
  for (const policy of policies) {
    const seen = new Set<string>();
    const waiting: Lane[] = [INITIAL_LANE];
    for (let next = 0; next < waiting.length; next += 1) {
      const lane = waiting[next] as Lane;
      for (const { name, event } of SAMPLE_EVENTS) {
        if (isSecondTrouble(lane, event)) continue;
        const { lane: after, effects } = step(lane, event, policy);
        if (after === lane && effects.length === 0) continue;
        const move = {
          from: nameOf(lane),
          event: name,
          to: destination(lane, after),
          effects: effects.map(nameOfEffect),
        };
        if (move.to !== move.from || effects.length > 0) moves.set(JSON.stringify(move), move);
        for (const reached of new Set([after, atItsLimit(after)])) {
          const key = keyOf(reached);
          if (seen.has(key)) continue;
          seen.add(key);
          waiting.push(reached);
        }
      }
    }
  }
  return [...moves.values()];
}

/** One fault or closure at a time is enough: every combination would be a state of its own. */
function isSecondTrouble(lane: Lane, event: LaneEvent): boolean {
  const isTrouble = event.kind === 'fault-raised' || event.kind === 'service-closed';
  return isTrouble && (lane.faults.length > 0 || lane.service === 'closed');
}

/** Where an event can repeat many times before a limit, the search jumps to the limit. */
function atItsLimit(lane: Lane): Lane {
  const { state } = lane;
  if ('extensions' in state && state.extensions > 0)
    return { ...lane, state: { ...state, extensions: MAX_EXTENSIONS } };
  if (state.phase === 'passage' && state.obstructions > 0) {
    return { ...lane, state: { ...state, obstructions: MAX_OBSTRUCTIONS } };
  }
  return lane;
}

/** Lanes with one key move alike. */
function keyOf({ state, faults, service, evidence }: Lane): string {
  const { document, face, finger, declaration, interruption } = evidence;
  const counts = {
    ...('extensions' in state && { extensions: state.extensions >= MAX_EXTENSIONS }),
    ...(state.phase === 'passage' && { obstructions: state.obstructions >= MAX_OBSTRUCTIONS }),
  };
  const found = [
    document?.kind,
    document?.kind === 'read' && document.unexpired,
    face?.kind,
    face?.kind === 'captured' && [face.headTurn, face.comparison?.kind],
    finger?.kind,
    finger?.kind === 'captured' && finger.comparison.kind,
    declaration,
    interruption,
  ];
  // Behind the decision, what was found decides at most what happens to the captures
  const isDecided = !('attempt' in state) && state.phase !== 'declaration' && state.phase !== 'deciding';
  return JSON.stringify([{ ...state, ...counts }, faults, service, isDecided ? [] : found]);
}

/** A phase, and what within it decides what can happen next. */
export function nameOf({ state }: Lane): string {
  const parts: string[] = [state.phase];
  if ('ordered' in state && state.ordered) parts.push('ordered');
  if (state.phase === 'passage' && state.ended !== undefined) parts.push('closing');
  if (state.phase === 'emergency' && state.ended) parts.push('closing');
  if ('asked' in state && state.asked !== undefined) parts.push('asked');
  return parts.join(', ');
}

function destination(before: Lane, after: Lane): string {
  const isRetry =
    'attempt' in before.state && 'attempt' in after.state && before.state.phase === after.state.phase
      ? after.state.attempt > before.state.attempt
      : false;
  return isRetry ? `${nameOf(after)}, next attempt` : nameOf(after);
}

function nameOfEffect(effect: LaneEffect): string {
  switch (effect.kind) {
    case 'commit-passage':
      return `${effect.kind}: ${effect.passage}`;
    case 'forget':
      return `${effect.kind}: ${effect.captures}`;
    default:
      return effect.kind;
  }
}
