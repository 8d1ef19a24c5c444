import type { TokenReading } from './token-reader.ts';

/** Overwrites the data of a reading, if it has any. */
export function wipeReading(reading: TokenReading): void {
  if (reading.kind === 'read') reading.text.fill(0);
}
