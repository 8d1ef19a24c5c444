import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { auditReportSchema } from './audit-report.ts';
import { AUDIT_ANSWERS, AUDIT_CLAUSES, AUDIT_STATES, FINDING_STATES } from './vocabulary.ts';

const findingSchema = z.strictObject({
  id: z.string(),
  clause: z.enum(AUDIT_CLAUSES),
  text: z.string(),
  dueDay: z.string(),
  state: z.enum(FINDING_STATES),
  evidence: z.string().nullable(),
  closedBy: z.string().nullable(),
  closureApprovedBy: z.string().nullable(),
  closedAt: wallMs.nullable(),
});
export type FindingView = Answer<typeof findingSchema>;

const auditSchema = z.strictObject({
  id: z.string(),
  agreement: z.string(),
  dueDay: z.string(),
  state: z.enum(AUDIT_STATES),
  scheduledBy: z.string(),
  approvedBy: z.string(),
  scheduledAt: wallMs,
  /** By clause; `null` until it is concluded. */
  answers: z.record(z.enum(AUDIT_CLAUSES), z.enum(AUDIT_ANSWERS)).nullable(),
  /** The use of the agreement by the log when it was concluded. */
  report: auditReportSchema.nullable(),
  concludedBy: z.string().nullable(),
  conclusionApprovedBy: z.string().nullable(),
  concludedAt: wallMs.nullable(),
  findings: z.array(findingSchema),
});
export type AuditView = Answer<typeof auditSchema>;

export const sharingAuditsSchema = z.strictObject({
  serverTime: wallMs,
  /** One for each agreement, by its id. */
  reports: z.array(
    auditReportSchema.extend({
      /** Last day by which it is audited again; `null`: it is not in force. */
      auditBy: z.string().nullable(),
    }),
  ),
  /** The latest first. */
  audits: z.array(auditSchema),
});
export type SharingAudits = Answer<typeof sharingAuditsSchema>;
