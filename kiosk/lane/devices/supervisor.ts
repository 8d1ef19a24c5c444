/**
 * Keeps the devices connected. A device that is not `ready` is a fault until it is connected again and has passed its
 * self-test. There is a pause between tries.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { withinTime } from '../../../hardware/host/within-time.ts';
import type { Device, DeviceStatus } from '../../../hardware/device/device.ts';
import { DeviceError, type DeviceErrorCode } from '../../../hardware/device/device-error.ts';
import type { DeviceHealth } from '../../../server/contract/vocabulary.ts';

export interface Supervisor {
  /** Resolves when each device has been tried once. */
  readonly started: Promise<void>;
  /** Why the device failed at its last connection or self-test; `undefined` while it works, and before the first try. */
  lastFailure(device: Device): DeviceErrorCode | undefined;
  health(): readonly { readonly kind: Device['descriptor']['kind']; readonly health: DeviceHealth }[];
  close(): Promise<void>;
}

export interface SupervisorOptions {
  readonly devices: readonly Device[];
  readonly clock: Clock;
  readonly onFault: (device: Device, status: DeviceStatus) => void;
  readonly onRecovered: (device: Device) => void;
}

const RETRY_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;

export function superviseDevices({ devices, clock, onFault, onRecovered }: SupervisorOptions): Supervisor {
  const stop = new AbortController();
  const broken = new Set<Device>();
  const trying = new Set<Device>();
  const failures = new Map<Device, DeviceErrorCode>();
  const cancels = new Map<Device, () => void>();
  const unsubscribes = devices.map((device) =>
    device.onStatus((status) => {
      if (status.kind === 'disconnected' || status.kind === 'faulted') lose(device, status);
    }),
  );

  function lose(device: Device, status: DeviceStatus): void {
    if (stop.signal.aborted || trying.has(device) || broken.has(device)) return;
    broken.add(device);
    onFault(device, status);
    retryLater(device);
  }

  function retryLater(device: Device): void {
    cancels.set(
      device,
      clock.after(RETRY_MS, () => void connect(device)),
    );
  }

  async function connect(device: Device): Promise<void> {
    if (stop.signal.aborted) return;
    trying.add(device);
    let failure: DeviceErrorCode | undefined;
    try {
      if (broken.has(device)) await device.disconnect();
      const tested = await withinTime(clock, CONNECT_TIMEOUT_MS, stop.signal, async (signal) => {
        await device.connect(signal);
        return device.selfTest(signal);
      });
      if (tested.kind === 'failed') failure = tested.code;
    } catch (error) {
      // A device that the limit interrupted did not answer in time
      failure = error instanceof DeviceError && error.code !== 'aborted' ? error.code : 'timed-out';
    }
    trying.delete(device);
    if (stop.signal.aborted) return;
    if (failure === undefined) {
      failures.delete(device);
      if (broken.delete(device)) onRecovered(device);
    } else {
      failures.set(device, failure);
      const first = !broken.has(device);
      broken.add(device);
      if (first) onFault(device, device.status());
      retryLater(device);
    }
  }

  return {
    lastFailure: (device) => failures.get(device),
    started: Promise.all(devices.map(connect)).then(() => undefined),
    health: () => devices.map((device) => ({ kind: device.descriptor.kind, health: healthOf(device, broken) })),
    async close() {
      stop.abort();
      for (const cancel of cancels.values()) cancel();
      for (const unsubscribe of unsubscribes) unsubscribe();
      await Promise.all(devices.map((device) => device.disconnect()));
    },
  };
}

function healthOf(device: Device, broken: ReadonlySet<Device>): DeviceHealth {
  if (!broken.has(device)) return 'ready';
  return device.status().kind === 'disconnected' ? 'disconnected' : 'faulted';
}
