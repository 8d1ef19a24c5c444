import { createHash } from 'node:crypto';
import type { Alarm } from '../alarms/answers.ts';
import { recordAct } from '../acts/record-act.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { Decoys } from './decoy.ts';
import type { PlacedProposal, StoredProposal } from './proposal-table.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import { judgeAct, type Judgement } from '../../platform/access/judge.ts';
import type { Duty, Principal, Target } from '../../platform/access/principal.ts';
import type { Act, PersonId, Role } from '../../platform/access/vocabulary.ts';
import type { AnyProposalKind, Made, ProposalKinds, Signature } from './proposal-kind.ts';

/** Dependencies of two-person decisions. */
export interface ProposalDesk {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly clock: Clock;
  readonly kinds: ProposalKinds;
  /** A person's duties, read in the transaction that relies on them. */
  dutiesOf(database: Connection, personId: PersonId): Promise<readonly Duty[]>;
  /** Absent: no drills. */
  readonly decoys?: Decoys;
  /** Announces alarms after their commit. */
  announce?(alarm: Alarm): void;
}

export const PAYLOAD_LIMIT_BYTES = 16_384;
const PAYLOAD_DEPTH = 8;

/** Canonical JSON of a payload and its SHA-256. Throws `ContractError` `too-large` or `too-deep`. */
export function payloadText(payload: unknown): { readonly text: string; readonly digest: string } {
  const bytes = canonicalJson(payload, { depth: PAYLOAD_DEPTH, bytes: PAYLOAD_LIMIT_BYTES });
  return { text: new TextDecoder().decode(bytes), digest: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * SHA-256 of the state that a proposal changes or ends. An approval names it, so that a person approves the difference that they were shown:
 * another decision may have changed the state in the meantime.
 */
export async function basisOf(
  database: Connection,
  kind: AnyProposalKind,
  payload: unknown,
  made: Made,
): Promise<string> {
  return (await readBasis(database, kind, payload, made)).basis;
}

/** The state that a proposal changes or ends (`null` without one) and its `basisOf`, by one reading. */
export async function readBasis(
  database: Connection,
  kind: AnyProposalKind,
  payload: unknown,
  made: Made,
): Promise<{ readonly before: unknown; readonly basis: string }> {
  const before = (await kind.before?.(database, payload, made)) ?? null;
  return { before, basis: payloadText(before).digest };
}

/**
 * A proposal's kind and parsed payload; `undefined` when this version of the server does not support the kind, and when the payload is not the one
 * of the digest, which people approve.
 */
export function openProposal(
  kinds: ProposalKinds,
  { kind: name, payload, digest }: Pick<StoredProposal, 'kind' | 'payload' | 'digest'>,
): { readonly kind: AnyProposalKind; readonly payload: unknown } | undefined {
  const kind = kinds.get(name);
  if (createHash('sha256').update(payload, 'utf8').digest('hex') !== digest) return undefined;
  const read = kind?.schema.safeParse(JSON.parse(payload));
  return kind === undefined || read?.success !== true ? undefined : { kind, payload: read.data };
}

/** The refusal of a signed kind without a signature, and of another kind with one. */
export function refuseUnsigned({ isSigned }: AnyProposalKind, signature: Signature | undefined): Refusal | undefined {
  if ((isSigned === true) === (signature !== undefined)) return undefined;
  return refuse('invalid-message', isSigned === true ? 'must be signed with a passkey' : 'is not signed', 'kind');
}

export type Entitled =
  | { readonly kind: 'entitled'; readonly role: Role; readonly targets: readonly Target[] }
  | Refusal;

/**
 * Whether a person may do this act on all targets of a proposal, by their duties in this transaction: a duty that ended since the request
 * began no longer counts.
 */
export async function judgeProposal(
  desk: ProposalDesk,
  transaction: Transaction,
  by: { readonly principal: Principal; readonly act: Act; readonly proposedBy?: PersonId },
  { kind, payload }: { readonly kind: AnyProposalKind; readonly payload: unknown },
): Promise<Entitled> {
  const principal = { ...by.principal, duties: await desk.dutiesOf(transaction, by.principal.personId) };
  const targets = await kind.targetsOf(transaction, payload);
  const now = desk.clock.wallMs();
  const proposed = by.proposedBy === undefined ? {} : { proposedBy: by.proposedBy };
  let first: Judgement | undefined;
  for (const target of targets === undefined || targets.length === 0 ? [{}] : targets) {
    const judgement = judgeAct(principal, by.act, { ...target, ...proposed }, now);
    if (judgement.kind === 'refused') return refuse(judgement.code, 'is not permitted by the person’s duties');
    first ??= judgement;
  }
  if (targets === undefined || first?.kind !== 'allowed') return refuse('not-found', 'there is no such lane');
  return { kind: 'entitled', role: first.duty.role, targets };
}

/** Records one step of a proposal as an act in the ledger. */
export async function recordStep(
  transaction: Transaction,
  proposal: Pick<PlacedProposal, 'id' | 'kind' | 'digest'>,
  by: {
    readonly principal: Principal;
    readonly role: Role;
    readonly act: Act;
    readonly step: 'proposed' | 'approved' | 'turned-down' | 'withdrawn' | 'reported';
    readonly targets: readonly Target[];
    readonly at: number;
  },
): Promise<void> {
  const [only, ...others] = by.targets;
  const place = only === undefined || others.length > 0 ? {} : only;
  await recordAct(transaction, {
    person: by.principal.personId,
    session: by.principal.sessionId,
    role: by.role,
    act: by.act,
    target: {
      ...(place.site === undefined ? {} : { site: place.site }),
      ...(place.kioskId === undefined ? {} : { kioskId: place.kioskId }),
      subject: proposal.id,
    },
    result: 'done',
    at: by.at,
    details: { kind: proposal.kind, step: by.step, digest: proposal.digest },
  });
}
