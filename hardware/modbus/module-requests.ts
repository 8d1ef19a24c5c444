/** The requests that a module's profile defines. */
import type { ModbusRequest } from './pdu.ts';
import type { ModuleProfile, ModuleWrite } from './profile.ts';

const WORD = 65_536;

export function readInputs({ inputs }: ModuleProfile): ModbusRequest {
  const { address, count } = inputs;
  return { kind: inputs.read === 'coils' ? 'read-coils' : 'read-discrete-inputs', address, count };
}

export function readOutputs({ outputs }: ModuleProfile): ModbusRequest {
  return { kind: 'read-coils', address: outputs.readBackAddress, count: outputs.count };
}

export function readOutput({ outputs }: ModuleProfile, output: number): ModbusRequest {
  return { kind: 'read-coils', address: outputs.readBackAddress + output, count: 1 };
}

export function writeOutput({ outputs }: ModuleProfile, output: number, value: boolean): ModbusRequest {
  return { kind: 'write-coil', address: outputs.address + output, value };
}

export function writeRequest(step: ModuleWrite): ModbusRequest {
  return 'coil' in step
    ? { kind: 'write-coil', address: step.coil, value: step.value }
    : { kind: 'write-register', address: step.register, value: step.value };
}

/** `undefined` for a module without counters. */
export function readCounters({ counters }: ModuleProfile): ModbusRequest | undefined {
  if (counters === undefined) return undefined;
  const kind = counters.read === 'input-registers' ? 'read-input-registers' : 'read-holding-registers';
  return { kind, address: counters.address, count: counters.count * counters.words };
}

/** One count for each counter. */
export function counterValues({ counters }: ModuleProfile, registers: readonly number[]): number[] {
  if (counters === undefined) return [];
  const { count, words, order } = counters;
  return Array.from({ length: count }, (_, counter) => {
    const first = registers[counter * words] ?? 0;
    if (words === 1) return first;
    const second = registers[counter * words + 1] ?? 0;
    return order === 'high-word-first' ? first * WORD + second : second * WORD + first;
  });
}
