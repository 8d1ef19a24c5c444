/** Where a lane finds its watchlists: a folder now; the same reader serves any channel that delivers files by their digest. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedDocument } from '../../server/contract/signed-document.ts';
import type { ListFileRef, WatchlistId } from '../../server/contract/watchlist.ts';
import { readSignedFile } from '../signed-documents/load-document.ts';

export interface WatchlistSource {
  /** The document in which people have signed the list; `undefined` when there is none. Throws `DocumentError` `unreadable`. */
  offered(list: WatchlistId): SignedDocument | undefined;
  /** The key of the tags, sealed to lanes; `undefined` when there is none. Throws `DocumentError` `unreadable`. */
  sealedKeys(): SignedDocument | undefined;
  /** The bytes of a file. Fails while it is read when there is none. */
  open(file: ListFileRef): AsyncIterable<Uint8Array>;
}

export const SEALED_KEYS_FILE = 'keys.json';
export const offerFile = (list: WatchlistId): string => `${list}.list.json`;
export const fileOfDigest = (digest: string): string => `${digest}.watchlist`;

/** A folder that an operator fills. */
export function folderSource(folder: string): WatchlistSource {
  const signedIn = (name: string): SignedDocument | undefined => {
    const path = join(folder, name);
    return existsSync(path) ? readSignedFile(path) : undefined;
  };
  return {
    offered: (list) => signedIn(offerFile(list)),
    sealedKeys: () => signedIn(SEALED_KEYS_FILE),
    open: ({ digest }) => createReadStream(join(folder, fileOfDigest(digest)), { highWaterMark: 1_048_576 }),
  };
}
