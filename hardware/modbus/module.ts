/** An input and output module behind a line: polls its inputs and counters, sets its outputs, and keeps its watchdog. */
import type { Unsubscribe } from '../device/device.ts';
import { type ModuleAddress, ModuleConnection, type ModuleState } from './module-connection.ts';
import { moduleOutputs, type OutputWish } from './module-outputs.ts';
import type { ModuleSample } from './module-poller.ts';
import { readOutputs } from './module-requests.ts';

/** Every promise rejects with `ModbusError`. */
export interface ModbusModule {
  /** Resolves when the module is `up`: its watchdog holds, its used outputs are off and a first sample is there. */
  open(signal: AbortSignal): Promise<void>;
  /** Switches off what a pulse has left on and closes the line. */
  close(): Promise<void>;
  /** Resolves once the output is on. It goes off after `pulseMs` whatever happens here; it is never switched on twice. */
  pulse(output: number, pulseMs: number): Promise<void>;
  /** Sets outputs one after the other, off before on, and reads them back. */
  set(outputs: readonly OutputWish[]): Promise<void>;
  /** Reads the outputs and the watchdog. */
  check(): Promise<void>;
  onSample(listener: (sample: ModuleSample) => void): Unsubscribe;
  onState(listener: (state: ModuleState) => void): Unsubscribe;
}

export function modbusModule(address: ModuleAddress): ModbusModule {
  const { module, clock } = address;
  const sampleListeners = new Set<(sample: ModuleSample) => void>();
  const stateListeners = new Set<(state: ModuleState) => void>();
  const connection = new ModuleConnection(address, {
    onState(state) {
      for (const listener of [...stateListeners]) listener(state);
    },
    onSample(sample) {
      for (const listener of [...sampleListeners]) listener(sample);
    },
  });
  const outputs = moduleOutputs({
    module,
    clock,
    ask: (request) => connection.ask(request),
    note: (error) => connection.note(error),
  });

  return {
    open: (signal) => connection.open(signal),
    async close() {
      await outputs.clear();
      await connection.close();
    },
    async pulse(output, pulseMs) {
      await connection.ready();
      await outputs.pulse(output, pulseMs);
    },
    async set(wanted) {
      await connection.ready();
      await outputs.set(wanted);
    },
    async check() {
      await connection.ready();
      await connection.ask(readOutputs(module));
      await connection.checkWatchdog();
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
