import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { KEY_FILE_NAME } from '../../../hardware/secure-element/key-file-name.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import { openSecureElement } from './open-devices.ts';

/** The configuration of the key commands. */
export type KeyConfig = Omit<KioskConfig, 'serverKey'>;

/** The provider `file` creates its keys at first use, which must not happen in a command that only reads. */
export function hasKeyFile({ dataDir }: KeyConfig): boolean {
  return existsSync(join(dataDir, 'secure-element', KEY_FILE_NAME));
}

/** Rejects with `DeviceError` `unsupported` when there are no keys yet. */
export function openInitialised(config: KeyConfig): Promise<SecureElement> {
  // Tokens and TPMs tell this themselves
  if (config.pkcs11 === undefined && config.tpm === undefined && !hasKeyFile(config)) {
    throw new DeviceError('secure-element', 'unsupported', 'there are no keys: it was not initialised');
  }
  return openSecureElement(config);
}
