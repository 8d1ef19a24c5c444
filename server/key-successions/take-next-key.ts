import { bytesToHex } from '@noble/hashes/utils.js';
import type { Connection } from '../database/connection.ts';
import { findSuccession } from './key-successions.ts';
import type { ServerKeys } from '../keys/server-keys.ts';
import { type LanesBehind, lanesBehind } from './lanes-behind.ts';

export type TakenNextKey =
  /** `away`: lanes that have not been heard since it was announced; they follow when they are back. */
  | { readonly kind: 'taken'; readonly serverPublicKey: string; readonly away: LanesBehind['away'] }
  | { readonly kind: 'refused'; readonly code: 'not-announced' | 'too-soon' | 'no-next-key' }
  /** Those that were heard and have not followed: they would take nothing of this server once the present key's overlap ends. */
  | { readonly kind: 'refused'; readonly code: 'lanes-behind'; readonly lanes: LanesBehind['heard'] };

export interface TakeNextKey {
  /** Wall ms. */
  readonly nowMs: number;
  /** Whether lanes that were heard and do not follow are given up: they are enrolled again. */
  readonly leaveBehind?: boolean;
}

/**
 * Destroys the signing key, so that the next one is it from the next start on. Only once two people have announced it, and lanes have had
 * the time to hear. While a server runs it must not be called: that one would sign with a key that is gone.
 */
export async function takeNextKey(
  keys: Pick<ServerKeys, 'signing' | 'next' | 'succeed'>,
  database: Connection,
  { nowMs, leaveBehind = false }: TakeNextKey,
): Promise<TakenNextKey> {
  const announced = await findSuccession(database, bytesToHex(keys.signing.publicKey));
  if (announced === undefined) return { kind: 'refused', code: 'not-announced' };
  if (!(await keys.next.exists()) || bytesToHex((await keys.next.open()).publicKey) !== announced.next) {
    return { kind: 'refused', code: 'no-next-key' };
  }
  if (nowMs < announced.nextFrom) return { kind: 'refused', code: 'too-soon' };
  const { heard, away } = await lanesBehind(database, announced);
  if (heard.length > 0 && !leaveBehind) return { kind: 'refused', code: 'lanes-behind', lanes: heard };
  await keys.succeed();
  return { kind: 'taken', serverPublicKey: announced.next, away };
}
