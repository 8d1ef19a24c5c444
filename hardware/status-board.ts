/** Where a device says how it is, and who hears of it. */
import type { DeviceStatus, Unsubscribe } from './device.ts';

export interface StatusBoard {
  current(): DeviceStatus;
  /** Listeners hear each change once, in order, also one that a listener makes while it listens. The same again is no change. */
  become(status: DeviceStatus): void;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
}

/** A board that says `disconnected`. */
export function statusBoard(): StatusBoard {
  let current: DeviceStatus = { kind: 'disconnected' };
  const listeners = new Set<(status: DeviceStatus) => void>();
  /** Changes that listeners are still to hear: one of them may change the status again while it listens. */
  const unheard: DeviceStatus[] = [];
  return {
    current: () => current,
    become(status) {
      if (status.kind === current.kind && codeOf(status) === codeOf(current)) return;
      current = status;
      unheard.push(status);
      if (unheard.length > 1) return;
      for (let next = unheard[0]; next !== undefined; unheard.shift(), next = unheard[0]) {
        for (const listener of [...listeners]) listener(next);
      }
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function codeOf(status: DeviceStatus): string | undefined {
  return status.kind === 'faulted' ? status.code : undefined;
}
