import { readFileSync } from 'node:fs';
import { readDeviceTrust } from '../../../hardware/fingerprint-scanner/mosip-sbi/trust.ts';
import type { FingerService } from '../../../hardware/registry.ts';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';

/** The configured device service with the certificates of its trusted authorities. Throws `ConfigError`. */
export function readFingerService(config: NonNullable<KioskConfig['fingerService']>): FingerService {
  const { url, trustFile, environment } = config;
  try {
    return { url, environment, trust: readDeviceTrust(readFileSync(trustFile, 'utf8')) };
  } catch (error) {
    const wrong = error instanceof RangeError ? error.message : 'the file cannot be read';
    throw new ConfigError([`POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: ${wrong}`]);
  }
}
