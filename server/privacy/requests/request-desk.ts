import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Principal } from '../../platform/access/principal.ts';
import type { Role } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { brandInForce } from '../../people/brand/brand-kind.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { officerIdSchema, wallMsSchema } from '../../contract/field.ts';
import { LONGEST_RETENTION_MS } from '../../contract/retention.ts';
import { issueOrder } from '../../lanes/orders/issue-order.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { findRequest, insertRequest, replaceRequest, type StoredRequest } from '../tables/access-requests.ts';
import { type HeldPassage, passagesOf } from '../tables/passages.ts';
import { viewingsOf } from '../../records/reports/viewings.ts';
import type { AccessRequestView, Letter } from '../answers/access-request.ts';
import {
  CLOSING_STATES,
  REFUSAL_GROUNDS,
  type RefusalGround,
  REQUEST_KINDS,
  type RequestState,
} from '../answers/request-vocabulary.ts';
import { markedLines } from '../exports/mark-rehearsal.ts';
import { makePdf, type PdfBlock } from '../exports/pdf.ts';
import { enterExport } from '../exports/enter-export.ts';
import type { PrivacyDesk } from '../privacy-desk.ts';
import { answerDueAt } from './deadline.ts';
import { findPassages, proofOfRequestSchema } from './find-passages.ts';
import { letterOf } from './letter.ts';

const DAY_MS = 86_400_000;
/** A request by post is older than its entry, but at most by this. */
const OLDEST_RECEIPT_MS = 90 * DAY_MS;

export const openRequestSchema = z.strictObject({
  kind: z.enum(REQUEST_KINDS),
  proof: proofOfRequestSchema,
  /** Wall ms of receipt; absent for now. */
  receivedAt: wallMsSchema.optional(),
});

export const changeRequestSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('extend'), version: z.int().min(1) }),
  z
    .strictObject({
      step: z.literal('close'),
      version: z.int().min(1),
      state: z.enum(CLOSING_STATES),
      ground: z.enum(REFUSAL_GROUNDS).optional(),
    })
    .refine(({ state, ground }) => (state === 'refused') === (ground !== undefined), {
      path: ['ground'],
      message: 'must be present exactly when the request is refused',
    }),
]);
export type ChangeRequest = z.infer<typeof changeRequestSchema>;

interface Actor {
  readonly principal: Principal;
  readonly role: Role;
}

/** Enters a request with its passages. Resolves when the request and its act are durable. */
export async function openRequest(
  desk: PrivacyDesk,
  { principal, role }: Actor,
  wanted: z.infer<typeof openRequestSchema>,
): Promise<{ readonly kind: 'opened'; readonly request: AccessRequestView } | Refusal> {
  const { knex, queue, ledger, clock } = desk.context;
  const now = Math.round(clock.wallMs());
  const receivedAt = wanted.receivedAt ?? now;
  if (receivedAt > now || receivedAt < now - OLDEST_RECEIPT_MS) {
    return refuse('invalid-message', 'must be within the last 90 days', 'receivedAt');
  }
  const found = await findPassages(knex, wanted.proof);
  if (found.kind === 'not-a-receipt') return refuse('invalid-message', 'is not a receipt of a lane', 'proof.receipt');
  const request: StoredRequest = {
    id: randomBytes(16).toString('hex'),
    kind: wanted.kind,
    foundBy: wanted.proof.by,
    transactions: found.transactions,
    receivedAt,
    dueAt: answerDueAt(receivedAt, false),
    extendedAt: null,
    state: 'open',
    openedBy: principal.personId,
    closedBy: null,
    closedAt: null,
    version: 1,
  };
  await queue.run(async (transaction) => {
    await insertRequest(transaction, request);
    await record(transaction, { principal, role }, request, 'opened', now);
  });
  await ledger.settle();
  return { kind: 'opened', request: viewOf(request) };
}

/** Draft of the answer. `undefined` for an unknown or closed request, whose passages have been erased from it. */
export async function draftLetter(
  desk: PrivacyDesk,
  id: string,
  as?: { readonly state: RequestState; readonly ground?: RefusalGround | undefined },
): Promise<Letter | undefined> {
  const { knex, clock, mode } = desk.context;
  const request = await findRequest(knex, id);
  if (request === undefined || request.transactions === null) return undefined;
  const { kind, receivedAt, transactions } = request;
  const held = await passagesOf(knex, transactions);
  const viewings = (await viewingsOf(knex, transactions))
    .filter(({ refusal }) => refusal === null)
    .map(({ at, grant }) => ({ at, purpose: grant?.purpose ?? 'unknown' }));
  const at = Math.round(clock.wallMs());
  const state = as?.state ?? request.state;
  const letter = letterOf({
    id,
    kind,
    receivedAt,
    held,
    viewings,
    at,
    state,
    ground: as?.ground,
    isErasureOrdered: kind === 'erasure' && state === 'answered' && stillKept(held, at).length > 0,
  });
  const lines = markedLines(mode, letter);
  const [title = '', ...rest] = lines;
  const blocks = rest.map(
    (text): PdfBlock => (text.startsWith('- ') ? { kind: 'item', text: text.slice(2) } : { kind: 'text', text }),
  );
  return {
    text: `${lines.map((line, index) => (index > 0 && !line.startsWith('- ') ? `\n${line}` : line)).join('\n')}\n`,
    pdf: encodeBase64Url(await makePdf(title, blocks, at, await brandInForce(knex))),
  };
}

export type ChangeAnswer =
  | { readonly kind: 'changed'; readonly request: AccessRequestView; readonly letter: Letter | undefined }
  | Refusal;

/**
 * Extends or closes a request. The person who closes it gets the letter, once; the passages are then erased from the request. Refusals:
 * `not-found`; `request-changed` when another person was faster; `request-settled`.
 */
export async function changeRequest(
  desk: PrivacyDesk,
  actor: Actor,
  id: string,
  change: ChangeRequest,
): Promise<ChangeAnswer> {
  const { queue, ledger, clock } = desk.context;
  const letter = change.step === 'close' ? await draftLetter(desk, id, change) : undefined;
  const answer = await queue.run(async (transaction): Promise<ChangeAnswer> => {
    const request = await findRequest(transaction, id);
    if (request === undefined) return refuse('not-found', 'there is no such request');
    if (request.closedAt !== null) return refuse('request-settled', 'is closed');
    if (request.version !== change.version) return refuse('request-changed', 'is another version', 'version');
    const now = Math.round(clock.wallMs());
    if (change.step === 'extend' && (request.extendedAt !== null || now > request.dueAt)) {
      return refuse('request-settled', 'can be extended once, within its month');
    }
    const next = changed(request, actor.principal, change, now);
    if (!(await replaceRequest(transaction, next)))
      return refuse('request-changed', 'was changed meanwhile', 'version');
    if (next.kind === 'erasure' && next.state === 'answered')
      await orderErasure(desk, transaction, actor, request, now);
    await record(transaction, actor, next, change.step === 'extend' ? 'extended' : 'closed', now, letter);
    return { kind: 'changed', request: viewOf(next), letter };
  });
  await ledger.settle();
  return answer;
}

function changed(request: StoredRequest, { personId }: Principal, change: ChangeRequest, now: number): StoredRequest {
  const version = request.version + 1;
  if (change.step === 'extend') {
    return { ...request, version, state: 'extended', extendedAt: now, dueAt: answerDueAt(request.receivedAt, true) };
  }
  return { ...request, version, state: change.state, closedBy: personId, closedAt: now, transactions: null };
}

/** Referrals whose captures the lane may still keep. */
function stillKept(held: readonly HeldPassage[], now: number): readonly HeldPassage[] {
  return held.filter(
    ({ match }) => match.outcome === 'referred' && match.reportedAt > now - LONGEST_RETENTION_MS['legal-hold'],
  );
}

/** A lane that has already erased them answers so, and a legal hold there prevents the erasure. */
async function orderErasure(
  desk: PrivacyDesk,
  transaction: Transaction,
  { principal }: Actor,
  { transactions }: StoredRequest,
  now: number,
): Promise<void> {
  const held = await passagesOf(transaction, transactions ?? []);
  const person = { id: officerIdSchema.parse(principal.personId), role: 'privacy-officer' as const };
  for (const { match } of stillKept(held, now)) {
    const { kioskId, transactionId } = match;
    const order = { kind: 'erase-captures' } as const;
    await issueOrder(desk.orders, transaction, { kioskId, transactionId, order, person, session: principal.sessionId });
  }
}

/** The ledger contains the letter's digest, so that the recipient can prove its authenticity. */
async function record(
  transaction: Transaction,
  { principal, role }: Actor,
  { id, kind, state, foundBy }: StoredRequest,
  step: 'opened' | 'extended' | 'closed',
  at: number,
  letter?: Letter,
): Promise<string> {
  const digest = letter === undefined ? undefined : createHash('sha256').update(letter.text).digest('hex');
  const actId = await recordAct(transaction, {
    person: principal.personId,
    session: principal.sessionId,
    role,
    act: 'access-request.answer',
    target: { subject: id },
    result: 'done',
    at,
    details: { kind, step, state, proof: foundBy, ...(digest !== undefined && { letter: digest }) },
  });
  if (letter !== undefined && digest !== undefined) {
    const file = { record: 'letter', format: 'text', digest, bytes: Buffer.byteLength(letter.text), records: 1 };
    await enterExport(transaction, file, { actId, at });
  }
  return actId;
}

export function viewOf({ transactions, ...request }: StoredRequest): AccessRequestView {
  return { ...request, passages: transactions?.length ?? null };
}
