/** The tables of audits of partners and of their findings. */
import { z } from 'zod';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { auditReportSchema, type AuditReport } from './audit-report.ts';
import {
  AUDIT_ANSWERS,
  AUDIT_CLAUSES,
  type AuditAnswer,
  type AuditClause,
  FINDING_OUTCOMES,
  type FindingOutcome,
} from './vocabulary.ts';

const AUDITS = 'sharing_audits';
const FINDINGS = 'sharing_findings';

export const auditAnswersSchema = z.record(z.enum(AUDIT_CLAUSES), z.enum(AUDIT_ANSWERS));
export type AuditAnswers = { readonly [C in AuditClause]: AuditAnswer };

export interface StoredAudit {
  readonly id: string;
  readonly agreement: string;
  readonly dueDay: string;
  readonly scheduledBy: string;
  readonly approvedBy: string;
  readonly scheduledAt: number;
  readonly answers: AuditAnswers | null;
  readonly report: AuditReport | null;
  readonly concludedBy: string | null;
  readonly conclusionApprovedBy: string | null;
  readonly concludedAt: number | null;
}

export interface StoredFinding {
  readonly id: string;
  readonly audit: string;
  readonly agreement: string;
  readonly clause: AuditClause;
  readonly text: string;
  readonly dueDay: string;
  readonly outcome: FindingOutcome | null;
  readonly evidence: string | null;
  readonly closedBy: string | null;
  readonly closureApprovedBy: string | null;
  readonly closedAt: number | null;
}

export async function insertAudit(
  transaction: Transaction,
  made: Pick<StoredAudit, 'id' | 'agreement' | 'dueDay' | 'scheduledBy' | 'approvedBy' | 'scheduledAt'>,
): Promise<void> {
  await insertRow(transaction, AUDITS, {
    id: made.id,
    agreement: made.agreement,
    due_day: made.dueDay,
    scheduled_by: made.scheduledBy,
    approved_by: made.approvedBy,
    scheduled_at: made.scheduledAt,
    answers: null,
    report: null,
    concluded_by: null,
    conclusion_approved_by: null,
    concluded_at: null,
  });
}

export interface Conclusion {
  readonly answers: AuditAnswers;
  /** Canonical JSON. */
  readonly report: string;
  readonly by: string;
  readonly approvedBy: string;
  readonly at: number;
}

export async function concludeAudit(
  transaction: Transaction,
  id: string,
  { answers, report, by, approvedBy, at }: Conclusion,
): Promise<void> {
  const people = { concluded_by: by, conclusion_approved_by: approvedBy, concluded_at: at };
  await changeRows(transaction, AUDITS, { id }, { answers: JSON.stringify(answers), report, ...people });
}

export async function insertFinding(
  transaction: Transaction,
  {
    id,
    audit,
    agreement,
    clause,
    text,
    dueDay,
  }: Pick<StoredFinding, 'id' | 'audit' | 'agreement' | 'clause' | 'text' | 'dueDay'>,
): Promise<void> {
  await insertRow(transaction, FINDINGS, {
    id,
    audit,
    agreement,
    clause,
    text,
    due_day: dueDay,
    outcome: null,
    evidence: null,
    closed_by: null,
    closure_approved_by: null,
    closed_at: null,
  });
}

export interface Closure {
  readonly outcome: FindingOutcome;
  readonly evidence: string;
  readonly by: string;
  readonly approvedBy: string;
  readonly at: number;
}

export async function closeFinding(
  transaction: Transaction,
  id: string,
  { outcome, evidence, by, approvedBy, at }: Closure,
): Promise<void> {
  const people = { closed_by: by, closure_approved_by: approvedBy, closed_at: at };
  await changeRows(transaction, FINDINGS, { id }, { outcome, evidence, ...people });
}

export async function findAudit(database: Connection, id: string): Promise<StoredAudit | undefined> {
  const row: Row | undefined = await database(AUDITS).where({ id }).first();
  return row === undefined ? undefined : auditOf(row);
}

export async function findFinding(database: Connection, id: string): Promise<StoredFinding | undefined> {
  const row: Row | undefined = await database(FINDINGS).where({ id }).first();
  return row === undefined ? undefined : findingOf(row);
}

/** The latest first. */
export async function listAudits(database: Connection): Promise<StoredAudit[]> {
  const rows: readonly Row[] = await database(AUDITS).orderBy([
    { column: 'scheduled_at', order: 'desc' },
    { column: 'id' },
  ]);
  return rows.map(auditOf);
}

/** In the order of their last days. */
export async function listFindings(database: Connection): Promise<StoredFinding[]> {
  const rows: readonly Row[] = await database(FINDINGS).orderBy(['due_day', 'id']);
  return rows.map(findingOf);
}

type Row = Record<string, unknown>;

export function auditOf(row: Row): StoredAudit {
  return {
    id: textColumn(row['id']),
    agreement: textColumn(row['agreement']),
    dueDay: textColumn(row['due_day']),
    scheduledBy: textColumn(row['scheduled_by']),
    approvedBy: textColumn(row['approved_by']),
    scheduledAt: integerColumn(row['scheduled_at']),
    answers: row['answers'] === null ? null : auditAnswersSchema.parse(jsonColumn(row['answers'])),
    report: row['report'] === null ? null : auditReportSchema.parse(jsonColumn(row['report'])),
    concludedBy: nullableTextColumn(row['concluded_by']),
    conclusionApprovedBy: nullableTextColumn(row['conclusion_approved_by']),
    concludedAt: nullableIntegerColumn(row['concluded_at']),
  };
}

export function findingOf(row: Row): StoredFinding {
  return {
    id: textColumn(row['id']),
    audit: textColumn(row['audit']),
    agreement: textColumn(row['agreement']),
    clause: wordColumn(AUDIT_CLAUSES, row['clause']),
    text: textColumn(row['text']),
    dueDay: textColumn(row['due_day']),
    outcome: row['outcome'] === null ? null : wordColumn(FINDING_OUTCOMES, row['outcome']),
    evidence: nullableTextColumn(row['evidence']),
    closedBy: nullableTextColumn(row['closed_by']),
    closureApprovedBy: nullableTextColumn(row['closure_approved_by']),
    closedAt: nullableIntegerColumn(row['closed_at']),
  };
}
