/**
 * Sends a signed draft of lists: the files that the server does not have, in pieces and from where an earlier run ended, then the metadata. A run
 * that is killed at any point is repeated by the next one.
 */
import { open } from 'node:fs/promises';
import { PLAIN_FILE } from '../../../hardware/host/plain-file.ts';
import { METADATA_LIMITS, metadataFile, targetFile } from '../../contract/release-repository.ts';
import { readListPart } from '../../contract/released-watchlist.ts';
import { entriesIn, openDraft } from '../../lanes/releases/draft.ts';
import type { ReleaseEntry } from '../../lanes/releases/entries.ts';
import { readFileOf } from '../../lanes/releases/read-file.ts';
import { MAX_PIECE_BYTES } from '../lists/vocabulary.ts';
import { publishedListsSchema, takenPieceSchema } from '../partners/answers.ts';
import { askLists } from './draft-of-lists.ts';
import { PartnerClient } from './partner-client.ts';
import type { PartnerSettings } from './partner-settings.ts';
import { ServerRefused } from './server-refused.ts';

export interface Progress {
  readonly name: string;
  readonly sent: number;
  readonly bytes: number;
}

export interface SentLists {
  readonly version: number;
  /** The lists that have changed. */
  readonly lists: readonly string[];
  /** Files that were sent in this run. */
  readonly files: number;
}

/**
 * Rejects with `ServerRefused`, with `ReleaseError` for a folder without a draft of lists, and with Node's error when the server cannot be reached.
 *
 * @param onProgress called after each piece
 */
export async function sendLists(
  settings: PartnerSettings,
  folder: string,
  onProgress: (progress: Progress) => void,
): Promise<SentLists> {
  const draft = openDraft(folder);
  const version = draft.newest('watchlist');
  const metadata = readFileOf(draft.path(metadataFile('watchlist', version)), METADATA_LIMITS.watchlist);
  const entries = entriesIn(draft, 'watchlist');
  const client = new PartnerClient(settings);
  try {
    const { lists } = await askLists(client);
    let files = 0;
    for (const entry of entries) {
      const list = lists.find((one) => one.list === readListPart(entry.terms.name)?.list);
      if (list === undefined || list.published.includes(entry.digest)) continue;
      const received = list.uploads.find(({ digest }) => digest === entry.digest)?.received ?? 0;
      if (received < entry.length) {
        await sendFile(
          client,
          { list: list.list, entry, path: draft.path(targetFile(entry.terms, entry.digest)) },
          received,
          onProgress,
        );
        files += 1;
      }
    }
    const headers = { 'content-type': 'application/json' };
    const answer = await client.ask('/v1/partner/lists/metadata', { method: 'POST', headers, body: metadata });
    if (answer.status !== 200) throw ServerRefused.of(answer);
    return { ...publishedListsSchema.parse(JSON.parse(new TextDecoder().decode(answer.body))), files };
  } finally {
    client.close();
  }
}

interface SentFile {
  readonly list: string;
  readonly entry: ReleaseEntry;
  readonly path: string;
}

async function sendFile(
  client: PartnerClient,
  { list, entry, path }: SentFile,
  received: number,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { digest, length, terms } = entry;
  const file = await open(path, PLAIN_FILE);
  try {
    for (let from = received; from < length; ) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_PIECE_BYTES), 0, MAX_PIECE_BYTES, from);
      if (bytesRead === 0) throw new Error(`${path} is shorter than the metadata say`);
      const headers = {
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${from}-${from + bytesRead - 1}/${length}`,
      };
      const body = buffer.subarray(0, bytesRead);
      const answer = await client.ask(`/v1/partner/lists/${list}/files/${digest}`, { method: 'PUT', headers, body });
      if (answer.status !== 200) throw ServerRefused.of(answer);
      const taken = takenPieceSchema.parse(JSON.parse(new TextDecoder().decode(answer.body)));
      if (taken.received <= from) throw new Error('the server does not take the next piece');
      from = taken.received;
      onProgress({ name: terms.name, sent: from, bytes: length });
    }
  } finally {
    await file.close();
  }
}
