/** Findings and events as documents of the Elastic Common Schema 9.4.0. Fields of this product are under `postern`. Pure. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import type { StoredFinding } from '../findings/finding-table.ts';
import { severityOf } from './severity-of.ts';

const ECS_VERSION = '9.4.0';

/** From 0 to 100. */
const SEVERITIES = { low: 21, medium: 47, high: 73 } as const;

/**
 * Events whose `count` is the time in seconds that a person had to read a proposal. `postern.count` of other events is a number of
 * repetitions or rows.
 */
export const APPROVALS: readonly EventKind[] = [
  'proposal-approved',
  'duty-approved',
  'recovery-approved',
  'degradation-approved',
  'export-approved',
];

/** Events about travellers. They stay on the server: a SIEM receives acts of people and programs, signals and alarms. */
export const EVENTS_OF_TRAVELLERS: readonly EventKind[] = [
  'traveller-cleared',
  'traveller-referred',
  'traveller-abandoned',
  'comparison-failed',
  'presentation-refused',
  'document-refused',
  'watchlist-hit',
];

type Kinds = Readonly<Partial<Record<EventKind, { readonly category: string; readonly type: string }>>>;

/** The classes of ECS that fit. Other events have none. */
const CLASSES: Kinds = {
  'signed-in': { category: 'authentication', type: 'start' },
  'signed-in-from': { category: 'authentication', type: 'info' },
  'sign-in-failed': { category: 'authentication', type: 'info' },
  'session-ended': { category: 'session', type: 'end' },
  'credential-added': { category: 'iam', type: 'change' },
  'credential-removed': { category: 'iam', type: 'change' },
  'person-invited': { category: 'iam', type: 'creation' },
  'person-enrolled': { category: 'iam', type: 'change' },
  'person-disabled': { category: 'iam', type: 'change' },
  'person-enabled': { category: 'iam', type: 'change' },
  'duty-approved': { category: 'iam', type: 'change' },
  'duty-ended': { category: 'iam', type: 'change' },
  'key-issued': { category: 'iam', type: 'creation' },
  'key-revoked': { category: 'iam', type: 'deletion' },
  'trader-person-enrolled': { category: 'iam', type: 'change' },
  'trader-passkey-added': { category: 'iam', type: 'change' },
  'trader-key-made': { category: 'iam', type: 'creation' },
  'trader-key-ended': { category: 'iam', type: 'deletion' },
  'trader-signed-in': { category: 'authentication', type: 'start' },
  'trader-passkey-added-from': { category: 'iam', type: 'info' },
  'trader-person-ended': { category: 'iam', type: 'deletion' },
};

const FAILURES: readonly EventKind[] = ['sign-in-failed', 'act-refused', 'partner-refused', 'declaration-refused'];

const observerOf = (server: string) => ({ vendor: 'Postern', product: 'Postern', type: 'detection', name: server });
const isoTime = (ms: number): string => new Date(ms).toISOString();

/** @param server name of the server that made the finding */
export function ecsFinding(finding: StoredFinding, server: string) {
  const { id, rule, version, basis, entity, site, at, from, until, score, expected, disposition, reason } = finding;
  return {
    '@timestamp': isoTime(at),
    message: `${rule}: ${entity.kind} ${entity.id}`,
    ecs: { version: ECS_VERSION },
    event: {
      kind: 'alert',
      category: ['intrusion_detection'],
      type: ['info'],
      module: 'postern',
      dataset: 'postern.findings',
      id,
      code: rule,
      start: isoTime(from),
      end: isoTime(until),
      severity: SEVERITIES[severityOf(finding)],
      ...(score !== undefined && { risk_score: score }),
    },
    rule: { id: rule, name: rule, version: String(version), category: basis, ruleset: 'postern' },
    observer: observerOf(server),
    ...(entity.kind === 'person' && { user: { id: entity.id }, related: { user: [entity.id] } }),
    postern: {
      entity: { kind: entity.kind, id: entity.id },
      ...(site !== undefined && { site }),
      case: finding.caseId,
      observed: finding.observed,
      ...(expected !== undefined && { expected }),
      would_have_prevented: finding.wouldHavePrevented,
      next_step: finding.nextStep,
      events: finding.events.map(({ at: eventAt, kind, entry }) => ({
        at: isoTime(eventAt),
        kind,
        ...(entry !== undefined && { entry }),
      })),
      ...(disposition !== null && { disposition }),
      ...(reason !== null && { reason }),
    },
  };
}

/** @param id the same for each repetition of this event */
export function ecsEvent(event: DetectionEvent, { id, server }: { readonly id: string; readonly server: string }) {
  const { at, kind, actor, role, reason, entry, site, lane, subject, relation, count } = event;
  const its = CLASSES[kind];
  const isApproval = APPROVALS.includes(kind);
  return {
    '@timestamp': isoTime(at),
    ecs: { version: ECS_VERSION },
    event: {
      kind: kind === 'alarm' ? 'alert' : 'event',
      ...(its !== undefined && { category: [its.category], type: [its.type] }),
      ...(FAILURES.includes(kind) && { outcome: 'failure' }),
      module: 'postern',
      dataset: 'postern.events',
      id,
      action: kind,
      ...(entry !== undefined && { sequence: entry }),
      ...(reason !== undefined && { reason }),
    },
    observer: observerOf(server),
    ...(actor !== undefined && {
      user: { id: actor, ...(role !== undefined && { roles: [role] }) },
      related: { user: [actor] },
    }),
    postern: {
      ...(site !== undefined && { site }),
      ...(lane !== undefined && { lane }),
      ...(event.session !== undefined && { session: event.session }),
      ...(event.console !== undefined && { console: event.console }),
      ...(subject !== undefined && { subject }),
      ...(relation !== undefined && { relation }),
      ...(isApproval ? count !== undefined && { seconds_since_proposal: count } : { count: Math.max(1, count ?? 1) }),
    },
  };
}
