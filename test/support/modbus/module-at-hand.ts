/** A module without a connection, for tests of how drivers interpret its samples. */
import { ModbusError, type ModbusErrorCode } from '../../../hardware/modbus/modbus-error.ts';
import type { ModbusModule } from '../../../hardware/modbus/module.ts';
import type { ModuleState } from '../../../hardware/modbus/module-connection.ts';
import type { ModuleSample } from '../../../hardware/modbus/module-poller.ts';
import type { Clock } from '../../../hardware/host/clock.ts';

export interface ModuleAtHand extends ModbusModule {
  /** Every pulse so far, as output numbers. */
  readonly pulses: readonly number[];
  become(state: ModuleState): void;
  /** Changes inputs and reports them. */
  input(levels: Readonly<Record<number, 0 | 1>>, gapMs?: number): void;
  count(counters: readonly number[]): void;
  /** Makes the next pulse fail with this code. */
  failNext(code: ModbusErrorCode): void;
  readonly opened: number;
  readonly closed: number;
}

const POLL_MS = 10;

export function moduleAtHand(clock: Clock): ModuleAtHand {
  const samples = new Set<(sample: ModuleSample) => void>();
  const states = new Set<(state: ModuleState) => void>();
  const pulses: number[] = [];
  const inputs = [0, 0, 0, 0, 0, 0, 0, 0];
  let counters: readonly number[] = [];
  let failure: ModbusErrorCode | undefined;
  let opened = 0;
  let closed = 0;
  const become = (state: ModuleState): void => {
    for (const listener of [...states]) listener(state);
  };
  const report = (gapMs?: number): void => {
    const sample = { atMs: clock.monotonicMs(), gapMs, inputs: [...inputs], counters };
    for (const listener of [...samples]) listener(sample);
  };
  return {
    pulses,
    get opened() {
      return opened;
    },
    get closed() {
      return closed;
    },
    open() {
      opened += 1;
      report();
      become('up');
      return Promise.resolve();
    },
    close() {
      closed += 1;
      become('closed');
      return Promise.resolve();
    },
    pulse(output) {
      const code = failure;
      failure = undefined;
      if (code !== undefined) return Promise.reject(new ModbusError(code, 'as requested by the test'));
      pulses.push(output);
      return Promise.resolve();
    },
    set: () => Promise.resolve(),
    check: () => Promise.resolve(),
    become,
    input(levels, gapMs = POLL_MS) {
      for (const [at, level] of Object.entries(levels)) inputs[Number(at)] = level;
      report(gapMs);
    },
    count(next) {
      counters = next;
      report(POLL_MS);
    },
    failNext(code) {
      failure = code;
    },
    onSample(listener) {
      samples.add(listener);
      return () => void samples.delete(listener);
    },
    onState(listener) {
      states.add(listener);
      return () => void states.delete(listener);
    },
  };
}
