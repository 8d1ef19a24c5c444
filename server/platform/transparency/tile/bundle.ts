/** Entry bundles, C2SP tlog-tiles "Log entries": concatenated entries, each after its length as a big-endian uint16. */
import { LedgerError } from '../ledger-error.ts';
import { TILE_WIDTH } from './path.ts';

export const LONGEST_ENTRY_BYTES = 0xff_ff;

/** Throws `LedgerError` `malformed-bundle` for an entry past 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > LONGEST_ENTRY_BYTES) throw malformed('an entry is longer than 65,535 bytes');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** Views into `bytes`, 1 to 256 of them. Throws `LedgerError` `malformed-bundle`. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) throw malformed('it ends inside a length');
    const end = at + 2 + view.getUint16(at);
    if (end > bytes.length) throw malformed('it ends inside an entry');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length === 0 || entries.length > TILE_WIDTH) throw malformed('it has no entries, or more than 256');
  return entries;
}

function malformed(message: string): LedgerError {
  return new LedgerError('malformed-bundle', message);
}
