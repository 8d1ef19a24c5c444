/**
 * Viewings of declarations: one officer, one declaration, named groups, one purpose, two minutes. The ledger has the viewing before any
 * ciphertext leaves. The officer's browser opens the ciphertexts; the server cannot.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import { refuse, type Refusal } from '../../../platform/base/refusal.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { encodeBase64Url } from '../../../contract/base64url.ts';
import { FIELD_GROUPS, officeIdSchema } from '../../../contract/office-keys.ts';
import type { Transaction } from '../../../platform/database/connection.ts';
import { enter } from '../../../records/ledger/entry/enter.ts';
import { ELEMENTS } from '../form/declaration.ts';
import { findContent, findDeclaration } from '../tables/declarations.ts';
import type { ViewedContent, ViewingGrant } from './answers.ts';
import { groupsReadableBy, membershipsOf, type OfficesInForce } from './offices-in-force.ts';
import { findViewing, insertViewing, lastNumber, type StoredViewing, viewingTimes } from './viewing-table.ts';
import { DECLARATION_PURPOSES, VIEWING_LIFETIME_MS, VIEWINGS_A_DAY } from './vocabulary.ts';

const DAY_MS = 86_400_000;
/** Rate of one officer's requests. */
const VIEWING_RATE = { perSecond: 0.2, burst: 20 };

export const viewingRequestSchema = z.strictObject({
  office: officeIdSchema,
  purpose: z.enum(DECLARATION_PURPOSES),
  groups: z
    .array(z.enum(FIELD_GROUPS))
    .min(1)
    .refine((groups) => new Set(groups).size === groups.length, 'must name each group once'),
});
export type ViewingRequest = z.infer<typeof viewingRequestSchema>;

export interface ViewingDesk {
  readonly context: RoomContext;
  readonly offices: OfficesInForce;
  readonly pace: TokenBuckets;
}

export function openViewingDesk(context: RoomContext, offices: OfficesInForce): ViewingDesk {
  return { context, offices, pace: new TokenBuckets(VIEWING_RATE, context.clock) };
}

/** Resolves to a viewing when its record and ledger entry are durable. Rejects with `StoreError`; then there is no viewing. */
export async function grantViewing(
  { context, offices, pace }: ViewingDesk,
  permit: Permit,
  declarationId: string,
  request: ViewingRequest,
): Promise<({ readonly kind: 'granted' } & ViewingGrant) | Refusal> {
  const { queue, ledger, clock } = context;
  const { principal } = permit;
  const officer = principal.personId;
  const retryAfterS = pace.take(officer);
  if (retryAfterS > 0) return { ...refuse('rate-limited', 'too many requests'), retryAfterS };
  const grantedAt = Math.round(clock.wallMs());
  const list = offices.list(grantedAt);
  if (list === undefined) return refuse('no-offices', 'no list of offices is in force');
  const membership = membershipsOf(list, officer).find(({ office }) => office.office === request.office);
  const groups = FIELD_GROUPS.filter((group) => request.groups.includes(group));
  const { office, purpose } = request;

  const outcome = await queue.run(async (transaction): Promise<StoredViewing | Refusal> => {
    const declaration = await findDeclaration(transaction, { id: declarationId });
    if (declaration === undefined) return refuse('not-found', 'no such declaration');
    const content = await findContent(transaction, declarationId);
    if (content === undefined) return refuse('content-erased', 'the content is not kept');
    const readable = membership === undefined ? [] : groupsReadableBy(membership.office, content);
    const viewing: StoredViewing = {
      id: randomBytes(16).toString('hex'),
      trader: declaration.trader,
      number: (await lastNumber(transaction, declaration.trader)) + 1,
      declarationId,
      office,
      officer,
      session: principal.sessionId,
      purpose,
      groups,
      grantedAt,
      expiresAt: grantedAt + VIEWING_LIFETIME_MS,
    };
    if (!groups.every((group) => readable.includes(group))) {
      await recordViewingAct(transaction, permit, viewing, 'not-of-office');
      return refuse('not-of-office', 'no office of this officer may read these groups');
    }
    const today = await viewingTimes(transaction, officer, grantedAt - DAY_MS);
    const [oldest] = today;
    if (oldest !== undefined && today.length >= VIEWINGS_A_DAY) {
      await recordViewingAct(transaction, permit, viewing, 'rate-limited');
      const retryAfterS = Math.ceil((oldest + DAY_MS - grantedAt) / 1_000) || 1;
      return { ...refuse('rate-limited', 'no more viewings in these 24 hours'), retryAfterS };
    }
    await insertViewing(transaction, viewing);
    await recordViewingAct(transaction, permit, viewing, 'done');
    await enter(transaction, `declaration-viewing/${viewing.id}`, {
      type: 'declaration-viewing',
      version: 1,
      viewing: viewing.id,
      trader: viewing.trader,
      number: viewing.number,
      declaration: declarationId,
      office,
      purpose,
      groups,
      at: grantedAt,
    });
    return viewing;
  });
  await ledger.settle();
  if ('kind' in outcome) return outcome;
  const { id: viewing, expiresAt: expires } = outcome;
  return { kind: 'granted', viewing, declaration: declarationId, office, purpose, groups, expires };
}

/** The ciphertexts of a viewing, for the person and session that it was granted to. */
export async function contentOfViewing(
  { context, offices }: ViewingDesk,
  { principal }: Permit,
  id: string,
): Promise<{ readonly kind: 'shown'; readonly content: ViewedContent } | Refusal> {
  const { knex, clock } = context;
  const now = clock.wallMs();
  const viewing = await findViewing(knex, id);
  if (viewing?.officer !== principal.personId) return refuse('not-found', 'no such viewing');
  if (viewing.session !== principal.sessionId || now >= viewing.expiresAt)
    return refuse('viewing-over', 'the viewing has expired or belongs to another session');
  const list = offices.list(now);
  if (list === undefined) return refuse('no-offices', 'no list of offices is in force');
  const membership = membershipsOf(list, principal.personId).find(({ office }) => office.office === viewing.office);
  const content = await findContent(knex, viewing.declarationId);
  if (content === undefined) return refuse('content-erased', 'the content is not kept');
  const keys = content.offices.find(({ office }) => office === viewing.office);
  if (membership === undefined || keys === undefined) return refuse('not-of-office', 'the officer left the office');
  const isViewed = ({ group }: { readonly group: (typeof FIELD_GROUPS)[number] }) => viewing.groups.includes(group);
  return {
    kind: 'shown',
    content: {
      declarationId: viewing.declarationId,
      traderId: viewing.trader,
      office: {
        office: keys.office,
        encapsulation: encodeBase64Url(keys.encapsulation),
        keys: keys.keys.filter(isViewed).map(({ group, wrapped }) => ({ group, wrapped: encodeBase64Url(wrapped) })),
      },
      groups: content.groups.filter(isViewed).map(({ group, sealed }) => ({ group, sealed: encodeBase64Url(sealed) })),
      elements: Object.fromEntries(
        [...ELEMENTS].flatMap(([path, { number, group }]) =>
          group !== 'readable' && viewing.groups.includes(group) ? [[path, number]] : [],
        ),
      ),
      member: membership.member,
    },
  };
}

async function recordViewingAct(
  transaction: Transaction,
  { principal, duty, act }: Permit,
  { declarationId, office, purpose, groups, grantedAt, id }: StoredViewing,
  result: string,
): Promise<void> {
  await recordAct(transaction, {
    person: principal.personId,
    session: principal.sessionId,
    role: duty.role,
    act,
    result,
    at: grantedAt,
    target: { subject: declarationId },
    details: {
      purpose,
      office: office.toLowerCase(),
      groups: groups.join('.'),
      ...(result === 'done' && { viewing: id }),
    },
  });
}
