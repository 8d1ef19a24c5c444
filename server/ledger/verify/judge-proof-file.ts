/** Judges a proof file and explains the result. Needs no network and no server. */
import { commitTo, readOpening, splitOpening } from '../entry/commitment.ts';
import type { Entry } from '../entry/entry.ts';
import { LedgerError, type LedgerErrorCode } from '../../transparency/ledger-error.ts';
import { sameBytes } from '../../contract/merkle/hash.ts';
import { parsePolicy } from '../../transparency/proof/policy.ts';
import { parseProofFile } from '../../transparency/proof/proof-file.ts';
import { verifyProof } from '../../transparency/proof/verify-proof.ts';

export interface ProofClaim {
  readonly proof: string;
  /** A tlog-policy: the keys that the reader trusts. */
  readonly policy: string;
  /** The entry's bytes, for a file without the entry's content. */
  readonly entry?: Uint8Array | undefined;
}

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

type Refusals = { readonly [Code in RefusalCode]?: string };

export const PROOF_REFUSALS = {
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
} satisfies Refusals;

/** Input never throws. */
export function judgeProofFile({ proof, policy, entry }: ProofClaim): ProofVerdict {
  try {
    const trusted = parsePolicy(policy);
    const file = parseProofFile(proof);
    const opening = file.extra === undefined ? undefined : splitOpening(file.extra);
    const read = opening === undefined ? undefined : readOpening(opening);
    const said = read?.kind === 'opened' && opening !== undefined ? commitTo(read.entry.type, opening) : undefined;
    const bytes = entry ?? said;
    if (bytes === undefined) return refused('no-entry');
    if (said !== undefined && !sameBytes(said, bytes)) return refused('other-entry');
    const { origin, size, witnesses } = verifyProof(trusted, file, bytes);
    return {
      kind: 'verified',
      origin,
      index: file.index,
      size,
      witnesses,
      entry: read?.kind === 'opened' ? read.entry : undefined,
    };
  } catch (error) {
    if (error instanceof LedgerError) return refused(error.code);
    throw error;
  }
}

function refused(code: RefusalCode): ProofVerdict {
  return { kind: 'refused', code, words: (PROOF_REFUSALS as Refusals)[code] ?? 'This file proves nothing.' };
}
