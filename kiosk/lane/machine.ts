/**
 * The lane as a pure function: a state, an event and the policy in; the next state and a list of effects out. An event that
 * a phase does not know changes nothing. The barrier is released on a committed, cleared decision or a committed order, and held open in an
 * emergency; nowhere else.
 */
import { documentDecides, faceDecides } from '../decision/decide.ts';
import {
  type Evidence,
  type FaceEvidence,
  type FingerEvidence,
  type Interruption,
  NO_EVIDENCE,
} from '../decision/evidence.ts';
import { asksForFingers, type Policy } from '../decision/policy.ts';
import type { Lane, LaneEvent, LaneState, Transition } from './lane.ts';
import { decideOrdered, emergencyPhase, onOrder } from './ordered.ts';
import { passagePhase } from './passage.ts';
import { go, isVital, rest, withFault } from './transition.ts';

export const INITIAL_LANE: Lane = { state: { phase: 'starting' }, faults: [], service: 'open', evidence: NO_EVIDENCE };

export function step(lane: Lane, event: LaneEvent, policy: Policy): Transition {
  if (event.kind === 'fault-raised' || event.kind === 'fault-cleared') return onFault(lane, event);
  return onOrder(lane, event) ?? PHASES[lane.state.phase](lane, event, policy) ?? { lane, effects: [] };
}

type Phase = (lane: Lane, event: LaneEvent, policy: Policy) => Transition | undefined;

const PHASES: Readonly<Record<LaneState['phase'], Phase>> = {
  starting: (lane, event) => (event.kind === 'started' ? rest(lane, [{ kind: 'secure-gate' }]) : undefined),

  idle: (lane, event) =>
    event.kind === 'traveller-arrived'
      ? go({ ...lane, evidence: NO_EVIDENCE }, { phase: 'notice' }, [{ kind: 'begin-transaction' }])
      : jammed(lane, event),

  notice: (lane, event) =>
    event.kind === 'notice-acknowledged'
      ? go(lane, { phase: 'document', attempt: 1 }, [{ kind: 'read-document' }])
      : leaving(lane, event, 'traveller-left'),

  document: (lane, event, policy) =>
    event.kind === 'document-examined' ? afterDocument(lane, event, policy) : leaving(lane, event, 'timed-out'),

  face: (lane, event, policy) =>
    event.kind === 'face-attempted' ? afterFace(lane, event.face, policy) : leaving(lane, event, 'timed-out'),

  finger: (lane, event, policy) =>
    event.kind === 'finger-attempted' ? afterFinger(lane, event.finger, policy) : leaving(lane, event, 'timed-out'),

  deciding(lane, event) {
    const ordered = decideOrdered(lane, event);
    if (ordered !== undefined) return ordered;
    if (event.kind === 'commit-failed') {
      // Without it nobody is cleared; a referral can wait for its signature
      if (event.why === 'unsigned' && lane.evidence.interruption === undefined) {
        return settle({ ...lane, evidence: { ...lane.evidence, interruption: 'device-fault' } });
      }
      const faulted = { ...lane, faults: withFault(lane.faults, 'outbox') };
      return rest(faulted, [{ kind: 'forget', captures: 'destroy' }]);
    }
    if (event.kind !== 'match-committed') return undefined;
    switch (event.outcome) {
      case 'cleared':
        return go(lane, { phase: 'opening', entered: false }, [{ kind: 'release-gate' }]);
      case 'referred':
        return go(lane, { phase: 'referred' }, [{ kind: 'forget', captures: 'keep-for-officer' }]);
      case 'abandoned':
        return rest(lane, [{ kind: 'forget', captures: 'destroy' }]);
    }
  },

  opening: passagePhase,
  passage: passagePhase,

  referred: (lane, event) =>
    event.kind === 'traveller-gone' || event.kind === 'timed-out' ? rest(lane, []) : undefined,

  emergency: emergencyPhase,

  'out-of-service': jammed,
};

/** What may happen at any step before the decision: the desk is chosen, or time runs out, which means `whenLate`. */
function leaving(lane: Lane, event: LaneEvent, whenLate: Interruption): Transition | undefined {
  if (event.kind === 'desk-chosen') return interrupt(lane, 'traveller-chose-desk');
  return event.kind === 'timed-out' ? interrupt(lane, whenLate) : undefined;
}

/** A barrier that jams while nobody is being served. */
function jammed(lane: Lane, event: LaneEvent): Transition | undefined {
  return event.kind === 'gate-jammed' ? rest({ ...lane, faults: withFault(lane.faults, 'gate') }, []) : undefined;
}

function afterDocument(lane: Lane, event: LaneEvent & { kind: 'document-examined' }, policy: Policy): Transition {
  const { document, comparisonsToday } = event;
  const evidence: Evidence = { ...lane.evidence, document, comparisonsToday };
  const found = { ...lane, evidence };
  const attempt = lane.state.phase === 'document' ? lane.state.attempt : 1;
  switch (document.kind) {
    case 'no-document':
      return interrupt(found, 'timed-out');
    case 'removed':
    case 'unreadable':
    case 'chip-unreadable':
      return attempt < policy.documentAttempts
        ? go(found, { phase: 'document', attempt: attempt + 1 }, [{ kind: 'read-document' }])
        : settle(found);
    case 'device-fault':
      return settle(found);
    case 'read':
      return documentDecides(evidence, policy)
        ? settle(found)
        : go(found, { phase: 'face', attempt: 1 }, [{ kind: 'capture-face', attempt: 1 }]);
  }
}

function afterFace(lane: Lane, face: FaceEvidence, policy: Policy): Transition {
  const found = { ...lane, evidence: { ...lane.evidence, face } };
  const attempt = lane.state.phase === 'face' ? lane.state.attempt : policy.faceAttempts;
  if (worthAnotherTry(face) && attempt < policy.faceAttempts) {
    return go(found, { phase: 'face', attempt: attempt + 1 }, [{ kind: 'capture-face', attempt: attempt + 1 }]);
  }
  return asksForFingers(policy) && !faceDecides(found.evidence, policy)
    ? go(found, { phase: 'finger', attempt: 1 }, [{ kind: 'capture-finger', attempt: 1 }])
    : settle(found);
}

function afterFinger(lane: Lane, finger: FingerEvidence, policy: Policy): Transition {
  const found = { ...lane, evidence: { ...lane.evidence, finger } };
  const attempt = lane.state.phase === 'finger' ? lane.state.attempt : policy.fingerAttempts;
  if (fingersWorthAnotherTry(finger) && attempt < policy.fingerAttempts) {
    return go(found, { phase: 'finger', attempt: attempt + 1 }, [{ kind: 'capture-finger', attempt: attempt + 1 }]);
  }
  return settle(found);
}

function fingersWorthAnotherTry(finger: FingerEvidence): boolean {
  switch (finger.kind) {
    case 'no-finger':
    case 'poor-quality':
      return true;
    case 'no-reference':
    case 'no-scanner':
    case 'device-fault':
      return false;
    case 'captured':
      return finger.comparison.kind === 'below-threshold';
  }
}

/** Whether advice can help. A portrait that cannot be read and a dead camera will be no better in ten seconds. */
function worthAnotherTry(face: FaceEvidence): boolean {
  switch (face.kind) {
    case 'nobody':
    case 'several':
    case 'poor-quality':
      return true;
    case 'portrait-unusable':
    case 'device-fault':
      return false;
    case 'captured':
      return face.comparison?.kind !== 'match' && face.comparison?.kind !== 'attempts-exhausted';
  }
}

function interrupt(lane: Lane, interruption: Interruption): Transition {
  const settled = settle({ ...lane, evidence: { ...lane.evidence, interruption } });
  return { lane: settled.lane, effects: [{ kind: 'cancel-step' }, ...settled.effects] };
}

/** A vital part that failed meanwhile leaves nothing to rely on: the traveller goes to an officer. */
function settle(lane: Lane): Transition {
  const broken = lane.faults.some(isVital) && lane.evidence.interruption === undefined;
  const evidence: Evidence = broken ? { ...lane.evidence, interruption: 'device-fault' } : lane.evidence;
  return go({ ...lane, evidence }, { phase: 'deciding' }, [{ kind: 'commit-match', evidence }]);
}

function onFault(lane: Lane, event: LaneEvent & { kind: 'fault-raised' | 'fault-cleared' }): Transition {
  const faults =
    event.kind === 'fault-raised'
      ? withFault(lane.faults, event.fault)
      : lane.faults.filter((fault) => fault !== event.fault);
  const changed = { ...lane, faults };
  switch (lane.state.phase) {
    case 'idle':
      return rest(changed, []);
    case 'out-of-service':
      return faults.some(isVital) || lane.service === 'closed'
        ? { lane: changed, effects: [] }
        : rest(changed, [{ kind: 'secure-gate' }]);
    case 'notice':
      return faults.some(isVital) ? interrupt(changed, 'device-fault') : { lane: changed, effects: [] };
    default:
      return { lane: changed, effects: [] };
  }
}
