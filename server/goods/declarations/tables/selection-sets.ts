/** Sets of selection rules that came into use here, in their order. Each row is an entry of the ledger. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readSelection, type SelectionSet } from '../../../contract/rules/selection-set.ts';
import { integerColumn, jsonColumn, nullableTextColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { StoreError } from '../../../platform/database/store-error.ts';
import { insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

export interface StoredSelection {
  readonly version: number;
  /** SHA-256 of the target, hex. */
  readonly digest: string;
  readonly set: SelectionSet;
}

export interface TakenSelection {
  /** Version of the published targets with which it came into use. */
  readonly publication: number;
  /** `null`: no set is in use since. */
  readonly selection: StoredSelection | null;
  /** Ids of the rules in force that state a reason to skip the trial. */
  readonly urgent: readonly string[];
  /** Wall ms. */
  readonly takenAt: number;
}

/** Returns `false` without a change when another node has taken the publication. */
export async function insertSelection(
  transaction: Transaction,
  { publication, selection, urgent, takenAt }: TakenSelection,
  bytes: Uint8Array | null,
): Promise<boolean> {
  return insertRowIfNew(transaction, 'selection_sets', {
    publication,
    version: selection?.version ?? null,
    digest: selection?.digest ?? null,
    content: bytes === null ? null : Buffer.from(bytes).toString('utf8'),
    urgent: JSON.stringify(urgent),
    taken_at: takenAt,
  });
}

/** From the earliest. @param after the last publication that is known already */
export async function listSelections(database: Connection, after = 0): Promise<TakenSelection[]> {
  const rows: readonly Record<string, unknown>[] = await database('selection_sets')
    .where('publication', '>', after)
    .orderBy('publication');
  return rows.map((row) => ({
    publication: integerColumn(row['publication']),
    selection: selectionOf(row),
    urgent: z.array(z.string()).parse(jsonColumn(row['urgent'])),
    takenAt: integerColumn(row['taken_at']),
  }));
}

function selectionOf(row: Readonly<Record<string, unknown>>): StoredSelection | null {
  const content = nullableTextColumn(row['content']);
  if (content === null) return null;
  const digest = createHash('sha256').update(content).digest('hex');
  const read = readSelection(Buffer.from(content));
  if (read.kind === 'refused' || digest !== row['digest'])
    throw new StoreError('damaged', 'a stored set of selection rules cannot be read');
  return { version: integerColumn(row['version']), digest, set: read.set };
}
