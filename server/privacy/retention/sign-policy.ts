/**
 * Signatures under an agreed policy. People make them with keys of their own, away from here: lanes take a policy from those keys and not
 * from the server, which sees public halves alone. With the second person's, lanes are ordered to adopt it.
 */
import type { z } from 'zod';
import { entitles } from '../../access/judge.ts';
import type { Principal } from '../../access/principal.ts';
import type { Role } from '../../access/vocabulary.ts';
import { recordAct } from '../../acts/record-act.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { payloadBytes } from '../../contract/payload.ts';
import { RETENTION_POLICY_FORM, type RetentionPolicy } from '../../contract/retention.ts';
import { documentSignatureSchema, NEEDED_SIGNATURES, SIGNATURES_LIMIT } from '../../contract/signed-document.ts';
import { isPublicKeyAcceptable, isSignatureValid } from '../../contract/signing.ts';
import type { Transaction } from '../../database/connection.ts';
import { dutiesHeldBy } from '../../duties/duty-table.ts';
import { listPolicies } from '../tables/retention-policies.ts';
import { dropSignature, listSignatures, putSignature } from '../tables/retention-rollout.ts';
import type { PrivacyDesk } from '../privacy-desk.ts';

/** `digest`: of the policy that the person has seen. */
export const signSchema = documentSignatureSchema.extend({ digest: sha256HexSchema });
export type BroughtSignature = z.infer<typeof signSchema>;

/** `signed`: how many people have signed by now. */
export type SignAnswer = { readonly kind: 'kept'; readonly signed: number } | Refusal;

/**
 * Keeps one person's signature, in place of an earlier one of theirs. The same again changes nothing. Refusals: `not-found`;
 * `proposal-inapplicable` where a newer policy was agreed on; `invalid-message` for another policy's digest, a key that is none or a signature
 * that is not of it; `another-person-required` for a key that somebody else has signed with; `not-entitled`.
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
    if (brought.digest !== latest.digest) return refuse('invalid-message', 'is not that of the policy', 'digest');
    if (!isSignatureOf(latest.policy, brought)) return refuse('invalid-message', 'is not of this policy', 'signature');
    const { personId } = principal;
    const now = Math.round(clock.wallMs());
    if (!entitles(await dutiesHeldBy(transaction, personId), 'retention.sign', {}, now)) {
      return refuse('not-entitled', 'is not theirs to do');
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
      ...{ person: personId, role, act: 'retention.sign', result: 'done', at: now },
      target: { subject: `retention-policy-${number}` },
      details: { number, digest: latest.digest, key: publicKey, signed: counted + 1 },
    });
    return { kind: 'kept', signed: counted + 1 };
  });
  await ledger.settle();
  if (answer.kind === 'kept' && answer.signed >= NEEDED_SIGNATURES) desk.rollout.wake();
  return answer;
}

/** Until lanes are told, whoever has signed must still be on that duty when the next one does. Resolves to how many are. */
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
  if (bytes === undefined || !isPublicKeyAcceptable(key)) return false;
  return isSignatureValid('retention-policy', payloadBytes(RETENTION_POLICY_FORM, policy), bytes, key);
}
