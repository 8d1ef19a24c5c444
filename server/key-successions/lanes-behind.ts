import { listFollowedKeys } from '../kiosks/lane-status.ts';
import type { Connection } from '../database/connection.ts';
import type { KeySuccession } from '../contract/key-succession.ts';

/** Lanes in service that have not reported to follow the next key, by kiosk. */
export interface LanesBehind {
  /** Online since the announcement, but not following: a fault prevents it. */
  readonly heard: readonly string[];
  /** Offline since the announcement. They follow when they are back, while the statement is valid. */
  readonly away: readonly string[];
}

/** A lane polls every five minutes; after this time without following it is behind. */
const TIME_TO_FOLLOW_MS = 900_000;

export async function lanesBehind(
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
