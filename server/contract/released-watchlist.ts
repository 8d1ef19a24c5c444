/**
 * The names of watchlists in the signed channel. A list is a base and its deltas, each a target of the kind `watchlist` whose version is
 * the number of the base:
 *
 *     watchlist/stolen.base/12        watchlist/stolen.delta.1/12        watchlist/stolen.delta.2/12
 */
import { MAX_DELTAS, type WatchlistId, watchlistIdSchema } from './watchlist.ts';

/** The name of the target of the kind `watchlist-keys`, which has the key of the tags, sealed to lanes. */
export const SEALED_KEYS_RELEASE = 'main';

export interface ListPart {
  readonly list: WatchlistId;
  /** 0: the base. */
  readonly delta: number;
}

const NAME = /^([a-z0-9-]+)\.(?:base|delta\.([1-9][0-9]{0,2}))$/;

export function listPartName({ list, delta }: ListPart): string {
  return delta === 0 ? `${list}.base` : `${list}.delta.${delta}`;
}

/** `undefined` for a name of another form. */
export function readListPart(name: string): ListPart | undefined {
  const [, id, number = '0'] = NAME.exec(name) ?? [];
  const list = watchlistIdSchema.safeParse(id);
  const delta = Number(number);
  return list.success && delta <= MAX_DELTAS ? { list: list.data, delta } : undefined;
}
