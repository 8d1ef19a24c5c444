import { visitSymbols } from './coefficient-symbols.ts';
import { huffmanSpecification } from './huffman-build.ts';
import type { HuffmanSpecification } from './tables.ts';

/** The best code for the symbols of these blocks together. */
export function specificationFor(blocks: readonly Int16Array[]): HuffmanSpecification {
  const counted = Array.from({ length: 256 }, () => 0);
  for (const block of blocks) {
    visitSymbols(block, (symbol) => {
      counted[symbol] = (counted[symbol] ?? 0) + 1;
    });
  }
  return huffmanSpecification(counted);
}

/** Encodes a block: a zero is stuffed after each 0xff, and ones fill the last byte. */
export function encodeBlock(levels: Int16Array, specification: HuffmanSpecification): Uint8Array<ArrayBuffer> {
  const { codes, lengths } = codesOf(specification);
  // A symbol and its escape take at most 32 bits, stuffing at most doubles them, and each symbol covers at least one
  // level.
  const out = new Uint8Array(new ArrayBuffer(levels.length * 8 + 2));
  let size = 0;
  let held = 0;
  let heldBits = 0;
  const write = (value: number, bits: number) => {
    for (let left = bits; left > 0; ) {
      const taken = Math.min(left, 8 - heldBits);
      held = (held << taken) | ((value >> (left - taken)) & ((1 << taken) - 1));
      heldBits += taken;
      left -= taken;
      if (heldBits < 8) break;
      out[size++] = held;
      if (held === 0xff) out[size++] = 0;
      held = 0;
      heldBits = 0;
    }
  };
  visitSymbols(levels, (symbol, extra, extraBits) => {
    write(codes[symbol] as number, lengths[symbol] as number);
    if (extraBits > 0) write(extra, extraBits);
  });
  if (heldBits > 0) write((1 << (8 - heldBits)) - 1, 8 - heldBits);
  const block = out.slice(0, size);
  out.fill(0);
  return block;
}

function codesOf({ counts, symbols }: HuffmanSpecification) {
  const codes = new Uint16Array(256);
  const lengths = new Uint8Array(256);
  let code = 0;
  let next = 0;
  for (const [index, count] of counts.entries()) {
    for (let left = count; left > 0; left--) {
      const symbol = symbols[next++] ?? 0;
      codes[symbol] = code++;
      lengths[symbol] = index + 1;
    }
    code <<= 1;
  }
  return { codes, lengths };
}
