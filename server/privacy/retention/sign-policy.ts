/**
 * Signatures under an agreed policy. People sign with their own keys on other machines, because lanes trust these keys and not the server,
 * which sees only public keys. With the second signature lanes are ordered to adopt the policy.
 */
import type { z } from 'zod';
import { entitles } from '../../platform/access/judge.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { Role } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { payloadBytes } from '../../contract/payload.ts';
import { RETENTION_POLICY_FORM, type RetentionPolicy } from '../../contract/retention.ts';
import { documentSignatureSchema, NEEDED_SIGNATURES, SIGNATURES_LIMIT } from '../../contract/signed-document.ts';
import { isEd25519KeyAcceptable, isSignatureValid } from '../../contract/signing.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { dutiesHeldBy } from '../../people/duties/duty-table.ts';
import { listPolicies } from '../tables/retention-policies.ts';
import { dropSignature, listSignatures, putSignature } from '../tables/retention-rollout.ts';
import type { PrivacyDesk } from '../privacy-desk.ts';

/** `digest`: of the policy that the person saw. */
export const signSchema = documentSignatureSchema.extend({ digest: sha256HexSchema });
export type BroughtSignature = z.infer<typeof signSchema>;

/** `signed`: number of people who have signed so far. */
export type SignAnswer = { readonly kind: 'kept'; readonly signed: number } | Refusal;

/**
 * Stores a person's signature, replacing their earlier one. Repeating it has no effect. Refusals: `not-found`; `proposal-inapplicable` when
 * a newer policy was agreed on; `invalid-message` for the digest of another policy, an invalid key or a signature that does not verify;
 * `another-person-required` for a key that another person has used; `not-entitled`.
 */
export async function signPolicy(
  desk: PrivacyDesk,
  { principal, role }: { readonly principal: Principal; readonly role: Role },
  number: number,
  brought: BroughtSignature,
): Promise<SignAnswer> {
  const { queue, ledger, clock } = desk.context;
  const answer = await queue.run(async (transaction): Promise<SignAnswer> => {
    const [latest] = await listPolicies(transaction, 1);
    if (latest === undefined || number > latest.policy.number) return refuse('not-found', 'there is no such policy');
    if (number < latest.policy.number) return refuse('proposal-inapplicable', 'a newer policy was agreed on');
    if (brought.digest !== latest.digest)
      return refuse('invalid-message', 'is not the digest of this policy', 'digest');
    if (!isSignatureOf(latest.policy, brought))
      return refuse('invalid-message', 'does not verify for this policy', 'signature');
    const { personId } = principal;
    const now = Math.round(clock.wallMs());
    if (!entitles(await dutiesHeldBy(transaction, personId), 'retention.sign', {}, now)) {
      return refuse('not-entitled', 'the person is not on duty as a privacy officer');
    }
    const before = await listSignatures(transaction, number);
    const sameKey = before.find(({ publicKey }) => publicKey === brought.publicKey);
    if (sameKey?.person === personId) return { kind: 'kept', signed: before.length };
    if (sameKey !== undefined) return refuse('another-person-required', 'another person’s key', 'publicKey');
    const others = before.filter(({ person }) => person !== personId);
    if (others.length >= SIGNATURES_LIMIT) return refuse('proposal-settled', 'has as many signatures as it may have');
    const counted =
      others.length < NEEDED_SIGNATURES ? await dropThoseGone(transaction, number, others, now) : others.length;
    const { publicKey, signature } = brought;
    await putSignature(transaction, { number, person: personId, publicKey, signature, signedAt: now });
    await recordAct(transaction, {
      person: personId,
      session: principal.sessionId,
      role,
      act: 'retention.sign',
      result: 'done',
      at: now,
      target: { subject: `retention-policy-${number}` },
      details: { number, digest: latest.digest, key: publicKey, signed: counted + 1 },
    });
    return { kind: 'kept', signed: counted + 1 };
  });
  await ledger.settle();
  if (answer.kind === 'kept' && answer.signed >= NEEDED_SIGNATURES) desk.rollout.wake();
  return answer;
}

/** Removes signatures of people who have left the duty since. Resolves to the number of the remaining ones. */
async function dropThoseGone(
  transaction: Transaction,
  number: number,
  signed: Awaited<ReturnType<typeof listSignatures>>,
  now: number,
): Promise<number> {
  let counted = 0;
  for (const { person } of signed) {
    if (entitles(await dutiesHeldBy(transaction, person), 'retention.sign', {}, now)) counted += 1;
    else await dropSignature(transaction, number, person);
  }
  return counted;
}

function isSignatureOf(policy: RetentionPolicy, { publicKey, signature }: BroughtSignature): boolean {
  const key = Uint8Array.from(Buffer.from(publicKey, 'hex'));
  const bytes = decodeBase64Url(signature);
  if (bytes === undefined || !isEd25519KeyAcceptable(key)) return false;
  return isSignatureValid('retention-policy', payloadBytes(RETENTION_POLICY_FORM, policy), bytes, key);
}
