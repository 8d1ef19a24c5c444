import type { Device } from '../device/device.ts';
import type { Attestation } from './attestation.ts';
import type { KeyProvider } from './key-provider.ts';
import type { TerminalKeys } from './terminal-keys.ts';

/**
 * A key provider as a device of the lane, which is connected, supervised and tested like the others. Unlike other devices
 * it queues: calls may overlap and are served in order.
 */
export interface SecureElement extends Device, KeyProvider {
  /** Absent in an element that cannot hold them. */
  readonly terminalKeys?: TerminalKeys;
  /** Absent in an element that cannot state how its machine was started. */
  readonly attestation?: Attestation;
}
