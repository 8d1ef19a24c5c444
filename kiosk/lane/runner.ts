/**
 * The edge of the lane: feeds events to the machine and does what it asks. Effects answer with events; one event is handled
 * at a time. Nothing here decides anything.
 */
import type { Clock } from '../../hardware/host/clock.ts';
import type { Terminal } from '../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { Unsubscribe } from '../../hardware/device/device.ts';
import type { IndicatorSignal } from '../../hardware/device/indicator-signal.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import { ticketNumberOf } from '../../server/contract/ticket-number.ts';
import { dutyOf, type Policy } from '../decision/policy.ts';
import type { LaneDevices } from '../devices/lane-devices.ts';
import type { HandleKeys } from '../handles/handle-keys.ts';
import type { InspectionBasis } from '../document/inspect.ts';
import type { LogEvent } from '../base/events.ts';
import type { FaceAnalysis } from '../face/analysis.ts';
import type { LaneLights } from '../face/light-board.ts';
import type { Mirror } from '../face/mirror.ts';
import type { FingerAnalysis } from '../finger/finger-analysis.ts';
import type { RegisteredTravellers } from '../registration/registered-travellers.ts';
import type { TravellerReceipts } from '../receipt/traveller-receipts.ts';
import type { FaceRegistrations } from '../registration/face-registrations.ts';
import type { TryCounts } from './try-counts.ts';
import type { InspectionRecords } from './inspection-records.ts';
import type { Retention } from '../retention/retention.ts';
import type { Reporter } from '../uplink/reporter.ts';
import type { Vault } from '../vault/vault.ts';
import { createBeside } from './beside.ts';
import { createCommitEffects, whyOf } from './commit-effects.ts';
import { createFaceReference } from './face-reference.ts';
import { createFingerEffects } from './finger-effects.ts';
import { createForget } from './forget-effects.ts';
import { createGateEffects } from './gate-effects.ts';
import type { Lane, LaneEffect, LaneEvent } from './lane.ts';
import { customsOf, type LaneView, viewOf } from './lane-view.ts';
import { INITIAL_LANE, step } from './machine.ts';
import { mayOpenForOrder } from './ordered.ts';
import { createStepEffects } from './step-effects.ts';
import { timeoutOf } from './timeouts.ts';
import { beginTransaction, type Transaction } from './transaction.ts';

export interface LaneRunnerOptions {
  readonly devices: LaneDevices;
  readonly clock: Clock;
  /** In force now; asked for each traveller, and kept to until they are gone. */
  readonly policy: () => Policy;
  readonly retention: Retention;
  readonly vault: Vault;
  readonly analysis: FaceAnalysis;
  readonly fingerAnalysis: FingerAnalysis;
  readonly registrations: RegisteredTravellers;
  readonly faceRegistrations: FaceRegistrations;
  readonly counts: TryCounts;
  readonly inspections: InspectionRecords;
  readonly lights: LaneLights;
  readonly mirror: Mirror;
  /** `undefined`: this lane gives none. */
  readonly travellerReceipts: TravellerReceipts | undefined;
  readonly reporter: Reporter;
  /** Asked for each document: lists are renewed while the lane runs. */
  readonly basis: (policy: Policy) => InspectionBasis;
  /** Make documents' handles of the day. */
  readonly handles: Pick<HandleKeys, 'handle'>;
  /** Lets fingerprints be read; `undefined` where the lane has no use for them or nobody lets it. */
  readonly terminal: () => Terminal | undefined;
  readonly log: LogEvent;
  /** Called after captures of somebody who is not kept for an officer are gone. `tag`: of their receipt, if they took one. */
  readonly onCleared: (captures: number, tag: string | undefined) => void;
  /** Called after each report that became durable. */
  readonly onReport: () => void;
}

export interface LaneRunner {
  dispatch(event: LaneEvent): void;
  lane(): Lane;
  /** Who was referred last and, as far as the lane knows, still stands there: nobody was served since. */
  referred(): TransactionId | undefined;
  /**
   * Opens once, for an order: `record` makes the answer durable before the gate moves, and rejects when it cannot. Resolves once that is
   * done, to `not-now` when the lane is doing something else, or to what `record` rejected with.
   */
  openForOrder(opening: OrderedOpening): Promise<'opening' | 'not-now' | { readonly failed: unknown }>;
  view(): LaneView;
  onChange(listener: () => void): Unsubscribe;
  /** Resolves when nothing that the machine asked for is still being done. */
  settled(): Promise<void>;
  /** Cancels what runs, secures the gate, but for an emergency, and destroys the keys of whoever was being served. */
  close(): Promise<void>;
}

export interface OrderedOpening {
  /** Of the answer, which the passage that follows names. */
  readonly answerId: TransactionId;
  readonly record: () => Promise<void>;
}

const INDICATIONS: Readonly<Record<Lane['state']['phase'], IndicatorSignal>> = {
  starting: 'off',
  idle: 'ready',
  notice: 'wait',
  document: 'present-document',
  token: 'wait',
  face: 'look-here',
  finger: 'wait',
  declaration: 'wait',
  deciding: 'wait',
  opening: 'proceed',
  passage: 'proceed',
  referred: 'go-to-desk',
  emergency: 'proceed',
  'out-of-service': 'out-of-service',
};

const TIMED_STEPS = ['notice', 'document', 'token', 'face', 'finger', 'declaration', 'decision'] as const;

function isStep(name: string): name is (typeof TIMED_STEPS)[number] {
  return (TIMED_STEPS as readonly string[]).includes(name);
}

export function startLane(options: LaneRunnerOptions): LaneRunner {
  const { devices, clock, vault, analysis, lights, travellerReceipts, log } = options;
  const closing = new AbortController();
  const beside = createBeside(log, closing.signal);
  let policy = options.policy();
  const fingers = createFingerEffects({
    ...{ scanner: devices.fingerprintScanner, vault, clock, policy: () => policy, analysis: options.fingerAnalysis },
    ...{ registrations: options.registrations, counts: options.counts, log },
  });
  const { faceRegistrations } = options;
  const faceReference = createFaceReference({ policy: () => policy, analysis, faceRegistrations, log });
  const listeners = new Set<() => void>();
  const queue: LaneEvent[] = [];
  let lane: Lane = INITIAL_LANE;
  let handling = false;
  let cancelTimer: (() => void) | undefined;
  let transaction: Transaction | undefined;
  let referred: TransactionId | undefined;
  /** Whether captures were destroyed of somebody who may still take a receipt. */
  let untagged = false;
  let ordered: (OrderedOpening & { readonly answer: (failed?: unknown) => void }) | undefined;

  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  const gate = createGateEffects(devices.gate, beside, dispatch, closing.signal);
  const commit = createCommitEffects({ ...options, beside, dispatch });
  const forgetCaptures = createForget({ ...options, fingers, beside });
  const steps = createStepEffects({
    ...options,
    ...{ fingers, faceReference, beside, dispatch, notify, closing: closing.signal },
    basis: () => options.basis(policy),
    policy: () => policy,
    transaction: () => transaction,
    lane: () => lane,
  });

  function dispatch(event: LaneEvent): void {
    if (closing.signal.aborted) return;
    queue.push(event);
    if (handling) return;
    handling = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) handle(next);
    } finally {
      handling = false;
    }
    notify();
  }

  function handle(event: LaneEvent): void {
    const before = lane;
    const transition = step(lane, event, policy);
    lane = transition.lane;
    if (lane.state !== before.state) arm();
    if (lane.state.phase !== before.state.phase) enter();
    if (event.kind === 'match-committed' && event.outcome !== 'abandoned' && transaction !== undefined) {
      const isKept = transition.effects.some((effect) => effect.kind === 'forget' && effect.captures !== 'destroy');
      travellerReceipts?.decided(transaction, isKept ? 'referred' : 'cleared');
    }
    if (lane.receiptWanted) void travellerReceipts?.make().then(receiptMade);
    for (const fault of lane.faults) if (!before.faults.includes(fault)) log({ event: 'fault', fault, raised: true });
    for (const fault of before.faults) if (!lane.faults.includes(fault)) log({ event: 'fault', fault, raised: false });
    for (const effect of transition.effects) perform(effect);
    if (isNobodyServed()) {
      travellerReceipts?.forget();
      untagged = false;
    }
  }

  /** Of somebody at customs' desk the captures were gone before their receipt was made: it is named with theirs all the same. */
  function receiptMade(): void {
    const tag = untagged ? travellerReceipts?.tag() : undefined;
    if (tag !== undefined) {
      untagged = false;
      options.onCleared(0, tag);
    }
    notify();
  }

  function isNobodyServed(): boolean {
    const { phase } = lane.state;
    return phase === 'starting' || phase === 'idle' || phase === 'emergency' || phase === 'out-of-service';
  }

  /** None where an officer opens in the lane's place: what it says is the lane's word on its own decision. */
  function receipt(): LaneView['receipt'] {
    return isNobodyServed() || 'ordered' in lane.state ? undefined : travellerReceipts?.view(lane.receiptWanted);
  }

  function arm(): void {
    cancelTimer?.();
    const timeoutMs = timeoutOf(lane);
    cancelTimer = timeoutMs === undefined ? undefined : clock.after(timeoutMs, () => dispatch({ kind: 'timed-out' }));
  }

  function enter(): void {
    const { phase } = lane.state;
    log({ event: 'phase', phase });
    steps.clear();
    // It has done what it is for
    if (phase !== 'token' && phase !== 'face') faceReference.forget();
    const step = phase === 'deciding' ? 'decision' : phase;
    if (isStep(step)) transaction?.enter(step);
    devices.indicator.show(INDICATIONS[phase]).catch(() => undefined);
  }

  function perform(effect: LaneEffect): void {
    switch (effect.kind) {
      case 'begin-transaction':
        return begin();
      case 'cancel-step':
        return steps.cancel();
      case 'read-document':
        return steps.document();
      case 'read-token':
        return steps.token();
      case 'capture-face':
        return steps.face(effect.attempt);
      case 'capture-finger':
        return steps.finger();
      case 'commit-match':
        commit.opening(transaction?.id);
        return commit.match(transaction, effect.evidence, policy);
      case 'commit-opening':
        commit.opening(ordered?.answerId);
        return commitOpening();
      case 'release-gate':
        commit.opening(transaction?.id ?? ordered?.answerId);
        return gate.release();
      case 'hold-gate-open':
        return gate.release();
      case 'secure-gate':
        return gate.secure();
      case 'commit-passage':
        return commit.passage(effect.passage);
      case 'forget':
        return forget(effect.captures);
    }
  }

  function begin(): void {
    policy = options.policy();
    transaction = beginTransaction(clock);
    referred = undefined;
    ordered = undefined;
    void vault.prepare();
    lights.board.reset();
    transaction.enter('notice');
  }

  function commitOpening(): void {
    const opening = ordered;
    beside.run(
      'commit-opening',
      async () => {
        if (opening === undefined) throw new TypeError('an opening belongs to an order');
        await opening.record();
        referred = undefined;
        opening.answer();
        dispatch({ kind: 'opening-committed' });
      },
      (error) => {
        opening?.answer(error);
        dispatch({ kind: 'commit-failed', why: whyOf(error) });
      },
    );
  }

  function forget(captures: 'destroy' | 'keep-for-officer'): void {
    const ended = transaction;
    const tag = captures === 'destroy' ? travellerReceipts?.tag() : undefined;
    transaction = undefined;
    steps.forget();
    if (ended === undefined) return;
    if (lane.state.phase === 'referred') {
      referred = ended.id;
      untagged = captures === 'destroy' && tag === undefined;
    }
    forgetCaptures(ended, captures, tag);
  }

  function lightsChoice(): LaneView['lights'] {
    const skipped = dutyOf(policy, 'presentation-attack-light-challenge') === 'skipped';
    if (skipped || lane.state.phase === 'idle') return undefined;
    return lights.board.declined() ? 'declined' : 'offered';
  }

  const stopWatchingLights = lights.board.onChange(notify);
  const unsubscribe = devices.gate.onPassage(({ kind }) => dispatch({ kind: 'passage-seen', seen: kind }));

  return {
    dispatch,
    lane: () => lane,
    referred: () => referred,
    openForOrder(opening) {
      if (!mayOpenForOrder(lane) || closing.signal.aborted) return Promise.resolve('not-now');
      return new Promise((resolve) => {
        const answer = (failed?: unknown) => resolve(failed === undefined ? 'opening' : { failed });
        ordered = { ...opening, answer };
        dispatch({ kind: 'opening-ordered' });
        if (lane.state.phase !== 'deciding') resolve('not-now');
      });
    },
    view: () => ({
      ...viewOf(lane, steps.progress()),
      ...(lane.state.phase === 'referred' && referred !== undefined && { ticket: ticketNumberOf(referred) }),
      light: lights.board.current(),
      lights: lightsChoice(),
      receipt: receipt(),
      ...customsOf(lane, policy),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled: beside.settled,
    async close() {
      steps.cancel();
      await beside.settled();
      closing.abort();
      cancelTimer?.();
      unsubscribe();
      stopWatchingLights();
      // A program that stops does not shut people in
      if (lane.state.phase !== 'emergency') {
        await devices.gate.secure(AbortSignal.timeout(5_000)).catch(() => undefined);
      }
      faceReference.forget();
      if (transaction !== undefined) vault.forget(transaction.id);
    },
  };
}
