/** Drafts of declarations, sealed in the browser: the server stores ciphertext, bounded in size, number and time, for one person. */
import { z } from 'zod';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import type { Draft, Drafts } from '../api/portal-answers.ts';
import { DRAFT_BYTES, MAX_DRAFTS } from '../api/vocabulary.ts';
import type { Refused } from '../front/messages.ts';
import type { PortalAnswered } from '../front/portal-actions.ts';
import { changeDraft, deleteDraft, findDraft, insertDraft, listDrafts, type StoredDraft } from '../tables/drafts.ts';
import { type PortalParts, refused } from './portal-parts.ts';

const DAY_MS = 86_400_000;
/** After the last change. */
const KEPT_MS = 30 * DAY_MS;
/** One person saves a draft at most this often. */
const SAVE_RATE = { perSecond: 0.5, burst: 30 };

const hex = z.string().regex(/^[0-9a-f]{32}$/);
/** Base64url of at most this many bytes. */
const sealed = (mostBytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(Math.ceil((mostBytes * 4) / 3));
const shared = {
  keyId: hex,
  label: sealed(512),
  content: sealed(DRAFT_BYTES),
};
/** The browser makes the id, because the seal contains it. */
export const newDraftSchema = z.strictObject({ id: hex, ...shared });
export const changedDraftSchema = z.strictObject({
  /** The version that this one replaces; the seal contains the next one. */
  replaces: z.int().min(1).max(1_000_000),
  ...shared,
});

/** Paces the saves of each person. */
export const savePace = ({ clock }: PortalParts['context']): TokenBuckets => new TokenBuckets(SAVE_RATE, clock);

export async function showDrafts(
  { context, sessions }: PortalParts,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const drafts = await listDrafts(context.knex, open.person.id, context.clock.wallMs());
  const value: Drafts = {
    mostDrafts: MAX_DRAFTS,
    drafts: drafts.map(({ id, version, keyId, label, savedAt, endsAt }) => {
      return { id, version, keyId, label, savedAt, endsAt };
    }),
  };
  return { kind: 'done', value };
}

export async function showDraft(
  { context, sessions }: PortalParts,
  parameter: string,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const id = hex.safeParse(parameter);
  const asked = id.success && { id: id.data, person: open.person.id, now: context.clock.wallMs() };
  const draft = asked ? await findDraft(context.knex, asked) : undefined;
  if (draft === undefined) return refused('not-found');
  const { person: _person, ...value } = draft;
  return { kind: 'done', value: value satisfies Draft };
}

export async function makeDraft(
  parts: PortalParts & { readonly pace: TokenBuckets },
  body: z.infer<typeof newDraftSchema>,
  session: string,
): Promise<PortalAnswered | Refused> {
  return save(parts, session, async (transaction, person, now) => {
    if ((await listDrafts(transaction, person, now)).length >= MAX_DRAFTS) return refused('too-many');
    const draft: StoredDraft = { ...body, person, version: 1, savedAt: now, endsAt: now + KEPT_MS };
    // An id of another draft, which may be of another person
    return (await insertDraft(transaction, draft)) ? { kind: 'done' } : refused('malformed-request');
  });
}

export async function saveDraft(
  parts: PortalParts & { readonly pace: TokenBuckets },
  parameter: string,
  { replaces, ...body }: z.infer<typeof changedDraftSchema>,
  session: string,
): Promise<PortalAnswered | Refused> {
  return save(parts, session, async (transaction, person, now) => {
    const id = hex.safeParse(parameter);
    if (!id.success || (await findDraft(transaction, { id: id.data, person, now })) === undefined)
      return refused('not-found');
    const draft: StoredDraft = {
      ...body,
      id: id.data,
      person,
      version: replaces + 1,
      savedAt: now,
      endsAt: now + KEPT_MS,
    };
    return (await changeDraft(transaction, draft)) ? { kind: 'done' } : refused('draft-changed');
  });
}

async function save(
  { context, sessions, commit, pace }: PortalParts & { readonly pace: TokenBuckets },
  session: string,
  work: (
    transaction: Parameters<Parameters<PortalParts['commit']>[0]>[0],
    person: string,
    now: number,
  ) => Promise<PortalAnswered | Refused>,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const retryAfterS = pace.take(open.person.id);
  if (retryAfterS > 0) return { ...refused('rate-limited'), retryAfterS };
  return commit((transaction) => work(transaction, open.person.id, Math.round(context.clock.wallMs())));
}

export async function removeDraft(
  { sessions, commit }: PortalParts,
  parameter: string,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const id = hex.safeParse(parameter);
  if (!id.success) return refused('not-found');
  return commit(
    async (transaction): Promise<PortalAnswered | Refused> =>
      (await deleteDraft(transaction, open.person.id, id.data)) ? { kind: 'done' } : refused('not-found'),
  );
}
