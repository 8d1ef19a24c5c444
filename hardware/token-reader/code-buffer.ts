import { MOST_CHARACTERS } from './token-reader.ts';

/** A copy in memory of its own: buffers of 64 bytes and fewer live on the engine's own heap, where they are copied about and not wiped. */
export function codeBuffer(characters: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new Uint8Array(new ArrayBuffer(MOST_CHARACTERS), 0, characters.length);
  text.set(characters);
  return text;
}
