/**
 * The edge of the lane: feeds events to the machine and does what it asks. Effects answer with events; one event is handled
 * at a time. Nothing here decides anything.
 */
import type { Clock } from '../../hardware/clock/clock.ts';
import { DeviceError } from '../../hardware/device-error.ts';
import type { DocumentProgress } from '../../hardware/document-reader/document-reader.ts';
import type { Terminal } from '../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { Unsubscribe } from '../../hardware/device.ts';
import type { IndicatorSignal } from '../../hardware/indicator/indicator.ts';
import type { Passage } from '../../server/contract/vocabulary.ts';
import { decide } from '../decision/decide.ts';
import type { Evidence, FaceEvidence, FingerEvidence } from '../decision/evidence.ts';
import { dutyOf, type Policy } from '../decision/policy.ts';
import type { LaneDevices } from '../devices/lane-devices.ts';
import type { DocumentEvidence, InspectionBasis } from '../document/inspect.ts';
import { inspectionRecord } from '../document/inspection-record.ts';
import type { LogEvent } from '../events.ts';
import type { FaceAnalysis } from '../face/analysis.ts';
import type { FaceProgress } from '../face/face-attempt.ts';
import { attemptFace } from '../face/face-step.ts';
import { unpredictable } from '../face/unpredictable.ts';
import type { LaneLights } from '../face/light-board.ts';
import type { FingerAnalysis } from '../finger/finger-analysis.ts';
import type { FingerProgress } from '../finger/finger-attempt.ts';
import type { RegisteredTravellers } from '../finger/registered-travellers.ts';
import type { FaceRegistrations } from '../registration/face-registrations.ts';
import { collectGarbage } from '../launch/collect-garbage.ts';
import type { ComparisonCounts } from '../store/comparison-counts.ts';
import type { InspectionRecords } from '../store/inspection-records.ts';
import { StoreError } from '../store/store-error.ts';
import type { Retention } from '../retention/retention.ts';
import type { Reporter } from '../uplink/reporter.ts';
import type { Vault } from '../vault/vault.ts';
import { readDocument } from './document-step.ts';
import { createFaceReference, type FaceSources } from './face-reference.ts';
import { createFingerEffects } from './finger-effects.ts';
import type { Lane, LaneEffect, LaneEvent } from './lane.ts';
import { type LaneView, viewOf } from './lane-view.ts';
import { INITIAL_LANE, step } from './machine.ts';
import { timeoutOf } from './timeouts.ts';
import { beginTransaction, type Transaction } from './transaction.ts';

export interface LaneRunnerOptions {
  readonly devices: LaneDevices;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly retention: Retention;
  readonly vault: Vault;
  readonly analysis: FaceAnalysis;
  readonly fingerAnalysis: FingerAnalysis;
  readonly registrations: RegisteredTravellers;
  readonly faceRegistrations: FaceRegistrations;
  readonly counts: ComparisonCounts;
  readonly inspections: InspectionRecords;
  readonly lights: LaneLights;
  readonly reporter: Reporter;
  /** Asked for each document: lists are renewed while the lane runs. */
  readonly basis: () => InspectionBasis;
  /** Lets fingerprints be read; `undefined` where the lane has no use for them or nobody lets it. */
  readonly terminal: () => Terminal | undefined;
  readonly log: LogEvent;
  /** Called after captures of somebody who is not kept for an officer are gone. */
  readonly onCleared: (captures: number) => void;
  /** Called after each report that became durable. */
  readonly onReport: () => void;
}

export interface LaneRunner {
  dispatch(event: LaneEvent): void;
  /** A token that the traveller shows. `not-now`: nobody is being served. */
  showToken(text: string): 'taken' | 'unreadable' | 'not-now';
  lane(): Lane;
  view(): LaneView;
  onChange(listener: () => void): Unsubscribe;
  /** Resolves when nothing that the machine asked for is still being done. */
  settled(): Promise<void>;
  /** Cancels what runs, secures the gate and destroys the keys of whoever was being served. */
  close(): Promise<void>;
}

const INDICATIONS: Readonly<Record<Lane['state']['phase'], IndicatorSignal>> = {
  starting: 'off',
  idle: 'ready',
  notice: 'wait',
  document: 'present-document',
  face: 'look-here',
  finger: 'wait',
  deciding: 'wait',
  opening: 'proceed',
  passage: 'proceed',
  referred: 'go-to-desk',
  'out-of-service': 'out-of-service',
};

export function startLane(options: LaneRunnerOptions): LaneRunner {
  const { devices, clock, policy, retention, vault, analysis, counts, lights, reporter, log, onReport } = options;
  const lightDuty = dutyOf(policy, 'presentation-attack-light-challenge');
  const fingers = createFingerEffects({
    scanner: devices.fingerprintScanner,
    vault,
    clock,
    policy,
    analysis: options.fingerAnalysis,
    registrations: options.registrations,
    counts,
    log,
  });
  const faceReference = createFaceReference({ policy, analysis, faceRegistrations: options.faceRegistrations, log });
  const listeners = new Set<() => void>();
  const queue: LaneEvent[] = [];
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  let lane: Lane = INITIAL_LANE;
  let handling = false;
  let cancelTimer: (() => void) | undefined;
  let transaction: Transaction | undefined;
  let faceSources: FaceSources | undefined;
  let faceProgress: FaceProgress | undefined;
  let documentProgress: DocumentProgress | undefined;
  let fingerProgress: FingerProgress | undefined;
  let stepRun: AbortController | undefined;
  let releasedAtMs = 0;
  let gateTail: Promise<void> = Promise.resolve();

  const notify = (): void => {
    for (const listener of listeners) listener();
  };

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
    for (const fault of lane.faults) if (!before.faults.includes(fault)) log({ event: 'fault', fault, raised: true });
    for (const fault of before.faults) if (!lane.faults.includes(fault)) log({ event: 'fault', fault, raised: false });
    for (const effect of transition.effects) perform(effect);
  }

  function arm(): void {
    cancelTimer?.();
    const timeoutMs = timeoutOf(lane.state);
    cancelTimer = timeoutMs === undefined ? undefined : clock.after(timeoutMs, () => dispatch({ kind: 'timed-out' }));
  }

  function enter(): void {
    const { phase } = lane.state;
    log({ event: 'phase', phase });
    documentProgress = undefined;
    faceProgress = undefined;
    fingerProgress = undefined;
    if (phase === 'notice' || phase === 'document' || phase === 'face' || phase === 'finger') transaction?.enter(phase);
    if (phase === 'deciding') transaction?.enter('decision');
    devices.indicator.show(INDICATIONS[phase]).catch(() => undefined);
  }

  /** Runs an effect beside the machine; what goes wrong becomes an event through `onError`. */
  function run(name: LaneEffect['kind'], work: () => Promise<void>, onError: (error: unknown) => void): void {
    const task = work().catch((error: unknown) => {
      if (closing.signal.aborted) return;
      log({ event: 'step-failed', step: name, error: nameOf(error), code: codeOf(error) });
      onError(error);
    });
    running.add(task);
    void task.finally(() => running.delete(task));
  }

  function perform(effect: LaneEffect): void {
    switch (effect.kind) {
      case 'begin-transaction':
        transaction = beginTransaction(clock);
        void vault.prepare();
        lights.board.reset();
        transaction.enter('notice');
        return;
      case 'cancel-step':
        stepRun?.abort();
        stepRun = undefined;
        return;
      case 'read-document':
        return startDocument();
      case 'capture-face':
        return startFace();
      case 'capture-finger':
        return startFinger();
      case 'commit-match':
        return commitMatch(effect.evidence);
      case 'release-gate':
        releasedAtMs = clock.monotonicMs();
        return moveGate(effect.kind, async () => {
          const { kind } = await devices.gate.release(closing.signal);
          dispatch({ kind: kind === 'released' ? 'gate-released' : 'gate-jammed' });
        });
      case 'secure-gate':
        return moveGate(effect.kind, async () => {
          const { kind } = await devices.gate.secure(closing.signal);
          const answers = { secured: 'gate-secured', obstructed: 'gate-obstructed', jammed: 'gate-jammed' } as const;
          dispatch({ kind: answers[kind] });
        });
      case 'commit-passage':
        return commitPassage(effect.passage);
      case 'forget':
        return forget(effect.captures);
    }
  }

  function newStep(): { signal: AbortSignal; current: () => boolean; id: Transaction['id'] } {
    const controller = new AbortController();
    stepRun = controller;
    const signal = AbortSignal.any([controller.signal, closing.signal]);
    if (transaction === undefined) throw new TypeError('a step runs within a transaction');
    return { signal, current: () => stepRun === controller && !signal.aborted, id: transaction.id };
  }

  function startDocument(): void {
    const { signal, current, id } = newStep();
    run(
      'read-document',
      async () => {
        const result = await readDocument({
          transactionId: id,
          documentReader: devices.documentReader,
          vault,
          counts,
          clock,
          basis: options.basis(),
          terminal: options.terminal(),
          onProgress(progress) {
            if (!current()) return;
            documentProgress = progress;
            notify();
          },
          signal,
        });
        if (!current()) {
          // Nobody is going to compare them any more, and no officer needs them.
          if (result.fingers !== undefined) vault.discard(result.fingers);
          return;
        }
        faceSources = result;
        fingers.remember(result);
        const { document, comparisonsToday } = result;
        record(document);
        const findings = document.kind === 'read' ? document.portraitFindings : [];
        if (findings.length > 0) log({ event: 'portrait-record', findings });
        dispatch({ kind: 'document-examined', document, ...(comparisonsToday !== undefined && { comparisonsToday }) });
      },
      () => current() && dispatch({ kind: 'document-examined', document: { kind: 'device-fault' } }),
    );
  }

  /** Statistics: a record that cannot be kept stops nobody. */
  function record(document: DocumentEvidence): void {
    if (retention.limitMs('inspection-records') === 0) return;
    run(
      'read-document',
      () => options.inspections.add(inspectionRecord(document), clock.wallMs()),
      () => undefined,
    );
  }

  function startFace(): void {
    const { signal, current, id } = newStep();
    const answer = (face: FaceEvidence): void => {
      if (current()) dispatch({ kind: 'face-attempted', face });
    };
    run(
      'capture-face',
      async () => {
        if (faceSources === undefined || !(await faceReference.take(faceSources))) {
          answer({ kind: 'portrait-unusable' });
          return;
        }
        const face = await attemptFace({
          transactionId: id,
          camera: devices.camera,
          indicator: devices.indicator,
          vault,
          analysis,
          clock,
          random: unpredictable,
          duties: { light: lightDuty, headTurn: dutyOf(policy, 'presentation-attack-head-turn') },
          withoutLights: policy.withoutLights,
          lights,
          maximumFalseMatchRate: Number(policy.faceFalseMatchRate),
          countComparison,
          onProgress: (progress) => {
            faceProgress = progress;
            notify();
          },
          signal,
        });
        answer(face);
      },
      (error) => {
        if (error instanceof StoreError) dispatch({ kind: 'fault-raised', fault: 'outbox' });
        else if (!(error instanceof DeviceError) && current()) mendAnalysis();
        answer({ kind: 'device-fault' });
      },
    );
  }

  function startFinger(): void {
    const { signal, current, id } = newStep();
    const answer = (finger: FingerEvidence): void => {
      if (current()) dispatch({ kind: 'finger-attempted', finger });
    };
    run(
      'capture-finger',
      async () => {
        const { document } = lane.evidence;
        if (document?.kind !== 'read') throw new TypeError('fingers are taken after a document has been read');
        const finger = await fingers.attempt({
          transactionId: id,
          handle: document.handle,
          onProgress: (progress) => {
            fingerProgress = progress;
            notify();
          },
          signal,
        });
        answer(finger);
      },
      () => answer({ kind: 'device-fault' }),
    );
  }

  /** A thread that failed is replaced by its pool; until the new one answers, nobody can be compared. */
  function mendAnalysis(): void {
    dispatch({ kind: 'fault-raised', fault: 'analysis' });
    const retry = (): void => {
      if (closing.signal.aborted) return;
      analysis.forget().then(
        () => dispatch({ kind: 'fault-cleared', fault: 'analysis' }),
        () => void clock.after(2_000, retry),
      );
    };
    retry();
  }

  async function countComparison(): Promise<boolean> {
    const { document } = lane.evidence;
    if (document?.kind !== 'read') return false;
    if ((await counts.today(document.handle)) >= policy.comparisonsPerDocumentPerDay) return false;
    await counts.add(document.handle);
    return true;
  }

  function commitMatch(evidence: Evidence): void {
    run(
      'commit-match',
      async () => {
        if (transaction === undefined) throw new TypeError('a decision belongs to a transaction');
        const decision = decide(evidence, policy);
        const { sequence } = await reporter.match(transaction, decision, evidence.document);
        log({ event: 'match-reported', sequence, outcome: decision.outcome, reasons: decision.reasons });
        onReport();
        dispatch({ kind: 'match-committed', outcome: decision.outcome });
      },
      (error) => dispatch({ kind: 'commit-failed', why: error instanceof DeviceError ? 'unsigned' : 'not-durable' }),
    );
  }

  function commitPassage(passage: Passage): void {
    const id = transaction?.id;
    const durationMs = clock.monotonicMs() - releasedAtMs;
    run(
      'commit-passage',
      async () => {
        if (id === undefined) throw new TypeError('a passage belongs to a transaction');
        const { sequence } = await reporter.passage(id, passage, durationMs);
        log({ event: 'passage-reported', sequence, passage });
        onReport();
      },
      () => dispatch({ kind: 'fault-raised', fault: 'outbox' }),
    );
  }

  /** One barrier, one movement at a time. */
  function moveGate(name: LaneEffect['kind'], move: () => Promise<void>): void {
    const mine = gateTail.then(move);
    gateTail = mine.catch(() => undefined);
    run(
      name,
      () => mine,
      () => dispatch({ kind: 'gate-jammed' }),
    );
  }

  function forget(captures: 'destroy' | 'keep-for-officer'): void {
    const ended = transaction;
    transaction = undefined;
    faceSources = undefined;
    faceReference.forget();
    if (ended === undefined) return;
    run(
      'forget',
      async () => {
        const referredMs = retention.limitMs('referred');
        if (captures === 'keep-for-officer' && referredMs > 0) {
          // Captures that are with the thread come back before it answers this.
          await analysis.forget().catch(() => undefined);
          await fingers.forget().catch(() => undefined);
          log({ event: 'captures-kept', captures: await vault.keepReferred(ended.id, referredMs) });
          collectGarbage();
          return;
        }
        const { retentionClass, captures: count } = vault.forget(ended.id);
        log({ event: 'captures-erased', retentionClass, captures: count });
        options.onCleared(count);
        // Both are asked, whether or not the other answers.
        await Promise.all([fingers.forget(), analysis.forget()]).finally(collectGarbage);
      },
      () => void vault.forget(ended.id),
    );
  }

  function lightsChoice(): LaneView['lights'] {
    if (lightDuty === 'skipped' || lane.state.phase === 'idle') return undefined;
    return lights.board.declined() ? 'declined' : 'offered';
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running);
  }

  const stopWatchingLights = lights.board.onChange(notify);
  const unsubscribe = devices.gate.onPassage(({ kind }) => dispatch({ kind: 'passage-seen', seen: kind }));

  return {
    dispatch,
    showToken(text) {
      if (transaction === undefined || lane.state.phase === 'deciding') return 'not-now';
      return faceReference.showToken(text) ? 'taken' : 'unreadable';
    },
    lane: () => lane,
    view: () => ({
      ...viewOf(lane, { document: documentProgress, face: faceProgress, finger: fingerProgress }),
      light: lights.board.current(),
      lights: lightsChoice(),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled,
    async close() {
      stepRun?.abort();
      await settled();
      closing.abort();
      cancelTimer?.();
      unsubscribe();
      stopWatchingLights();
      await devices.gate.secure(AbortSignal.timeout(5_000)).catch(() => undefined);
      faceReference.forget();
      if (transaction !== undefined) vault.forget(transaction.id);
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** An error's closed code; never its message, which may hold what it should not. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'none';
}
