/** Holds a device's status and notifies listeners. */
import type { DeviceStatus, Unsubscribe } from './device.ts';

export interface StatusBoard {
  current(): DeviceStatus;
  /**
   * Notifies listeners of each change once, in order, including changes that a listener makes. Setting the same status
   * again is not a change.
   */
  become(status: DeviceStatus): void;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
}

/** The initial status is `disconnected`. */
export function statusBoard(): StatusBoard {
  let current: DeviceStatus = { kind: 'disconnected' };
  const listeners = new Set<(status: DeviceStatus) => void>();
  /** Changes not yet delivered: a listener may change the status while it is notified. */
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
