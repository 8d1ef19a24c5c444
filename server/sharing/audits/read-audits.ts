/** Audits with their findings and states, the agreements that are due for one, and the alarms about what is overdue. */
import { subjectsSince } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { agreementsAt } from '../agreement/in-force.ts';
import type { AuditView, FindingView, SharingAudits } from './answers.ts';
import { listAudits, listFindings, type StoredAudit, type StoredFinding } from './audit-table.ts';
import { inForceSince, latestSigned, readReports } from './read-reports.ts';
import { AUDIT_EVERY_DAYS } from './vocabulary.ts';

const DAY_MS = 86_400_000;
/** An alarm about the same subject is repeated a day later. */
const QUIET_MS = 72_000_000;

export async function readAudits(database: Connection, nowMs: number): Promise<SharingAudits> {
  const findings = await listFindings(database);
  const audits = await listAudits(database);
  const due = new Map((await auditDates(database, nowMs)).map(({ agreement, day }) => [agreement, day]));
  return {
    serverTime: nowMs,
    reports: (await readReports(database, nowMs)).map((one) => ({ ...one, auditBy: due.get(one.agreement) ?? null })),
    audits: audits.map((one) => auditView(one, findings, nowMs)),
  };
}

export interface AuditDate {
  readonly agreement: string;
  /** Last day, UTC: that of a scheduled audit, or a year after the last one. */
  readonly day: string;
  readonly lastAt: number | null;
}

/** When each agreement in force is to be audited. */
export async function auditDates(database: Connection, nowMs: number): Promise<AuditDate[]> {
  const audits = await listAudits(database);
  return latestSigned(await agreementsAt(database, nowMs))
    .filter(({ state }) => state === 'in-force')
    .map((version) => {
      const own = audits.filter(({ agreement }) => agreement === version.agreement.id);
      const open = own.find(({ concludedAt }) => concludedAt === null);
      const done = own.flatMap(({ concludedAt }) => (concludedAt === null ? [] : [concludedAt]));
      const lastAt = done.length === 0 ? null : Math.max(...done);
      const again = dayOf((lastAt ?? inForceSince(version)) + AUDIT_EVERY_DAYS * DAY_MS);
      return { agreement: version.agreement.id, day: open?.dueDay ?? again, lastAt };
    });
}

type Watched = Pick<RoomContext, 'knex' | 'clock' | 'alarms' | 'queue' | 'ledger'>;

/** Raises an alarm about each audit and each finding whose last day has passed, at most once a day. */
export async function raiseOverdueAudits({ knex, clock, alarms, queue, ledger }: Watched): Promise<void> {
  const now = Math.round(clock.wallMs());
  if ((await overdueSubjects(knex, now)).length === 0) return;
  // The transaction looks again, so that two looks at a time raise one alarm
  const raised = await queue.run(async (transaction) => {
    const made: Alarm[] = [];
    for (const about of await overdueSubjects(transaction, now)) {
      const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
      made.push(await raiseAndEnter(transaction, { kind: 'sharing-audit-overdue', ...noKiosk, about }, now));
    }
    return made;
  });
  for (const alarm of raised) alarms.announce(alarm);
  await ledger.settle();
}

/** Audits and findings whose last day has passed, without an alarm in the last day. */
async function overdueSubjects(database: Connection, now: number): Promise<string[]> {
  const today = dayOf(now);
  const audits = (await auditDates(database, now)).filter(({ day }) => day < today);
  const findings = (await listFindings(database)).filter((one) => findingState(one, today) === 'overdue');
  const abouts = new Set([
    ...audits.map(({ agreement }) => `audit/${agreement}`),
    ...findings.map(({ agreement }) => `finding/${agreement}`),
  ]);
  if (abouts.size === 0) return [];
  const raised = await subjectsSince(database, 'sharing-audit-overdue', now - QUIET_MS);
  return [...abouts].filter((about) => !raised.has(about));
}

function auditView(audit: StoredAudit, all: readonly StoredFinding[], nowMs: number): AuditView {
  const today = dayOf(nowMs);
  const findings = all.filter((one) => one.audit === audit.id).map((one) => findingView(one, today));
  const state = audit.concludedAt !== null ? 'concluded' : audit.dueDay < today ? 'overdue' : 'scheduled';
  return { ...audit, state, findings };
}

function findingView(finding: StoredFinding, today: string): FindingView {
  const { id, clause, text, dueDay, evidence, closedBy, closureApprovedBy, closedAt } = finding;
  const state = findingState(finding, today);
  return { id, clause, text, dueDay, state, evidence, closedBy, closureApprovedBy, closedAt };
}

function findingState({ outcome, dueDay }: StoredFinding, today: string): FindingView['state'] {
  return outcome ?? (dueDay < today ? 'overdue' : 'open');
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
