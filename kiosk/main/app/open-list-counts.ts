import { type ListCounts, openListCounts } from '../../lists/list-counts/list-counts.ts';
import type { LanePartners } from '../../lists/partners/lane-partners.ts';
import type { LaneStorage } from '../storage/lane-storage.ts';
import type { LaneWatchlists } from '../../lists/watchlist/lane-watchlists.ts';
import type { Foundation } from './foundation.ts';
import type { Hardware } from './open-hardware.ts';
import type { ServerSide } from './open-server-side.ts';

interface Sources extends Pick<ServerSide, 'connection'> {
  readonly partners: Pick<LanePartners, 'lists'>;
  readonly watchlists: Pick<LaneWatchlists, 'compare'>;
}

/** Counts documents of partners' blind lists. A list that is missing is no failure of the lane. */
export function openLaneListCounts(
  { config: { kioskId }, clock, log, opened }: Foundation,
  { devices: { secureElement } }: Hardware,
  { journal }: Pick<LaneStorage, 'journal'>,
  { connection: { link }, partners, watchlists }: Sources,
): ListCounts {
  const listCounts = opened.add(
    openListCounts({
      kioskId,
      element: secureElement,
      link,
      sums: journal.listCounts,
      lists: () => partners.lists(),
      watchlists,
      clock,
      random: Math.random,
      log,
    }),
  );
  listCounts.follow();
  return listCounts;
}
