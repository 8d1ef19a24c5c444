/** Fetches proofs of the ledger and hands them to the browser to save. */
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { saveFile } from '../records/save-file.ts';

export type FetchedProof =
  | { readonly kind: 'fetched'; readonly text: string }
  | { readonly kind: 'refused'; readonly code: PasskeyTrouble };

export async function fetchProof(path: string): Promise<FetchedProof> {
  try {
    const response = await fetch(path, { cache: 'no-store' });
    const text = await response.text();
    if (response.ok) return { kind: 'fetched', text };
    const { error } = JSON.parse(text) as { readonly error: { readonly code: PasskeyTrouble } };
    return { kind: 'refused', code: error.code };
  } catch {
    return { kind: 'refused', code: 'unreachable' };
  }
}

/** Resolves to `undefined` when the file is saved. */
export async function saveProof(path: string, name: string): Promise<PasskeyTrouble | undefined> {
  const proof = await fetchProof(path);
  if (proof.kind === 'refused') return proof.code;
  saveFile(name, 'text/plain', proof.text);
  return undefined;
}
