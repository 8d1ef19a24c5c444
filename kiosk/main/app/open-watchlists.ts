import { join } from 'node:path';
import { watchlistsOf } from '../../rules/decision/policy.ts';
import type { LanePartners } from '../../lists/partners/lane-partners.ts';
import { type LaneWatchlists, openWatchlists } from '../../lists/watchlist/lane-watchlists.ts';
import { ownerBehind } from '../../lists/watchlist/list-owner.ts';
import { releasedSource } from '../../lists/watchlist/released-source.ts';
import { folderSource } from '../../lists/watchlist/watchlist-source.ts';
import type { Foundation } from './foundation.ts';
import type { Hardware } from './open-hardware.ts';
import type { Rules } from './open-rules.ts';
import type { ServerSide } from './open-server-side.ts';

const REQUEST_FILE = 'watchlist-key-request.json';
const SPECIMEN_FOLDER = 'specimen-watchlist';

/**
 * Loads the watchlists of the policy. A list that is missing or refused is no failure: the policy decides what it means. A simulated lane
 * without a source has a list of specimen documents.
 */
export async function openLaneWatchlists(
  { config, clock, log, opened }: Foundation,
  { livePolicy, releases }: Rules,
  { devices: { secureElement }, simulated }: Hardware,
  {
    connection: { link },
    partners,
  }: Pick<ServerSide, 'connection'> & { readonly partners: Pick<LanePartners, 'lists'> },
): Promise<LaneWatchlists> {
  const { kioskId, dataDir, watchlistDir, signerKeys = [] } = config;
  const ofLane = watchlistDir === undefined ? releases && releasedSource(releases.targets) : folderSource(watchlistDir);
  const isAsked = watchlistsOf(livePolicy.now()).length > 0;
  const ofSpecimens =
    ofLane === undefined && isAsked
      ? await simulated?.watchlists(secureElement, join(dataDir, SPECIMEN_FOLDER))
      : undefined;
  const watchlists = opened.add(
    openWatchlists({
      kioskId,
      folders: config,
      source: ofLane ?? ofSpecimens,
      signerKeys,
      element: secureElement,
      owner: ownerBehind({ kioskId, clock, secureElement, link }),
      terms: () => watchlistsOf(livePolicy.now()),
      counted: () => partners.lists() ?? [],
      requestFile: join(dataDir, REQUEST_FILE),
      clock,
      log,
    }),
  );
  await watchlists.look();
  watchlists.follow();
  livePolicy.onChange(() => void watchlists.look());
  return watchlists;
}
