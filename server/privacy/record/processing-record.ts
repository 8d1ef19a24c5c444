import { parsePolicy } from '../../transparency/proof/policy.ts';
import { limitOf, LONGEST_RETENTION_MS, RETENTION_CLASSES, type RetentionPolicy } from '../../contract/retention.ts';
import type { Answerable, ProcessingRecord } from '../answers/record.ts';
import type { LaneProcessing } from '../../reports/answers.ts';

export interface RecordFacts {
  readonly mode: string;
  readonly answerable: Answerable;
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

const NOT_KEPT = 'The policy has no such class: nothing is kept in it';
const NOT_AGREED = 'No policy was agreed on here: see the lanes’ own';

/** Pure: the record of processing, and facts for an assessment of its risks. */
export function processingRecord(facts: RecordFacts, nowMs: number): ProcessingRecord {
  const { mode, answerable, policy, lanes } = facts;
  const witnesses = parsePolicy(facts.ledgerPolicy).witnesses.map(({ name, key }) => `${name} (${key.name})`);
  const models = new Set(lanes.flatMap(({ modelDigests }) => Object.values(modelDigests)));
  return {
    serverTime: nowMs,
    mode,
    answerable,
    categories: CATEGORIES,
    transfers: 'This server makes none.',
    measures: measuresOf(mode, witnesses.length),
    classes: RETENTION_CLASSES.map((retentionClass) => {
      const agreed = policy?.policy.classes[retentionClass];
      const absent = policy === undefined ? NOT_AGREED : NOT_KEPT;
      return {
        retentionClass,
        purpose: agreed?.purpose ?? absent,
        legalBasis: agreed?.legalBasis ?? absent,
        limitMs: policy === undefined ? LONGEST_RETENTION_MS[retentionClass] : limitOf(policy.policy, retentionClass),
        visibleTo: agreed?.visibleTo ?? [],
      };
    }),
    policyNumber: policy?.policy.number ?? null,
    policyDigest: policy?.digest ?? null,
    recipients: [
      'Officers on duty: what a lane keeps of a referral, by a permission of two minutes, from the lane to their browser',
      'Witnesses of the ledger: sizes and hashes, no data',
    ],
    witnesses,
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

const CATEGORIES = [
  {
    who: 'Travellers, in the lane',
    data: 'pictures of the face, the portrait and fields of their document, fingerprints where policy asks; sealed, by the classes below',
  },
  {
    who: 'Travellers who registered, in the lane',
    data: 'a protected record of their face, sealed',
  },
  {
    who: 'Travellers, at the server',
    data: 'results of checks, type and issuing state of the document, a handle of it that changes daily, what was declared; no name, number or picture',
  },
  {
    who: 'Travellers who asked for their data',
    data: 'that they asked and when; what belonged to it until the request is closed',
  },
  { who: 'People who work here', data: 'name, keys to sign in, duties, sessions, and what they did' },
] as const;

/** By what runs: a measure that does not is not named. */
function measuresOf(mode: string, witnesses: number): string[] {
  return [
    'Captures are sealed in the lane and erased by destroying their keys; each erasure is reported and signed',
    'Evidence is shown by a permission for one officer, one referral and one purpose, after a fresh proof of who asks',
    'Retention policies, legal holds and duties take two people',
    witnesses === 0
      ? 'Every act is in a tamper-evident log; nobody outside witnesses it yet'
      : `Every act is in a tamper-evident log that ${witnesses === 1 ? 'one other body witnesses' : `${witnesses} other bodies witness`}`,
    mode === 'production'
      ? 'Lanes and server speak TLS and show each other certificates'
      : 'Development: one machine, invented travellers; connections are not encrypted',
  ];
}

function fact(name: string, value: string | number) {
  return { name, value: String(value) };
}

function share(part: number, whole: number): string {
  return whole === 0 ? 'nobody came' : `${((100 * part) / whole).toFixed(1)} %`;
}
