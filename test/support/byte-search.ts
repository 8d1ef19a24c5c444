/** Searches for many byte strings in one pass. */
export interface Needle {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ByteSearch {
  /** Length of the longest needle, bytes. */
  readonly longest: number;
  in(bytes: Uint8Array): Generator<{ readonly name: string; readonly offset: number }>;
}

const SLOTS_BITS = 20;
const slotOf = (first: number): number => Math.imul(first, 0x9e3779b1) >>> (32 - SLOTS_BITS);

/** The first four bytes decide whether a needle may begin at a position. Throws `RangeError` for shorter needles. */
export function createSearch(needles: readonly Needle[]): ByteSearch {
  const begins = new Uint8Array(1 << SLOTS_BITS);
  const byFirst = new Map<number, { readonly name: string; readonly wanted: Buffer }[]>();
  let longest = 0;
  for (const { name, bytes } of needles) {
    const wanted = Buffer.from(bytes);
    if (wanted.length < 4) throw new RangeError(`${name} is too short to look for`);
    const first = wanted.readInt32LE();
    begins[slotOf(first)] = 1;
    const same = byFirst.get(first);
    if (same === undefined) byFirst.set(first, [{ name, wanted }]);
    else same.push({ name, wanted });
    longest = Math.max(longest, wanted.length);
  }
  return {
    longest,
    *in(bytes) {
      const place = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let first = 0;
      for (let end = 1; end <= place.length; end++) {
        first = (first >>> 8) | ((place[end - 1] as number) << 24);
        if (end < 4 || begins[slotOf(first)] === 0) continue;
        const offset = end - 4;
        for (const { name, wanted } of byFirst.get(first) ?? []) {
          if (offset + wanted.length > place.length) continue;
          if (place.compare(wanted, 0, wanted.length, offset, offset + wanted.length) === 0) yield { name, offset };
        }
      }
    },
  };
}

/** The names of the needles found, without duplicates. */
export function namesIn(bytes: Uint8Array, needles: readonly Needle[]): readonly string[] {
  return [...new Set([...createSearch(needles).in(bytes)].map(({ name }) => name))];
}
