/** The work on partners' lists that no request triggers: unknown outcomes, and the erasure of files that nothing needs. */
import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { entriesOf } from '../../lanes/releases/entries.ts';
import { publishedTimes } from '../../lanes/releases/publication-table.ts';
import { isOver } from './agreed.ts';
import type { ListDesk } from './list-desk.ts';
import { settleBegun } from './publish-lists.ts';
import { eraseFileRows, keptFiles, markErased, type StoredListFile } from './tables/file-table.ts';
import { eraseAttempts, hasAttemptsBefore } from './tables/list-publication-table.ts';
import { uploadPath } from './take-piece.ts';
import type { ErasureReason } from './vocabulary.ts';
import { withdrawEnded } from './withdraw-lists.ts';

const LOOK_EVERY_MS = 60_000;
/** A file that gets no piece for this long is erased. */
const ABANDONED_AFTER_MS = 86_400_000;
/** Lanes that began a download end it within this time. */
const DOWNLOADS_END_MS = 3_600_000;
/** Three years, as the calls of partners. */
const ROWS_KEPT_MS = 1_096 * 86_400_000;

/** The returned function stops it. */
export function watchLists(desk: ListDesk, { events }: Pick<RoomContext, 'events'>): () => Promise<void> {
  return poll(
    desk.context.clock,
    LOOK_EVERY_MS,
    () => lookAtLists(desk),
    (error) => events.emit({ event: 'fault', where: 'sharing', error }),
  );
}

export function lookAtLists(desk: ListDesk): Promise<void> {
  return desk.steps.run(async () => {
    const { knex, queue, clock, ledger } = desk.context;
    await settleBegun(desk);
    const at = Math.round(clock.wallMs());
    await withdrawEnded(desk, at);
    const kept = await keptFiles(knex);
    const names =
      kept.length === 0 ? { named: new Set<string>(), valid: new Set<string>() } : await namedFiles(desk, at);
    for (const file of kept) {
      const because = await reasonToErase(desk, file, names, at);
      if (because === undefined) continue;
      await eraseCopies(desk, file);
      // The row ends after the copies: after a crash they are erased again
      await queue.run((transaction) => markErased(transaction, file.id, { at, because }));
    }
    if (await hasAttemptsBefore(knex, at - ROWS_KEPT_MS))
      await queue.run(async (transaction) => {
        await eraseAttempts(transaction, at - ROWS_KEPT_MS);
        await eraseFileRows(transaction, at - ROWS_KEPT_MS);
      });
    await ledger.settle();
  });
}

async function reasonToErase(
  desk: ListDesk,
  file: StoredListFile,
  { named, valid }: NamedFiles,
  nowMs: number,
): Promise<ErasureReason | undefined> {
  const isEnded = await isOver(desk.context.knex, file, nowMs);
  if (file.publishedAt === null) {
    if (isEnded) return 'agreement-ended';
    return file.pieceAt < nowMs - ABANDONED_AFTER_MS ? 'abandoned' : undefined;
  }
  if (isEnded) return valid.has(file.digest) ? undefined : 'agreement-ended';
  return named.has(file.digest) ? undefined : 'not-listed';
}

interface NamedFiles {
  /** The files that the newest metadata name, and those before it for as long as a download may run. */
  readonly named: ReadonlySet<string>;
  /** Those of metadata that have not expired: lanes may still take them. */
  readonly valid: ReadonlySet<string>;
}

async function namedFiles({ context, repository }: ListDesk, nowMs: number): Promise<NamedFiles> {
  const times = await publishedTimes(context.knex, 'watchlist');
  const [named, valid] = [new Set<string>(), new Set<string>()];
  for (const version of [...repository.versions('watchlist')].reverse()) {
    const metadata = repository.read('watchlist', version);
    for (const { digest } of entriesOf('watchlist', metadata)) {
      named.add(digest);
      if (!metadata.signed.isExpired(new Date(nowMs))) valid.add(digest);
    }
    // Lanes had the version before until this one was published
    if ((times.get(version) ?? nowMs) < nowMs - DOWNLOADS_END_MS) break;
  }
  return { named, valid };
}

async function eraseCopies(desk: ListDesk, { party, list, digest }: StoredListFile): Promise<void> {
  for (const isComplete of [true, false]) await rm(uploadPath(desk, party, digest, isComplete), { force: true });
  const folder = desk.repository.path('targets/watchlist');
  for (const name of namesIn(folder).filter((one) => one.startsWith(`${list}.`)))
    for (const file of namesIn(join(folder, name)).filter((one) => one.startsWith(`${digest}.`)))
      await rm(join(folder, name, file), { force: true });
}

function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder);
}
