/** Proofs for offline verification, C2SP tlog-proof. */
import { LedgerError } from '../ledger-error.ts';
import { HASH_BYTES } from '../../../contract/merkle/hash.ts';
import { MAX_PROOF_HASHES } from '../merkle/inclusion.ts';
import { decodeBase64, decodeDecimal, encodeBase64 } from '../text.ts';

export interface ProofFile {
  /** Data with which the application computes the leaf; here the opening: salt, then payload. */
  readonly extra: Uint8Array | undefined;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
/** Far larger than any proof with its cosignatures. */
export const LONGEST_PROOF_CHARACTERS = 1_000_000;

export function formatProofFile({ extra, index, hashes, checkpoint }: ProofFile): string {
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${encodeBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(encodeBase64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Throws `LedgerError` `malformed-proof`. The checkpoint starts after the first blank line and is not parsed here. */
export function parseProofFile(text: string): ProofFile {
  if (text.length > LONGEST_PROOF_CHARACTERS) throw malformed('it is longer than a megabyte');
  const blank = text.indexOf('\n\n');
  if (blank < 0) throw malformed('no blank line comes before the checkpoint');
  const [header, ...lines] = text.slice(0, blank).split('\n');
  if (header !== HEADER) throw malformed('it does not start like a proof file');
  const extra = lines[0]?.startsWith('extra ') === true ? decoded(lines.shift()!.slice('extra '.length)) : undefined;
  const index = decodeDecimal(/^index (.+)$/.exec(lines.shift() ?? '')?.[1] ?? '');
  if (index === undefined) throw malformed('the index is not a whole number');
  if (lines.length > MAX_PROOF_HASHES) throw malformed('it has more than 63 hashes');
  const hashes = lines.map(decoded);
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw malformed('a hash is not 32 bytes');
  return { extra, index, hashes, checkpoint: text.slice(blank + 2) };
}

function decoded(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch (cause) {
    throw new LedgerError('malformed-proof', 'a line is not base64', { cause });
  }
}

function malformed(message: string): LedgerError {
  return new LedgerError('malformed-proof', message);
}
