/** Reads the inputs of a module periodically, and its counters less often. */
import type { Clock } from '../host/clock.ts';
import type { ModbusClient } from './client.ts';
import { ModbusError } from './modbus-error.ts';
import { counterValues, readCounters, readInputs } from './module-requests.ts';
import type { ModuleProfile } from './profile.ts';

export interface ModuleSample {
  /** When the answer arrived, on the clock's monotonic time. */
  readonly atMs: number;
  /** Since the inputs were read before; `undefined`: never since the module was set up. */
  readonly gapMs: number | undefined;
  readonly inputs: readonly number[];
  /** The newest count of each counter; empty where none is polled. */
  readonly counters: readonly number[];
}

export interface PollerOptions {
  readonly client: ModbusClient;
  readonly module: ModuleProfile;
  readonly clock: Clock;
  /** Ends the polling. */
  readonly signal: AbortSignal;
  /** Whether a sample is reported even if it is unchanged. */
  readonly isWanted: () => boolean;
  readonly onSample: (sample: ModuleSample) => void;
  /** After each reading: `undefined` when it succeeded. */
  readonly onRead: (error: ModbusError | undefined) => void;
}

export interface ModulePoller {
  /** The first reading, which rejects as a request does. */
  first(): Promise<void>;
  goOn(): void;
}

/** Interval at which unchanged samples are reported and counters are read. */
const HEARTBEAT_MS = 100;

export function modulePoller({
  client,
  module,
  clock,
  signal,
  isWanted,
  onSample,
  onRead,
}: PollerOptions): ModulePoller {
  let inputs: readonly number[] = [];
  let counters: readonly number[] = [];
  let readAtMs: number | undefined;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let countedAtMs = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    const nextInputs = await client.request(readInputs(module), { signal });
    const atMs = clock.monotonicMs();
    const gapMs = readAtMs === undefined ? undefined : atMs - readAtMs;
    readAtMs = atMs;
    let nextCounters = counters;
    const counting = readCounters(module);
    if (counting !== undefined && atMs - countedAtMs >= HEARTBEAT_MS) {
      nextCounters = counterValues(module, await client.request(counting, { signal }));
      countedAtMs = atMs;
    }
    const isNews = !sameNumbers(inputs, nextInputs) || !sameNumbers(counters, nextCounters) || isWanted();
    inputs = nextInputs;
    counters = nextCounters;
    if (!isNews && atMs - toldAtMs < HEARTBEAT_MS) return;
    toldAtMs = atMs;
    onSample({ atMs, gapMs, inputs, counters });
  }

  async function turn(): Promise<void> {
    const startedMs = clock.monotonicMs();
    try {
      await read();
      onRead(undefined);
    } catch (error) {
      if (signal.aborted || !(error instanceof ModbusError)) return;
      onRead(error);
    }
    if (!signal.aborted) {
      clock.after(Math.max(0, module.pollMs - (clock.monotonicMs() - startedMs)), () => void turn());
    }
  }

  return { first: read, goOn: () => void turn() };
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
