/** Apart from the code that judges, so that a page shows verdicts without loading it. */
import type { LedgerErrorCode } from '../../../platform/transparency/ledger-error.ts';
import type { Entry } from '../entry/entry.ts';

export type ProofVerdict =
  | {
      readonly kind: 'verified';
      readonly origin: string;
      readonly index: number;
      readonly size: number;
      /** When each witness cosigned, POSIX seconds, by name. */
      readonly witnesses: ReadonlyMap<string, number>;
      /** The entry's content, if the file contains it. */
      readonly entry: Entry | undefined;
    }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly words: string };

export type RefusalCode = LedgerErrorCode | 'no-entry' | 'other-entry';

export const PROOF_REFUSALS: { readonly [Code in RefusalCode]?: string } = {
  'malformed-proof': 'This is not a proof file, or it was altered.',
  'malformed-policy': 'The policy file is not a policy, or it was altered.',
  'malformed-note': 'The checkpoint in this file is damaged.',
  'malformed-checkpoint': 'The checkpoint in this file is damaged.',
  'bad-signature': 'A signature in this file is forged or damaged.',
  'no-known-signature': 'No key in the policy signed this.',
  'other-log': 'This comes from a log that is not in the policy.',
  'quorum-not-met': 'Too few witnesses of the policy have cosigned this log.',
  'not-included': 'The log does not have this entry at this index.',
  'no-entry': 'The file does not contain the entry: give its bytes with --entry.',
  'other-entry': 'The content of this file differs from the given entry.',
};
