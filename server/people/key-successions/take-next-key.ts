import { bytesToHex } from '@noble/hashes/utils.js';
import type { KeySuccession } from '../../contract/key-succession.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listFollowedKeys } from '../../records/kiosks/lane-status.ts';
import { findSuccession } from './key-successions.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';

/** Lanes in service that have not reported to follow the next key, by kiosk. */
interface LanesBehind {
  /** Online since the announcement, but not following: a fault prevents it. */
  readonly heard: readonly string[];
  /** Offline since the announcement. They follow when they are back, while the statement is valid. */
  readonly away: readonly string[];
}

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

/** A lane polls every five minutes; after this time without following it is behind. */
const TIME_TO_FOLLOW_MS = 900_000;

async function lanesBehind(
  database: Connection,
  { next, announcedAt }: Pick<KeySuccession, 'next' | 'announcedAt'>,
): Promise<LanesBehind> {
  const behind = (await listFollowedKeys(database)).filter(({ serverKey }) => serverKey !== next);
  const isHeard = ({ heardAt }: (typeof behind)[number]) => (heardAt ?? 0) > announcedAt + TIME_TO_FOLLOW_MS;
  return {
    heard: behind.filter(isHeard).map(({ kioskId }) => kioskId),
    away: behind.filter((one) => !isHeard(one)).map(({ kioskId }) => kioskId),
  };
}
