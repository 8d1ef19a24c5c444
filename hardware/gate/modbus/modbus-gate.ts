/** A barrier whose dry contacts are wired to a Modbus module. */
import type { Clock } from '../../host/clock.ts';
import { answerWithin } from '../../host/within-time.ts';
import type { SelfTestResult, Unsubscribe } from '../../device/device.ts';
import { DeviceError } from '../../device/device-error.ts';
import { deviceSession } from '../../device/device-session.ts';
import { pendingRequests } from '../../device/pending-requests.ts';
import { DEVICE_CODES, ModbusError } from '../../modbus/modbus-error.ts';
import type { ModbusModule } from '../../modbus/module.ts';
import type { ModuleState } from '../../modbus/module-connection.ts';
import type { ModuleSample } from '../../modbus/module-poller.ts';
import type { GateProfile } from '../../modbus/profile.ts';
import type { BarrierPosition, Gate, PassageEvent, ReleaseOutcome, SecureOutcome } from '../gate.ts';
import { contactPosition, isFire, isObstructed, mayOpen } from './contacts.ts';
import { passageSensor } from './passage-sensor.ts';

export interface ModbusGateOptions {
  readonly module: ModbusModule;
  readonly profile: GateProfile;
  /** The profile's name, which the device describes itself with. */
  readonly model: string;
  readonly clock: Clock;
}

/** A barrier that has not arrived by then is jammed, `gate.ts`. */
const JAMMED_AFTER_MS = 3_000;

export function modbusGate(options: ModbusGateOptions): Gate {
  return new ModbusGate(options);
}

/** The event that a movement waits for; `undefined` until it has happened. */
type Look = () => string | undefined;

class ModbusGate implements Gate {
  readonly #module: ModbusModule;
  readonly #profile: GateProfile;
  readonly #clock: Clock;
  readonly #session;
  readonly #sensor;
  readonly #listeners = new Set<(event: PassageEvent) => void>();
  /** Looks again when a sample or a change of the module's state arrives. */
  readonly #watched = pendingRequests<string | DeviceError, Look>();
  #link: ModuleState = 'closed';
  #inputs: readonly number[] | undefined;
  #isMoving = false;
  /** A movement jammed or was interrupted: the contacts alone do not show where the barrier stops. */
  #isInDoubt = false;
  readonly descriptor;
  readonly status: Gate['status'];
  readonly onStatus: Gate['onStatus'];

  constructor({ module, profile, model, clock }: ModbusGateOptions) {
    this.#module = module;
    this.#profile = profile;
    this.#clock = clock;
    this.#session = deviceSession('gate', clock);
    this.#sensor = passageSensor(profile);
    this.descriptor = { kind: 'gate', driver: 'modbus', model, firmware: 'unknown', simulated: false } as const;
    ({ status: this.status, onStatus: this.onStatus } = this.#session);
    module.onState((state) => this.#become(state));
    module.onSample((sample) => this.#take(sample));
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.#session.connect(signal, async (opening) => {
      this.#isInDoubt = false;
      await this.#asDevice(this.#module.open(opening));
      this.#link = 'up';
    });
  }

  async disconnect(): Promise<void> {
    await this.#session.letGo();
    await this.#module.close();
    this.#link = 'closed';
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    return this.#session.selfTest(signal, (ending) => untilAborted(this.#asDevice(this.#module.check()), ending));
  }

  position(): BarrierPosition {
    if (this.#session.status().kind === 'disconnected' || this.#link !== 'up') return 'unknown';
    if (this.#isMoving) return 'moving';
    if (this.#isInDoubt) return 'unknown';
    const seen = this.#contacts();
    // The barrier opens by itself at fire: contacts that still say closed are ignored
    return seen === 'secured' && this.#inputs !== undefined && isFire(this.#profile, this.#inputs) ? 'unknown' : seen;
  }

  release(signal: AbortSignal): Promise<ReleaseOutcome> {
    return this.#reportingJams(this.#session.run(signal, (running) => this.#release(running)));
  }

  secure(signal: AbortSignal): Promise<SecureOutcome> {
    return this.#reportingJams(this.#session.run(signal, (running) => this.#secure(running)));
  }

  onPassage(listener: (event: PassageEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #become(state: ModuleState): void {
    const { lost, fault, error } = this.#session;
    this.#link = state;
    if (state !== 'up' && state !== 'doubtful') {
      this.#inputs = undefined;
      this.#sensor.reset();
    }
    if (state === 'lost') lost(error('disconnected', 'the line to the gate has closed'));
    if (state === 'silent') fault('timed-out');
    if (state === 'corrupt') fault('corrupt');
    this.#lookAgain();
  }

  #take(sample: ModuleSample): void {
    this.#inputs = sample.inputs;
    for (const event of this.#sensor.take(sample)) for (const listener of [...this.#listeners]) listener(event);
    this.#lookAgain();
  }

  #contacts(): BarrierPosition {
    return this.#inputs === undefined || this.#link !== 'up' ? 'unknown' : contactPosition(this.#profile, this.#inputs);
  }

  #isBlocked(): boolean {
    const [inputs, profile] = [this.#inputs, this.#profile];
    return (
      inputs === undefined ||
      isFire(profile, inputs) ||
      isObstructed(profile, inputs) ||
      this.#sensor.isOccupied() ||
      this.#sensor.areBeamsStuck(this.#clock.monotonicMs())
    );
  }

  #lookAgain(): void {
    for (const [id, look] of this.#watched.all()) {
      const answer = this.#silence() ?? look();
      if (answer !== undefined) this.#watched.settle(id, answer);
    }
  }

  #silence(): DeviceError | undefined {
    if (this.#link === 'silent') return this.#session.error('timed-out', 'the gate does not answer');
    if (this.#link === 'corrupt') return this.#session.error('corrupt', 'the gate answers nonsense');
    return undefined;
  }

  /** Waits until `look` answers. `undefined` after `withinMs`. Rejects when the signal fires, or when the module goes silent. */
  async #watch<T extends string>(
    look: () => T | undefined,
    withinMs: number,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const { id, answer } = this.#watched.add(look);
    this.#lookAgain();
    const found = await answerWithin(this.#clock, withinMs, answer, signal);
    this.#watched.drop(id);
    signal.throwIfAborted();
    if (found instanceof DeviceError) throw found;
    return found as T | undefined;
  }

  #watchReleased(withinMs: number, signal: AbortSignal): Promise<'released' | undefined> {
    return this.#watch(() => (this.#contacts() === 'released' ? 'released' : undefined), withinMs, signal);
  }

  async #command(pulse: GateProfile['open'], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await untilAborted(this.#asDevice(this.#module.pulse(pulse.output, pulse.pulseMs)), signal);
  }

  async #asDevice(done: Promise<void>): Promise<void> {
    try {
      await done;
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      throw this.#session.error(DEVICE_CODES[error.code], `the gate: ${error.message}`, error);
    }
  }

  /** A movement that does not finish leaves the position unknown. */
  async #move<T extends { readonly kind: string }>(movement: () => Promise<T>): Promise<T> {
    this.#isMoving = true;
    this.#isInDoubt = true;
    try {
      const outcome = await movement();
      this.#isInDoubt = outcome.kind === 'jammed';
      return outcome;
    } finally {
      this.#isMoving = false;
    }
  }

  async #release(signal: AbortSignal): Promise<ReleaseOutcome> {
    const byMs = this.#clock.monotonicMs() + JAMMED_AFTER_MS;
    const left = (): number => Math.max(0, byMs - this.#clock.monotonicMs());
    const look = () => (this.#inputs !== undefined && mayOpen(this.#profile, this.#inputs) ? 'allowed' : undefined);
    this.#sensor.next();
    if (this.#contacts() === 'released' && !this.#isInDoubt) return { kind: 'released' };
    return this.#move(async () => {
      if ((await this.#watch(look, left(), signal)) === undefined) return { kind: 'jammed' };
      await this.#command(this.#profile.open, signal);
      return { kind: (await this.#watchReleased(left(), signal)) ?? 'jammed' };
    });
  }

  async #secure(signal: AbortSignal): Promise<SecureOutcome> {
    const { close, open, closeWithinMs } = this.#profile;
    if (this.#isBlocked()) return { kind: 'obstructed' };
    if (this.#contacts() === 'secured' && !this.#isInDoubt) return { kind: 'secured' };
    const look = (): 'secured' | 'obstructed' | undefined => {
      if (this.#link !== 'up') return undefined;
      if (this.#isBlocked()) return 'obstructed';
      return this.#contacts() === 'secured' ? 'secured' : undefined;
    };
    return this.#move(async () => {
      if (close !== undefined) await this.#command(close, signal);
      const arrived = await this.#watch(look, closeWithinMs, signal);
      if (arrived !== 'obstructed') return { kind: arrived ?? 'jammed' };
      // Opens again for the person in the way: the barrier must not keep pressing
      if (close !== undefined) await this.#command(open, signal);
      const opened = await this.#watchReleased(JAMMED_AFTER_MS, signal);
      return { kind: opened === undefined ? 'jammed' : 'obstructed' };
    });
  }

  async #reportingJams<T extends { readonly kind: string }>(outcome: Promise<T>): Promise<T> {
    const settled = await outcome;
    if (settled.kind === 'jammed') this.#session.fault('jammed');
    return settled;
  }
}

/** Rejects with the signal's reason as soon as it fires. A request that was sent is still carried out. */
function untilAborted(done: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    done.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
