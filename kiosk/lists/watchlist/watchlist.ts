/** A watchlist in memory: a base, and the deltas since then. Pure. */
import { contains } from './fuse-filter.ts';
import type { Tag } from '../../../server/contract/tag-list.ts';
import type { FilterShape } from '../../../server/contract/watchlist-file.ts';
import { type BaseHeader, type DeltaHeader, isSameKey } from '../../../server/contract/watchlist-file.ts';
import type { TagList } from '../../../server/contract/tag-list.ts';

export interface Base {
  readonly header: BaseHeader;
  readonly fingerprints: Uint16Array;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
}

export interface Delta {
  readonly header: DeltaHeader;
  readonly added: TagList;
  readonly removed: TagList;
  readonly digest: string;
}

export interface Watchlist {
  readonly base: Base;
  /** In order. */
  readonly deltas: readonly Delta[];
}

/** Why a delta does not continue a list. */
export type ChainFault = 'other-list' | 'other-base' | 'other-key' | 'delta-missing' | 'chain-broken' | 'older';

/** The list with one more delta. */
export function extended(list: Watchlist, delta: Delta): Watchlist | ChainFault {
  const { base, deltas } = list;
  const { header } = delta;
  const last = deltas.at(-1) ?? base;
  if (header.list !== base.header.list) return 'other-list';
  if (header.base !== base.header.base) return 'other-base';
  if (!isSameKey(header.key, base.header.key)) return 'other-key';
  if (header.delta !== deltas.length + 1) return 'delta-missing';
  if (header.previous !== last.digest) return 'chain-broken';
  if (header.madeAt < last.header.madeAt) return 'older';
  return { base, deltas: [...deltas, delta] };
}

/**
 * Whether a document is on the list. The newest delta that names it decides, exactly; without one the filter decides, which
 * contains one document in 65,536 that is not listed.
 */
export function isListed({ base, deltas }: Watchlist, tag: Tag): boolean {
  for (let at = deltas.length - 1; at >= 0; at -= 1) {
    const { added, removed } = deltas[at]!;
    if (removed.has(tag)) return false;
    if (added.has(tag)) return true;
  }
  const { header, fingerprints } = base;
  return header.count > 0 && contains(shapeOf(header), fingerprints, tag);
}

export function shapeOf({ seed, segmentLength, segmentCount }: BaseHeader): FilterShape {
  return { seed, segmentLength, segmentCount };
}

/** The version of a list in reports. */
export interface ListVersion {
  readonly base: number;
  /** 0: the base itself. */
  readonly delta: number;
  /** SHA-256 of the last file, hex. It names the whole chain. */
  readonly digest: string;
  /** Wall ms at which the authority's records were read for the last file. */
  readonly madeAt: number;
}

export function versionOf({ base, deltas }: Watchlist): ListVersion {
  const { header, digest } = deltas.at(-1) ?? base;
  return { base: header.base, delta: deltas.length, digest, madeAt: header.madeAt };
}
