/** A token of SoftHSM with a server's keys on it. */
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { initialiseTokenKeys } from '../../../../../server/platform/keys/pkcs11/open-token-keys.ts';
import type { TokenPlace } from '../../../../../server/platform/keys/pkcs11/token-place.ts';
import { type SoftToken, softToken } from '../../../../hardware/secure-element/pkcs11/soft-token.ts';

export interface ServerSoftToken extends SoftToken {
  readonly place: TokenPlace;
}

export async function serverSoftToken(keys: 'with keys' | 'empty' = 'with keys'): Promise<ServerSoftToken> {
  const token = await softToken('empty');
  const { module, tokenLabel, pinFile } = token.options;
  // On a busy computer a process may start or answer late
  const limits = { watchEveryMs: 50, againMs: 50, openMs: 60_000, callMs: 60_000 };
  const place: TokenPlace = { module, tokenLabel, pinFile, hardwareOnly: false, limits };
  if (keys === 'with keys') await initialiseTokenKeys(place, { clock: backgroundClock });
  return { ...token, place };
}
