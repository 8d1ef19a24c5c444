/** Judges a proof file and explains the result. Needs no network and no server. */
import { commitTo, readOpening, splitOpening } from '../entry/commitment.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { sameBytes } from '../../../contract/merkle/hash.ts';
import { parsePolicy } from '../../../platform/transparency/proof/policy.ts';
import { parseProofFile } from '../../../platform/transparency/proof/proof-file.ts';
import { verifyProof } from '../../../platform/transparency/proof/verify-proof.ts';
import { PROOF_REFUSALS, type ProofVerdict, type RefusalCode } from './proof-verdict.ts';

export interface ProofClaim {
  readonly proof: string;
  /** A tlog-policy: the keys that the reader trusts. */
  readonly policy: string;
  /** The entry's bytes, for a file without the entry's content. */
  readonly entry?: Uint8Array | undefined;
}

/** Input never throws. */
export function judgeProofFile({ proof, policy, entry }: ProofClaim): ProofVerdict {
  try {
    const trusted = parsePolicy(policy);
    const file = parseProofFile(proof);
    const opening = file.extra === undefined ? undefined : splitOpening(file.extra);
    const read = opening === undefined ? undefined : readOpening(opening);
    const said = read?.kind === 'opened' && opening !== undefined ? commitTo(read.entry, opening) : undefined;
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
  return { kind: 'refused', code, words: PROOF_REFUSALS[code] ?? 'This file proves nothing.' };
}
