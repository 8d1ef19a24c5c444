/** Transitions from the release of the gate until the barrier is closed and the passage is known. */
import type { Passage } from '../../../server/contract/vocabulary.ts';
import type { Lane, LaneEvent, LaneState, Transition } from './lane.ts';
import { go, rest, withFault } from './transition.ts';
import { MAX_OBSTRUCTIONS } from './timeouts.ts';

type PassageState = LaneState & { phase: 'passage' };

export function passagePhase(lane: Lane, event: LaneEvent): Transition | undefined {
  const { state } = lane;
  if (state.phase === 'opening') return whileOpening(lane, state, event);
  return state.phase === 'passage' ? whileOpen(lane, state, event) : undefined;
}

function whileOpening(lane: Lane, state: LaneState & { phase: 'opening' }, event: LaneEvent): Transition | undefined {
  switch (event.kind) {
    case 'gate-released':
      return go(lane, { ...state, phase: 'passage', obstructions: 0 }, []);
    case 'passage-seen':
      return event.seen === 'person-entered' ? go(lane, { ...state, entered: true }, []) : undefined;
    case 'gate-jammed':
    case 'timed-out':
      return stuck(lane, 'barrier-jammed');
    default:
      return undefined;
  }
}

function whileOpen(lane: Lane, state: PassageState, event: LaneEvent): Transition | undefined {
  switch (event.kind) {
    case 'passage-seen':
      return onSensor(lane, state, event.seen);
    case 'timed-out':
      return state.ended === undefined
        ? closing(lane, state, state.entered ? 'interrupted' : 'nobody-entered')
        : closing(lane, state, state.ended);
    case 'gate-secured':
      return state.ended === undefined ? undefined : finish(lane, state.ended);
    case 'gate-obstructed':
      return onObstruction(lane, state);
    case 'gate-jammed':
      return stuck(lane, state.ended ?? 'interrupted');
    default:
      return undefined;
  }
}

function onSensor(
  lane: Lane,
  state: PassageState,
  seen: (LaneEvent & { kind: 'passage-seen' })['seen'],
): Transition | undefined {
  switch (seen) {
    case 'person-entered':
      return go(lane, { ...state, entered: true }, []);
    case 'person-passed':
      return state.ended === 'tailgating' ? undefined : closing(lane, state, 'one-person');
    case 'person-turned-back':
      return state.ended === undefined ? closing(lane, state, 'turned-back') : undefined;
    case 'second-person':
      return closing(lane, state, 'tailgating');
  }
}

function closing(lane: Lane, state: PassageState, ended: Passage): Transition {
  return go(lane, { ...state, ended }, [{ kind: 'secure-gate' }]);
}

/**
 * An obstructed barrier is not forced. Closing is repeated after a pause, up to a limit that takes the lane out of
 * service.
 */
function onObstruction(lane: Lane, state: PassageState): Transition | undefined {
  if (state.ended === undefined) return undefined;
  const obstructions = state.obstructions + 1;
  return obstructions > MAX_OBSTRUCTIONS ? stuck(lane, state.ended) : go(lane, { ...state, obstructions }, []);
}

function finish(lane: Lane, passage: Passage): Transition {
  const ordered = 'ordered' in lane.state;
  // The follower was not checked, so an officer may need the captures of the traveller.
  const captures = passage === 'tailgating' ? 'keep-for-officer' : 'destroy';
  return rest(lane, [{ kind: 'commit-passage', passage }, ...(ordered ? [] : [{ kind: 'forget', captures } as const])]);
}

function stuck(lane: Lane, passage: Passage): Transition {
  const finished = finish({ ...lane, faults: withFault(lane.faults, 'gate') }, passage);
  return { lane: finished.lane, effects: [{ kind: 'secure-gate' }, ...finished.effects] };
}
