/**
 * The edge of the lane: feeds events to the machine and performs the effects that it asks for. Effects answer with events; one
 * event is handled at a time. No decision is made here.
 */
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import type { IndicatorSignal } from '../../../hardware/device/indicator-signal.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import { ticketNumberOf } from '../../../server/contract/ticket-number.ts';
import { dutyOf } from '../../rules/decision/policy.ts';
import { createBackgroundTasks } from './background-tasks.ts';
import { createCommitEffects } from './commit-effects.ts';
import { createEventQueue } from './event-queue.ts';
import { createFaceReference } from './face-reference.ts';
import { createFingerEffects } from './finger-effects.ts';
import { createForget } from './forget-effects.ts';
import { createGateEffects } from './gate-effects.ts';
import type { Lane, LaneEffect, LaneEvent } from './lane.ts';
import type { LaneParts } from './lane-parts.ts';
import { usableRates } from '../../../server/contract/rules/exchange.ts';
import type { RateTable } from '../../../server/contract/rules/rate-table.ts';
import type { QuestionsBeside } from '../../rules/declaration/judge-beside.ts';
import { customsOf, type LaneView, viewOf } from './lane-view.ts';
import { INITIAL_LANE, step } from './machine.ts';
import { createOrderedOpenings, type OpeningOutcome, type OrderedOpening } from './ordered-openings.ts';
import { createReceiptEffects, isUnused } from './receipt-effects.ts';
import { createStepEffects } from './step-effects.ts';
import { timeoutOf } from './timeouts.ts';
import { beginTransaction, type Transaction } from './transaction.ts';

export interface LaneRunner {
  dispatch(event: LaneEvent): void;
  lane(): Lane;
  /** The traveller who was referred last, until another traveller is served. */
  referred(): TransactionId | undefined;
  /**
   * Opens once, for an order: `record` makes the answer durable before the gate moves, and rejects when it cannot. Resolves once that is
   * done, to `not-now` when the lane is doing something else, or to the error that `record` rejected with.
   */
  openForOrder(opening: OrderedOpening): Promise<OpeningOutcome>;
  view(): LaneView;
  onChange(listener: () => void): Unsubscribe;
  /** Resolves when no effect is running. */
  settled(): Promise<void>;
  /** Cancels running steps, secures the gate except in an emergency, and destroys the keys of the current traveller. */
  close(): Promise<void>;
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

/** Starts in the phase `starting`. */
export function startLane(parts: LaneParts): LaneRunner {
  return new Runner(parts);
}

class Runner implements LaneRunner {
  readonly #parts: LaneParts;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: readonly Unsubscribe[];
  readonly #enqueue = createEventQueue<LaneEvent>(
    (event) => this.#handle(event),
    () => this.#notify(),
  );
  readonly #effects: ReturnType<typeof createEffects>;
  #lane = INITIAL_LANE;
  #policy;
  #transaction: Transaction | undefined;
  #referred: TransactionId | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.#policy = parts.rules.policy();
    this.#effects = createEffects(parts, {
      lane: () => this.#lane,
      policy: () => this.#policy,
      transaction: () => this.#transaction,
      evidence: () => this.#lane.evidence,
      dispatch: (event) => this.dispatch(event),
      notify: () => this.#notify(),
      onOpeningRecorded: () => {
        this.#referred = undefined;
      },
      closing: this.#closing.signal,
    });
    const { devices, screen, pace } = parts;
    this.#unsubscribe = [
      devices.gate.onPassage(({ kind }) => this.dispatch({ kind: 'passage-seen', seen: kind })),
      screen.lights.board.onChange(() => this.#notify()),
      pace.onMeasured(({ mode }, before) => void (mode !== before.mode && this.#notify())),
    ];
  }

  dispatch(event: LaneEvent): void {
    if (!this.#closing.signal.aborted) this.#enqueue(event);
  }

  lane(): Lane {
    return this.#lane;
  }

  referred(): TransactionId | undefined {
    return this.#referred;
  }

  async openForOrder(opening: OrderedOpening): Promise<OpeningOutcome> {
    return this.#closing.signal.aborted ? 'not-now' : this.#effects.openings.open(opening);
  }

  view(): LaneView {
    const { steps, receipt } = this.#effects;
    const referred = this.#lane.state.phase === 'referred' ? this.#referred : undefined;
    const ticket = referred === undefined ? undefined : ticketNumberOf(referred);
    return {
      ...viewOf(this.#lane, steps.progress()),
      ...(ticket !== undefined && { ticket }),
      light: this.#parts.screen.lights.board.current(),
      lights: this.#lightsChoice(),
      ...(this.#parts.pace.pace().mode !== 'full' && { isReduced: true as const }),
      receipt: receipt.view(this.#lane),
      ...customsOf(this.#lane, this.#policy, this.#rates()),
    };
  }

  onChange(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  settled(): Promise<void> {
    return this.#effects.background.settled();
  }

  async close(): Promise<void> {
    const { steps, faceReference } = this.#effects;
    steps.cancel();
    await this.settled();
    this.#closing.abort();
    this.#cancelTimer?.();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    // A program that stops must not shut people in
    if (this.#lane.state.phase !== 'emergency') {
      await this.#parts.devices.gate.secure(AbortSignal.timeout(5_000)).catch(() => undefined);
    }
    faceReference.forget();
    if (this.#transaction === undefined) return;
    this.#parts.shadow?.ended(this.#transaction.id);
    this.#parts.stores.vault.forget(this.#transaction.id);
  }

  /** The exchange rates that the policy allows now. */
  #rates(): RateTable | undefined {
    const { clock, exchangeRates } = this.#parts;
    const rules = this.#policy.declaration?.rules;
    return rules && usableRates(rules, exchangeRates?.(), clock.wallMs());
  }

  #questionsBeside(): QuestionsBeside | undefined {
    const { clock, exchangeRates, policyShadow } = this.#parts;
    const beside = policyShadow?.declaration();
    return beside && { ...beside, rates: usableRates(beside.rules, exchangeRates?.(), clock.wallMs()) };
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #handle(event: LaneEvent): void {
    const { receipt } = this.#effects;
    const before = this.#lane;
    const judged =
      event.kind === 'declaration-made' ? { ...event, rates: this.#rates(), beside: this.#questionsBeside() } : event;
    const transition = step(before, judged, this.#policy);
    const { lane } = transition;
    this.#lane = lane;
    if (lane.state !== before.state) this.#arm();
    if (lane.state.phase !== before.state.phase) this.#enter();
    if (event.kind === 'match-committed' && event.outcome !== 'abandoned' && this.#transaction !== undefined) {
      receipt.decided(this.#transaction, transition.effects);
    }
    if (lane.receiptWanted) receipt.make();
    this.#logFaults(before, lane);
    for (const effect of transition.effects) this.#perform(effect);
    if (event.kind === 'gate-released' && this.#transaction !== undefined)
      this.#parts.shadow?.passed(this.#transaction.id);
    if (isUnused(this.#lane)) receipt.forget();
  }

  #logFaults(before: Lane, now: Lane): void {
    const { log } = this.#parts;
    for (const fault of now.faults) if (!before.faults.includes(fault)) log({ event: 'fault', fault, raised: true });
    for (const fault of before.faults) if (!now.faults.includes(fault)) log({ event: 'fault', fault, raised: false });
  }

  #arm(): void {
    this.#cancelTimer?.();
    const timeoutMs = timeoutOf(this.#lane);
    this.#cancelTimer =
      timeoutMs === undefined
        ? undefined
        : this.#parts.clock.after(timeoutMs, () => this.dispatch({ kind: 'timed-out' }));
  }

  #enter(): void {
    const { phase } = this.#lane.state;
    const { steps, faceReference } = this.#effects;
    this.#parts.log({ event: 'phase', phase });
    steps.clear();
    // The token is of no further use
    if (phase !== 'token' && phase !== 'face') faceReference.forget();
    const timed = phase === 'deciding' ? 'decision' : phase;
    if (isStep(timed)) this.#transaction?.enter(timed);
    this.#parts.devices.indicator.show(INDICATIONS[phase]).catch(() => undefined);
  }

  #perform(effect: LaneEffect): void {
    const { steps, commit, gate, openings } = this.#effects;
    switch (effect.kind) {
      case 'begin-transaction':
        return this.#begin();
      case 'cancel-step':
        return steps.cancel();
      case 'read-document':
        return steps.document();
      case 'read-token':
        return steps.token();
      case 'read-declaration-code':
        return steps.declarationCode();
      case 'capture-face':
        return steps.face(effect.attempt);
      case 'capture-finger':
        return steps.finger();
      case 'commit-match':
        commit.opening(this.#transaction?.id);
        return commit.match(this.#transaction, effect.evidence, this.#policy);
      case 'commit-opening':
        commit.opening(openings.answerId());
        return openings.commit();
      case 'release-gate':
        commit.opening(this.#transaction?.id ?? openings.answerId());
        return gate.release();
      case 'hold-gate-open':
        return gate.release();
      case 'secure-gate':
        return gate.secure();
      case 'commit-passage':
        return commit.passage(effect.passage);
      case 'forget':
        return this.#forget(effect.captures);
    }
  }

  #begin(): void {
    const { clock, rules, stores, screen } = this.#parts;
    this.#policy = rules.policy();
    this.#transaction = beginTransaction(clock);
    this.#referred = undefined;
    this.#effects.openings.forget();
    void stores.vault.prepare();
    screen.lights.board.reset();
    this.#transaction.enter('notice');
  }

  #forget(captures: 'destroy' | 'keep-for-officer'): void {
    const { steps, receipt, forgetCaptures } = this.#effects;
    const ended = this.#transaction;
    const tag = captures === 'destroy' ? receipt.tag() : undefined;
    this.#transaction = undefined;
    steps.forget();
    if (ended === undefined) return;
    if (this.#lane.state.phase === 'referred') {
      this.#referred = ended.id;
      receipt.erasedWithoutTag(captures === 'destroy' && tag === undefined);
    }
    forgetCaptures(ended, captures, tag);
  }

  #lightsChoice(): LaneView['lights'] {
    const skipped = dutyOf(this.#policy, 'presentation-attack-light-challenge') === 'skipped';
    if (skipped || this.#lane.state.phase === 'idle') return undefined;
    return this.#parts.screen.lights.board.declined() ? 'declined' : 'offered';
  }
}

/** The state of the runner that effects read, and the events that they answer with. */
interface EffectsHooks {
  readonly lane: () => Lane;
  readonly policy: LaneParts['rules']['policy'];
  readonly transaction: () => Transaction | undefined;
  readonly evidence: () => Lane['evidence'];
  readonly dispatch: (event: LaneEvent) => void;
  readonly notify: () => void;
  readonly onOpeningRecorded: () => void;
  readonly closing: AbortSignal;
}

function createEffects(parts: LaneParts, hooks: EffectsHooks) {
  const { clock, log, devices, rules, stores, analyses, screen, reporting } = parts;
  const { policy, dispatch, notify, closing, lane } = hooks;
  const { vault, registrations, faceRegistrations, counts, fleetAttempts } = stores;
  const { reporter, onReport, onCleared } = reporting;
  const background = createBackgroundTasks(log, closing);
  const fingers = createFingerEffects({
    scanner: devices.fingerprintScanner,
    vault,
    clock,
    policy,
    analysis: analyses.finger,
    registrations,
    counts,
    fleetAttempts,
    log,
  });
  const faceReference = createFaceReference({ policy, analysis: analyses.face, faceRegistrations, log });
  return {
    background,
    faceReference,
    gate: createGateEffects(devices.gate, background, dispatch, closing),
    commit: createCommitEffects({
      ...{ reporter, clock, background, dispatch, log, onReport },
      onDecided(evidence, ofPolicy, decision) {
        parts.policyShadow?.decided(evidence, ofPolicy, decision.outcome);
        parts.groups?.decided(evidence, decision);
      },
      partners: parts.inspection.partners,
      listCounts: parts.inspection.listCounts,
    }),
    openings: createOrderedOpenings({ lane, background, dispatch, onRecorded: hooks.onOpeningRecorded }),
    receipt: createReceiptEffects({ receipts: screen.travellerReceipts, onCleared, notify }),
    forgetCaptures: createForget({
      vault,
      retention: rules.retention,
      analysis: analyses.face,
      fingers,
      background,
      shadow: parts.shadow,
      readBuffer: parts.readBuffer,
      log,
      onCleared,
    }),
    steps: createStepEffects({
      parts,
      fingers,
      faceReference,
      traveller: hooks,
      background,
      dispatch,
      notify,
      closing,
    }),
  };
}
