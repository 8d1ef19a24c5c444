/** Where a lane finds its watchlists: in a folder, or in the signed channel (`released-source.ts`). */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedDocument } from '../../../server/contract/signed-document.ts';
import type { ListFileRef, SealedListKeys, SignedWatchlist, WatchlistId } from '../../../server/contract/watchlist.ts';
import { readSignedFile } from '../../fleet/signed-documents/load-document.ts';

/** Signed by people whose signatures the lane still has to judge, or verified already by the channel that delivered it. */
export type Offered<T> =
  | { readonly kind: 'signed'; readonly document: SignedDocument }
  | { readonly kind: 'verified'; readonly content: T };

export type ListFiles = Pick<SignedWatchlist, 'list' | 'base' | 'deltas'>;

export interface WatchlistSource {
  /**
   * The files that are the list now; `undefined` when there are none. `withdrawn`: the owner's signed metadata name no such list, so one that
   * the lane has is dropped. Throws `DocumentError` `unreadable`.
   */
  offered(list: WatchlistId): Offered<ListFiles> | { readonly kind: 'withdrawn' } | undefined;
  /** The key of the tags, sealed to lanes; `undefined` when there is none. Throws `DocumentError` `unreadable`. */
  sealedKeys(): Offered<SealedListKeys> | undefined;
  /** The bytes of a file. Fails, at once or while it is read, when there is none. */
  open(file: ListFileRef): AsyncIterable<Uint8Array>;
  /** Calls `listener` when an offer may have changed. Absent: the source does not tell. The returned function ends it. */
  follow?(listener: () => void): () => void;
}

export const SEALED_KEYS_FILE = 'keys.json';
export const offerFile = (list: WatchlistId): string => `${list}.list.json`;
export const fileOfDigest = (digest: string): string => `${digest}.watchlist`;

/** A folder that an operator fills. */
export function folderSource(folder: string): WatchlistSource {
  const signedIn = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? ({ kind: 'signed', document: readSignedFile(path) } as const) : undefined;
  };
  return {
    offered: (list) => signedIn(offerFile(list)),
    sealedKeys: () => signedIn(SEALED_KEYS_FILE),
    open: ({ digest }) => createReadStream(join(folder, fileOfDigest(digest)), { highWaterMark: 1_048_576 }),
  };
}
