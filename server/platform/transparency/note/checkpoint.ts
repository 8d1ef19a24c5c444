/** The text of a checkpoint, C2SP tlog-checkpoint "Note text": origin, size, root, and any extension lines. */
import { LedgerError } from '../ledger-error.ts';
import { HASH_BYTES } from '../../../contract/merkle/hash.ts';
import { decodeBase64, decodeDecimal, encodeBase64 } from '../text.ts';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/** Throws `LedgerError` `malformed-checkpoint`. Extension lines are allowed and ignored; an ML-DSA cosignature does not cover them. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3) throw malformed('it has fewer than three lines');
  if (lines.includes('')) throw malformed('a line is empty');
  const [origin = '', decimal = '', base64 = ''] = lines;
  const size = decodeDecimal(decimal);
  if (size === undefined) throw malformed('the size is not a whole number');
  let root: Uint8Array;
  try {
    root = decodeBase64(base64);
  } catch (cause) {
    throw new LedgerError('malformed-checkpoint', 'the root is not base64', { cause });
  }
  if (root.length !== HASH_BYTES) throw malformed('the root is not 32 bytes');
  return { origin, size, root };
}

function malformed(message: string): LedgerError {
  return new LedgerError('malformed-checkpoint', message);
}
