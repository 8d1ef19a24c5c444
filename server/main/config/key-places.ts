/** The settings of the server's keys on a token or in a TPM. */
import { allowsSoftwareKeys } from '../../../hardware/host/mode.ts';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readManufacturerCertificates } from '../../../hardware/tpm/endorsement-chain.ts';
import { type TpmPlace, tpmPlace } from '../../../hardware/tpm/open-transport.ts';
import type { TokenPlace } from '../../platform/keys/pkcs11/token-place.ts';
import type { ServerTpmPlace } from '../../platform/keys/tpm/tpm-place.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';

const OF_TOKEN = [
  'POSTERN_SERVER_PKCS11_MODULE',
  'POSTERN_SERVER_PKCS11_TOKEN',
  'POSTERN_SERVER_PKCS11_PIN_FILE',
] as const;
const OF_TPM = ['POSTERN_SERVER_TPM', 'POSTERN_SERVER_TPM_OWNER_AUTH_FILE', 'POSTERN_SERVER_TPM_ROOTS_FILE'] as const;

/** A token's three settings are required with the provider `pkcs11`; those of another provider are refused. */
export function keyPlaceFaults(mine: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const provider = mine['POSTERN_SERVER_KEY_PROVIDER'];
  const isSet = (variable: string): boolean => mine[variable] !== undefined;
  const wrong = [
    ...OF_TOKEN.filter((variable) => isSet(variable) !== (provider === 'pkcs11')),
    ...OF_TPM.filter((variable) => isSet(variable) && provider !== 'tpm'),
  ];
  return wrong.map((variable): ConfigFault => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

export function tokenOf(environment: Environment): TokenPlace | undefined {
  const {
    POSTERN_SERVER_PKCS11_MODULE: module,
    POSTERN_SERVER_PKCS11_TOKEN: tokenLabel,
    POSTERN_SERVER_PKCS11_PIN_FILE: pinFile,
  } = environment;
  if (module === undefined || tokenLabel === undefined || pinFile === undefined) return undefined;
  return { module, tokenLabel, pinFile: resolve(pinFile), hardwareOnly: !allowsSoftwareKeys(environment.POSTERN_MODE) };
}

const RESOURCE_MANAGER: TpmPlace = { kind: 'device', path: '/dev/tpmrm0' };

export function tpmOf(environment: Environment): ServerTpmPlace | undefined {
  if (environment.POSTERN_SERVER_KEY_PROVIDER !== 'tpm') return undefined;
  const { POSTERN_SERVER_TPM_OWNER_AUTH_FILE: ownerAuthFile, POSTERN_SERVER_TPM_ROOTS_FILE: rootsFile } = environment;
  return {
    place: tpmPlace(environment.POSTERN_SERVER_TPM ?? '') ?? RESOURCE_MANAGER,
    folder: join(resolve(environment.POSTERN_SERVER_DATA_DIR), 'tpm'),
    hardwareOnly: !allowsSoftwareKeys(environment.POSTERN_MODE),
    ...(ownerAuthFile !== undefined && { ownerAuthFile: resolve(ownerAuthFile) }),
    ...(rootsFile !== undefined && {
      manufacturers: () => readManufacturerCertificates(readFileSync(rootsFile, 'utf8')),
    }),
  };
}
