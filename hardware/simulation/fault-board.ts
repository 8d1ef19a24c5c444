/** Faults that a test or the dock injects into devices, and their timing. */
import type { Clock } from '../host/clock.ts';
import type { DeviceKind, Unsubscribe } from '../device/device.ts';

export type Fault =
  /** Unplugged: the running operation ends, and connecting fails while the fault lasts. */
  | { readonly kind: 'disconnect' }
  /** Moving parts are stuck. */
  | { readonly kind: 'jam' }
  /** Connected and silent. */
  | { readonly kind: 'stall' }
  /** The device's answers are damaged. */
  | { readonly kind: 'corrupt' }
  /** Each operation (each frame, for a camera) takes this much longer. */
  | { readonly kind: 'slow'; readonly byMs: number };

export interface InjectedFault {
  readonly device: DeviceKind;
  readonly fault: Fault;
  /** Applies once. Default: lasts until cleared. */
  readonly once?: boolean;
  /** Delay after the injection. Default 0. */
  readonly afterMs?: number;
}

const ANY: readonly Fault['kind'][] = ['disconnect', 'stall', 'corrupt', 'slow'];

/** The possible faults of each device. Only a gate has moving parts. */
export const FAULTS_OF: Readonly<Record<DeviceKind, readonly Fault['kind'][]>> = {
  camera: ANY,
  'fingerprint-scanner': ANY,
  'document-reader': ANY,
  'token-reader': ANY,
  gate: [...ANY, 'jam'],
  indicator: ANY,
  'secure-element': ANY,
};

export interface FaultBoard {
  /** Throws `RangeError` for a fault that the device cannot have. */
  inject(fault: InjectedFault): void;
  clear(device?: DeviceKind): void;
  list(): readonly InjectedFault[];
  /** The active fault of this kind, which stays active. */
  look<K extends Fault['kind']>(device: DeviceKind, kind: K): (Fault & { kind: K }) | undefined;
  /** The same, but consumes a fault that applies once. */
  take<K extends Fault['kind']>(device: DeviceKind, kind: K): (Fault & { kind: K }) | undefined;
  /** Calls the listener when a fault of the device becomes active. */
  onStrike(device: DeviceKind, listener: (fault: Fault) => void): Unsubscribe;
}

export function faultBoard(clock: Clock, changed: () => void): FaultBoard {
  const entries = new Map<InjectedFault, { striking: boolean; cancel: () => void }>();
  const listeners = new Set<{ device: DeviceKind; hear: (fault: Fault) => void }>();

  const strike = (injected: InjectedFault) => {
    const entry = entries.get(injected);
    if (entry === undefined) return;
    entry.striking = true;
    for (const { device, hear } of [...listeners]) if (device === injected.device) hear(injected.fault);
  };
  const remove = (injected: InjectedFault) => {
    entries.get(injected)?.cancel();
    entries.delete(injected);
    changed();
  };
  const find = (device: DeviceKind, kind: Fault['kind']) => {
    for (const [injected, { striking }] of entries) {
      if (striking && injected.device === device && injected.fault.kind === kind) return injected;
    }
    return undefined;
  };

  return {
    inject(injected) {
      if (!FAULTS_OF[injected.device].includes(injected.fault.kind)) {
        throw new RangeError(`a ${injected.device} cannot have the fault ${injected.fault.kind}`);
      }
      const own = { ...injected };
      const delayMs = own.afterMs ?? 0;
      const cancel = delayMs > 0 ? clock.after(delayMs, () => strike(own)) : () => undefined;
      entries.set(own, { striking: false, cancel });
      changed();
      if (delayMs <= 0) strike(own);
    },
    clear(device) {
      for (const injected of [...entries.keys()])
        if (device === undefined || injected.device === device) remove(injected);
    },
    list: () => [...entries.keys()],
    look<K extends Fault['kind']>(device: DeviceKind, kind: K) {
      return find(device, kind)?.fault as (Fault & { kind: K }) | undefined;
    },
    take<K extends Fault['kind']>(device: DeviceKind, kind: K) {
      const injected = find(device, kind);
      if (injected?.once === true) remove(injected);
      return injected?.fault as (Fault & { kind: K }) | undefined;
    },
    onStrike(device, hear) {
      const listener = { device, hear };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
