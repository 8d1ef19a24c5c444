/** The table of starts and releases that two people approved for lanes. */
import { z } from 'zod';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { registersSchema } from './registers.ts';

/** A short name that people chose, such as `field-2026-11`. */
export const softwareNameSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,39}$/);

/** `start`: the values of registers after an approved start. `release`: the digest of the files of a release. */
export const softwareSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), name: softwareNameSchema, registers: registersSchema }),
  z.strictObject({ kind: z.literal('release'), name: softwareNameSchema, digest: sha256HexSchema }),
]);
export type Software = z.infer<typeof softwareSchema>;
export type ApprovedStart = Extract<Software, { kind: 'start' }> & Approval;
export type ApprovedRelease = Extract<Software, { kind: 'release' }> & Approval;

export interface Approval {
  /** That of the proposal, which names the two people. */
  readonly id: string;
  /** Wall ms. */
  readonly approvedAt: number;
  readonly withdrawnAt: number | null;
}
export type ApprovedSoftware = Software & Approval;

/** The columns of a row, in the form to which the ledger commits. */
export interface SoftwareRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly content: string;
  readonly approved_at: number;
  readonly withdrawn_at: number | null;
}

const TABLE = 'approved_software';

export async function insertSoftware(
  transaction: Transaction,
  software: Software,
  { id, approvedAt }: Omit<Approval, 'withdrawnAt'>,
): Promise<void> {
  const { kind, name, ...content } = software;
  await insertRow(transaction, TABLE, {
    id,
    kind,
    name,
    content: Buffer.from(canonicalJson(content)).toString(),
    approved_at: approvedAt,
  });
}

/** Returns whether it was in force. */
export async function withdrawSoftware(transaction: Transaction, id: string, at: number): Promise<boolean> {
  const withdrawn = await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('withdrawn_at'), {
    withdrawn_at: at,
  });
  return withdrawn === 1;
}

/** All of them, the latest approval first. */
export async function listSoftware(database: Connection): Promise<ApprovedSoftware[]> {
  const rows: readonly SoftwareColumns[] = await database(TABLE).orderBy([
    { column: 'approved_at', order: 'desc' },
    { column: 'id' },
  ]);
  return rows.map(softwareOf);
}

export async function findSoftware(database: Connection, id: string): Promise<ApprovedSoftware | undefined> {
  const row: SoftwareColumns | undefined = await database(TABLE).where({ id }).first();
  return row === undefined ? undefined : softwareOf(row);
}

/** The approval of a release in force, as its row. */
export async function findReleaseRow(database: Connection, digest: string): Promise<SoftwareRow | undefined> {
  const rows: readonly SoftwareColumns[] = await database(TABLE)
    .where({ kind: 'release' })
    .whereNull('withdrawn_at')
    .orderBy('approved_at');
  const row = rows.find((one) => {
    const software = softwareOf(one);
    return software.kind === 'release' && software.digest === digest;
  });
  if (row === undefined) return undefined;
  return {
    id: textColumn(row.id),
    kind: textColumn(row.kind),
    name: textColumn(row.name),
    content: textColumn(row.content),
    approved_at: integerColumn(row.approved_at),
    withdrawn_at: nullableIntegerColumn(row.withdrawn_at),
  };
}

export function isStart(software: ApprovedSoftware): software is ApprovedStart {
  return software.kind === 'start';
}

export function isRelease(software: ApprovedSoftware): software is ApprovedRelease {
  return software.kind === 'release';
}

type SoftwareColumns = Record<'id' | 'kind' | 'name' | 'content' | 'approved_at' | 'withdrawn_at', unknown>;

function softwareOf(row: SoftwareColumns): ApprovedSoftware {
  const content = z.record(z.string(), z.unknown()).parse(jsonColumn(row.content));
  return {
    ...softwareSchema.parse({ kind: row.kind, name: row.name, ...content }),
    id: textColumn(row.id),
    approvedAt: integerColumn(row.approved_at),
    withdrawnAt: nullableIntegerColumn(row.withdrawn_at),
  };
}
