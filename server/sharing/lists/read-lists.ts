/** The lists of one partner with their state: for its program, and for its people in the portal. */
import { targetFile } from '../../contract/release-repository.ts';
import { readListPart } from '../../contract/released-watchlist.ts';
import { existsSync } from 'node:fs';
import { entriesIn } from '../../lanes/releases/draft.ts';
import { agreedLists, endedLists } from './agreed.ts';
import type { PartnerLists, SentList } from './answers.ts';
import type { ListDesk } from './list-desk.ts';
import { keptFiles } from './tables/file-table.ts';
import { attemptsOf, lastPublished } from './tables/list-publication-table.ts';
import { openWithdrawals } from './tables/withdrawal-table.ts';
import { receivedOf } from './take-piece.ts';
import type { Connection } from '../../platform/database/connection.ts';

const LATEST = 200;
const REFUSALS_SHOWN = 10;

export async function readLists(desk: ListDesk, party: string): Promise<PartnerLists> {
  const { context, repository } = desk;
  const { knex, clock } = context;
  const serverTime = Math.round(clock.wallMs());
  const entries = entriesIn(repository, 'watchlist').filter(({ terms, digest }) =>
    existsSync(repository.path(targetFile(terms, digest))),
  );
  const kept = await keptFiles(knex, party);
  const lists: PartnerLists['lists'][number][] = [];
  for (const sent of await sentLists(knex, party, serverTime))
    lists.push({
      ...sent,
      published: entries.flatMap(({ terms, digest }) => (readListPart(terms.name)?.list === sent.list ? [digest] : [])),
      uploads: kept
        .filter(({ list, publishedAt }) => list === sent.list && publishedAt === null)
        .map((file) => ({ digest: file.digest, bytes: file.bytes, received: receivedOf(desk, file) })),
    });
  const [root, targets, watchlist] = (['root', 'targets', 'watchlist'] as const).map((role) => repository.newest(role));
  return {
    serverTime,
    metadata: { root: root ?? 0, targets: targets ?? 0, watchlist: watchlist ?? 0 },
    ended: [...(await endedLists(knex, serverTime))].sort(),
    lists,
  };
}

/** The agreed lists of a partner, with what was last published and refused. */
export async function sentLists(database: Connection, party: string, nowMs: number): Promise<SentList[]> {
  const attempts = await attemptsOf(database, party, LATEST);
  const withdrawals = await openWithdrawals(database);
  const sent: SentList[] = [];
  for (const { clause, agreement, version, state } of await agreedLists(database, party, nowMs)) {
    const last = await lastPublished(database, party, clause.list);
    sent.push({
      list: clause.list,
      agreement,
      version,
      state,
      last:
        last === undefined
          ? null
          : {
              at: last.at,
              change: last.change ?? 'renewed',
              base: last.base,
              delta: last.delta,
              documents: last.documents,
              madeAt: last.madeAt,
            },
      withdrawnAt: withdrawals.get(clause.list)?.withdrawnAt ?? null,
      refusals: attempts
        .flatMap(({ list, refusal, place, at }) =>
          refusal !== null && (list === clause.list || list === null) ? [{ at, refusal, place: place ?? '' }] : [],
        )
        .slice(0, REFUSALS_SHOWN),
    });
  }
  return sent;
}
