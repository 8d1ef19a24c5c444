import type { BytesCoder } from '@scure/base';

/** A decoder that returns `undefined` where `coder` throws. */
export function strictDecoder(coder: BytesCoder): (text: string) => Uint8Array | undefined {
  return (text) => {
    try {
      return coder.decode(text);
    } catch {
      return undefined;
    }
  };
}
