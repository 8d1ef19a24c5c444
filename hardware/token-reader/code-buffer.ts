import { MAX_CHARACTERS } from './token-reader.ts';

/**
 * Copies the characters to separate memory: V8 keeps buffers of up to 64 bytes on its heap, where they are copied without
 * wiping.
 */
export function codeBuffer(characters: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new Uint8Array(new ArrayBuffer(MAX_CHARACTERS), 0, characters.length);
  text.set(characters);
  return text;
}
