import { parsePolicy } from '../../platform/transparency/proof/policy.ts';
import { limitOf, LONGEST_RETENTION_MS, RETENTION_CLASSES, type RetentionPolicy } from '../../contract/retention.ts';
import type { Answerable, ProcessingRecord } from '../answers/record.ts';
import { share } from './document-parts.ts';
import type { LaneProcessing } from '../../records/reports/answers.ts';

/** A partner agency under an agreement (GDPR Art. 30(1)(c) to (e)). */
export interface PartnerProcessing {
  /** Who receives what, and under which agreement and law; `null`: it receives nothing, and sends lists. */
  readonly line: string | null;
  /** The data that are processed for it, where they can concern single persons. */
  readonly categories: readonly { readonly who: string; readonly data: string }[];
  /** The country of a partner in another country that receives data about single persons, also under pseudonyms; otherwise `null`. */
  readonly abroad: string | null;
}

export interface RecordFacts {
  readonly mode: string;
  readonly answerable: Answerable;
  readonly policy: { readonly policy: RetentionPolicy; readonly digest: string } | undefined;
  /** A tlog-policy. */
  readonly ledgerPolicy: string;
  readonly lanes: readonly LaneProcessing[];
  /** Over four weeks. */
  readonly cleared: number;
  readonly travellers: number;
  readonly viewings: number;
  readonly markedViewings: number;
  readonly erased: number;
  readonly overdueLanes: number;
  readonly requestsWaiting: number;
  readonly closedRequestsDays: number;
  readonly alertLogDays: number;
  /** Partner agencies under agreements that are in force or paused. */
  readonly partners: readonly PartnerProcessing[];
  /** Lanes in which a candidate model judges beside the one in use. */
  readonly shadowLanes: number;
}

const NOT_KEPT = 'Not in the policy: nothing of this class is kept';
const NOT_AGREED = 'No policy agreed on here: see the lanes’ own';

/** The record of processing, and facts for a risk assessment. Pure. */
export function processingRecord(facts: RecordFacts, nowMs: number): ProcessingRecord {
  const { mode, answerable, policy, lanes } = facts;
  const witnesses = parsePolicy(facts.ledgerPolicy).witnesses.map(({ name, key }) => `${name} (${key.name})`);
  const models = new Set(lanes.flatMap(({ modelDigests }) => Object.values(modelDigests)));
  return {
    serverTime: nowMs,
    mode,
    answerable,
    categories: [...CATEGORIES, ...facts.partners.flatMap(({ categories }) => categories)],
    transfers: transfersTo(facts.partners),
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
      'Officers on duty: a referral’s captures, sent from the lane to their browser under a grant of two minutes',
      'Witnesses of the ledger: sizes and hashes, no data',
      'Receivers of alerts that two administrators chose: kind, place and time of alarms, no data of travellers or staff',
      'Customs offices, where traders declare goods: the sealed groups of a declaration that the office may read',
      'An authority whose watchlist names a document: its type, issuing state and number, from the officer who looks it up',
      ...facts.partners.flatMap(({ line }) => line ?? []),
    ],
    witnesses,
    lanes,
    facts: [
      fact('Travellers at lanes', facts.travellers),
      fact('Cleared without an officer', share(facts.cleared, facts.travellers)),
      fact('Viewings of evidence', facts.viewings),
      fact('Viewings that stand out', facts.markedViewings),
      fact('Captures and records erased', facts.erased),
      fact('Lanes with overdue items now', facts.overdueLanes),
      fact('Requests of travellers awaiting an answer', facts.requestsWaiting),
      fact('Days until closed requests are erased', facts.closedRequestsDays),
      fact('Days until the log of alerts is erased', facts.alertLogDays),
      fact('Models in use', models.size),
      fact('Lanes with a shadow passage of a model now', facts.shadowLanes),
      fact('Lanes with simulated devices', lanes.filter(({ isSimulated }) => isSimulated).length),
      fact('Biometric data on the server', 'none'),
    ],
  };
}

const CATEGORIES = [
  {
    who: 'Travellers, in the lane',
    data: 'pictures of the face, portrait and fields of the document, fingerprints where policy requires them; sealed and kept by the classes below. A model on trial may compare the same sealed pictures once more, within the same time, without an effect on the traveller. Watchlists of documents are tags under a key of the lane: the lane looks a document up and keeps no number',
  },
  {
    who: 'Travellers who registered, in the lane',
    data: 'a protected face template, sealed',
  },
  {
    who: 'Travellers, at the server',
    data: 'results of checks, type and issuing state of the document, a document handle that changes daily, declarations; which version of a watchlist of documents was asked and whether it named the document; the number of comparisons by that handle, for eight days; during the trial of a model, how often it agreed with the model in use, in batches of at least ten travellers; where the lane’s policy counts groups, sums of randomised answers about sex, age or region of at least twenty travellers, with how their comparisons ended; no name, number or picture',
  },
  {
    who: 'Travellers who asked for their data',
    data: 'the fact and time of the request; the passages it concerns, until it is closed',
  },
  {
    who: 'People who work here',
    data: 'name, keys to sign in, duties, sessions, acts; courses, exams and whether they were passed, without the answers; while a drill runs, their part in it, which only they see',
  },
  {
    who: 'People of traders who use the portal',
    data: 'name, trader, keys to sign in, sessions, mandates; drafts of declarations, sealed by a key that the server does not have',
  },
  {
    who: 'People of partner agencies who use the portal',
    data: 'name, agency, roles, keys to sign in, sessions, calls, for three years',
  },
] as const;

/** Whether another country is a third country, and by which safeguard data may go there, is for a person to judge. */
function transfersTo(partners: readonly PartnerProcessing[]): string {
  const abroad = partners.filter((one) => one.abroad !== null);
  if (abroad.length === 0)
    return 'This server transfers no personal data to third countries or international organisations.';
  const all = abroad.map(({ line, abroad: country }) => `${line}, country ${country}`);
  return `Data about single persons goes to another country. State the safeguard of each where it is a third country: ${all.join('; ')}.`;
}

/** Names only measures that are in force. */
function measuresOf(mode: string, witnesses: number): string[] {
  return [
    'Captures are sealed in the lane and erased by destroying their keys; each erasure is reported and signed',
    'A grant shows evidence to one officer, for one referral and one purpose, after the officer’s fresh proof of identity',
    'Retention policies, legal holds and duties need two people',
    witnesses === 0
      ? 'Every act is in a tamper-evident log; no external witness yet'
      : `Every act is in a tamper-evident log with ${witnesses === 1 ? 'one external witness' : `${witnesses} external witnesses`}`,
    mode === 'development'
      ? 'Development: one machine, invented travellers; connections are not encrypted'
      : 'Lanes and server use TLS with certificates on both sides',
  ];
}

function fact(name: string, value: string | number) {
  return { name, value: String(value) };
}
