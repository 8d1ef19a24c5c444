/** The tables of audits of partners and of their findings. */
import { z } from 'zod';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { auditReportSchema } from './audit-report.ts';
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

export const audits = table({
  id: text,
  agreement: text,
  dueDay: text,
  scheduledBy: text,
  approvedBy: text,
  scheduledAt: integer,
  answers: nullable(json(auditAnswersSchema)),
  report: nullable(json(auditReportSchema)),
  concludedBy: nullable(text),
  conclusionApprovedBy: nullable(text),
  concludedAt: nullable(integer),
});

export type StoredAudit = RecordOf<typeof audits>;

export const findings = table({
  id: text,
  audit: text,
  agreement: text,
  clause: word(AUDIT_CLAUSES),
  text: text,
  dueDay: text,
  outcome: nullable(word(FINDING_OUTCOMES)),
  evidence: nullable(text),
  closedBy: nullable(text),
  closureApprovedBy: nullable(text),
  closedAt: nullable(integer),
});

export type StoredFinding = RecordOf<typeof findings>;

export async function insertAudit(
  transaction: Transaction,
  made: Pick<StoredAudit, 'id' | 'agreement' | 'dueDay' | 'scheduledBy' | 'approvedBy' | 'scheduledAt'>,
): Promise<void> {
  await insertRow(transaction, AUDITS, audits.row(made));
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
  await insertRow(transaction, FINDINGS, findings.row({ id, audit, agreement, clause, text, dueDay }));
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

export function findAudit(database: Connection, id: string): Promise<StoredAudit | undefined> {
  return audits.one(database(AUDITS).where({ id }).first());
}

export function findFinding(database: Connection, id: string): Promise<StoredFinding | undefined> {
  return findings.one(database(FINDINGS).where({ id }).first());
}

/** The latest first. */
export function listAudits(database: Connection): Promise<StoredAudit[]> {
  return audits.all(database(AUDITS).orderBy([{ column: 'scheduled_at', order: 'desc' }, { column: 'id' }]));
}

/** In the order of their last days. */
export function listFindings(database: Connection): Promise<StoredFinding[]> {
  return findings.all(database(FINDINGS).orderBy(['due_day', 'id']));
}
