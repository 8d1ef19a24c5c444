/** Platform configuration registers: what firmware and boot loader measured before the system was started. */
import { type ByteReader, join, sized, TpmFormatError, u16, u32, u8 } from './bytes.ts';
import { sha256 } from './kdf.ts';
import { ALGORITHM, COMMAND, DIGEST_BYTES, PCR_COUNT } from './numbers.ts';
import type { Tpm } from './tpm.ts';

const BITMAP_BYTES = PCR_COUNT / 8;
/** A TPM returns at most this many values at a time. */
const VALUES_AT_ONCE = 8;

/** Registers in ascending order, each once. Throws `RangeError` for a list that is empty or has another register. */
export function pcrList(pcrs: readonly number[]): readonly number[] {
  const list = [...new Set(pcrs)].sort((one, other) => one - other);
  const isRegister = (pcr: number): boolean => Number.isInteger(pcr) && pcr >= 0 && pcr < PCR_COUNT;
  if (list.length === 0 || !list.every(isRegister)) throw new RangeError(`PCRs are numbers from 0 to ${PCR_COUNT - 1}`);
  return list;
}

/** TPML_PCR_SELECTION of the SHA-256 bank. */
export function pcrSelection(pcrs: readonly number[]): Uint8Array {
  const bitmap = new Uint8Array(BITMAP_BYTES);
  for (const pcr of pcrs) bitmap[pcr >>> 3] = (bitmap[pcr >>> 3] ?? 0) | (1 << (pcr & 7));
  return join([u32(1), u16(ALGORITHM.sha256), u8(BITMAP_BYTES), bitmap]);
}

/** The registers of a selection in the SHA-256 bank. Throws `TpmFormatError` for any other selection. */
export function readPcrSelection(reader: ByteReader): number[] {
  const banks = reader.u32();
  if (banks === 0) return [];
  if (banks !== 1 || reader.u16() !== ALGORITHM.sha256) throw new TpmFormatError('PCRs of another bank than SHA-256');
  const bitmap = reader.take(reader.u8());
  if (bitmap.length > BITMAP_BYTES) throw new TpmFormatError('more PCRs than a TPM has');
  return Array.from({ length: bitmap.length * 8 }, (_, pcr) => pcr).filter(
    (pcr) => ((bitmap[pcr >>> 3] ?? 0) & (1 << (pcr & 7))) !== 0,
  );
}

/** The values of these registers now, 32 bytes each. */
export async function readPcrs(tpm: Tpm, pcrs: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const values = new Map<number, Uint8Array>();
  for (;;) {
    const missing = pcrs.filter((pcr) => !values.has(pcr));
    if (missing.length === 0) return values;
    const read = await tpm.run({ name: 'pcrRead', parameters: [pcrSelection(missing)] }, (parameters) => {
      parameters.u32();
      const selected = readPcrSelection(parameters);
      const count = parameters.u32();
      if (count > VALUES_AT_ONCE || count !== selected.length) throw new TpmFormatError('another number of PCRs');
      return selected.map((pcr): [number, Uint8Array] => [pcr, Uint8Array.from(parameters.sized(DIGEST_BYTES))]);
    });
    // A TPM without this bank returns nothing
    if (read.length === 0) throw new TpmFormatError('no PCR of the SHA-256 bank');
    for (const [pcr, value] of read) values.set(pcr, value);
  }
}

/** SHA-256 of the values in the order of their registers, as policies and quotes contain it. */
export function digestOfPcrs(pcrs: readonly number[], values: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const inOrder = pcrList(pcrs).map((pcr) => {
    const value = values.get(pcr);
    if (value?.length !== DIGEST_BYTES) throw new RangeError(`there is no value of PCR ${pcr}`);
    return value;
  });
  return sha256(...inOrder);
}

/** Digest of the policy that these registers have values with this digest (TPM2_PolicyPCR, Part 3, §23.7). */
export function pcrPolicyDigest(pcrs: readonly number[], pcrDigest: Uint8Array): Uint8Array {
  return sha256(new Uint8Array(DIGEST_BYTES), u32(COMMAND.policyPcr), pcrSelection(pcrs), pcrDigest);
}

export async function policyPcr(
  tpm: Tpm,
  policySession: number,
  pcrs: readonly number[],
  pcrDigest: Uint8Array,
): Promise<void> {
  await tpm.run(
    {
      name: 'policyPcr',
      entities: [{ handle: policySession }],
      parameters: [sized(pcrDigest), pcrSelection(pcrs)],
    },
    () => undefined,
  );
}
