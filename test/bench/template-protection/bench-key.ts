import { createHmac } from 'node:crypto';

/** The `number`th key of a use, like a PRF's output for a record id and a salt, and equal in each run. */
export function benchKey(use: string, number: number): Uint8Array {
  return createHmac('sha256', 'template protection bench').update(`${use}/${number}`).digest();
}
