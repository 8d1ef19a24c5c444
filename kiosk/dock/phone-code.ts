/** Does what a traveller's phone does with the server's page: gets a permit for a new key, and signs the answers with it. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from '../../server/contract/base64url.ts';
import {
  declarationCodeBytes,
  declarationCodeSigningInput,
  declarationCodeText,
} from '../../server/contract/declaration-code.ts';
import type { DeclarationAnswer } from '../../server/contract/rules/answer.ts';

const permitSchema = z.object({ permit: z.string(), signature: z.string() });

/** The text of the QR code; `undefined` when the server gives no permit. */
export async function makePhoneCode(serverUrl: URL, goods: DeclarationAnswer['goods']): Promise<string | undefined> {
  const { publicKey, secretKey } = ed25519.keygen();
  try {
    const response = await fetch(new URL('/v1/declaration-permits', serverUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ publicKey: bytesToHex(publicKey) }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = permitSchema.safeParse(await response.json());
    const permit = answer.data && decodeBase64Url(answer.data.permit);
    const signature = answer.data && decodeBase64Url(answer.data.signature);
    if (permit === undefined || signature === undefined) return undefined;
    const bytes = declarationCodeBytes(permit, signature, goods);
    return declarationCodeText(bytes, ed25519.sign(declarationCodeSigningInput(bytes), secretKey));
  } catch {
    return undefined;
  } finally {
    secretKey.fill(0);
  }
}
