import type { DeviceError } from './device/device-error.ts';

/** The devices cannot be wired as configured. Lists every fault, one line each. */
export class WiringError extends Error {
  override readonly name = 'WiringError';
  readonly faults: readonly DeviceError[];

  constructor(faults: readonly DeviceError[]) {
    super(['the devices cannot be wired:', ...faults.map(({ message }) => `  ${message}`)].join('\n'));
    this.faults = faults;
  }
}
