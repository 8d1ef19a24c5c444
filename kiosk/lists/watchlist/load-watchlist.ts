/** Loads a list that is offered: the parts that are in memory already are kept, the others are read and verified. */
import type { Chains } from '../../../hardware/secure-element/chain.ts';
import type { ListFileRef, ListVariant } from '../../../server/contract/watchlist.ts';
import { isGroupElement } from './blind-tag.ts';
import { isKeyOf } from './list-key.ts';
import { type ListFileFault, variantOf } from '../../../server/contract/watchlist-file.ts';
import { readListFile } from './read-list-file.ts';
import { type ChainFault, extended, type Watchlist } from './watchlist.ts';
import type { ListFiles, WatchlistSource } from './watchlist-source.ts';

export type LoadFault =
  | ListFileFault
  | ChainFault
  | 'file-missing'
  | 'digest-differs'
  | 'not-a-base'
  | 'not-a-delta'
  /** Plain where the policy asks blindly, or the reverse. */
  | 'other-variant'
  | 'made-later';

export type LoadedWatchlist =
  | { readonly kind: 'loaded'; readonly list: Watchlist }
  | { readonly kind: 'refused'; readonly why: LoadFault };

/** A list made later than this after the lane's time is not believed, ms: its age could not be judged. */
const MAX_AHEAD_MS = 600_000;

export interface LoadParts {
  readonly source: Pick<WatchlistSource, 'open'>;
  readonly element: Pick<Chains, 'chainPrf'>;
  readonly nowMs: number;
  /** A list of the other variant is refused, so that its maker cannot choose how a lane asks. */
  readonly variant: ListVariant;
}

/** Rejects as the secure element does, with `unknown-key` when the lane has no key for the list. */
export async function loadWatchlist(
  offered: ListFiles,
  before: Watchlist | undefined,
  parts: LoadParts,
): Promise<LoadedWatchlist> {
  const isKept = before?.base.digest === offered.base.digest && variantOf(before.base.header) === parts.variant;
  let list = before !== undefined && isKept ? keptPart(before, offered) : undefined;
  if (list === undefined) {
    const read = await fileOf(offered.base, parts.source);
    if (read.kind === 'refused') return read;
    if (read.kind === 'delta') return refused('not-a-base');
    const { header } = read.base;
    if (header.list !== offered.list) return refused('other-list');
    if (header.madeAt > parts.nowMs + MAX_AHEAD_MS) return refused('made-later');
    if (variantOf(header) !== parts.variant) return refused('other-variant');
    const isUsable =
      'suite' in header.key
        ? isGroupElement(header.key.publicKey)
        : await isKeyOf(parts.element, header.list, header.key);
    if (!isUsable) return refused('other-key');
    list = { base: read.base, deltas: [] };
  }
  for (const file of offered.deltas.slice(list.deltas.length)) {
    const read = await fileOf(file, parts.source);
    if (read.kind === 'refused') return read;
    if (read.kind === 'base') return refused('not-a-delta');
    if (read.delta.header.madeAt > parts.nowMs + MAX_AHEAD_MS) return refused('made-later');
    const longer = extended(list, read.delta);
    if (typeof longer === 'string') return refused(longer);
    list = longer;
  }
  return { kind: 'loaded', list };
}

/** The base, and the deltas that are the same. */
function keptPart({ base, deltas }: Watchlist, offered: ListFiles): Watchlist {
  const same = deltas.findIndex(({ digest }, at) => offered.deltas[at]?.digest !== digest);
  return { base, deltas: same === -1 ? deltas : deltas.slice(0, same) };
}

async function fileOf(file: ListFileRef, source: LoadParts['source']) {
  let read: Awaited<ReturnType<typeof readListFile>>;
  try {
    read = await readListFile(source.open(file), file.bytes);
  } catch {
    return refused('file-missing');
  }
  if (read.kind === 'refused') return read;
  const { digest } = read.kind === 'base' ? read.base : read.delta;
  return digest === file.digest ? read : refused('digest-differs');
}

function refused(why: LoadFault) {
  return { kind: 'refused', why } as const;
}
