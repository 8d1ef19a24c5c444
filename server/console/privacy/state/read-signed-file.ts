import { SIGNED_RETENTION_LIMIT_BYTES } from '../../../contract/retention.ts';
import { type DocumentSignature, readSignedDocument } from '../../../contract/signed-document.ts';
import { translated } from '../../languages/text.ts';

export type SignedFile =
  | { readonly kind: 'read'; readonly signature: DocumentSignature }
  | { readonly kind: 'too-large' | 'no-signed-policy' | 'another-policy' | 'nothing-new' };

export const SIGNED_FILE_FAULTS: { readonly [Kind in Exclude<SignedFile['kind'], 'read'>]: string } = translated({
  'too-large': 'This file is larger than any signed policy. It was not read.',
  'no-signed-policy': 'This file is not a signed policy. Choose the file that the command wrote.',
  'another-policy': 'This file signs another policy.',
  'nothing-new': 'This file has no new signature.',
});

/**
 * The first signature in a file that is not known yet. `policy`: base64url of the policy's canonical bytes. Whether it holds, the server and each
 * lane judge.
 */
export async function readSignedFile(
  file: Pick<File, 'size' | 'text'>,
  policy: string,
  knownKeys: readonly string[],
): Promise<SignedFile> {
  if (file.size > SIGNED_RETENTION_LIMIT_BYTES) return { kind: 'too-large' };
  const signed = readSignedDocument(jsonOf(await file.text()));
  if (signed?.kind !== 'retention-policy') return { kind: 'no-signed-policy' };
  if (signed.document !== policy) return { kind: 'another-policy' };
  const signature = signed.signatures.find(({ publicKey }) => !knownKeys.includes(publicKey));
  return signature === undefined ? { kind: 'nothing-new' } : { kind: 'read', signature };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
