import { readStrictJson } from '../../../contract/strict-json.ts';
import { LIMITS, MessageRefused, textOf } from './refusal.ts';

/** Throws `MessageRefused`. */
export function readJson(bytes: Uint8Array): unknown {
  const read = readStrictJson(textOf(bytes), LIMITS);
  if (read.kind === 'refused') throw new MessageRefused(read.fault);
  return read.json;
}
