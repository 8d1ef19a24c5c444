import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';

const PURPOSE = new TextEncoder().encode('btp/v1');

/**
 * The protection key of a record, 32 bytes that the caller wipes: the secure element's PRF of purpose, record and salt. It
 * cannot be computed without the secure element, nor without the salt. Rejects with `DeviceError`.
 */
export async function protectionKey(
  provider: Pick<KeyProvider, 'prf'>,
  recordId: string,
  salt: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const id = Buffer.from(recordId, 'hex');
  const input = new Uint8Array(PURPOSE.length + id.length + salt.length);
  input.set(PURPOSE);
  input.set(id, PURPOSE.length);
  input.set(salt, PURPOSE.length + id.length);
  return provider.prf(input);
}
