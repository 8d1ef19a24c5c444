import { allowsSoftwareKeys, type Mode } from '../../../hardware/host/mode.ts';
import { type KeyFolders, hasSigningKeyFile, openFileKeys } from './file-keys.ts';
import { KeyError } from '../base/key-error.ts';
import { openTokenKeys } from './pkcs11/open-token-keys.ts';
import type { TokenPlace } from './pkcs11/token-place.ts';
import { openTpmKeys } from './tpm/open-tpm-keys.ts';
import type { ServerTpmPlace } from './tpm/tpm-place.ts';
import type { KeyParts, ServerKeys } from './server-keys.ts';

export interface KeyPlace extends KeyFolders {
  readonly mode: Mode;
  /** Absent: a TPM or key files. */
  readonly token?: TokenPlace | undefined;
  /** Absent: a token or key files. */
  readonly tpm?: ServerTpmPlace | undefined;
}

/** The keys of the configured provider. Rejects with `KeyError` if they are unusable; key files in production are `unsuitable`. */
export async function openKeys(place: KeyPlace, parts: KeyParts): Promise<ServerKeys> {
  if (place.token !== undefined) return openTokenKeys(place.token, parts);
  if (place.tpm !== undefined) return openTpmKeys(place.tpm, parts);
  if (!allowsSoftwareKeys(place.mode)) throw new KeyError('unsuitable', 'production does not allow key files');
  return openFileKeys(place);
}

/** Like `openKeys`, for programs that must not make keys: `undefined` if there are none. */
export async function findKeys(place: KeyPlace, parts: KeyParts): Promise<ServerKeys | undefined> {
  const inFiles = place.token === undefined && place.tpm === undefined;
  if (inFiles && !hasSigningKeyFile(place.dataDir)) return undefined;
  try {
    return await openKeys(place, parts);
  } catch (error) {
    if (error instanceof KeyError && error.code === 'absent') return undefined;
    throw error;
  }
}
