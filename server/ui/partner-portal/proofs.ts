/** Fetches proofs of the ledger and hands them to the browser to save. */
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { saveFile } from '../records/save-file.ts';

/** Resolves to `undefined` when the file is saved. */
export async function saveProof(path: string, name: string): Promise<PasskeyTrouble | undefined> {
  try {
    const response = await fetch(path, { cache: 'no-store' });
    const text = await response.text();
    if (response.ok) {
      saveFile(name, 'text/plain', text);
      return undefined;
    }
    return (JSON.parse(text) as { readonly error: { readonly code: PasskeyTrouble } }).error.code;
  } catch {
    return 'unreachable';
  }
}
