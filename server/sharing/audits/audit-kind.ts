import { z } from 'zod';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { agreementIdSchema } from '../agreement/agreement.ts';
import { statementSchema } from '../agreement/statement.ts';
import {
  auditAnswersSchema,
  closeFinding,
  concludeAudit,
  findAudit,
  findFinding,
  insertAudit,
  insertFinding,
  listAudits,
} from './audit-table.ts';
import { readReport } from './read-reports.ts';
import { AUDIT_CLAUSES, FINDING_OUTCOMES } from './vocabulary.ts';

const MONTH_MS = 30 * 86_400_000;
const MAX_FINDINGS = 20;

const id = z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of an audit');
const day = z.iso.date('must be a day such as 2026-12-31');

const concludeSchema = z
  .strictObject({
    change: z.literal('conclude'),
    audit: id,
    answers: auditAnswersSchema,
    findings: z
      .array(z.strictObject({ clause: z.enum(AUDIT_CLAUSES), text: statementSchema, dueDay: day }))
      .max(MAX_FINDINGS),
  })
  .superRefine(({ answers, findings }, context) => {
    const found = new Set(findings.map(({ clause }) => clause));
    for (const clause of AUDIT_CLAUSES) {
      const isNotMet = answers[clause] === 'not-met';
      if (isNotMet !== found.has(clause))
        context.addIssue({
          code: 'custom',
          path: ['answers', clause],
          message: isNotMet ? 'needs a finding' : 'has a finding and must be not-met',
        });
    }
  });

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('schedule'), agreement: agreementIdSchema, dueDay: day }),
  concludeSchema,
  z.strictObject({
    change: z.literal('close'),
    finding: z.string().regex(/^[0-9a-f]{32}:\d{1,2}$/, 'must be the id of a finding'),
    outcome: z.enum(FINDING_OUTCOMES),
    evidence: statementSchema,
  }),
]);
export type AuditChange = z.infer<typeof changeSchema>;

/** Proposal of two people: to schedule an audit of a partner, to conclude it with answers and findings, to close a finding. */
export function auditKind(): ProposalKind<AuditChange> {
  return {
    kind: 'sharing-audit',
    proposeAct: 'export.propose',
    approveAct: 'export.approve',
    opensForMs: MONTH_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: beforeOf,
    objection: (database, change, _by, nowMs) => objectionTo(database, change, nowMs),
    async apply(transaction, change, { proposalId, proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const objection = await objectionTo(transaction, change, now);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      switch (change.change) {
        case 'schedule': {
          const { agreement, dueDay } = change;
          const people = { scheduledBy: proposedBy, approvedBy, scheduledAt: now };
          await insertAudit(transaction, { id: proposalId, agreement, dueDay, ...people });
          break;
        }
        case 'conclude': {
          const audit = await findAudit(transaction, change.audit);
          const agreement = audit?.agreement ?? '';
          const report = (await readReport(transaction, agreement, now)) ?? null;
          await concludeAudit(transaction, change.audit, {
            answers: change.answers,
            report: new TextDecoder().decode(canonicalJson(report)),
            by: proposedBy,
            approvedBy,
            at: now,
          });
          for (const [number, finding] of change.findings.entries())
            await insertFinding(transaction, {
              id: `${change.audit}:${number + 1}`,
              audit: change.audit,
              agreement,
              ...finding,
            });
          break;
        }
        case 'close':
          await closeFinding(transaction, change.finding, { ...change, by: proposedBy, approvedBy, at: now });
          break;
      }
      return { kind: 'applied' };
    },
  };
}

/** The audit or the finding that a proposal changes, without what moves with the clock. */
async function beforeOf(database: Connection, change: AuditChange): Promise<unknown> {
  switch (change.change) {
    case 'schedule':
      return null;
    case 'conclude': {
      const { agreement, dueDay, scheduledBy, approvedBy } = (await findAudit(database, change.audit)) ?? {};
      return { agreement, dueDay, scheduledBy, approvedBy };
    }
    case 'close': {
      const { agreement, clause, text, dueDay } = (await findFinding(database, change.finding)) ?? {};
      return { agreement, clause, text, dueDay };
    }
  }
}

async function objectionTo(database: Connection, change: AuditChange, nowMs: number): Promise<string | undefined> {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  switch (change.change) {
    case 'schedule': {
      if (change.dueDay < today) return 'due-in-the-past';
      if ((await readReport(database, change.agreement, nowMs)) === undefined) return 'no-such-agreement';
      const open = (await listAudits(database)).some(
        ({ agreement, concludedAt }) => agreement === change.agreement && concludedAt === null,
      );
      return open ? 'audit-open' : undefined;
    }
    case 'conclude': {
      const audit = await findAudit(database, change.audit);
      if (audit === undefined) return 'no-such-audit';
      if (audit.concludedAt !== null) return 'audit-concluded';
      return change.findings.some(({ dueDay }) => dueDay < today) ? 'due-in-the-past' : undefined;
    }
    case 'close': {
      const finding = await findFinding(database, change.finding);
      if (finding === undefined) return 'no-such-audit-finding';
      return finding.outcome === null ? undefined : 'finding-closed';
    }
  }
}
