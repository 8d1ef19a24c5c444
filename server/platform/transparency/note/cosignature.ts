/** The messages that cosigners sign, C2SP tlog-cosignature. */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { LedgerError } from '../ledger-error.ts';
import { uint64 } from '../text.ts';
import { parseCheckpoint } from './checkpoint.ts';

/** The signature of a cosignature begins with its time. */
export const TIME_BYTES = 8;

/** The label of an ML-DSA-44 message: 12 bytes including the zero byte. */
const SUBTREE_LABEL = 'subtree/v1\n\0';

/** `timeS`: POSIX seconds. */
export function ed25519CosignatureMessage(noteText: string, timeS: number): Uint8Array {
  return utf8ToBytes(`cosignature/v1\ntime ${timeS}\n${noteText}`);
}

/**
 * An ML-DSA-44 cosignature covers the tree and not the note: extension lines are not included. Throws `LedgerError` `malformed-checkpoint`
 * for a text that is not a checkpoint, or names longer than 255 bytes.
 */
export function mlDsaCosignatureMessage(cosigner: string, noteText: string, timeS: number): Uint8Array {
  const { origin, size, root } = parseCheckpoint(noteText);
  const start = uint64(0);
  return concatBytes(
    utf8ToBytes(SUBTREE_LABEL),
    shortString(cosigner),
    uint64(timeS),
    shortString(origin),
    start,
    uint64(size),
    root,
  );
}

function shortString(text: string): Uint8Array {
  const bytes = utf8ToBytes(text);
  if (bytes.length === 0 || bytes.length > 255) {
    throw new LedgerError('malformed-checkpoint', 'a name does not have 1 to 255 bytes');
  }
  return concatBytes(Uint8Array.of(bytes.length), bytes);
}
