import { bytesToHex } from '@noble/hashes/utils.js';
import type { Connection } from '../../store/connection.ts';
import { listSuccessions } from '../../store/key-successions.ts';
import type { ServerKeys } from '../server-keys.ts';

export type TakenNextKey =
  | { readonly kind: 'taken'; readonly serverPublicKey: string }
  | { readonly kind: 'refused'; readonly code: 'not-announced' | 'too-soon' | 'no-next-key' };

/**
 * Destroys the signing key, so that the next one is it from the next start on. Only once two people have announced it, and lanes have had
 * the time to hear. While a server runs it must not be called: that one would sign with a key that is gone.
 */
export async function takeNextKey(
  keys: Pick<ServerKeys, 'signing' | 'next' | 'succeed'>,
  database: Connection,
  nowMs: number,
): Promise<TakenNextKey> {
  const [latest] = await listSuccessions(database, 1);
  if (latest?.current !== bytesToHex(keys.signing.publicKey)) return { kind: 'refused', code: 'not-announced' };
  if (!(await keys.next.exists()) || bytesToHex((await keys.next.open()).publicKey) !== latest.next) {
    return { kind: 'refused', code: 'no-next-key' };
  }
  if (nowMs < latest.nextFrom) return { kind: 'refused', code: 'too-soon' };
  await keys.succeed();
  return { kind: 'taken', serverPublicKey: latest.next };
}
