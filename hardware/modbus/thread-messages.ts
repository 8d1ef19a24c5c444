/** Messages between the event loop of the lane and the thread that polls a module. */
import type { ModbusAddress } from './modbus-address.ts';
import type { ModbusErrorCode } from './modbus-error.ts';
import type { ModuleState } from './module-connection.ts';
import type { ModuleSample } from './module-poller.ts';
import type { ModuleProfile } from './profile.ts';

export interface ModuleThreadSettings {
  readonly address: ModbusAddress;
  readonly unit: number;
  readonly module: ModuleProfile;
  readonly outputs: readonly number[];
}

export type ModuleCall =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'check' }
  | { readonly kind: 'pulse'; readonly output: number; readonly pulseMs: number }
  | { readonly kind: 'set'; readonly outputs: readonly { readonly output: number; readonly value: boolean }[] };

export type ToModuleThread =
  | { readonly id: number; readonly call: ModuleCall }
  /** Cancels an `open`. */
  | { readonly id: number; readonly call: 'abort' };

export type FromModuleThread =
  | { readonly kind: 'done'; readonly id: number }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: ModbusErrorCode;
      readonly message: string;
      readonly exception: number | undefined;
    }
  | { readonly kind: 'state'; readonly state: ModuleState }
  /** `atMs` is on `threadClockMs`. */
  | { readonly kind: 'sample'; readonly sample: ModuleSample };

/** A monotonic time that every thread of a process shares; `performance.now()` starts at zero in each. */
export function threadClockMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
