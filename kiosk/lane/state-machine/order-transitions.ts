/** Transitions for orders and opening hours: open once, close and open the service, emergency. Pure. */
import type { LaneFault } from '../../platform/base/vocabulary.ts';
import type { Evidence } from '../../rules/decision/evidence.ts';
import type { Lane, LaneEffect, LaneEvent, LaneState, Transition } from './lane.ts';
import { go, isInService, rest, withFault } from './transition.ts';

type EmergencyState = LaneState & { phase: 'emergency' };

const CLOSED_TO_ORDERS: readonly LaneFault[] = ['gate', 'readiness-check', 'software'];

/**
 * An order may open the gate when there is no traveller, the gate has no fault, no technician works at it, and the lane does not restart. Other
 * faults do not matter, because an officer decides instead of the lane. An emergency opens it at any time.
 */
export function mayOpenForOrder({ state, faults }: Lane): boolean {
  const atRest = state.phase === 'idle' || state.phase === 'referred' || state.phase === 'out-of-service';
  return atRest && !CLOSED_TO_ORDERS.some((fault) => faults.includes(fault));
}

/** Handles orders with the same effect in every phase; `undefined` for other events. */
export function onOrder(lane: Lane, event: LaneEvent): Transition | undefined {
  switch (event.kind) {
    case 'opening-ordered':
      return mayOpenForOrder(lane)
        ? go(lane, { phase: 'deciding', ordered: true }, [{ kind: 'commit-opening' }])
        : { lane, effects: [] };
    case 'service-closed':
      return onServiceClosed({ ...lane, service: 'closed' });
    case 'service-opened':
      return onServiceOpened({ ...lane, service: 'open' });
    case 'hours-changed':
      return (event.hours === 'open' ? onServiceOpened : onServiceClosed)({ ...lane, hours: event.hours });
    case 'emergency-ordered':
      return onEmergency(lane);
    default:
      return undefined;
  }
}

/** The current traveller is served to the end. */
function onServiceClosed(lane: Lane): Transition {
  return lane.state.phase === 'idle' ? rest(lane, []) : { lane, effects: [] };
}

function onServiceOpened(lane: Lane): Transition {
  return lane.state.phase === 'out-of-service' && isInService(lane)
    ? rest(lane, [{ kind: 'secure-gate' }])
    : { lane, effects: [] };
}

/** A committed order opens the gate. `undefined` when the decision is about a traveller. */
export function decideOrdered(lane: Lane, event: LaneEvent): Transition | undefined {
  if (lane.state.phase !== 'deciding' || lane.state.ordered !== true) return undefined;
  switch (event.kind) {
    case 'opening-committed':
      return go(lane, { phase: 'opening', entered: false, ordered: true }, [{ kind: 'release-gate' }]);
    case 'commit-failed':
      return rest(event.why === 'unsigned' ? lane : { ...lane, faults: withFault(lane.faults, 'outbox') }, []);
    default:
      return { lane, effects: [] };
  }
}

/** Opens the gate first. Then the current traveller's step is cancelled, and their evidence is reported and wiped. */
function onEmergency(lane: Lane): Transition {
  const { state } = lane;
  const open = { kind: 'hold-gate-open' } as const;
  const begun: EmergencyState = { phase: 'emergency', ended: false, shut: false, again: false };
  switch (state.phase) {
    case 'notice':
    case 'document':
    case 'token':
    case 'face':
    case 'finger':
    case 'declaration': {
      const evidence: Evidence = { ...lane.evidence, interruption: 'lane-emergency' };
      const effects = [open, { kind: 'cancel-step' }, { kind: 'commit-match', evidence }] as const;
      return go({ ...lane, evidence }, { ...begun, undecided: 'traveller' }, effects);
    }
    case 'deciding':
      return go(lane, { ...begun, undecided: state.ordered === true ? 'order' : 'traveller' }, [open]);
    case 'opening':
    case 'passage': {
      const passage = ('ended' in state ? state.ended : undefined) ?? 'interrupted';
      const forget = state.ordered === true ? [] : [{ kind: 'forget', captures: 'destroy' } as const];
      return go(lane, begun, [open, { kind: 'commit-passage', passage }, ...forget]);
    }
    case 'emergency':
      return go(lane, { ...begun, undecided: state.undecided }, [open]);
    default:
      return go(lane, begun, [open]);
  }
}

/**
 * The gate is held open, and opened again if necessary, until an order ends the emergency. Then it closes when it is
 * not obstructed.
 */
export function emergencyPhase(lane: Lane, event: LaneEvent): Transition | undefined {
  if (lane.state.phase !== 'emergency') return undefined;
  const { state } = lane;
  switch (event.kind) {
    case 'emergency-ended':
      return state.ended ? undefined : go(lane, { ...state, ended: true, again: false }, [{ kind: 'secure-gate' }]);
    case 'gate-released':
      return go({ ...lane, faults: lane.faults.filter((fault) => fault !== 'gate') }, state, []);
    case 'gate-jammed': {
      const jammed = { ...lane, faults: withFault(lane.faults, 'gate') };
      return state.ended ? shut(jammed, state) : go(jammed, { ...state, again: true }, []);
    }
    case 'gate-obstructed':
      return state.ended ? go(lane, { ...state, again: true }, []) : undefined;
    case 'gate-secured':
      return state.ended ? shut(lane, state) : undefined;
    case 'timed-out':
      return go(lane, { ...state, again: false }, [{ kind: state.ended ? 'secure-gate' : 'hold-gate-open' }]);
    case 'match-committed':
    case 'opening-committed':
    case 'commit-failed':
      return afterCommit(lane, state, event);
    default:
      return undefined;
  }
}

/** The lane rests when the gate is closed and the commit that was running at the beginning has finished. */
function shut(lane: Lane, state: EmergencyState): Transition {
  return state.undecided === undefined ? rest(lane, []) : go(lane, { ...state, shut: true, again: false }, []);
}

/** The commit that was running when the emergency began has finished. Whether the traveller passed is unknown. */
function afterCommit(lane: Lane, state: EmergencyState, event: LaneEvent): Transition | undefined {
  if (state.undecided === undefined) return undefined;
  const cleared = event.kind === 'match-committed' && event.outcome === 'cleared';
  const effects: readonly LaneEffect[] = [
    ...(cleared || event.kind === 'opening-committed'
      ? [{ kind: 'commit-passage', passage: 'interrupted' } as const]
      : []),
    ...(state.undecided === 'traveller' ? [{ kind: 'forget', captures: 'destroy' } as const] : []),
  ];
  const { undecided: _decided, ...decided } = state;
  return state.shut ? rest(lane, effects) : go(lane, decided, effects);
}
