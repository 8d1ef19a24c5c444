import { parsePolicy } from '../../ledger/proof/policy.ts';
import { LONGEST_RETENTION_MS, RETENTION_CLASSES, type RetentionPolicy } from '../../contract/retention.ts';
import type { LaneProcessing, ProcessingRecord } from '../../views/record.ts';

export interface RecordFacts {
  readonly mode: string;
  readonly policy: { readonly policy: RetentionPolicy; readonly digest: string } | undefined;
  /** A tlog-policy. */
  readonly ledgerPolicy: string;
  readonly lanes: readonly LaneProcessing[];
  /** Of four weeks. */
  readonly cleared: number;
  readonly travellers: number;
  readonly viewings: number;
  readonly markedViewings: number;
  readonly erased: number;
  readonly overdueLanes: number;
  readonly requestsWaiting: number;
  readonly closedRequestsDays: number;
}

const NOT_AGREED = 'No policy was agreed on here: see the lanes’ own';

/** Pure: the record of processing, and facts for an assessment of its risks. */
export function processingRecord(facts: RecordFacts, nowMs: number): ProcessingRecord {
  const { mode, policy, lanes } = facts;
  const models = new Set(lanes.flatMap(({ modelDigests }) => Object.values(modelDigests)));
  return {
    serverTime: nowMs,
    mode,
    classes: RETENTION_CLASSES.map((retentionClass) => {
      const agreed = policy?.policy.classes[retentionClass];
      return {
        retentionClass,
        purpose: agreed?.purpose ?? NOT_AGREED,
        legalBasis: agreed?.legalBasis ?? NOT_AGREED,
        limitMs: agreed?.limitMs ?? LONGEST_RETENTION_MS[retentionClass],
        visibleTo: agreed?.visibleTo ?? [],
      };
    }),
    policyNumber: policy?.policy.number ?? null,
    policyDigest: policy?.digest ?? null,
    recipients: [
      'Officers on duty: what a lane keeps of a referral, by a permission of two minutes, from the lane to their browser',
      'Witnesses of the ledger: sizes and hashes, no data',
    ],
    witnesses: parsePolicy(facts.ledgerPolicy).witnesses.map(({ name, key }) => `${name} (${key.name})`),
    lanes,
    facts: [
      fact('Travellers at lanes', facts.travellers),
      fact('Cleared without an officer', share(facts.cleared, facts.travellers)),
      fact('Viewings of evidence', facts.viewings),
      fact('Viewings that stand out', facts.markedViewings),
      fact('Captures and records erased', facts.erased),
      fact('Lanes with something overdue now', facts.overdueLanes),
      fact('Requests of travellers that wait', facts.requestsWaiting),
      fact('Closed requests are erased after, days', facts.closedRequestsDays),
      fact('Models in use', models.size),
      fact('Lanes with simulated devices', lanes.filter(({ isSimulated }) => isSimulated).length),
      fact('Biometric data on the server', 'none: it has no field for any'),
    ],
  };
}

function fact(name: string, value: string | number) {
  return { name, value: String(value) };
}

function share(part: number, whole: number): string {
  return whole === 0 ? 'nobody came' : `${((100 * part) / whole).toFixed(1)} %`;
}
