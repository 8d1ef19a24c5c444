/** Statements of a TPM about itself (TPMS_ATTEST, Part 2, §10.12.12), as an attestation key signs them. Pure. */
import { ByteReader, TpmFormatError } from './bytes.ts';
import { DIGEST_BYTES, GENERATED, TAG } from './numbers.ts';
import { readPcrSelection } from './pcr.ts';

/** TPM_ALG_ID and a digest of at most 64 bytes. */
const NAME_BYTES_MAX = 66;
const EXTRA_BYTES_MAX = 66;

export type Attested = {
  /** Given by the caller of the command: what makes the statement fresh. */
  readonly extra: Uint8Array;
  /** Milliseconds for which the TPM has had power since it was cleared. */
  readonly clockMs: bigint;
  /**
   * Starts since it was cleared, resumes since the last start, and the manufacturer's number of the firmware. The TPM adds a constant to
   * each of the three that only it computes and that differs from key to key, unless the key is under the endorsement hierarchy (Part 1,
   * §36.7). Only the difference of two statements by one key has a meaning.
   */
  readonly resets: number;
  readonly restarts: number;
  readonly firmware: bigint;
} & (
  | { readonly kind: 'quote'; readonly pcrs: readonly number[]; readonly pcrDigest: Uint8Array }
  /** An object that is in the TPM. */
  | { readonly kind: 'certify'; readonly name: Uint8Array }
);

/** Throws `TpmFormatError` for bytes that are not a statement of a TPM, for another kind of statement, and for PCRs of another bank. */
export function readAttested(bytes: Uint8Array): Attested {
  const reader = new ByteReader(bytes);
  if (reader.u32() !== GENERATED) throw new TpmFormatError('a statement that no TPM made');
  const type = reader.u16();
  reader.sized(NAME_BYTES_MAX);
  const extra = Uint8Array.from(reader.sized(EXTRA_BYTES_MAX));
  const clockMs = reader.u64();
  const resets = reader.u32();
  const restarts = reader.u32();
  if (reader.u8() > 1) throw new TpmFormatError('a statement whose clock is neither safe nor unsafe');
  const firmware = reader.u64();
  const common = { extra, clockMs, resets, restarts, firmware };
  if (type === TAG.attestQuote) {
    const pcrs = readPcrSelection(reader);
    const pcrDigest = Uint8Array.from(reader.sized(DIGEST_BYTES));
    reader.end();
    return { kind: 'quote', ...common, pcrs, pcrDigest };
  }
  if (type !== TAG.attestCertify) throw new TpmFormatError('a statement about neither PCRs nor an object');
  const name = Uint8Array.from(reader.sized(NAME_BYTES_MAX));
  reader.sized(NAME_BYTES_MAX);
  reader.end();
  return { kind: 'certify', ...common, name };
}
