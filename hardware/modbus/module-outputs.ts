/** Sets the outputs of a module, reads them back, and switches pulses off. */
import type { Clock } from '../host/clock.ts';
import { ModbusError } from './modbus-error.ts';
import { readOutput, writeOutput } from './module-requests.ts';
import type { ModbusRequest } from './pdu.ts';
import type { ModuleProfile } from './profile.ts';

export interface OutputWish {
  readonly output: number;
  readonly value: boolean;
}

export interface ModuleOutputs {
  pulse(output: number, pulseMs: number): Promise<void>;
  set(outputs: readonly OutputWish[]): Promise<void>;
  /** Switches off what a pulse has left on. */
  clear(): Promise<void>;
}

export interface OutputOptions {
  readonly module: ModuleProfile;
  readonly clock: Clock;
  readonly ask: (request: ModbusRequest) => Promise<readonly number[]>;
  /** Draws the conclusion from an output that does not obey. */
  readonly note: (error: ModbusError) => void;
}

/** Number of tries to switch an output off. If all fail, the watchdog does it. */
const OFF_TRIES = 3;

export function moduleOutputs({ module, clock, ask, note }: OutputOptions): ModuleOutputs {
  const lit = new Map<number, () => void>();

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
      // The write may have had effect: the output is read back, and not written again
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
    async pulse(output, pulseMs) {
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
      const offFirst = [...wanted].sort((one, other) => Number(one.value) - Number(other.value));
      for (const { output, value } of offFirst) await ask(writeOutput(module, output, value));
      for (const { output, value } of offFirst) await assertOutput(output, value);
    },
    async clear() {
      const off = [...lit].map(([output, cancel]) => {
        cancel();
        return switchOff(output);
      });
      lit.clear();
      await Promise.all(off);
    },
  };
}
