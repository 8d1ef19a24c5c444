/** The state of the verification page, as signals. Nothing of it leaves the browser or is stored. */
import { computed, signal } from '@preact/signals';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';
import type { ProofVerdict } from '../../records/ledger/verify/proof-verdict.ts';

/** The source of the log's keys and witnesses that the reader trusts. */
export type PolicyChoice = 'of-this-server' | 'own';

/** A text with its source, or the reason why there is none. */
export type Given =
  | { readonly kind: 'none' }
  | { readonly kind: 'given'; readonly text: string; readonly name: string | undefined }
  | { readonly kind: 'unread'; readonly fault: 'too-large' | 'not-text' | 'several' };

export const NONE: Given = { kind: 'none' };

export const proof = signal<Given>(NONE);
export const policyChoice = signal<PolicyChoice>('of-this-server');
export const ownPolicy = signal<Given>(NONE);
/** `undefined` during the request; `null` if the server does not answer. */
export const serverPolicy = signal<string | null | undefined>(undefined);
/** Hex of an entry that the file does not contain. */
export const entryHex = signal('');
/** Whether the page can be opened without the server from now on. */
export const isKept = signal(false);

const policyText = computed(() => {
  if (policyChoice.value === 'of-this-server') return serverPolicy.value ?? undefined;
  return ownPolicy.value.kind === 'given' ? ownPolicy.value.text : undefined;
});

export const isEntryHex = computed(() => /^(?:[0-9a-f]{2})*$/.test(entryHex.value));

/** The verdict on the present contents of the fields; `undefined` while a field is missing. */
export const verdict = computed<ProofVerdict | undefined>(() => {
  const given = proof.value;
  const policy = policyText.value;
  if (given.kind !== 'given' || policy === undefined || !isEntryHex.value) return undefined;
  const hex = entryHex.value;
  return judgeProofFile({
    proof: given.text,
    policy,
    entry: hex === '' ? undefined : Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
  });
});
