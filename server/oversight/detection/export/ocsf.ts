/** Findings as events of the Open Cybersecurity Schema Framework 1.8.0: class 2004, Detection Finding, with the profile `incident`. Pure. */
import type { StoredFinding } from '../findings/finding-table.ts';
import { severityOf } from './severity-of.ts';
import type { Disposition } from '../vocabulary.ts';

const OCSF_VERSION = '1.8.0';
const CATEGORY_UID = 2;
const CLASS_UID = 2004;

const SEVERITIES = {
  low: { severity_id: 2, severity: 'Low' },
  medium: { severity_id: 3, severity: 'Medium' },
  high: { severity_id: 4, severity: 'High' },
} as const;

const JUDGEMENTS = {
  true: { status_id: 4, status: 'Resolved', verdict_id: 2, verdict: 'True Positive' },
  'benign-explained': { status_id: 3, status: 'Suppressed', verdict_id: 5, verdict: 'Benign' },
  'rule-wrong': { status_id: 3, status: 'Suppressed', verdict_id: 1, verdict: 'False Positive' },
  test: { status_id: 3, status: 'Suppressed', verdict_id: 6, verdict: 'Test' },
} as const satisfies { readonly [One in Disposition]: object };

const WAITS = { status_id: 1, status: 'New' } as const;

const ANALYTICS = {
  invariant: { type_id: 1, type: 'Rule' },
  statistic: { type_id: 3, type: 'Statistical' },
} as const;

/** The subjects that act; the others are affected. */
const ACTORS: readonly string[] = ['person', 'console', 'partner', 'trader'];

/**
 * One event of OCSF. It has the same `metadata.uid` each time; after a judgement it has the activity Close.
 * @param server name of the server that made the finding
 */
export function ocsfFinding(finding: StoredFinding, server: string) {
  const { id, rule, version, basis, entity, site, at, from, until, disposition, reason, judgedAt } = finding;
  const isJudged = disposition !== null;
  const activity = isJudged ? { id: 3, name: 'Close' } : { id: 1, name: 'Create' };
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: CATEGORY_UID,
    category_name: 'Findings',
    class_uid: CLASS_UID,
    class_name: 'Detection Finding',
    type_uid: CLASS_UID * 100 + activity.id,
    type_name: `Detection Finding: ${activity.name}`,
    time: at,
    start_time: from,
    end_time: until,
    ...SEVERITIES[severityOf(finding)],
    ...(isJudged ? JUDGEMENTS[disposition] : WAITS),
    ...(reason !== null && { status_detail: reason }),
    is_alert: !isJudged,
    message: `${rule}: ${entity.kind} ${entity.id}`,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['incident'],
      product: { name: 'Postern', vendor_name: 'Postern' },
      uid: id,
      correlation_uid: finding.caseId,
      log_name: 'findings',
      log_provider: server,
    },
    finding_info: {
      uid: id,
      title: rule,
      types: [basis],
      created_time: at,
      first_seen_time: from,
      last_seen_time: until,
      ...(judgedAt !== null && { modified_time: judgedAt }),
      analytic: { uid: rule, name: rule, version: String(version), ...ANALYTICS[basis] },
      related_events: finding.events.map(({ at: eventAt, kind, entry }) => ({
        uid: entry === undefined ? `${kind}/${eventAt}` : `entry/${entry}`,
        type: kind,
        created_time: Math.round(eventAt),
      })),
      related_events_count: finding.events.length,
    },
    resources: [
      {
        uid: entity.id,
        type: entity.kind,
        ...(ACTORS.includes(entity.kind) ? { role_id: 2, role: 'Actor' } : { role_id: 3, role: 'Affected' }),
        ...(site !== undefined && { namespace: site }),
      },
    ],
    observables: [{ name: 'resources[0].uid', type_id: 10, type: 'Resource UID', value: entity.id }],
    ...(basis === 'statistic' && { anomaly_analyses: [anomalyOf(finding)] }),
    remediation: { desc: finding.nextStep },
    unmapped: {
      would_have_prevented: finding.wouldHavePrevented,
      observed: finding.observed,
      ...(finding.expected !== undefined && { expected: finding.expected }),
      ...(finding.score !== undefined && { score: finding.score }),
    },
  };
}

function anomalyOf({ rule, entity, observed, expected }: StoredFinding) {
  const seen = (value: number) => ({ observation_parameter: rule, observations: [{ value: String(value) }] });
  return {
    analysis_targets: [{ name: entity.id, type: entity.kind }],
    anomalies: [seen(observed)],
    ...(expected !== undefined && { baselines: [seen(expected)] }),
  };
}
