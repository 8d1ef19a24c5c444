/** Drafts a watchlist: its base and deltas, as `postern-lane watchlist` has made them, in place of what is listed of it. */
import { join } from 'node:path';
import { z } from 'zod';
import { listPartName, readListPart } from '../../contract/released-watchlist.ts';
import { type SignedWatchlist, signedWatchlistSchema } from '../../contract/watchlist.ts';
import type { ReleaseTerms } from '../../contract/release.ts';
import { addTarget, changeTerms, type Draft, entriesIn, type Times } from './draft.ts';
import { FOR_ALL_LANES } from './entries.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';

/** The description of a list, signed. */
const LIST_DRAFT_BYTES = 1_048_576;

export interface ListDraft {
  /** The folder of the list's files. */
  readonly folder: string;
  /** The draft that `postern-lane watchlist` wrote there. */
  readonly draftFile: string;
  /** Number of the base, which is the version of all its targets. */
  readonly base: number;
}

/** Rejects with `ReleaseError`: `malformed`, `not-allowed`, `wrong-file`. */
export async function draftList(draft: Draft, { folder, draftFile, base }: ListDraft, times: Times): Promise<Draft> {
  const { list, base: baseFile, deltas } = readListDraft(draftFile);
  const parts = [baseFile, ...deltas].map(({ digest }, delta) => {
    const terms: ReleaseTerms = {
      ...FOR_ALL_LANES,
      kind: 'watchlist',
      name: listPartName({ list, delta }),
      version: base,
    };
    return { terms, digest, file: join(folder, `${digest}.watchlist`) };
  });
  const isOlder = ({ name, version }: ReleaseTerms): boolean => readListPart(name)?.list === list && version !== base;
  let drafted = changeTerms(draft, 'watchlist', (terms) => (isOlder(terms) ? undefined : terms), times);
  for (const { terms, digest, file } of parts) {
    const listed = entriesIn(drafted, 'watchlist').find((entry) => entry.terms.name === terms.name);
    if (listed?.digest === digest) continue;
    if (listed !== undefined)
      throw new ReleaseError('not-allowed', `${terms.name}: base ${base} has another file already`);
    drafted = await addTarget(drafted, terms, file, times);
    const added = entriesIn(drafted, 'watchlist').find((entry) => entry.terms.name === terms.name);
    if (added?.digest !== digest) throw new ReleaseError('wrong-file', `${file} differs from its name`);
  }
  return drafted;
}

function readListDraft(file: string): SignedWatchlist {
  try {
    return signedWatchlistSchema.parse(JSON.parse(readFileOf(file, LIST_DRAFT_BYTES).toString('utf8')));
  } catch (cause) {
    if (cause instanceof ReleaseError) throw cause;
    const why = cause instanceof z.ZodError ? 'does not describe a list' : 'cannot be read';
    throw new ReleaseError('malformed', `${file} ${why}`, { cause });
  }
}
