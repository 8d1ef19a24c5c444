import { listFollowedKeys } from '../kiosks/lane-status.ts';
import type { Connection } from '../database/connection.ts';
import type { KeySuccession } from '../contract/key-succession.ts';

/** Lanes in service that have not said that they follow the next key, by kiosk. */
export interface LanesBehind {
  /** Heard since it was announced, and they do not follow it: something keeps them from it. */
  readonly heard: readonly string[];
  /** Not heard since. They follow when they are back, for as long as the statement lets them. */
  readonly away: readonly string[];
}

/** A lane asks every five minutes what has come; one that says nothing for so long after is behind. */
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
