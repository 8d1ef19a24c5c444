/** Makes a base or a delta from a CSV file, or from the authority's connector. */
import { createReadStream, readFileSync } from 'node:fs';
import { makeFolderSync } from '../../../../hardware/host/durable-file-sync.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { WatchlistId } from '../../../../server/contract/watchlist.ts';
import { type SourceSettings, sourceSettingsSchema } from '../../../../server/contract/watchlist-source.ts';
import type { Shares } from '../../../fleet/handles/sealed-under-shares.ts';
import { makeBase, makeDelta, type MadeFile } from '../../../lists/watchlist/build/make-list.ts';
import { readCsv, type ReadRecord } from '../../../lists/watchlist/build/read-csv.ts';
import { type ReadingEnd, readSource } from '../../../lists/watchlist/build/read-source.ts';
import { Complaint } from '../complaint.ts';
import { readListKey } from './key-files.ts';
import { draftFile, readCursor, readDraft, readWhole, writeCursor, writeDraft } from './list-folder.ts';

type Answer = Readonly<Record<string, unknown>>;

const SERVICE = 'service:';

/** @param shares of a key file that is sealed. @param from a CSV file, or `service:` and the file with the connector's settings. @param refusable lines that may be unusable */
export async function build(
  shares: Shares | undefined,
  keyFile = '',
  from = '',
  folder = '',
  refusable = '0',
): Promise<Answer> {
  const key = readListKey(keyFile, shares);
  makeFolderSync(folder);
  const before = readDraft(folder, key.list);
  const base = before === undefined ? 1 : (await readWhole(folder, before)).base.header.base + 1;
  const reading = readingOf(from, key.list, null);
  const made = await makeBase(reading.records, key, { base, madeAt: reading.madeAt }, folder);
  return finish(folder, key.list, made, reading, refusable, () => {
    const number = (before?.number ?? 0) + 1;
    writeDraft(folder, { version: 1, number, validFrom: 0, list: key.list, base: made.file, deltas: [] });
  });
}

/** From a file of changes, or what has changed at the connector since the last file. */
export async function delta(
  shares: Shares | undefined,
  keyFile = '',
  from = '',
  folder = '',
  refusable = '0',
): Promise<Answer> {
  const key = readListKey(keyFile, shares);
  const before = readDraft(folder, key.list);
  if (before === undefined) throw new Complaint(`${folder} holds no base of ${key.list}: build one first`);
  const cursor = readCursor(folder, key.list);
  if (from.startsWith(SERVICE) && cursor === undefined) throw new Complaint('the base was not read from the connector');
  const { base, deltas } = await readWhole(folder, before);
  const reading = readingOf(from, key.list, cursor ?? null);
  const about = {
    base: base.header.base,
    delta: deltas.length + 1,
    previous: (deltas.at(-1) ?? base).digest,
    madeAt: () => Math.max((deltas.at(-1) ?? base).header.madeAt, reading.madeAt()),
  };
  const made = await makeDelta(reading.records, key, about, folder);
  return finish(folder, key.list, made, reading, refusable, () =>
    writeDraft(folder, { ...before, number: before.number + 1, deltas: [...before.deltas, made.file] }),
  );
}

interface Reading {
  readonly records: AsyncIterable<ReadRecord>;
  /** Wall ms of the records: of a file, when reading began; of a connector, its own time. Known after the last record. */
  readonly madeAt: () => number;
  /** After the last record, of a connector. */
  readonly end: () => ReadingEnd | undefined;
}

function readingOf(from: string, list: WatchlistId, after: string | null): Reading {
  const startedAt = Math.round(systemClock.wallMs());
  if (!from.startsWith(SERVICE)) {
    const records = readCsv(createReadStream(from, { highWaterMark: 1_048_576 }));
    return { records, madeAt: () => startedAt, end: () => undefined };
  }
  const settings = sourceSettingsSchema.safeParse(JSON.parse(readFileSync(from.slice(SERVICE.length), 'utf8')));
  if (!settings.success) throw new Complaint(`${from} does not describe a connector`);
  const described: SourceSettings = settings.data;
  let end: ReadingEnd | undefined;
  async function* records(): AsyncGenerator<ReadRecord> {
    end = yield* readSource(described, list, after);
  }
  // A connector whose clock is ahead must not make a list look newer than it is
  const madeAt = (): number => Math.min(startedAt, end?.asOf ?? startedAt);
  return { records: records(), madeAt, end: () => end };
}

/** A list with too many unusable records is not published: a document that is not read is not found. */
function finish(
  folder: string,
  list: WatchlistId,
  { file, header, records, refused, refusedLines }: MadeFile,
  reading: Reading,
  refusable: string,
  publish: () => void,
): Answer {
  const answer = { ...file, header, records, refused, refusedLines };
  if (refused > Number(refusable)) return { kind: 'not-published', why: 'unusable-records', ...answer };
  publish();
  const end = reading.end();
  if (end !== undefined) writeCursor(folder, list, end.cursor);
  return { kind: 'made', ...answer, draft: draftFile(folder, list), ...(end !== undefined && { source: end }) };
}
