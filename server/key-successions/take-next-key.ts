import { bytesToHex } from '@noble/hashes/utils.js';
import type { Connection } from '../database/connection.ts';
import { findSuccession } from './key-successions.ts';
import type { ServerKeys } from '../keys/server-keys.ts';
import { type LanesBehind, lanesBehind } from './lanes-behind.ts';

export type TakenNextKey =
  /** `away`: lanes offline since the announcement; they follow when they are back. */
  | { readonly kind: 'taken'; readonly serverPublicKey: string; readonly away: LanesBehind['away'] }
  | { readonly kind: 'refused'; readonly code: 'not-announced' | 'too-soon' | 'no-next-key' }
  /** Lanes that are online and do not follow. They would reject this server once the present key's overlap ends. */
  | { readonly kind: 'refused'; readonly code: 'lanes-behind'; readonly lanes: LanesBehind['heard'] };

export interface TakeNextKey {
  /** Wall ms. */
  readonly nowMs: number;
  /** Whether to ignore lanes that are online and do not follow; they must be enrolled again. */
  readonly leaveBehind?: boolean;
}

/**
 * Destroys the signing key, so that the server uses the next one from its next start. Requires that two people have announced it and that
 * lanes had time to follow. Must not be called while a server runs, because it would sign with a destroyed key.
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
