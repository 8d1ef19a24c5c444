/**
 * The lane as a pure function: a state, an event and the policy in; the next state and a list of effects out. An event
 * that a phase does not handle changes nothing. The barrier is released only on a committed, cleared decision or a
 * committed order, and held open only in an emergency.
 */
import type { GoodsRefusal } from '../../rules/declaration/goods-finding.ts';
import { isCustomsOnly } from '../../../server/contract/customs-only.ts';
import { decide, declarationMatters, documentDecides, faceDecides } from '../../rules/decision/decide.ts';
import {
  type Evidence,
  type FaceEvidence,
  type FingerEvidence,
  type Interruption,
} from '../../rules/decision/evidence.ts';
import { asksForFingers, type Policy, takesCodes } from '../../rules/decision/policy.ts';
import { judgeDeclarationBeside } from '../../rules/declaration/judge-beside.ts';
import { channelOf, judgeDeclaration } from '../../rules/declaration/judge-declaration.ts';
import type { Lane, LaneEffect, LaneEvent, LaneState, Transition } from './lane.ts';
import { decideOrdered, emergencyPhase, onOrder } from './order-transitions.ts';
import { passagePhase } from './passage.ts';
import { answer, ask, isGivenUp, UNASKED } from './time-extension.ts';
import type { TokenFinding } from '../../platform/base/vocabulary.ts';
import { go, isInService, isVital, NOBODY, rest, withFault } from './transition.ts';

/** Number of tokens before the lane continues without one. */
export const TOKEN_ATTEMPTS = 3;

export const INITIAL_LANE: Lane = {
  state: { phase: 'starting' },
  faults: [],
  service: 'open',
  hours: 'open',
  ...NOBODY,
};

export function step(lane: Lane, event: LaneEvent, policy: Policy): Transition {
  if (event.kind === 'fault-raised' || event.kind === 'fault-cleared') return onFault(lane, event);
  if (event.kind === 'receipt-wanted') return onReceiptWanted(lane);
  return onOrder(lane, event) ?? PHASES[lane.state.phase](lane, event, policy) ?? { lane, effects: [] };
}

type Phase = (lane: Lane, event: LaneEvent, policy: Policy) => Transition | undefined;

const PHASES: Readonly<Record<LaneState['phase'], Phase>> = {
  starting: (lane, event) => (event.kind === 'started' ? rest(lane, [{ kind: 'secure-gate' }]) : undefined),

  idle: (lane, event) =>
    event.kind === 'traveller-arrived'
      ? go({ ...lane, ...NOBODY }, { phase: 'notice', ...UNASKED }, [{ kind: 'begin-transaction' }])
      : jammed(lane, event),

  notice: (lane, event) =>
    event.kind === 'notice-acknowledged'
      ? go(lane, { phase: 'document', attempt: 1, ...UNASKED }, [{ kind: 'read-document' }])
      : leaving(lane, event, 'traveller-left'),

  document: (lane, event, policy) =>
    event.kind === 'document-examined'
      ? afterDocument(lane, event, policy)
      : leaving(lane, event, 'timed-out', { kind: 'read-document' }),

  token: tokenPhase,

  face: (lane, event, policy) =>
    event.kind === 'face-attempted'
      ? afterFace(lane, event, policy)
      : leaving(lane, event, 'timed-out', { kind: 'capture-face', attempt: attemptOf(lane) }),

  finger: (lane, event, policy) =>
    event.kind === 'finger-attempted'
      ? afterFinger(lane, event.finger, policy)
      : leaving(lane, event, 'timed-out', { kind: 'capture-finger', attempt: attemptOf(lane) }),

  declaration: (lane, event, policy) =>
    event.kind === 'declaration-made'
      ? afterDeclaration(lane, event, policy)
      : event.kind === 'goods-refused'
        ? afterGoods(lane, event.why, policy)
        : leaving(lane, event, 'timed-out'),

  deciding(lane, event, policy) {
    const ordered = decideOrdered(lane, event);
    if (ordered !== undefined) return ordered;
    if (event.kind === 'commit-failed') {
      // Without a signature no traveller is cleared; a referral can be signed later
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
        return go(lane, { phase: 'referred', ...UNASKED }, [{ kind: 'forget', captures: capturesAfter(lane, policy) }]);
      case 'abandoned':
        return rest(lane, [{ kind: 'forget', captures: 'destroy' }]);
    }
  },

  opening: passagePhase,
  passage: passagePhase,

  referred(lane, event) {
    if (event.kind === 'traveller-gone') return rest(lane, []);
    if (event.kind === 'timed-out') return ask(lane, 'meanwhile') ?? rest(lane, []);
    return answer(lane, event, undefined);
  },

  emergency: emergencyPhase,

  'out-of-service': jammed,
};

/**
 * Events in every step before the decision: the traveller chooses the desk, or time runs out, which gives `whenLate`
 * if the traveller did not answer the question for more time. `again`: the effect that repeats the step after a
 * request for more time.
 */
function leaving(lane: Lane, event: LaneEvent, whenLate: Interruption, again?: LaneEffect): Transition | undefined {
  if (event.kind === 'desk-chosen') return interrupt(lane, 'traveller-chose-desk');
  if (!isGivenUp(lane, event)) return answer(lane, event, again);
  const { state, evidence } = lane;
  // The evidence of the step is more specific than the time-out
  const found = state.phase === 'face' ? evidence.face : state.phase === 'finger' ? evidence.finger : undefined;
  const over = 'asked' in state && state.asked === 'after-step' && found !== undefined;
  return ask(lane, 'meanwhile') ?? (over ? settle(lane) : interrupt(lane, whenLate));
}

function attemptOf({ state }: Lane): number {
  return 'attempt' in state ? state.attempt : 1;
}

/** Possible from the notice on, while there is a transaction. Photographing the receipt takes time. */
function onReceiptWanted(lane: Lane): Transition {
  const { phase } = lane.state;
  const nobody = phase === 'starting' || phase === 'idle' || phase === 'emergency' || phase === 'out-of-service';
  if (nobody || 'ordered' in lane.state || lane.receiptWanted) return { lane, effects: [] };
  // A new state restarts the time limit of an open barrier with the longer value
  return go({ ...lane, receiptWanted: true, unhurried: true }, { ...lane.state }, []);
}

/** A barrier that jams without a traveller. */
function jammed(lane: Lane, event: LaneEvent): Transition | undefined {
  return event.kind === 'gate-jammed' ? rest({ ...lane, faults: withFault(lane.faults, 'gate') }, []) : undefined;
}

function afterDocument(lane: Lane, event: LaneEvent & { kind: 'document-examined' }, policy: Policy): Transition {
  const { document, triesToday, watchlists, releases } = event;
  const evidence: Evidence = { ...lane.evidence, document, triesToday, watchlists, releases };
  const found = { ...lane, evidence };
  const attempt = attemptOf(lane);
  switch (document.kind) {
    case 'no-document':
      return ask(found, 'after-step') ?? interrupt(found, 'timed-out');
    case 'removed':
    case 'unreadable':
    case 'chip-unreadable':
      return attempt < policy.documentAttempts
        ? go(found, { phase: 'document', attempt: attempt + 1, ...UNASKED }, [{ kind: 'read-document' }])
        : settle(found);
    case 'device-fault':
      return settle(found);
    case 'read':
      return documentDecides(evidence, policy)
        ? settle(found)
        : event.awaitsToken === true
          ? go(found, { phase: 'token', attempt: 1, ...UNASKED }, [{ kind: 'read-token' }])
          : lookAtFace(found);
  }
}

/** The token is optional: without a fitting one the traveller continues with the portrait. */
function tokenPhase(lane: Lane, event: LaneEvent): Transition | undefined {
  const withoutIt = (): Transition => lookAtFace(lane, [{ kind: 'cancel-step' }]);
  switch (event.kind) {
    case 'token-tried':
      return afterToken(lane, event.found);
    case 'token-declined':
      return withoutIt();
    case 'timed-out':
      return ask(lane, 'meanwhile') ?? withoutIt();
    default:
      return leaving(lane, event, 'timed-out');
  }
}

function afterToken(lane: Lane, found: TokenFinding): Transition {
  const attempt = attemptOf(lane);
  const again = (found === 'refused' || found === 'unreadable') && attempt < TOKEN_ATTEMPTS;
  return again
    ? go(lane, { phase: 'token', attempt: attempt + 1, ...UNASKED }, [{ kind: 'read-token' }])
    : lookAtFace(lane);
}

function lookAtFace(lane: Lane, before: readonly LaneEffect[] = []): Transition {
  return go(lane, { phase: 'face', attempt: 1, ...UNASKED }, [...before, { kind: 'capture-face', attempt: 1 }]);
}

function afterFace(lane: Lane, event: LaneEvent & { kind: 'face-attempted' }, policy: Policy): Transition {
  const { face, reference } = event;
  const faceReference = reference === 'document' ? undefined : reference;
  const found = {
    ...lane,
    evidence: { ...lane.evidence, face, ...(faceReference !== undefined && { faceReference }) },
  };
  const attempt = attemptOf(lane);
  // The error rates of presentation attacks (models/face) apply to one retry, independent of the policy's number of
  // tries
  const refusedTwice = isRefusedPresentation(face) && isRefusedPresentation(lane.evidence.face);
  if (worthAnotherTry(face) && attempt < policy.faceAttempts && !refusedTwice) {
    const effects = [{ kind: 'capture-face', attempt: attempt + 1 }] as const;
    return go(found, { phase: 'face', attempt: attempt + 1, ...UNASKED }, effects);
  }
  const asked = face.kind === 'nobody' || face.kind === 'poor-quality' ? ask(found, 'after-step') : undefined;
  if (asked !== undefined) return asked;
  return asksForFingers(policy) && !faceDecides(found.evidence, policy)
    ? go(found, { phase: 'finger', attempt: 1, ...UNASKED }, [{ kind: 'capture-finger', attempt: 1 }])
    : declareOrSettle(found, policy);
}

function afterFinger(lane: Lane, finger: FingerEvidence, policy: Policy): Transition {
  const found = { ...lane, evidence: { ...lane.evidence, finger } };
  const attempt = attemptOf(lane);
  if (fingersWorthAnotherTry(finger) && attempt < policy.fingerAttempts) {
    const effects = [{ kind: 'capture-finger', attempt: attempt + 1 }] as const;
    return go(found, { phase: 'finger', attempt: attempt + 1, ...UNASKED }, effects);
  }
  const inTime = finger.kind !== 'no-finger' && finger.kind !== 'poor-quality';
  return (inTime ? undefined : ask(found, 'after-step')) ?? declareOrSettle(found, policy);
}

/** The declaration is the last step, and only for travellers who are not referred for another reason. */
function declareOrSettle(lane: Lane, policy: Policy): Transition {
  if (!declarationMatters(lane.evidence, policy)) return settle(lane);
  return go(lane, { phase: 'declaration', ...UNASKED }, takesCodes(policy) ? [{ kind: 'read-declaration-code' }] : []);
}

function afterDeclaration(
  lane: Lane,
  { answer, rates, beside }: Extract<LaneEvent, { readonly kind: 'declaration-made' }>,
  policy: Policy,
): Transition | undefined {
  const { document } = lane.evidence;
  const declarant = document?.kind === 'read' ? document.declarant : undefined;
  const rules = policy.declaration?.rules;
  const inUse = rules && judgeDeclaration(rules, answer, declarant, rates);
  if (rules === undefined || inUse === undefined) return undefined;
  const declarationBeside = beside && {
    policy: beside.policy,
    inUse,
    candidate: judgeDeclarationBeside(beside, rules, answer, declarant),
  };
  const declaration = channelOf(inUse);
  const settled = settle({ ...lane, evidence: { ...lane.evidence, declaration, declarationBeside } });
  const ends = takesCodes(policy) ? [{ kind: 'cancel-step' } as const] : [];
  return { lane: settled.lane, effects: [...ends, ...settled.effects] };
}

/** The questions need no answer any more: an officer asks in person. */
function afterGoods(lane: Lane, goods: GoodsRefusal, { declaration }: Policy): Transition | undefined {
  if (declaration?.goodsCodes === undefined) return undefined;
  const settled = settle({ ...lane, evidence: { ...lane.evidence, declaration: 'red', goods } });
  return { lane: settled.lane, effects: [{ kind: 'cancel-step' }, ...settled.effects] };
}

/**
 * Captures are kept for an officer if there is a doubt. A traveller who is referred only because of goods leaves no
 * captures.
 */
function capturesAfter({ evidence }: Lane, policy: Policy): 'destroy' | 'keep-for-officer' {
  return isCustomsOnly(decide(evidence, policy).reasons) ? 'destroy' : 'keep-for-officer';
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

/** Whether presentation-attack detection refused the presentation, so no comparison was made. */
function isRefusedPresentation(face: FaceEvidence | undefined): boolean {
  return face?.kind === 'captured' && face.comparison === undefined;
}

/** Whether another attempt can help. An unusable portrait or a failed camera will not change. */
function worthAnotherTry(face: FaceEvidence): boolean {
  switch (face.kind) {
    case 'nobody':
    case 'several':
    case 'poor-quality':
    // The load is reduced for the next attempt
    case 'too-slow':
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

/** If a vital part has failed in the meantime, the traveller is referred. */
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
      return isInService(changed) ? rest(changed, [{ kind: 'secure-gate' }]) : { lane: changed, effects: [] };
    case 'notice':
      return faults.some(isVital) ? interrupt(changed, 'device-fault') : { lane: changed, effects: [] };
    default:
      return { lane: changed, effects: [] };
  }
}
