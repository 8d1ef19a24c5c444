/** The targets that verified metadata offer, and the choice for this lane. */
import type { Metadata, Targets } from '@tufjs/models';
import type { KioskId } from '../../../server/contract/field.ts';
import {
  chooseVersion,
  RELEASE_KINDS,
  type ReleaseKind,
  releasePath,
  type ReleaseTerms,
  releaseTermsSchema,
} from '../../../server/contract/release.ts';
import type { RollOutGate } from '../../../server/contract/roll-out.ts';
import type { VerifiedMetadata } from './refresh.ts';

export interface Offer extends ReleaseTerms {
  readonly length: number;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Wall ms at which the signature that lists the target expires. */
  readonly expiresAtMs: number;
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** Targets of unknown kinds, or with terms that this version of the lane does not understand. */
  readonly ignored: number;
}

export function offersIn({ targets, watchlist }: Pick<VerifiedMetadata, 'targets' | 'watchlist'>): Offers {
  const read = [...readOffers('targets', targets), ...(watchlist ? readOffers('watchlist', watchlist) : [])];
  const offers = read.filter((offer) => offer !== undefined);
  return { offers, ignored: read.length - offers.length };
}

function readOffers(role: 'targets' | 'watchlist', { signed }: Metadata<Targets>): (Offer | undefined)[] {
  const expiresAtMs = Date.parse(signed.expires);
  return Object.values(signed.targets).map(({ path, length, hashes, custom }) => {
    const read = releaseTermsSchema.safeParse(custom);
    const digest = hashes['sha256'];
    if (!read.success || digest === undefined || !/^[0-9a-f]{64}$/.test(digest)) return undefined;
    const terms = RELEASE_KINDS[read.data.kind];
    const isUsable = releasePath(read.data) === path && terms.role === role && length <= terms.limitBytes;
    return isUsable ? { ...read.data, length, digest, expiresAtMs } : undefined;
  });
}

export interface Choice {
  readonly lane: KioskId;
  /** Versions in use. */
  readonly current: readonly Pick<Offer, 'kind' | 'name' | 'version'>[];
  readonly wants: (kind: ReleaseKind, name: string) => boolean;
  readonly nowMs: number;
  readonly gates: readonly RollOutGate[];
}

/** One version of each name that `wants` accepts and that is meant for the lane. */
export function chooseOffers(offers: readonly Offer[], { lane, current, wants, nowMs, gates }: Choice): Offer[] {
  const groups = new Map<string, Offer[]>();
  for (const offer of offers) {
    if (!wants(offer.kind, offer.name)) continue;
    const key = `${offer.kind}/${offer.name}`;
    groups.set(key, [...(groups.get(key) ?? []), offer]);
  }
  return [...groups.values()].flatMap((group) => {
    const used = current.find(({ kind, name }) => kind === group[0]?.kind && name === group[0].name);
    return chooseVersion(group, { lane, current: used?.version, nowMs, gates }) ?? [];
  });
}
