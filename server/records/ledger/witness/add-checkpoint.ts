/** The text of a C2SP tlog-witness "add-checkpoint" request. */
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { HASH_BYTES } from '../../../contract/merkle/hash.ts';
import { MAX_PROOF_HASHES } from '../../../platform/transparency/merkle/inclusion.ts';
import { decodeBase64, decodeDecimal, encodeBase64 } from '../../../platform/transparency/text.ts';

export interface AddCheckpoint {
  /** The size that the witness is expected to have seen last. */
  readonly old: number;
  /** Consistency proof from that size to the checkpoint. */
  readonly proof: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
}

/** Ten times the size of a checkpoint with one signature and 63 hashes. */
export const ADD_CHECKPOINT_LIMIT_BYTES = 65_536;

/** The content type of a 409 answer, whose body is the size last seen. */
export const SIZE_TYPE = 'text/x.tlog.size';

export function formatAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): string {
  return [`old ${old}`, ...proof.map(encodeBase64), '', checkpoint].join('\n');
}

/** Throws `LedgerError` `malformed-request`. The checkpoint starts after the first blank line and is not parsed here. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const blank = body.indexOf('\n\n');
  if (blank < 0) throw malformed('no blank line comes before the checkpoint');
  const [first = '', ...lines] = body.slice(0, blank).split('\n');
  const old = decodeDecimal(/^old (.+)$/.exec(first)?.[1] ?? '');
  if (old === undefined) throw malformed('the old size is not a whole number');
  if (lines.length > MAX_PROOF_HASHES) throw malformed('it has more than 63 hashes');
  const proof = lines.map((line) => {
    let hash: Uint8Array;
    try {
      hash = decodeBase64(line);
    } catch (cause) {
      throw new LedgerError('malformed-request', 'a hash is not base64', { cause });
    }
    if (hash.length !== HASH_BYTES) throw malformed('a hash is not 32 bytes');
    return hash;
  });
  return { old, proof, checkpoint: body.slice(blank + 2) };
}

function malformed(message: string): LedgerError {
  return new LedgerError('malformed-request', message);
}
