/** Messages between a test and the process of its barrier. */
import type { ModbusAddress } from '../../../hardware/modbus/modbus-address.ts';
import type { Behaviour } from './barrier-plant.ts';

export type BarrierOrder =
  | { readonly kind: 'expect-person'; readonly behaviour: Behaviour }
  | { readonly kind: 'unplug' | 'plug-in' | 'close' };

export type ToBarrier = BarrierOrder & { readonly id: number };

export type FromBarrier =
  | { readonly kind: 'ready'; readonly address: ModbusAddress }
  | { readonly kind: 'coils'; readonly coils: readonly number[] }
  | { readonly kind: 'done'; readonly id: number };
