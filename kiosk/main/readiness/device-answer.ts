/** Converts the behaviour of a device to the faults of a check. */
import { pause } from '../../../hardware/host/clock.ts';
import type { Device } from '../../../hardware/device/device.ts';
import { DeviceError, type DeviceErrorCode } from '../../../hardware/device/device-error.ts';
import type { ReadinessFault } from '../../../server/contract/readiness-vocabulary.ts';
import type { Supervisor } from '../../lane/devices/supervisor.ts';
import { failed, type ItemOutcome, type ItemTools, passed } from './check-item.ts';

const FAULTS: Readonly<Record<DeviceErrorCode, ReadinessFault>> = {
  'not-connected': 'no-answer',
  disconnected: 'no-answer',
  'unknown-driver': 'unsupported',
  'simulator-refused': 'unsupported',
  unsupported: 'unsupported',
  busy: 'busy',
  'not-permitted': 'not-permitted',
  'timed-out': 'timed-out',
  aborted: 'timed-out',
  jammed: 'jammed',
  corrupt: 'damaged-data',
  'unknown-key': 'keys-unusable',
  tampered: 'keys-unusable',
  refused: 'keys-unusable',
};

export function faultOf(code: DeviceErrorCode): ReadinessFault {
  return FAULTS[code];
}

/** Longer than the pause of the supervisor and its limit for a connection. */
const CONNECTS_WITHIN_MS = 9_000;
/** The lane's own tests use a device for up to some seconds. */
const FREE_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 200;

/** Waits for the supervisor's next connection of a disconnected device, then tests the device. Resolves to the outcome of `use` when both succeed. */
export async function tested(
  { parts, signal }: ItemTools,
  device: Device,
  use: () => Promise<ItemOutcome> = () => Promise.resolve(passed()),
): Promise<ItemOutcome> {
  const { clock, supervisor } = parts;
  const untilMs = clock.monotonicMs() + CONNECTS_WITHIN_MS;
  while (isAway(device) && clock.monotonicMs() < untilMs) {
    if (!(await pause(clock, LOOK_EVERY_MS, signal))) break;
  }
  const away = awayFault(device, supervisor);
  if (away !== undefined) return failed(away);
  return answered({ parts, signal }, async () => {
    const result = await device.selfTest(signal);
    return result.kind === 'failed' ? failed(faultOf(result.code)) : use();
  });
}

/** Why the device does not work; `undefined`: it is connected. */
export function awayFault(device: Device, supervisor: Pick<Supervisor, 'lastFailure'>): ReadinessFault | undefined {
  return isAway(device) ? faultOf(supervisor.lastFailure(device) ?? codeOf(device)) : undefined;
}

function codeOf(device: Device): DeviceErrorCode {
  const status = device.status();
  return status.kind === 'faulted' ? status.code : 'disconnected';
}

function isAway(device: Device): boolean {
  const { kind } = device.status();
  return kind === 'disconnected' || kind === 'faulted';
}

/** Runs `use`, again while another part of the lane uses the device. A dead device is a fault of the item. */
export async function answered(
  { parts: { clock }, signal }: Pick<ItemTools, 'parts' | 'signal'>,
  use: () => Promise<ItemOutcome>,
): Promise<ItemOutcome> {
  const untilMs = clock.monotonicMs() + FREE_WITHIN_MS;
  for (;;) {
    try {
      return await use();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DeviceError)) throw error;
      if (error.code !== 'busy' || clock.monotonicMs() >= untilMs) return failed(faultOf(error.code));
    }
    await pause(clock, LOOK_EVERY_MS, signal);
  }
}
