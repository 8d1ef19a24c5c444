/**
 * Readiness checks of this lane, one at a time. A check begins with the approval of a technician at the server, or without one while the server
 * cannot be reached. From its beginning until its record is durable the lane is out of service, also over a stop of the program.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import { withinTime } from '../../../hardware/host/within-time.ts';
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import { transactionIdSchema } from '../../../server/contract/field.ts';
import {
  type CheckState,
  READINESS_ITEMS,
  type ReadinessItem,
  type ReadinessResult,
  type ServiceAfter,
} from '../../../server/contract/readiness-vocabulary.ts';
import { CHECK_LIFETIME_MS } from '../../../server/contract/readiness.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { MemoryFile } from '../../platform/base/memory-file.ts';
import { policyDigest } from '../../rules/decision/policy.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import { type ApprovalParts, type ApprovalRequest, type GivenApproval, newApprovalRequest } from './ask-approval.ts';
import type { Calibrations } from './calibrations.ts';
import { type CheckedParts, failed, type ItemOutcome, type ItemTools, type Progress } from './check-item.ts';
import { CheckDialogue, type Decision, untilSettled } from './check-dialogue.ts';
import { type RecordFile, readCheckMemory, writeCheckMemory } from './check-memory.ts';
import { type AskedQuestion, type CheckRun, itemsOf, mayReturn, resultOf, valuesOf } from './check-run.ts';
import type { CheckCommand, CheckPhase, CheckView } from './check-view.ts';
import { CHECK_ITEMS } from './items.ts';
import { signInTechnician } from './sign-in-technician.ts';

export interface ReadinessChecks {
  /** The state in the lane's status. */
  state(): CheckState | undefined;
  snapshot(): CheckSnapshot;
  onChange(listener: () => void): Unsubscribe;
  /** Whether the command fits the present phase. One that does not changes nothing. */
  command(command: CheckCommand): boolean;
  /**
   * Reports a check that a stop of the program interrupted. To be called once the devices have been tried: a report that cannot be signed
   * holds back all later ones until the secure element has been lost and found.
   */
  recover(): Promise<void>;
  /** Ends a running check as a stop of the program does: it is unfinished at the next start. */
  close(): Promise<void>;
}

/** Everything that a view is made of. */
export interface CheckSnapshot {
  readonly phase: CheckPhase;
  readonly code: string | undefined;
  readonly signIn: CheckView['signIn'];
  readonly technician: string | undefined;
  readonly run: CheckRun | undefined;
  readonly running: ReadinessItem | undefined;
  readonly progress: Progress | undefined;
  readonly question: AskedQuestion | undefined;
  readonly ended: { readonly result: ReadinessResult; readonly service: ServiceAfter } | undefined;
}

export interface ReadinessChecksParts {
  readonly parts: CheckedParts;
  readonly approvals: ApprovalParts;
  readonly lane: Pick<LaneRunner, 'dispatch' | 'view' | 'onChange'>;
  readonly reporter: Pick<Reporter, 'readiness'>;
  readonly onReport: () => void;
  readonly calibrations: Calibrations;
  readonly onCalibrated: () => void;
  readonly memory: MemoryFile;
  readonly record: Pick<RecordFile, 'write'>;
  readonly log: LogEvent;
}

/** Closes the page when a technician leaves, because the hall is public. */
const IDLE_MS = 900_000;
const SECURE_MS = 5_000;

/** The check ends early, for a reason that is no fault of the program. */
class CheckEnded extends Error {
  override readonly name = 'CheckEnded';
}

/** Throws `MemoryError`. A lane whose last check did not end, or was not passed, is out of service from here on. */
export function openReadinessChecks(options: ReadinessChecksParts): ReadinessChecks {
  return new Checks(options);
}

class Checks implements ReadinessChecks {
  readonly #options: ReadinessChecksParts;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  readonly #unsubscribe: Unsubscribe;
  #remembered: CheckState | undefined;
  #interruptedBefore: CheckRun | undefined;
  #phase: CheckPhase = 'none';
  #request: ApprovalRequest | undefined;
  #signIn: CheckView['signIn'];
  #approval: GivenApproval | undefined;
  #run: CheckRun | undefined;
  #running: ReadinessItem | undefined;
  #progress: Progress | undefined;
  readonly #dialogue = new CheckDialogue(() => this.#notify());
  #withoutServer: (() => void) | undefined;
  #ended: CheckSnapshot['ended'];
  #stop: AbortController | undefined;
  #cancelIdle: (() => void) | undefined;
  #flow: Promise<void> = Promise.resolve();

  constructor(options: ReadinessChecksParts) {
    this.#options = options;
    this.#clock = options.parts.clock;
    const remembered = readCheckMemory(options.memory);
    if (remembered.state !== 'none') {
      this.#remembered = remembered.state === 'running' ? 'unfinished' : remembered.state;
      options.lane.dispatch({ kind: 'fault-raised', fault: 'readiness' });
    }
    if (remembered.state === 'running') {
      const { checkId, startedAt, approval, openings } = remembered.check;
      this.#interruptedBefore = { checkId, startedAt, approval, openings, outcomes: new Map() };
    }
    this.#unsubscribe = options.lane.onChange(() => {
      // The gate must be free for the emergency
      if (options.lane.view().phase === 'emergency') this.#stop?.abort(new CheckEnded('emergency'));
    });
  }

  async recover(): Promise<void> {
    const { memory, log } = this.#options;
    const interrupted = this.#interruptedBefore;
    if (interrupted === undefined) return;
    this.#interruptedBefore = undefined;
    log({ event: 'readiness', state: 'unfinished' });
    await this.#report(interrupted, 'interrupted', 'closed');
    writeCheckMemory(memory, { state: 'unfinished' });
  }

  state(): CheckState | undefined {
    return this.#run === undefined ? this.#remembered : 'running';
  }

  snapshot(): CheckSnapshot {
    return {
      phase: this.#phase,
      code: this.#phase === 'signing-in' ? this.#request?.code : undefined,
      signIn: this.#signIn,
      technician: this.#approval?.approval.technician,
      run: this.#run,
      running: this.#running,
      progress: this.#progress,
      question: this.#dialogue.question(),
      ended: this.#ended,
    };
  }

  onChange(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  command(command: CheckCommand): boolean {
    this.#armIdle();
    switch (command.kind) {
      case 'begin':
        return this.#begin();
      case 'stop':
        if (this.#stop === undefined) return false;
        this.#stop.abort(new CheckEnded('stopped'));
        return true;
      case 'without-server':
        if (this.#signIn !== 'unreachable' || this.#withoutServer === undefined) return false;
        this.#withoutServer();
        return true;
      case 'answer':
        return this.#dialogue.answer(command);
      default:
        return this.#decided(command);
    }
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#closing.abort();
    this.#stop?.abort(new CheckEnded('closed'));
    this.#cancelIdle?.();
    await this.#flow;
  }

  #decided(command: Decision): boolean {
    if (this.#run === undefined) return false;
    if (command.kind === 'finish' && command.service === 'returned' && !mayReturn(this.#run)) return false;
    return this.#dialogue.decide(command);
  }

  #begin(): boolean {
    if (this.#phase !== 'none' || this.#closing.signal.aborted) return false;
    const stop = new AbortController();
    this.#stop = stop;
    this.#ended = undefined;
    this.#armIdle();
    this.#flow = this.#check(stop.signal)
      .catch((error: unknown) => {
        if (error instanceof CheckEnded) return;
        const { log } = this.#options;
        log({ event: 'step-failed', step: 'readiness', error: errorName(error), code: 'none' });
      })
      .finally(() => this.#rest());
    return true;
  }

  /** Back to `none`. A run that is left was not recorded, so the lane stays out of service. */
  #rest(): void {
    this.#stop = undefined;
    this.#cancelIdle?.();
    this.#request = undefined;
    this.#approval = undefined;
    if (this.#run !== undefined) {
      this.#remembered = 'unfinished';
      this.#options.lane.dispatch({ kind: 'fault-raised', fault: 'readiness' });
      this.#options.lane.dispatch({ kind: 'fault-cleared', fault: 'readiness-check' });
    }
    this.#run = undefined;
    this.#set({ phase: 'none' });
  }

  async #check(signal: AbortSignal): Promise<void> {
    const { lane, log } = this.#options;
    await this.#signInTechnician(signal);
    this.#set({ phase: 'closing' });
    await this.#laneAtRest(signal);
    const run: CheckRun = {
      checkId: transactionIdSchema.parse(randomBytes(16).toString('hex')),
      startedAt: Math.round(this.#clock.wallMs()),
      approval: this.#approval?.digest,
      outcomes: new Map(),
      openings: 0,
    };
    lane.dispatch({ kind: 'fault-raised', fault: 'readiness-check' });
    this.#run = run;
    try {
      this.#remember(run);
      log({ event: 'readiness', state: 'begun' });
      this.#set({ phase: 'running' });
      for (const item of READINESS_ITEMS) await this.#runItem(item, signal);
      await this.#decideAndFinish(signal);
    } catch (error) {
      // A stop of the program leaves the memory of a running check, which the next start reports
      if (!this.#closing.signal.aborted) await this.#interrupted();
      throw error;
    }
  }

  async #interrupted(): Promise<void> {
    const { memory, lane, parts } = this.#options;
    if (this.#run === undefined) return;
    if (lane.view().phase !== 'emergency') await this.#secureGate();
    await parts.devices.indicator
      .show(lane.view().phase === 'emergency' ? 'proceed' : 'out-of-service')
      .catch(() => undefined);
    await this.#report(this.#run, 'interrupted', 'closed');
    writeCheckMemory(memory, { state: 'unfinished' });
    this.#ended = { result: 'interrupted', service: 'closed' };
  }

  async #secureGate(): Promise<void> {
    const { gate } = this.#options.parts.devices;
    await withinTime(this.#clock, SECURE_MS, undefined, (limited) => gate.secure(limited)).catch(() => undefined);
  }

  #remember({ checkId, startedAt, approval, openings }: CheckRun): void {
    const check = { checkId, startedAt, openings, ...(approval !== undefined && { approval }) };
    writeCheckMemory(this.#options.memory, { state: 'running', check });
  }

  async #signInTechnician(signal: AbortSignal): Promise<void> {
    const { approvals } = this.#options;
    const request = newApprovalRequest(approvals);
    this.#request = request;
    const without = new AbortController();
    this.#withoutServer = () => without.abort();
    const onState = (signIn: CheckView['signIn']) => this.#set({ phase: 'signing-in', signIn });
    try {
      const result = await signInTechnician({ clock: this.#clock, request, without: without.signal, onState }, signal);
      if (result.kind === 'declined' || result.kind === 'expired') throw new CheckEnded(result.kind);
      if (result.kind === 'approved') this.#approval = result.approval;
    } finally {
      this.#withoutServer = undefined;
      if (this.#signIn === 'waiting' || this.#signIn === 'unreachable') this.#signIn = undefined;
    }
  }

  /** A traveller who has begun is served to the end. */
  async #laneAtRest(signal: AbortSignal): Promise<void> {
    const { lane } = this.#options;
    const isAtRest = (): boolean => ['idle', 'out-of-service'].includes(lane.view().phase);
    if (isAtRest()) return;
    await untilSettled<void>(signal, (resolve) => lane.onChange(() => void (isAtRest() && resolve())));
  }

  async #runItem(item: ReadinessItem, signal: AbortSignal): Promise<void> {
    this.#set({ running: item, progress: undefined });
    let outcome: ItemOutcome;
    try {
      outcome = await CHECK_ITEMS[item](this.#tools(signal));
    } catch (error) {
      signal.throwIfAborted();
      // A fault of this program does not end the check: the item failed, and the log has the error
      const { log } = this.#options;
      log({ event: 'step-failed', step: `readiness-${item}`, error: errorName(error), code: 'none' });
      outcome = failed('unsupported');
    }
    signal.throwIfAborted();
    if (this.#run !== undefined) {
      this.#run = { ...this.#run, outcomes: new Map([...this.#run.outcomes, [item, outcome]]) };
    }
    this.#set({ running: undefined, progress: undefined });
  }

  #tools(signal: AbortSignal): ItemTools {
    const { parts } = this.#options;
    return {
      parts,
      signal,
      values: () => (this.#run === undefined ? {} : valuesOf(this.#run)),
      ask: (prompt, answers) => this.#dialogue.ask(prompt, answers, signal),
      tell: (progress) => this.#set({ progress }),
      countOpening: () => {
        if (this.#run === undefined) throw new CheckEnded('over');
        this.#run = { ...this.#run, openings: this.#run.openings + 1 };
        this.#remember(this.#run);
        return Promise.resolve();
      },
      askServer: () => (this.#request ?? newApprovalRequest(this.#options.approvals)).ask(signal),
    };
  }

  async #decideAndFinish(signal: AbortSignal): Promise<void> {
    for (;;) {
      this.#set({ phase: 'deciding' });
      const decision = await this.#dialogue.decision(signal);
      switch (decision.kind) {
        case 'again':
          this.#set({ phase: 'running' });
          await this.#runItem(decision.item, signal);
          break;
        case 'calibrate': {
          const { calibrations, onCalibrated } = this.#options;
          if (this.#run !== undefined) {
            calibrations.accept(decision.cameraHeightMm, valuesOf(this.#run), this.#clock.wallMs());
            onCalibrated();
          }
          break;
        }
        case 'finish':
          return this.#finish(decision.service);
      }
    }
  }

  async #finish(service: ServiceAfter): Promise<void> {
    const { memory, lane, log } = this.#options;
    if (this.#run === undefined) return;
    const result = resultOf(this.#run);
    await this.#report(this.#run, result, service);
    const state = service === 'returned' ? 'none' : 'failed';
    writeCheckMemory(memory, { state });
    this.#remembered = state === 'none' ? undefined : state;
    this.#run = undefined;
    lane.dispatch({ kind: service === 'returned' ? 'fault-cleared' : 'fault-raised', fault: 'readiness' });
    lane.dispatch({ kind: 'fault-cleared', fault: 'readiness-check' });
    this.#ended = { result, service };
    log({ event: 'readiness', state: 'ended', result });
  }

  async #report(run: CheckRun, result: ReadinessResult, service: ServiceAfter): Promise<void> {
    const { reporter, calibrations, record, onReport, parts } = this.#options;
    const calibration = calibrations.current();
    const { payload, signature } = await reporter.readiness({
      checkId: run.checkId,
      ...(run.approval !== undefined && { approval: run.approval }),
      startedAt: run.startedAt,
      result,
      service,
      items: itemsOf(run),
      values: valuesOf(run),
      openings: run.openings,
      ...(calibration !== undefined && { calibration }),
      policyDigest: policyDigest(parts.policy()),
    });
    onReport();
    // Without the secure element it is signed later, and this copy is not made
    if (signature.length === 0) return;
    record.write({
      at: Math.round(this.#clock.wallMs()),
      record: { payload: encodeBase64Url(payload), signature: encodeBase64Url(signature) },
      ...(this.#approval !== undefined && { approval: this.#approval.signed }),
    });
  }

  #armIdle(): void {
    this.#cancelIdle?.();
    if (this.#stop === undefined) return;
    this.#cancelIdle = this.#clock.after(Math.min(IDLE_MS, CHECK_LIFETIME_MS), () =>
      this.#stop?.abort(new CheckEnded('left')),
    );
  }

  #set(changes: {
    readonly phase?: CheckPhase;
    readonly signIn?: CheckView['signIn'];
    readonly running?: ReadinessItem | undefined;
    readonly progress?: Progress | undefined;
  }): void {
    if (changes.phase !== undefined) this.#phase = changes.phase;
    if ('signIn' in changes) this.#signIn = changes.signIn;
    if ('running' in changes) this.#running = changes.running;
    if ('progress' in changes) this.#progress = changes.progress;
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
