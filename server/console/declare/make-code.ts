/** Makes the code on the phone: the server signs a permit for a new key, and the page signs the answers with that key. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBase64Url } from '../../contract/base64url.ts';
import {
  CODE_OFFSETS,
  declarationCodeBytes,
  declarationCodeSigningInput,
  declarationCodeText,
  permitEndsAt,
} from '../../contract/declaration-code.ts';
import type { DeclarationAnswer } from '../../contract/rules/answer.ts';
import { SIGNATURE_BYTES } from '../../contract/signing.ts';
import type { DeclarationPermit } from '../../goods/declaration-codes/answers.ts';

export type MadeCode =
  | { readonly kind: 'made'; readonly text: string; readonly endsAt: number }
  | { readonly kind: 'failed'; readonly why: 'busy' | 'unreachable' };

/** The answers stay in this browser: the request has the key only. The private half of the key is wiped. */
export async function makeCode(goods: DeclarationAnswer['goods']): Promise<MadeCode> {
  const { publicKey, secretKey } = ed25519.keygen();
  try {
    const response = await fetch('/v1/declaration-permits', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ publicKey: bytesToHex(publicKey) }),
    });
    if (response.status === 429) return { kind: 'failed', why: 'busy' };
    if (!response.ok) return { kind: 'failed', why: 'unreachable' };
    const answer = (await response.json()) as DeclarationPermit;
    const permit = decodeBase64Url(answer.permit);
    const signature = decodeBase64Url(answer.signature);
    if (permit?.length !== CODE_OFFSETS.permitSignature || signature?.length !== SIGNATURE_BYTES) {
      return { kind: 'failed', why: 'unreachable' };
    }
    const bytes = declarationCodeBytes(permit, signature, goods);
    const text = declarationCodeText(bytes, ed25519.sign(declarationCodeSigningInput(bytes), secretKey));
    return { kind: 'made', text, endsAt: permitEndsAt(permit) };
  } catch {
    return { kind: 'failed', why: 'unreachable' };
  } finally {
    secretKey.fill(0);
  }
}
