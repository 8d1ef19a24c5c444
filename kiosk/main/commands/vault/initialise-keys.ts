import { allowsSoftwareKeys } from '../../../../hardware/host/mode.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { initialiseToken } from '../../../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import { initialiseTpm } from '../../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { isOfChipMaker } from '../../../../hardware/tpm/chip-makers.ts';
import { elementDirOf, openSecureElement, tpmSettings } from '../../../lane/devices/open-devices.ts';
import { hasKeyFile, type KeyConfig } from '../../../lane/devices/initialised-keys.ts';

export interface InitialisedKeys {
  readonly provider: 'file' | 'pkcs11' | 'tpm';
  readonly model: string;
  /** Hex, for enrolment at the server. */
  readonly publicKey: string;
  /** Whether the token is flagged as hardware, or the TPM's manufacturer makes chips. */
  readonly hardware: boolean;
}

/** Creates root, PRF key and signing key. Rejects with `DeviceError` `refused` when the token has a kiosk's keys. */
export async function initialiseKeys(config: KeyConfig): Promise<InitialisedKeys> {
  try {
    return await makeKeys(config);
  } catch (cause) {
    if (!(cause instanceof DeviceError) || cause.code !== 'refused') throw cause;
    const hint = 'node .build/kiosk/main/commands/identity.js prints their public key';
    throw new DeviceError('secure-element', 'refused', `${cause.message}; ${hint}`, { cause });
  }
}

async function makeKeys(config: KeyConfig): Promise<InitialisedKeys> {
  if (config.pkcs11 !== undefined) {
    const { model, publicKey, hardware } = await initialiseToken({
      ...config.pkcs11,
      clock: systemClock,
      hardwareOnly: !allowsSoftwareKeys(config.mode),
    });
    return { provider: 'pkcs11', model, publicKey: bytesToHex(publicKey), hardware };
  }
  if (config.tpm !== undefined) {
    const { facts, publicKey } = await initialiseTpm({
      ...tpmSettings(config.tpm),
      clock: systemClock,
      folder: elementDirOf(config),
      hardwareOnly: !allowsSoftwareKeys(config.mode),
    });
    const model = `${facts.manufacturer} ${facts.model}`;
    return { provider: 'tpm', model, publicKey: bytesToHex(publicKey), hardware: isOfChipMaker(facts) };
  }
  if (hasKeyFile(config)) {
    throw new DeviceError('secure-element', 'refused', 'a kiosk’s keys exist and are not overwritten');
  }
  const element = await openSecureElement(config);
  const publicKey = bytesToHex(await element.publicKey());
  await element.disconnect();
  return { provider: 'file', model: element.descriptor.model, publicKey, hardware: false };
}
