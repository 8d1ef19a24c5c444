/** Requirements of a contract suite on a rig for a driver. Tests that need a missing optional ability are skipped. */
import { afterEach, beforeEach } from 'vitest';
import type { Clock } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { Device } from '../../hardware/device/device.ts';

export interface DeviceRig<D extends Device> {
  /** Not connected yet. */
  readonly device: D;
  readonly clock: Clock;
  /** Lets this much time pass on the rig's clock, and what is due happen. */
  pass(byMs: number): Promise<void>;
  /** Starts an operation that goes on until it is ended; absent for a device that has none. */
  readonly endless?: (signal: AbortSignal) => Promise<unknown>;
  /** A call that a disconnected device must refuse. */
  use(): Promise<unknown>;
  /** How the endless operation ends when its signal fires: a stream is simply over. */
  readonly whenCancelled: 'rejects' | 'resolves';
  /** Whether calls may overlap. */
  readonly overlapping: boolean;
  unplug?(): void | Promise<void>;
  plugIn?(): void | Promise<void>;
  /** From now on the device is connected and says nothing. */
  goSilent?(): void | Promise<void>;
  /** From now on what the device says arrives damaged. */
  speakNonsense?(): void | Promise<void>;
  close(): Promise<void>;
}

export type RigMaker<D extends Device, R extends DeviceRig<D> = DeviceRig<D>> = () => Promise<R>;

/** Gives each test a rig of its own, connected, and closes it afterwards. */
export function eachConnected<D extends Device, R extends DeviceRig<D>>(
  makeRig: RigMaker<D, R>,
  use: (rig: R) => void,
): void {
  let rig: R;
  beforeEach(async () => {
    rig = await makeRig();
    await rig.device.connect(never());
    use(rig);
  });
  afterEach(async () => {
    await rig.device.disconnect();
    await rig.close();
  });
}

/** A signal that never fires. */
export const never = (): AbortSignal => new AbortController().signal;

/** The code a promise rejects with, or `resolved`. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'resolved';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `no code: ${String(error)}`;
  }
}

/** State of a promise after a time, or `pending`. Returns early on the system clock when it has settled. */
export async function afterTime(
  rig: Pick<DeviceRig<Device>, 'pass' | 'clock'>,
  promise: Promise<unknown>,
  byMs: number,
): Promise<string> {
  let settled = 'pending';
  const watched = codeOf(promise).then((code) => {
    settled = code;
  });
  const passed = rig.pass(byMs);
  await (rig.clock === systemClock ? Promise.race([watched, passed]) : passed);
  await Promise.race([watched, new Promise((resolve) => setImmediate(resolve))]);
  return settled;
}
