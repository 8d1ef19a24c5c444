/**
 * Signing of a degradation by its two people. Each signs the same terms with their passkey in the step that proposes or approves it. The
 * server stores no drafts: the page returns the sealed draft with the signature, in the same session, once, within a minute.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Permit } from '../../platform/access/guarded-router.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { assertionChallenge } from '../../contract/assertion.ts';
import {
  degradationDigest,
  degradationTermsSchema,
  degradedLanesSchema,
  SHORTEST_DEGRADATION_MS,
} from '../../contract/degradation.ts';
import { siteSlugSchema } from '../../contract/field.ts';
import { DEGRADATION_CAUSES, DEGRADATIONS, LONGEST_DEGRADATION_MS } from '../../contract/order-vocabulary.ts';
import type { OrderDraftView } from '../orders/answers.ts';
import { askFor, holdSignature } from '../orders/sign-order.ts';
import { sealedLanesSchema } from '../../people/people/ceremony.ts';
import type { People } from '../../people/people/people.ts';
import {
  type HeldAssertion,
  noteTaken,
  takeAssertion,
  type TakenAssertion,
} from '../../people/people/prove-passkey.ts';
import { assertionResponseSchema } from '../../people/people/webauthn.ts';
import type { ProposalDesk } from '../../records/proposals/proposal-desk.ts';
import type { Signature } from '../../records/proposals/proposal-kind.ts';
import { propose, type ProposeAnswer } from '../../records/proposals/propose.ts';
import { approve, mayApprove, type Named, type SettleAnswer } from '../../records/proposals/settle.ts';
import { DEGRADATION } from './degradation-kind.ts';

export const wantedDegradationSchema = z.strictObject({
  site: siteSlugSchema,
  kiosks: degradedLanesSchema,
  measure: z.enum(DEGRADATIONS),
  cause: z.enum(DEGRADATION_CAUSES),
  /** From the draft, ms. */
  forMs: z.int().min(SHORTEST_DEGRADATION_MS).max(LONGEST_DEGRADATION_MS),
});
export type WantedDegradation = z.infer<typeof wantedDegradationSchema>;

export const signedDegradationSchema = z.strictObject({ draft: sealedLanesSchema, response: assertionResponseSchema });
type SignedBody = z.infer<typeof signedDegradationSchema>;

export interface SigningDesk {
  readonly proposals: ProposalDesk;
  readonly people: People;
}

type Signer = Pick<Permit, 'principal'>;

export type DraftAnswer = { readonly kind: 'drafted'; readonly draft: OrderDraftView } | Refusal;

/** Drafts a degradation from now, for its proposer to sign. Refusal: `no-passkey`. `proposeSigned` judges the person. */
export async function draftDegradation(
  { people }: SigningDesk,
  { principal }: Signer,
  { forMs, ...what }: WantedDegradation,
): Promise<DraftAnswer> {
  const from = Math.round(people.clock.wallMs());
  const terms = degradationTermsSchema.parse({ ...what, from, until: from + forMs });
  const about = { kind: 'degradation', sessionId: principal.sessionId, terms: JSON.stringify(terms) } as const;
  return answerOf(await askFor(people, principal, about, challengeOf(degradationDigest(terms))));
}

/** Proposes what was drafted and signed, once. Refusals: `draft-over`, `assertion-refused`, and those of `propose`. */
export async function proposeSigned(
  { people, proposals }: SigningDesk,
  { principal }: Signer,
  { draft, response }: SignedBody,
): Promise<ProposeAnswer> {
  const ceremony = people.ceremonies.open(draft, 'degradation');
  if (ceremony?.about.sessionId !== principal.sessionId) return draftOver();
  const payload: unknown = JSON.parse(ceremony.about.terms);
  return withSignature(people, { principal }, ceremony, response, (signature) =>
    propose(proposals, principal, { kind: DEGRADATION, payload, signature }),
  );
}

/** Lets the approver sign what they were shown. Refusals: `no-passkey`, and those of `approve`. */
export async function draftApproval(
  { people, proposals }: SigningDesk,
  { principal }: Signer,
  named: Named,
): Promise<DraftAnswer> {
  const judged = await mayApprove(proposals, principal, named);
  if (judged.kind === 'refused') return judged;
  const { id: proposal, digest, basis } = named;
  const { sessionId } = principal;
  const about = { kind: 'degradation-approval', sessionId, proposal, digest, basis } as const;
  // A drill leaves no signature that a lane would accept
  const toSign = judged.isDecoy ? new Uint8Array(randomBytes(32)) : challengeOf(digest);
  return answerOf(await askFor(people, principal, about, toSign));
}

/** Approves what was signed, once. Refusals: `draft-over`, `assertion-refused`, and those of `approve`. */
export async function approveSigned(
  { people, proposals }: SigningDesk,
  { principal }: Signer,
  id: string,
  { draft, response }: SignedBody,
): Promise<SettleAnswer> {
  const ceremony = people.ceremonies.open(draft, 'degradation-approval');
  if (ceremony === undefined) return draftOver();
  const { sessionId, proposal, digest, basis } = ceremony.about;
  if (sessionId !== principal.sessionId || proposal !== id) return draftOver();
  return withSignature(people, { principal }, ceremony, response, (signature) =>
    approve(proposals, principal, { id, digest, basis, signature }),
  );
}

/** Verifies the person's assertion over the ceremony's challenge, and gives it to the work that takes it. */
async function withSignature<Answer>(
  people: People,
  { principal }: Signer,
  ceremony: HeldAssertion['ceremony'],
  response: SignedBody['response'],
  work: (signature: Signature) => Promise<Answer>,
): Promise<Answer | Refusal> {
  const { personId } = principal;
  const signed = await holdSignature(people, principal, ceremony, response);
  if (signed === undefined) {
    people.signals.note('step-up-failed', personId);
    return assertionRefused();
  }
  let taken: TakenAssertion | undefined;
  const answer = await work({
    assertion: signed.assertion,
    async take(transaction) {
      taken = await takeAssertion(people, transaction, signed.held);
      if (taken.kind === 'replayed') return draftOver();
      return taken.kind === 'regressed' ? assertionRefused() : undefined;
    },
  });
  noteTaken(people, taken, personId);
  return answer;
}

function challengeOf(digest: string): Uint8Array {
  return assertionChallenge('degradation', digest);
}

function answerOf(draft: OrderDraftView | undefined): DraftAnswer {
  return draft === undefined
    ? refuse('no-passkey', 'the person has no passkey to sign with')
    : { kind: 'drafted', draft };
}

function draftOver(): Refusal {
  return refuse('draft-over', 'is not a draft of this session, or was signed before');
}

function assertionRefused(): Refusal {
  return refuse('assertion-refused', 'is not this person’s signature over the draft');
}
