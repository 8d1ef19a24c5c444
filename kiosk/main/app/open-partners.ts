import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type LanePartners, openLanePartners } from '../../lists/partners/lane-partners.ts';
import type { LaneStorage } from '../storage/lane-storage.ts';
import type { Foundation } from './foundation.ts';
import type { Hardware } from './open-hardware.ts';
import type { ServerSide } from './open-server-side.ts';

const REQUEST_FILE = 'partner-key-request.json';

/** Follows the terms of partner agencies. Terms that are missing or refused are no failure of the lane. */
export async function openPartners(
  { config, clock, log, opened }: Foundation,
  { devices: { secureElement } }: Hardware,
  { journal }: Pick<LaneStorage, 'journal'>,
  { connection: { link } }: Pick<ServerSide, 'connection'>,
): Promise<LanePartners> {
  const { kioskId, dataDir, partnerTermsFile, signerKeys = [] } = config;
  const partners = opened.add(
    openLanePartners({
      kioskId,
      folders: config,
      file: partnerTermsFile,
      signerKeys,
      element: secureElement,
      link,
      store: journal.sealedPseudonyms,
      requestFile: join(dataDir, REQUEST_FILE),
      clock,
      random: Math.random,
      randomBytes,
      log,
    }),
  );
  await partners.look();
  partners.follow();
  return partners;
}
