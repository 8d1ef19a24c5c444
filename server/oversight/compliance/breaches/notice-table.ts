/** The tables of notices of breaches and of decisions not to notify. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { typedLines } from '../../../platform/base/typed-text.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { ADDRESSEES, type Addressee, type Ground, GROUNDS, ITEMS, LAW_IDS, type LawId } from '../laws/vocabulary.ts';
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

export interface BreachNotice {
  readonly id: string;
  readonly law: LawId;
  readonly addressee: Addressee;
  /** From 1, for each duty of a case. */
  readonly version: number;
  readonly items: readonly NoticeItem[];
  /** SHA-256 of the canonical form of `items`. A signature names it. */
  readonly digest: string;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly signedBy: string | null;
  readonly signedAt: number | null;
  /** Who recorded that it was sent. */
  readonly recordedBy: string | null;
  readonly sentAt: number | null;
  readonly channel: Channel | null;
  /** File number at the addressee. */
  readonly reference: string | null;
}

export interface BreachDecision {
  readonly id: string;
  readonly about: 'no-breach' | 'not-notify';
  readonly law: LawId | null;
  readonly addressee: Addressee | null;
  readonly ground: Ground | null;
  readonly reasons: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
}

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
  const written = { items: JSON.stringify(made.items), digest, made_by: made.madeBy, made_at: made.madeAt };
  await insertRow(transaction, NOTICES, { id, ...own, version, ...written });
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
export async function noticesOf(database: Connection, caseId: string): Promise<BreachNotice[]> {
  const rows: readonly NoticeRow[] = await database(NOTICES)
    .where({ case_id: caseId })
    .orderBy([{ column: 'law' }, { column: 'addressee' }, { column: 'version', order: 'desc' }]);
  return rows.map(noticeOf);
}

export async function insertDecision(transaction: Transaction, caseId: string, made: BreachDecision): Promise<void> {
  await insertRow(transaction, DECISIONS, {
    id: made.id,
    case_id: caseId,
    about: made.about,
    law: made.law,
    addressee: made.addressee,
    ground: made.ground,
    reasons: made.reasons,
    proposed_by: made.proposedBy,
    approved_by: made.approvedBy,
    approved_at: made.approvedAt,
  });
}

export async function decisionsOf(database: Connection, caseId: string): Promise<BreachDecision[]> {
  const rows: readonly DecisionRow[] = await database(DECISIONS)
    .where({ case_id: caseId })
    .orderBy([{ column: 'approved_at' }, { column: 'id' }]);
  return rows.map(decisionOf);
}

export function decisionOf(row: DecisionRow): BreachDecision {
  return {
    id: textColumn(row.id),
    about: wordColumn(['no-breach', 'not-notify'] as const, row.about),
    law: row.law === null ? null : wordColumn(LAW_IDS, row.law),
    addressee: row.addressee === null ? null : wordColumn(ADDRESSEES, row.addressee),
    ground: row.ground === null ? null : wordColumn(GROUNDS, row.ground),
    reasons: textColumn(row.reasons),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
  };
}

type DecisionRow = Record<
  'id' | 'about' | 'law' | 'addressee' | 'ground' | 'reasons' | 'proposed_by' | 'approved_by' | 'approved_at',
  unknown
>;

type NoticeRow = Record<
  | 'id'
  | 'law'
  | 'addressee'
  | 'version'
  | 'items'
  | 'digest'
  | 'made_by'
  | 'made_at'
  | 'signed_by'
  | 'signed_at'
  | 'recorded_by'
  | 'sent_at'
  | 'channel'
  | 'reference',
  unknown
>;

export function noticeOf(row: NoticeRow): BreachNotice {
  return {
    id: textColumn(row.id),
    law: wordColumn(LAW_IDS, row.law),
    addressee: wordColumn(ADDRESSEES, row.addressee),
    version: integerColumn(row.version),
    items: z.array(noticeItemSchema).parse(JSON.parse(textColumn(row.items))),
    digest: textColumn(row.digest),
    madeBy: textColumn(row.made_by),
    madeAt: integerColumn(row.made_at),
    signedBy: nullableTextColumn(row.signed_by),
    signedAt: nullableIntegerColumn(row.signed_at),
    recordedBy: nullableTextColumn(row.recorded_by),
    sentAt: nullableIntegerColumn(row.sent_at),
    channel: row.channel === null ? null : wordColumn(SENDING_CHANNELS, row.channel),
    reference: nullableTextColumn(row.reference),
  };
}
