import fc from 'fast-check';

/** A damaged file: bytes changed, removed, inserted, repeated, or the end lost. */
export function damaged(file: Uint8Array<ArrayBuffer>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const offset = fc.nat({ max: file.length - 1 });
  const changes = fc.array(fc.tuple(offset, fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 });
  const spots = changes.map((patches) => {
    const copy = Uint8Array.from(file);
    for (const [at, byte] of patches) copy[at] = byte;
    return copy;
  });
  const bits = fc.tuple(offset, fc.nat({ max: 7 })).map(([at, bit]) => {
    const copy = Uint8Array.from(file);
    copy[at] = (copy[at] ?? 0) ^ (1 << bit);
    return copy;
  });
  const cut = fc
    .tuple(offset, fc.nat({ max: 64 }))
    .map(([at, length]) => join(file.slice(0, at), file.slice(at + length)));
  const inserted = fc
    .tuple(offset, fc.uint8Array({ maxLength: 16 }))
    .map(([at, more]) => join(file.slice(0, at), more, file.slice(at)));
  const repeated = fc
    .tuple(offset, fc.nat({ max: 64 }))
    .map(([at, length]) => join(file.slice(0, at + length), file.slice(at)));
  const ended = offset.map((at) => file.slice(0, at));
  return fc.oneof(spots, bits, cut, inserted, repeated, ended);
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
