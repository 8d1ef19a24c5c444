/** Makes the files of a list: a base from all records, or a delta from changes. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createFile } from '../../../../hardware/host/durable-file.ts';
import { BLIND_SUITE } from '../../../../server/contract/blind-query.ts';
import type { ListFileRef, WatchlistId } from '../../../../server/contract/watchlist.ts';
import { listedDocument } from '../../../rules/document/listed-document.ts';
import { type BlindPair, blindTagWith } from '../blind-tag.ts';
import type { Tag } from '../../../../server/contract/tag-list.ts';
import {
  MAX_CHANGED,
  headerBytes,
  MAX_LISTED,
  type ListHeader,
  TAG_BYTES,
} from '../../../../server/contract/watchlist-file.ts';
import { keyCheckOf, tagWith } from '../list-key.ts';
import { fileOfDigest } from '../watchlist-source.ts';
import { buildFilter } from './build-filter.ts';
import type { ListedRecord, ReadRecord } from './read-csv.ts';
import { type SortedTags, tagSet } from './tag-set.ts';

/** The key of one list: the one from which lanes make tags too, or that of a blind list, which its owner alone has. */
export type ListKey = PlainListKey | BlindListKey;

export interface PlainListKey {
  readonly list: WatchlistId;
  readonly generation: number;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

export interface BlindListKey {
  readonly list: WatchlistId;
  readonly pair: BlindPair;
}

export interface MadeFile {
  readonly file: ListFileRef;
  readonly header: ListHeader;
  readonly records: number;
  /** Lines or entries without a usable record, at most the first hundred by number. */
  readonly refused: number;
  readonly refusedLines: readonly number[];
}

const REFUSED_SHOWN = 100;
const CHUNK_BYTES = 1_048_576;

/**
 * The same records and key give the same bytes, in whatever order and however often they occur.
 *
 * @param madeAt called after the last record
 */
export async function makeBase(
  records: AsyncIterable<ReadRecord>,
  key: ListKey,
  { base, madeAt }: { readonly base: number; readonly madeAt: () => number },
  folder: string,
): Promise<MadeFile> {
  const set = tagSet();
  const read = await readTags(records, key, (tag, { action }) => {
    if (action === 'remove') throw new RangeError('a base is made of records, not of changes');
    set.add(tag);
  });
  const { tags, count } = set.sorted();
  if (count > MAX_LISTED) throw new RangeError(`a list has at most ${MAX_LISTED} documents`);
  const { shape, fingerprints } = buildFilter(tags, count);
  const header = { version: 1, kind: 'base', ...commonOf(key), base, madeAt: madeAt(), count, ...shape } as const;
  const body = new Uint8Array(fingerprints.buffer, fingerprints.byteOffset, fingerprints.byteLength);
  return { file: await writeListFile(folder, header, body), header, ...read };
}

/** For one document the last change counts. @param previous SHA-256 of the file that the delta continues, hex. @param madeAt called after the last record */
export async function makeDelta(
  records: AsyncIterable<ReadRecord>,
  key: ListKey,
  {
    madeAt,
    ...about
  }: { readonly base: number; readonly delta: number; readonly previous: string; readonly madeAt: () => number },
  folder: string,
): Promise<MadeFile> {
  const changes = new Map<string, { readonly tag: Tag; readonly action: ListedRecord['action'] }>();
  const read = await readTags(records, key, (tag, { action }) => {
    changes.set(`${tag.high}/${tag.low}`, { tag, action });
    if (changes.size > MAX_CHANGED) throw new RangeError(`a delta has at most ${MAX_CHANGED} changes: make a base`);
  });
  const [added, removed] = (['add', 'remove'] as const).map((wanted) => {
    const set = tagSet();
    for (const { tag, action } of changes.values()) if (action === wanted) set.add(tag);
    return set.sorted();
  }) as [SortedTags, SortedTags];
  const header = {
    ...({ version: 1, kind: 'delta', ...commonOf(key), ...about, madeAt: madeAt() } as const),
    ...{ added: added.count, removed: removed.count },
  };
  const body = Buffer.concat([tagBytes(added), tagBytes(removed)]);
  return { file: await writeListFile(folder, header, body), header, ...read };
}

function commonOf(key: ListKey) {
  const { list } = key;
  if ('pair' in key) return { list, key: { suite: BLIND_SUITE, publicKey: key.pair.publicKey } } as const;
  return { list, key: { generation: key.generation, check: keyCheckOf(key.secret) } };
}

function tagBy(key: ListKey, document: Uint8Array): Tag {
  return 'pair' in key ? blindTagWith(key.pair, key.list, document) : tagWith(key.secret, document);
}

async function readTags(
  records: AsyncIterable<ReadRecord>,
  key: ListKey,
  use: (tag: Tag, record: ListedRecord) => void,
): Promise<Pick<MadeFile, 'records' | 'refused' | 'refusedLines'>> {
  const encoder = new TextEncoder();
  const refusedLines: number[] = [];
  let read = 0;
  let refused = 0;
  const refuse = (at: number): void => {
    refused += 1;
    if (refusedLines.length < REFUSED_SHOWN) refusedLines.push(at);
  };
  for await (const one of records) {
    if (one.kind === 'refused') {
      refuse(one.line);
      continue;
    }
    const { type, issuer, number } = one.record;
    const document = listedDocument(type, issuer, encoder.encode(number));
    if (document === undefined) {
      refuse(one.line);
      continue;
    }
    read += 1;
    use(tagBy(key, document), one.record);
  }
  return { records: read, refused, refusedLines };
}

function tagBytes({ tags, count }: SortedTags): Uint8Array {
  const bytes = new Uint8Array(count * TAG_BYTES);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < count; at += 1) {
    view.setUint32(TAG_BYTES * at, tags[2 * at + 1]!);
    view.setUint32(TAG_BYTES * at + 4, tags[2 * at]!);
  }
  return bytes;
}

/** The file has its digest as its name. */
async function writeListFile(folder: string, header: ListHeader, body: Uint8Array): Promise<ListFileRef> {
  const head = headerBytes(header);
  const digest = createHash('sha256').update(head).update(body).digest('hex');
  async function* content(): AsyncGenerator<Uint8Array> {
    yield head;
    for (let at = 0; at < body.length; at += CHUNK_BYTES) yield body.subarray(at, at + CHUNK_BYTES);
  }
  await createFile(join(folder, fileOfDigest(digest)), content(), { mode: 0o644 });
  return { digest, bytes: head.length + body.length };
}
