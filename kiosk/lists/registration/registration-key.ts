/**
 * The lane's own key for pseudonyms of registered travellers. Created at first use, and stored only wrapped by the
 * lane's epoch key.
 */
import { randomFillSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createFile } from '../../../hardware/host/durable-file.ts';
import type { EpochKeys } from '../../vault/captures/keys/epoch-keys.ts';
import { KeyError } from '../../vault/captures/keys/key-error.ts';
import { newKeyBuffer } from '../../vault/captures/keys/wrapped-data-key.ts';

const CONTEXT = new TextEncoder().encode('postern/registration-pseudonym-key/v2');

/**
 * 32 bytes that the caller wipes. Rejects with `KeyError` when the key in the file belongs to another lane, or the
 * secure element is unavailable.
 */
export async function openRegistrationKey(file: string, epochKeys: EpochKeys): Promise<Uint8Array> {
  if (existsSync(file)) return epochKeys.unwrap(readFileSync(file), CONTEXT);
  const key = randomFillSync(newKeyBuffer());
  await epochKeys.prepare('lane');
  const wrapped = epochKeys.wrap('lane', key, CONTEXT);
  if (wrapped === undefined) throw new KeyError('unavailable', 'there is no epoch key of the lane');
  if ((await createFile(file, wrapped)) === 'exists') throw new KeyError('in-use', 'another process created the key');
  return key;
}
