/** Reads a file with a signature over canonical bytes. */
import { readFileSync, statSync } from 'node:fs';
import {
  type OpenedSignedFile,
  openSignedFile,
  SIGNED_FILE_LIMIT_BYTES,
} from '../../../server/contract/lane-key-request.ts';
import type { PayloadForm } from '../../../server/contract/payload.ts';
import type { SigningPurpose } from '../../../server/contract/signing.ts';

export type ReadSignedFile<T> = OpenedSignedFile<T> | { readonly kind: 'refused'; readonly why: 'unreadable' };

/** @param publicKey key of the required signature, 64 or 66 hex digits */
export function readSignedFile<T>(
  file: string,
  purpose: SigningPurpose,
  form: PayloadForm<T>,
  publicKey: string,
): ReadSignedFile<T> {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > SIGNED_FILE_LIMIT_BYTES) return { kind: 'refused', why: 'malformed' };
    bytes = readFileSync(file);
  } catch {
    return { kind: 'refused', why: 'unreadable' };
  }
  return openSignedFile(bytes, purpose, form, publicKey);
}
