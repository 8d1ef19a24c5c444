import type { Device } from '../device.ts';
import type { KeyProvider } from './key-provider.ts';

/**
 * A key provider as a device of the lane: connected, supervised, tested, lost and found again like any other. Unlike other
 * devices it queues: calls may overlap and are served in order.
 */
export interface SecureElement extends Device, KeyProvider {}
