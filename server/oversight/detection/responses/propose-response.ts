/** Proposes the response that the rule of a finding names. */
import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../../platform/database/connection.ts';
import type { Finding } from '../engine/finding.ts';
import { policyInForce } from './policy-table.ts';
import { responseFor } from './response-for.ts';
import { insertResponse, isActive, startedSince, type StoredResponse, unsettledResponses } from './response-table.ts';
import { dangerOf } from './safety.ts';
import { AT_ONCE_KINDS, AT_ONCE_PER_HOUR, type ResponseKind, type ResponsePolicy } from './vocabulary.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A finding about an earlier time gets no proposal: it comes from a history that is read again. */
const NEW_FOR_MS = HOUR_MS;

export interface FoundPlace {
  readonly findingId: string;
  readonly caseId: string;
  readonly at: number;
}

/** Called in the transaction that stores a finding, so that each finding proposes once. Resolves to the id of the response. */
export async function proposeResponse(
  transaction: Transaction,
  finding: Finding,
  { findingId, caseId, at }: FoundPlace,
  passwords: boolean,
): Promise<string | undefined> {
  const kind = responseFor(finding);
  const { entity, site = null } = finding;
  if (kind === undefined || finding.at < at - NEW_FOR_MS) return undefined;
  const unsettled = await unsettledResponses(transaction);
  const isThere = unsettled.some(
    (one) => one.kind === kind && one.entity.kind === entity.kind && one.entity.id === entity.id,
  );
  if (isThere) return undefined;
  const policy = await policyInForce(transaction);
  const atOnce =
    isAtOnce(policy, kind) &&
    unsettled.filter(isActive).length < policy.mostActive &&
    (await startedSince(transaction, at - HOUR_MS)) < AT_ONCE_PER_HOUR &&
    (await dangerOf(transaction, { kind, entity }, { nowMs: at, passwords })) === undefined;
  const id = randomBytes(16).toString('hex');
  const confirmBy = at + policy.confirmMinutes * MINUTE_MS;
  await insertResponse(transaction, { id, findingId, caseId, kind, entity, site, proposedAt: at, confirmBy, atOnce });
  return id;
}

function isAtOnce({ atOnce }: ResponsePolicy, kind: ResponseKind): boolean {
  return AT_ONCE_KINDS.some((one) => one === kind && atOnce.includes(one));
}

/** Pure: the subject of a response neither confirms nor ends it. */
export function isSubject({ entity }: Pick<StoredResponse, 'entity'>, person: string): boolean {
  return entity.kind === 'person' && entity.id === person;
}
