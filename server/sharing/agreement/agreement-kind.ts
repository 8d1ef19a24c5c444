import { z } from 'zod';
import type { Mode } from '../../../hardware/host/mode.ts';
import { isAgreementOf } from '../../contract/rehearsal.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { type Agreement, agreementIdSchema, agreementSchema } from './agreement.ts';
import { type Difference, differencesOf } from './differences.ts';
import { factsOf, partiesOf } from './in-force.ts';
import { areLinked } from './linked-tables.ts';
import { type AgreementSignature, agreementSignaturesSchema, judgeSignatures } from './signatures.ts';
import { endsAt, stateOf } from './state.ts';
import {
  changeAgreement,
  insertAgreement,
  listAgreements,
  type StoredAgreement,
  type VersionKey,
  versionsOf,
} from './tables/agreement-table.ts';
import { STOP_REASONS } from './vocabulary.ts';

const MONTH_MS = 30 * 86_400_000;
const DAY_MS = 86_400_000;

const named = { id: agreementIdSchema, version: z.int().min(1).max(9_999) } as const;
const changeSchema = z.discriminatedUnion('change', [
  /** A new agreement or its next version, with the signatures that there are. */
  z.strictObject({ change: z.literal('enter'), agreement: agreementSchema, signatures: agreementSignaturesSchema }),
  /** Further signatures under a draft. */
  z.strictObject({ change: z.literal('sign'), ...named, signatures: agreementSignaturesSchema.min(1) }),
  z.strictObject({ change: z.literal('pause'), ...named, reason: z.enum(STOP_REASONS) }),
  z.strictObject({ change: z.literal('resume'), ...named }),
  z.strictObject({ change: z.literal('end'), ...named, reason: z.enum(STOP_REASONS) }),
]);
export type AgreementChange = z.infer<typeof changeSchema>;

/** The version that a proposal changes or follows, as the approver sees it. */
export interface AgreementBefore {
  readonly version: number;
  readonly digest: string;
  readonly state: string;
  readonly signatures: number;
  /** Differences of the proposed version from this one. */
  readonly differences: readonly Difference[];
}

/** Proposal of two people about an agreement: a version, its signatures, a pause, its end. */
export function agreementKind(mode: Mode): ProposalKind<AgreementChange> {
  return {
    kind: 'sharing-agreement',
    proposeAct: 'export.propose',
    approveAct: 'export.approve',
    // A partner's people sign in between
    opensForMs: MONTH_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: beforeOf,
    objection: async (database, change, _by, nowMs) => {
      const judged = await judge(database, change, { nowMs, mode });
      return judged.kind === 'objection' ? judged.code : undefined;
    },
    async apply(transaction, change, { proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const judged = await judge(transaction, change, { nowMs: now, mode });
      if (judged.kind === 'objection') return { kind: 'inapplicable', code: judged.code };
      switch (change.change) {
        case 'enter': {
          const { agreement, signatures } = change;
          const signedAt = judged.isSigned ? now : null;
          await insertAgreement(transaction, {
            agreement,
            signatures,
            proposedBy,
            approvedBy,
            enteredAt: now,
            signedAt,
          });
          break;
        }
        case 'sign':
          await changeAgreement(transaction, change, {
            signatures: JSON.stringify(judged.signatures),
            signed_at: judged.isSigned ? now : null,
          });
          break;
        case 'pause':
          for (const { agreement, pausedAt } of await signedFrom(transaction, change))
            if (pausedAt === null)
              await changeAgreement(transaction, agreement, { paused_at: now, stop_reason: change.reason });
          break;
        case 'resume':
          for (const { agreement, pausedAt } of await signedFrom(transaction, change))
            if (pausedAt !== null)
              await changeAgreement(transaction, agreement, { paused_at: null, stop_reason: null });
          break;
        case 'end':
          await changeAgreement(transaction, change, { ended_at: now, stop_reason: change.reason });
          if (change.reason !== 'replaced')
            for (const { agreement } of await signedFrom(transaction, change))
              await changeAgreement(transaction, agreement, { ended_at: now, stop_reason: change.reason });
          break;
      }
      return { kind: 'applied' };
    },
  };
}

/**
 * The version and its signed successors that two people did not end. A decision about a version is one about them too: without that a
 * paused or ended agreement would deliver again on the first day of its next version.
 */
async function signedFrom(database: Connection, { id, version }: VersionKey): Promise<StoredAgreement[]> {
  return (await versionsOf(database, id)).filter(
    (one) => one.agreement.version >= version && one.signedAt !== null && one.endedAt === null,
  );
}

type Judged =
  | { readonly kind: 'objection'; readonly code: string }
  | { readonly kind: 'fits'; readonly signatures: readonly AgreementSignature[]; readonly isSigned: boolean };

const objection = (code: string): Judged => ({ kind: 'objection', code });

async function judge(
  database: Connection,
  change: AgreementChange,
  { nowMs, mode }: { readonly nowMs: number; readonly mode: Mode },
): Promise<Judged> {
  if (change.change === 'enter')
    return isAgreementOf(mode, change.agreement.id)
      ? judgeEntered(database, change, nowMs)
      : objection('agreement-of-other-mode');
  const versions = await versionsOf(database, change.id);
  const stored = versions.find(({ agreement }) => agreement.version === change.version);
  if (stored === undefined) return objection('no-such-agreement');
  const facts = await factsOf(database, versions);
  const own = facts.find(({ agreement }) => agreement.version === change.version);
  const state = own === undefined ? 'ended' : stateOf(own, facts, nowMs);
  const { signatures } = stored;
  switch (change.change) {
    case 'sign':
      if (state !== 'draft') return objection('not-a-draft');
      return judgeSigned(database, stored.agreement, [...signatures, ...change.signatures], nowMs);
    case 'pause':
      return state === 'in-force' || state === 'signed' ? fits(signatures) : objection('not-in-force');
    case 'resume':
      return state === 'paused' && stored.pausedAt !== null ? fits(signatures) : objection('not-paused');
    case 'end':
      return state === 'ended' ? objection('over-already') : fits(signatures);
  }
}

async function judgeEntered(
  database: Connection,
  { agreement, signatures }: { readonly agreement: Agreement; readonly signatures: readonly AgreementSignature[] },
  nowMs: number,
): Promise<Judged> {
  const versions = await versionsOf(database, agreement.id);
  const [latest] = versions;
  if (agreement.version !== (latest?.agreement.version ?? 0) + 1) return objection('other-version');
  if (latest !== undefined && latest.agreement.parties.recipient.party !== agreement.parties.recipient.party)
    return objection('other-party');
  if (endsAt(agreement) <= nowMs) return objection('ends-in-the-past');
  return judgeSigned(database, agreement, signatures, nowMs);
}

async function judgeSigned(
  database: Connection,
  agreement: Agreement,
  signatures: readonly AgreementSignature[],
  nowMs: number,
): Promise<Judged> {
  const parties = await partiesOf(database, agreement);
  if (parties === undefined) return objection('no-such-party');
  if (parties.provider.role !== 'own' || parties.recipient.role !== 'partner') return objection('other-role');
  const signed = judgeSignatures(agreement, signatures, parties);
  if (signed.kind === 'refused') return objection(signed.code);
  const isSigned = signed.kind === 'complete';
  // Signed after its first day it would deliver periods that had no agreement, so a draft of it is of no use
  if (Date.parse(`${agreement.from}T00:00:00Z`) + DAY_MS <= nowMs) return objection('begins-in-the-past');
  const others = isSigned ? await othersThan(database, agreement, nowMs) : [];
  if (others.some((other) => sharesDataset(other, agreement))) return objection('dataset-shared-already');
  if (others.some((other) => sharesList(other, agreement))) return objection('list-agreed-already');
  return fits(signatures, isSigned);
}

const fits = (signatures: readonly AgreementSignature[], isSigned = false): Judged => ({
  kind: 'fits',
  signatures,
  isSigned,
});

/** The signed versions of other agreements that are not over. */
async function othersThan(database: Connection, { id }: Agreement, nowMs: number): Promise<Agreement[]> {
  const facts = await factsOf(database, await listAgreements(database));
  return facts
    .filter((one) => one.agreement.id !== id && one.signedAt !== null && stateOf(one, facts, nowMs) !== 'ended')
    .map(({ agreement }) => agreement);
}

/** Whether both give the partner a table of the same travellers: the two could be subtracted from each other. */
function sharesDataset(one: Agreement, other: Agreement): boolean {
  return (
    one.parties.recipient.party === other.parties.recipient.party &&
    one.datasets.some((own) => other.datasets.some((its) => its.dataset === own.dataset || areLinked(own, its)))
  );
}

/** Whether both take the same list: it has one owner. */
function sharesList({ lists = [] }: Agreement, other: Agreement): boolean {
  return lists.some(({ list }) => other.lists?.some((its) => its.list === list));
}

async function beforeOf(database: Connection, change: AgreementChange): Promise<AgreementBefore | null> {
  const id = change.change === 'enter' ? change.agreement.id : change.id;
  const versions = await versionsOf(database, id);
  const shown =
    change.change === 'enter' ? versions[0] : versions.find(({ agreement }) => agreement.version === change.version);
  return shown === undefined
    ? null
    : {
        version: shown.agreement.version,
        digest: shown.digest,
        state: standing(shown),
        signatures: shown.signatures.length,
        differences: change.change === 'enter' ? differencesOf(shown.agreement, change.agreement) : [],
      };
}

/** By decisions alone: the approver's view must not change with the clock. */
function standing({ endedAt, pausedAt, signedAt }: StoredAgreement): string {
  if (endedAt !== null) return 'ended';
  if (pausedAt !== null) return 'paused';
  return signedAt === null ? 'draft' : 'signed';
}
