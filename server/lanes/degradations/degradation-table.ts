import { z } from 'zod';
import { personIdSchema, siteIdSchema, type PersonId, type SiteId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { DEGRADATION_CAUSES, DEGRADATIONS } from '../../contract/order-vocabulary.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

/** Lanes of a site that work with fewer checks until a time. */
export interface StoredDegradation {
  /** The proposal's id. */
  readonly id: string;
  readonly site: SiteId;
  readonly kioskIds: readonly KioskId[];
  readonly measure: (typeof DEGRADATIONS)[number];
  readonly cause: (typeof DEGRADATION_CAUSES)[number];
  readonly validFrom: number;
  readonly validUntil: number;
  readonly proposedBy: PersonId;
  readonly approvedBy: PersonId;
  readonly endedAt: number | null;
  readonly endedBy: PersonId | null;
}

export async function insertDegradation(transaction: Transaction, degradation: StoredDegradation): Promise<void> {
  await insertRow(transaction, 'degradations', {
    id: degradation.id,
    site: degradation.site,
    kiosk_ids: JSON.stringify(degradation.kioskIds),
    measure: degradation.measure,
    cause: degradation.cause,
    valid_from: degradation.validFrom,
    valid_until: degradation.validUntil,
    proposed_by: degradation.proposedBy,
    approved_by: degradation.approvedBy,
    ended_at: degradation.endedAt,
    ended_by: degradation.endedBy,
  });
}

export async function findDegradation(database: Connection, id: string): Promise<StoredDegradation | undefined> {
  const row: Row | undefined = await database('degradations').where({ id }).first();
  return row === undefined ? undefined : degradationOf(row);
}

/** Ends a degradation in force; `false` when there is none with this id. */
export async function endDegradation(transaction: Transaction, id: string, by: PersonId, at: number): Promise<boolean> {
  const ended = await changeRows(
    transaction,
    'degradations',
    (rows) => rows.where({ id }).whereNull('ended_at').where('valid_until', '>', at),
    { ended_at: at, ended_by: by },
  );
  return ended === 1;
}

/** Latest start first. */
export async function listDegradations(database: Connection, limit: number): Promise<StoredDegradation[]> {
  const rows: readonly Row[] = await database('degradations')
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'id', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(degradationOf);
}

type Row = Record<
  | 'id'
  | 'site'
  | 'kiosk_ids'
  | 'measure'
  | 'cause'
  | 'valid_from'
  | 'valid_until'
  | 'proposed_by'
  | 'approved_by'
  | 'ended_at'
  | 'ended_by',
  unknown
>;

const kioskIdsSchema = z.array(kioskIdSchema);

function degradationOf(row: Row): StoredDegradation {
  const endedBy = nullableTextColumn(row.ended_by);
  return {
    id: textColumn(row.id),
    site: siteIdSchema.parse(row.site),
    kioskIds: kioskIdsSchema.parse(JSON.parse(textColumn(row.kiosk_ids))),
    measure: wordOf(DEGRADATIONS, row.measure),
    cause: wordOf(DEGRADATION_CAUSES, row.cause),
    validFrom: integerColumn(row.valid_from),
    validUntil: integerColumn(row.valid_until),
    proposedBy: personIdSchema.parse(row.proposed_by),
    approvedBy: personIdSchema.parse(row.approved_by),
    endedAt: nullableIntegerColumn(row.ended_at),
    endedBy: endedBy === null ? null : personIdSchema.parse(endedBy),
  };
}

function wordOf<Word extends string>(words: readonly Word[], value: unknown): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new StoreError('damaged', 'a column has an unknown value');
  return word;
}
