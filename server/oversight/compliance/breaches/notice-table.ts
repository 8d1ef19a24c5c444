/** The tables of notices of breaches and of decisions not to notify. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { typedLines } from '../../../platform/base/typed-text.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { nullableIntegerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { ADDRESSEES, GROUNDS, ITEMS, LAW_IDS } from '../laws/vocabulary.ts';
import { type Channel, SENDING_CHANNELS } from './vocabulary.ts';

/** Enough for a page of text in each part. */
const LONGEST_TEXT = 4_000;

export const noticeItemSchema = z.strictObject({
  item: z.enum(ITEMS),
  text: typedLines(0, LONGEST_TEXT),
  /** The part is not known yet and follows with a later notice. */
  follows: z.boolean(),
});
export type NoticeItem = z.infer<typeof noticeItemSchema>;

export const noticeItemsSchema = z
  .array(noticeItemSchema)
  .min(1)
  .max(ITEMS.length)
  .refine((items) => new Set(items.map(({ item }) => item)).size === items.length, 'must name each part once');

export const notices = table({
  id: text,
  law: word(LAW_IDS),
  addressee: word(ADDRESSEES),
  /** From 1, for each duty of a case. */
  version: integer,
  items: json(z.array(noticeItemSchema)),
  /** SHA-256 of the canonical form of `items`. A signature names it. */
  digest: text,
  madeBy: text,
  madeAt: integer,
  signedBy: nullable(text),
  signedAt: nullable(integer),
  /** Who recorded that it was sent. */
  recordedBy: nullable(text),
  sentAt: nullable(integer),
  channel: nullable(word(SENDING_CHANNELS)),
  /** File number at the addressee. */
  reference: nullable(text),
});

export type BreachNotice = RecordOf<typeof notices>;

export const decisions = table({
  id: text,
  about: word(['no-breach', 'not-notify']),
  law: nullable(word(LAW_IDS)),
  addressee: nullable(word(ADDRESSEES)),
  ground: nullable(word(GROUNDS)),
  reasons: text,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
});

export type BreachDecision = RecordOf<typeof decisions>;

const NOTICES = 'breach_notices';
const DECISIONS = 'breach_decisions';

/** 9 parts of 4,000 characters of up to four bytes, with escapes. */
const LIMITS = { depth: 4, bytes: 400_000 };

export function digestOfItems(items: readonly NoticeItem[]): string {
  return createHash('sha256').update(canonicalJson({ items }, LIMITS)).digest('hex');
}

/** Stores the next version of the notice for one duty. */
export async function insertNotice(
  transaction: Transaction,
  caseId: string,
  made: Pick<BreachNotice, 'law' | 'addressee' | 'items' | 'madeBy' | 'madeAt'>,
): Promise<Pick<BreachNotice, 'id' | 'version' | 'digest'>> {
  const own = { case_id: caseId, law: made.law, addressee: made.addressee };
  const row: { last?: unknown } | undefined = await transaction(NOTICES).where(own).max({ last: 'version' }).first();
  const version = (nullableIntegerColumn(row?.last ?? null) ?? 0) + 1;
  const id = randomBytes(16).toString('hex');
  const digest = digestOfItems(made.items);
  await insertRow(transaction, NOTICES, { ...own, ...notices.row({ ...made, id, version, digest }) });
  return { id, version, digest };
}

export async function signNotice(
  transaction: Transaction,
  id: string,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<boolean> {
  const which = (rows: ReturnType<Connection>) => rows.where({ id }).whereNull('signed_at');
  return (await changeRows(transaction, NOTICES, which, { signed_by: by, signed_at: at })) === 1;
}

export async function recordSending(
  transaction: Transaction,
  id: string,
  sent: { readonly by: string; readonly sentAt: number; readonly channel: Channel; readonly reference: string | null },
): Promise<boolean> {
  const which = (rows: ReturnType<Connection>) => rows.where({ id }).whereNotNull('signed_at').whereNull('sent_at');
  const { by, sentAt, channel, reference } = sent;
  return (
    (await changeRows(transaction, NOTICES, which, { recorded_by: by, sent_at: sentAt, channel, reference })) === 1
  );
}

/** By law and addressee, the latest version first. */
export function noticesOf(database: Connection, caseId: string): Promise<BreachNotice[]> {
  return notices.all(
    database(NOTICES)
      .where({ case_id: caseId })
      .orderBy([{ column: 'law' }, { column: 'addressee' }, { column: 'version', order: 'desc' }]),
  );
}

export async function insertDecision(transaction: Transaction, caseId: string, made: BreachDecision): Promise<void> {
  await insertRow(transaction, DECISIONS, { case_id: caseId, ...decisions.row(made) });
}

export function decisionsOf(database: Connection, caseId: string): Promise<BreachDecision[]> {
  return decisions.all(
    database(DECISIONS)
      .where({ case_id: caseId })
      .orderBy([{ column: 'approved_at' }, { column: 'id' }]),
  );
}
