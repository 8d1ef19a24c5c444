/** What a proof file proves, in words for the person who holds it. Needs no network and no server. */
import { commitTo, readOpening, splitOpening } from '../entry/commitment.ts';
import type { Entry } from '../entry/entry.ts';
import { LedgerError, type LedgerErrorCode } from '../../transparency/ledger-error.ts';
import { sameBytes } from '../../contract/merkle/hash.ts';
import { parsePolicy } from '../../transparency/proof/policy.ts';
import { parseProofFile } from '../../transparency/proof/proof-file.ts';
import { verifyProof } from '../../transparency/proof/verify-proof.ts';

export interface ProofClaim {
  readonly proof: string;
  /** A tlog-policy: whom the holder trusts. */
  readonly policy: string;
  /** The entry's bytes, where the file does not say what it says. */
  readonly entry?: Uint8Array | undefined;
}

export type ProofVerdict =
  | {
      readonly kind: 'verified';
      readonly origin: string;
      readonly index: number;
      readonly size: number;
      /** By name: when each witness cosigned, POSIX seconds. */
      readonly witnesses: ReadonlyMap<string, number>;
      /** What the entry says, where the file tells. */
      readonly entry: Entry | undefined;
    }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly words: string };

export type RefusalCode = LedgerErrorCode | 'no-entry' | 'other-entry';

const WORDS: { readonly [Code in RefusalCode]?: string } = {
  'malformed-proof': 'This is not a proof file, or it was altered.',
  'malformed-policy': 'The policy file is not a policy, or it was altered.',
  'malformed-note': 'The checkpoint in this file is damaged.',
  'malformed-checkpoint': 'The checkpoint in this file is damaged.',
  'bad-signature': 'A signature in this file is forged or damaged.',
  'no-known-signature': 'Nobody whom the policy trusts signed this.',
  'other-log': 'This comes from a log that the policy does not trust.',
  'quorum-not-met': 'Too few of the witnesses that the policy asks for have seen this log.',
  'not-included': 'The log does not hold this entry at this place.',
  'no-entry': 'The file does not say what the entry says: give its bytes with --entry.',
  'other-entry': 'What this file says is not what the given entry says.',
};

/** Never throws for anything that is in the files. */
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
  return { kind: 'refused', code, words: WORDS[code] ?? 'This file proves nothing.' };
}
