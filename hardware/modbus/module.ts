/**
 * An input and output module behind a line: polls its inputs and counters, sets its outputs, and keeps its watchdog. A module that goes
 * silent or answers nonsense is set up again from the beginning; one whose line closes is `lost` until it is opened again.
 */
import { type Clock, pause } from '../host/clock.ts';
import type { Unsubscribe } from '../device/device.ts';
import { DeviceError } from '../device/device-error.ts';
import type { LineDevice, LineListener } from '../device/line-device.ts';
import { type ModbusClient, modbusClient } from './client.ts';
import { ModbusError } from './modbus-error.ts';
import {
  counterValues,
  readCounters,
  readInputs,
  readOutput,
  readOutputs,
  writeOutput,
  writeRequest,
} from './module-requests.ts';
import type { ModbusRequest } from './pdu.ts';
import type { ModuleProfile, ModuleWrite } from './profile.ts';

export type ModuleState =
  | 'closed'
  | 'up'
  /** One answer is missing: the inputs are out of date. */
  | 'doubtful'
  /** Two answers in a row are missing. */
  | 'silent'
  | 'corrupt'
  /** The line closed by itself. */
  | 'lost';

export interface ModuleSample {
  /** When the answer arrived, on the clock's monotonic time. */
  readonly atMs: number;
  /** Since the inputs were read before; `undefined`: never since the module was set up. */
  readonly gapMs: number | undefined;
  readonly inputs: readonly number[];
  /** The newest count of each counter; empty where none is polled. */
  readonly counters: readonly number[];
}

/** Every promise rejects with `ModbusError`. */
export interface ModbusModule {
  /** Resolves when the module is `up`: its watchdog holds, its used outputs are off and a first sample is there. */
  open(signal: AbortSignal): Promise<void>;
  /** Switches off what a pulse has left on and closes the line. */
  close(): Promise<void>;
  /** Resolves once the output is on. It goes off after `pulseMs` whatever happens here; it is never switched on twice. */
  pulse(output: number, pulseMs: number): Promise<void>;
  /** Sets outputs one after the other, off before on, and reads them back. */
  set(outputs: readonly { readonly output: number; readonly value: boolean }[]): Promise<void>;
  /** Reads the outputs and the watchdog. */
  check(): Promise<void>;
  onSample(listener: (sample: ModuleSample) => void): Unsubscribe;
  onState(listener: (state: ModuleState) => void): Unsubscribe;
}

export interface ModbusModuleOptions {
  readonly framing: 'tcp' | 'rtu';
  readonly unit: number;
  readonly module: ModuleProfile;
  /** Switched off when the module is set up. */
  readonly outputs: readonly number[];
  readonly clock: Clock;
  /** Added to the module's time to answer: the time of the bytes on the wire. */
  readonly transmissionMs: number;
  readonly openLine: (listener: LineListener, signal: AbortSignal) => Promise<LineDevice>;
}

/** Samples that say nothing new are told this often, and counters are read this often. */
const HEARTBEAT_MS = 100;
/** Between tries to set a module up again. */
const RETRY_MS = 500;
/** How long a serial line is listened to before the first request. */
const SETTLE_MS = 300;
const FAILURES_TO_SILENCE = 2;
/** How often switching an output off is tried. The watchdog does it when all fail. */
const OFF_TRIES = 3;
/** How long a call waits for a module that is being set up again. */
const PATIENCE_MS = 1_000;

export function modbusModule(options: ModbusModuleOptions): ModbusModule {
  const { framing, unit, module, outputs, clock, transmissionMs, openLine } = options;
  const sampleListeners = new Set<(sample: ModuleSample) => void>();
  const stateListeners = new Set<(state: ModuleState) => void>();
  const lit = new Map<number, () => void>();
  let state: ModuleState = 'closed';
  let line: LineDevice | undefined;
  let client: ModbusClient | undefined;
  /** Fires when this line is given up. */
  let ending = new AbortController();
  let retry = new AbortController();
  let reopening: Promise<void> | undefined;
  let failures = 0;

  function become(next: ModuleState): void {
    if (state === next) return;
    state = next;
    for (const listener of [...stateListeners]) listener(next);
  }

  function drop(): void {
    client?.end();
    ending.abort();
    line?.close();
    line = undefined;
    client = undefined;
  }

  function fault(kind: 'silent' | 'corrupt'): void {
    if (state !== 'up' && state !== 'doubtful') return;
    drop();
    retry = new AbortController();
    reopening = reopen(retry.signal).finally(() => {
      reopening = undefined;
    });
    become(kind);
  }

  async function stop(): Promise<void> {
    retry.abort();
    drop();
    await reopening;
    become('closed');
  }

  async function reopen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await start(signal);
      } catch (error) {
        if (signal.aborted) return;
        const isGone = error instanceof ModbusError && error.code === 'disconnected';
        if (isGone) return become('lost');
      }
      await pause(clock, RETRY_MS, signal);
    }
  }

  /** Leaves no line open when it rejects. */
  async function start(signal: AbortSignal): Promise<void> {
    const closing = new AbortController();
    ending = closing;
    const ended = AbortSignal.any([signal, closing.signal]);
    try {
      const onLost = (): void => {
        if (closing.signal.aborted) return;
        drop();
        if (state !== 'closed') become('lost');
      };
      line = await openLine({ onBytes: (bytes) => client?.receive(bytes), onLost }, ended);
      if (ended.aborted) throw new ModbusError('aborted', 'connecting to the module was cancelled');
      const taken = line;
      // Bytes that arrive meanwhile answer requests of an earlier connection
      if (framing === 'rtu') await pause(clock, SETTLE_MS, ended);
      const opened = modbusClient({
        framing,
        unit,
        clock,
        answerWithinMs: module.answerWithinMs + transmissionMs,
        write: (bytes) => taken.write(bytes),
        onUnreadable: () => fault('corrupt'),
      });
      client = opened;
      await setUp(opened, ended);
      failures = 0;
      const poll = poller(opened, closing.signal);
      await poll.first();
      become('up');
      poll.goOn();
    } catch (error) {
      closing.abort();
      client?.end();
      line?.close();
      line = undefined;
      client = undefined;
      throw asModbusError(error, signal);
    }
  }

  async function setUp(asked: ModbusClient, signal: AbortSignal): Promise<void> {
    const apply = (step: ModuleWrite): Promise<unknown> => asked.request(writeRequest(step), { signal });
    const { watchdog } = module;
    if (watchdog.kind === 'registers') {
      for (const step of watchdog.clear) {
        await apply(step).catch((error: unknown) => {
          if (!(error instanceof ModbusError) || error.code !== 'exception') throw error;
        });
      }
      for (const step of watchdog.setup) await apply(step);
      await assertWatchdog(asked, signal);
    }
    for (const output of outputs) await asked.request(writeOutput(module, output, false), { signal });
    for (const step of module.start) await apply(step);
  }

  async function assertWatchdog(asked: ModbusClient, signal?: AbortSignal): Promise<void> {
    if (module.watchdog.kind !== 'registers') return;
    for (const { register, value } of module.watchdog.readBack) {
      const request = { kind: 'read-holding-registers', address: register, count: 1 } as const;
      const [held] = await asked.request(request, signal === undefined ? {} : { signal });
      if (held !== value)
        throw new ModbusError('unsafe', `the watchdog register ${register} holds ${held}, not ${value}`);
    }
  }

  function poller(asked: ModbusClient, signal: AbortSignal): { first(): Promise<void>; goOn(): void } {
    let inputs: readonly number[] = [];
    let counters: readonly number[] = [];
    let readAtMs: number | undefined;
    let toldAtMs = Number.NEGATIVE_INFINITY;
    let countedAtMs = Number.NEGATIVE_INFINITY;

    async function read(): Promise<void> {
      const nextInputs = await asked.request(readInputs(module), { signal });
      const atMs = clock.monotonicMs();
      const gapMs = readAtMs === undefined ? undefined : atMs - readAtMs;
      readAtMs = atMs;
      let nextCounters = counters;
      const counting = readCounters(module);
      if (counting !== undefined && atMs - countedAtMs >= HEARTBEAT_MS) {
        nextCounters = counterValues(module, await asked.request(counting, { signal }));
        countedAtMs = atMs;
      }
      const isNews = !sameNumbers(inputs, nextInputs) || !sameNumbers(counters, nextCounters) || state !== 'up';
      inputs = nextInputs;
      counters = nextCounters;
      if (!isNews && atMs - toldAtMs < HEARTBEAT_MS) return;
      toldAtMs = atMs;
      for (const listener of [...sampleListeners]) listener({ atMs, gapMs, inputs, counters });
    }

    async function turn(): Promise<void> {
      const startedMs = clock.monotonicMs();
      try {
        await read();
        failures = 0;
        if (state === 'doubtful') become('up');
      } catch (error) {
        if (signal.aborted || !(error instanceof ModbusError)) return;
        note(error);
      }
      if (!signal.aborted)
        clock.after(Math.max(0, module.pollMs - (clock.monotonicMs() - startedMs)), () => void turn());
    }

    return { first: read, goOn: () => void turn() };
  }

  /** Draws the conclusion from a failed request. */
  function note({ code }: ModbusError): void {
    if (code === 'exception' || code === 'unsafe') return fault('corrupt');
    if (code !== 'timed-out' && code !== 'corrupt') return;
    failures += 1;
    if (failures >= FAILURES_TO_SILENCE) fault(code === 'corrupt' ? 'corrupt' : 'silent');
    else if (state === 'up') become('doubtful');
  }

  async function ask(request: ModbusRequest): Promise<readonly number[]> {
    const asked = client;
    if (asked === undefined) throw new ModbusError('disconnected', 'the line to the module is closed');
    try {
      return await asked.request(request, { urgent: true });
    } catch (error) {
      if (error instanceof ModbusError) note(error);
      throw error;
    }
  }

  /** Waits a moment for a module that is being set up again. */
  async function ready(): Promise<void> {
    if (reopening !== undefined) await Promise.race([reopening, pause(clock, PATIENCE_MS)]);
    if (state === 'silent') throw new ModbusError('timed-out', 'the module does not answer');
    if (state === 'corrupt') throw new ModbusError('corrupt', 'the module answers nonsense');
    if (state === 'closed' || state === 'lost')
      throw new ModbusError('disconnected', 'the line to the module is closed');
  }

  async function assertOutput(output: number, value: boolean): Promise<void> {
    const [held] = await ask(readOutput(module, output));
    if (held === Number(value)) return;
    const error = new ModbusError('corrupt', `output ${output} does not take its value`);
    note(error);
    throw error;
  }

  async function switchOn(output: number): Promise<void> {
    try {
      await ask(writeOutput(module, output, true));
    } catch (error) {
      // The write may have acted: the output is read back, and not written again
      if (!(error instanceof ModbusError) || error.code !== 'timed-out') throw error;
      await assertOutput(output, true).catch(() => {
        throw error;
      });
      return;
    }
    await assertOutput(output, true);
  }

  async function switchOff(output: number): Promise<void> {
    for (let tries = 0; tries < OFF_TRIES; tries++) {
      try {
        await ask(writeOutput(module, output, false));
        return;
      } catch (error) {
        if (!(error instanceof ModbusError) || error.code === 'disconnected') return;
      }
    }
  }

  return {
    async open(signal) {
      if (state === 'up' || state === 'doubtful') return;
      await stop();
      await start(signal);
    },
    async close() {
      const off = [...lit].map(([output, cancel]) => {
        cancel();
        return switchOff(output);
      });
      lit.clear();
      await Promise.all(off);
      ending.abort();
      // An answer that is still on a serial line would meet the first request of the next connection
      if (framing === 'rtu') await client?.idle();
      await stop();
    },
    async pulse(output, pulseMs) {
      await ready();
      lit.get(output)?.();
      const putOut = (): void => {
        lit.delete(output);
        void switchOff(output);
      };
      try {
        await switchOn(output);
        lit.set(output, clock.after(pulseMs, putOut));
      } catch (error) {
        putOut();
        throw error;
      }
    },
    async set(wanted) {
      await ready();
      const offFirst = [...wanted].sort((one, other) => Number(one.value) - Number(other.value));
      for (const { output, value } of offFirst) await ask(writeOutput(module, output, value));
      for (const { output, value } of offFirst) await assertOutput(output, value);
    },
    async check() {
      await ready();
      await ask(readOutputs(module));
      const asked = client;
      if (asked === undefined) throw new ModbusError('disconnected', 'the line to the module is closed');
      try {
        await assertWatchdog(asked);
      } catch (error) {
        if (error instanceof ModbusError) note(error);
        throw error;
      }
    },
    onSample(listener) {
      sampleListeners.add(listener);
      return () => void sampleListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
  };
}

function asModbusError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new ModbusError('aborted', 'connecting to the module was cancelled');
  const isGone = error instanceof DeviceError || (error instanceof ModbusError && error.code === 'aborted');
  return isGone ? new ModbusError('disconnected', 'the line to the module cannot be opened, or has closed') : error;
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
