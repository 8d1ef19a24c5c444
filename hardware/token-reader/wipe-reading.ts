import type { TokenReading } from './token-reader.ts';

/** Overwrites what a reading holds, if it holds anything. */
export function wipeReading(reading: TokenReading): void {
  if (reading.kind === 'read') reading.text.fill(0);
}
