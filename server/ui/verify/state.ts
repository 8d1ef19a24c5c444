/** What the verification page holds, as signals. Nothing of it leaves the browser, and nothing is kept. */
import { computed, signal } from '@preact/signals';
import { judgeProofFile, type ProofVerdict } from '../../ledger/verify/judge-proof-file.ts';

/** Whose word on the log's keys and witnesses the reader takes. */
export type PolicyChoice = 'of-this-server' | 'own';

/** A text, where it came from, or why it did not. */
export type Given =
  | { readonly kind: 'none' }
  | { readonly kind: 'given'; readonly text: string; readonly name: string | undefined }
  | { readonly kind: 'unread'; readonly fault: 'too-large' | 'not-text' | 'several' };

export const NONE: Given = { kind: 'none' };

export const proof = signal<Given>(NONE);
export const policyChoice = signal<PolicyChoice>('of-this-server');
export const ownPolicy = signal<Given>(NONE);
/** `undefined` while it is being asked for; `null` when it is not to be had. */
export const serverPolicy = signal<string | null | undefined>(undefined);
/** Hex of an entry whose content the file does not tell. */
export const entryHex = signal('');
/** Whether the page can be opened without the server from now on. */
export const isKept = signal(false);

const policyText = computed(() => {
  if (policyChoice.value === 'of-this-server') return serverPolicy.value ?? undefined;
  return ownPolicy.value.kind === 'given' ? ownPolicy.value.text : undefined;
});

export const isEntryHex = computed(() => /^(?:[0-9a-f]{2})*$/.test(entryHex.value));

/** The judgement of what stands in the fields now; `undefined` while something is missing. */
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
