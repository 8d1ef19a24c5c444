import { LedgerError } from '../ledger-error.ts';
import { leafHash } from '../../../contract/merkle/hash.ts';
import { isIncluded } from '../merkle/inclusion.ts';
import type { Policy } from './policy.ts';
import type { ProofFile } from './proof-file.ts';
import { trustCheckpoint, type TrustedCheckpoint } from './trust-checkpoint.ts';

/**
 * Verifies that a trusted log has `entry` at the proof's index. Throws `LedgerError`: `not-included`, and as `trustCheckpoint` does.
 */
export function verifyProof(policy: Policy, proof: ProofFile, entry: Uint8Array): TrustedCheckpoint {
  const checkpoint = trustCheckpoint(policy, proof.checkpoint);
  const { size, root } = checkpoint;
  if (!isIncluded({ index: proof.index, size, leaf: leafHash(entry), proof: proof.hashes, root })) {
    throw new LedgerError('not-included', 'the hashes do not lead from the entry to the root');
  }
  return checkpoint;
}
