/** A trader's own log: the viewings of the trader's declarations, each as the ledger has it, with its proof. */
import type { Connection } from '../../../platform/database/connection.ts';
import { StoreError } from '../../../platform/database/store-error.ts';
import { readOpening } from '../../../records/ledger/entry/commitment.ts';
import { latestOpenings } from '../../../records/ledger/entry/openings.ts';
import { makeProof } from '../../../records/ledger/make-proof.ts';
import type { ViewingLog } from '../api/answers.ts';
import { erasuresOf } from '../tables/declarations.ts';
import { lastNumber, viewingsOfTrader } from './viewing-table.ts';

/** A proof costs some milliseconds. */
const PAGE = 20;

/** Viewings after a number, in order. The values come from the ledger's entries; the table only finds them. Throws `StoreError` where the two differ. */
export async function viewingLog(
  database: Connection,
  log: Connection,
  trader: string,
  after: number,
): Promise<ViewingLog> {
  const latest = await lastNumber(database, trader);
  const rows = await viewingsOfTrader(database, trader, after, PAGE);
  const subjectOf = (id: string) => `declaration-viewing/${id}`;
  const openings = await latestOpenings(
    database,
    rows.map(({ id }) => subjectOf(id)),
    new Map(),
  );
  const erasures = await erasuresOf(
    database,
    rows.map(({ declarationId }) => declarationId),
  );
  const viewings: ViewingLog['viewings'][number][] = [];
  for (const { id, number } of rows) {
    const placed = openings.get(subjectOf(id));
    const opened = placed?.opening === undefined ? undefined : readOpening(placed.opening);
    const entry = opened?.kind === 'opened' ? opened.entry : undefined;
    if (
      placed === undefined ||
      entry?.type !== 'declaration-viewing' ||
      entry.trader !== trader ||
      entry.number !== number
    )
      throw new StoreError('damaged', 'a viewing of a declaration is not as the ledger has it');
    const { declaration, office, purpose, groups, at } = entry;
    const proof = placed.index === null ? undefined : await makeProof(log, database, placed.index);
    viewings.push({
      number,
      viewing: id,
      declaration,
      office,
      purpose,
      groups,
      at,
      erasedAt: erasures.get(declaration) ?? null,
      proof: proof?.kind === 'made' ? proof.file : null,
    });
  }
  const last = viewings.at(-1)?.number ?? after;
  return { viewings, latest, next: last < latest ? last : null };
}
