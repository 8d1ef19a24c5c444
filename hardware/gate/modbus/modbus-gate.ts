/** A barrier whose dry contacts are wired to a Modbus module. */
import type { Clock } from '../../host/clock.ts';
import { deviceSession } from '../../device/device-session.ts';
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

export function modbusGate({ module, profile, model, clock }: ModbusGateOptions): Gate {
  const session = deviceSession('gate', clock);
  const sensor = passageSensor(profile);
  const listeners = new Set<(event: PassageEvent) => void>();
  /** Called when a sample or a change of the module's state arrives. */
  const watchers = new Set<() => void>();
  let link: ModuleState = 'closed';
  let inputs: readonly number[] | undefined;
  let isMoving = false;
  /** A movement jammed or was interrupted: the contacts alone do not show where the barrier stops. */
  let isInDoubt = false;

  module.onState((state) => {
    link = state;
    if (state !== 'up' && state !== 'doubtful') {
      inputs = undefined;
      sensor.reset();
    }
    if (state === 'lost') session.lost(session.error('disconnected', 'the line to the gate has closed'));
    if (state === 'silent') session.fault('timed-out');
    if (state === 'corrupt') session.fault('corrupt');
    for (const watcher of [...watchers]) watcher();
  });
  module.onSample(take);

  function take(sample: ModuleSample): void {
    ({ inputs } = sample);
    for (const event of sensor.take(sample)) for (const listener of [...listeners]) listener(event);
    for (const watcher of [...watchers]) watcher();
  }

  function contacts(): BarrierPosition {
    return inputs === undefined || link !== 'up' ? 'unknown' : contactPosition(profile, inputs);
  }

  function position(): BarrierPosition {
    if (session.status().kind === 'disconnected' || link !== 'up') return 'unknown';
    if (isMoving) return 'moving';
    if (isInDoubt) return 'unknown';
    const seen = contacts();
    // The barrier opens by itself at fire: contacts that still say closed are ignored
    return seen === 'secured' && inputs !== undefined && isFire(profile, inputs) ? 'unknown' : seen;
  }

  const isBlocked = (): boolean =>
    inputs === undefined ||
    isFire(profile, inputs) ||
    isObstructed(profile, inputs) ||
    sensor.isOccupied() ||
    sensor.areBeamsStuck(clock.monotonicMs());

  /** Waits until `look` answers. `undefined` after `withinMs`. Rejects when the signal fires, or when the module goes silent. */
  function watch<T>(look: () => T | undefined, withinMs: number, signal: AbortSignal): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const over = (): void => {
        cancel();
        watchers.delete(check);
        signal.removeEventListener('abort', onAbort);
      };
      const settle = (answer: T | undefined): void => {
        over();
        resolve(answer);
      };
      const fail = (reason: unknown): void => {
        over();
        reject(reason);
      };
      const check = (): void => {
        if (link === 'silent') return fail(session.error('timed-out', 'the gate does not answer'));
        if (link === 'corrupt') return fail(session.error('corrupt', 'the gate answers nonsense'));
        const answer = look();
        if (answer !== undefined) settle(answer);
      };
      const onAbort = (): void => fail(signal.reason);
      const cancel = clock.after(withinMs, () => settle(undefined));
      if (signal.aborted) return onAbort();
      watchers.add(check);
      signal.addEventListener('abort', onAbort, { once: true });
      check();
    });
  }

  async function command(pulse: GateProfile['open'], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await untilAborted(asDevice(module.pulse(pulse.output, pulse.pulseMs)), signal);
  }

  async function asDevice(done: Promise<void>): Promise<void> {
    try {
      await done;
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      throw session.error(DEVICE_CODES[error.code], `the gate: ${error.message}`, error);
    }
  }

  /** A movement that does not finish leaves the position unknown. */
  async function move<T extends { readonly kind: string }>(movement: () => Promise<T>): Promise<T> {
    isMoving = true;
    isInDoubt = true;
    try {
      const outcome = await movement();
      isInDoubt = outcome.kind === 'jammed';
      return outcome;
    } finally {
      isMoving = false;
    }
  }

  async function release(signal: AbortSignal): Promise<ReleaseOutcome> {
    const byMs = clock.monotonicMs() + JAMMED_AFTER_MS;
    const left = (): number => Math.max(0, byMs - clock.monotonicMs());
    sensor.next();
    if (contacts() === 'released' && !isInDoubt) return { kind: 'released' };
    return move(async () => {
      const isAllowed = await watch(
        () => (inputs !== undefined && mayOpen(profile, inputs)) || undefined,
        left(),
        signal,
      );
      if (isAllowed === undefined) return { kind: 'jammed' };
      await command(profile.open, signal);
      const arrived = await watch(() => contacts() === 'released' || undefined, left(), signal);
      return { kind: arrived === undefined ? 'jammed' : 'released' };
    });
  }

  async function secure(signal: AbortSignal): Promise<SecureOutcome> {
    const { close } = profile;
    if (isBlocked()) return { kind: 'obstructed' };
    if (contacts() === 'secured' && !isInDoubt) return { kind: 'secured' };
    return move(async () => {
      if (close !== undefined) await command(close, signal);
      const look = (): 'secured' | 'obstructed' | undefined => {
        if (link !== 'up') return undefined;
        if (isBlocked()) return 'obstructed';
        return contacts() === 'secured' ? 'secured' : undefined;
      };
      const arrived = await watch(look, profile.closeWithinMs, signal);
      if (arrived !== 'obstructed') return { kind: arrived ?? 'jammed' };
      // Opens again for the person in the way: the barrier must not keep pressing
      if (close !== undefined) await command(profile.open, signal);
      const opened = await watch(() => contacts() === 'released' || undefined, JAMMED_AFTER_MS, signal);
      return { kind: opened === undefined ? 'jammed' : 'obstructed' };
    });
  }

  async function reportingJams<T extends { readonly kind: string }>(outcome: Promise<T>): Promise<T> {
    const settled = await outcome;
    if (settled.kind === 'jammed') session.fault('jammed');
    return settled;
  }

  return {
    descriptor: { kind: 'gate', driver: 'modbus', model, firmware: 'unknown', simulated: false },
    status: session.status,
    onStatus: session.onStatus,
    connect: (signal) =>
      session.connect(signal, async (opening) => {
        isInDoubt = false;
        await asDevice(module.open(opening));
        link = 'up';
      }),
    async disconnect() {
      await session.letGo();
      await module.close();
      link = 'closed';
    },
    selfTest: (signal) => session.selfTest(signal, (ending) => untilAborted(asDevice(module.check()), ending)),
    position,
    release: (signal) => reportingJams(session.run(signal, release)),
    secure: (signal) => reportingJams(session.run(signal, secure)),
    onPassage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
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
