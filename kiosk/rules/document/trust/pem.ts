/** Converts the first PEM block (RFC 7468) to DER; returns other data unchanged. */
export function fromPem(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes[0] !== '-'.charCodeAt(0)) return bytes;
  const [first = new Uint8Array()] = pemBlocks(Buffer.from(bytes).toString('latin1'));
  return first;
}

/** All blocks, in their order. */
export function pemBlocks(text: string): readonly Uint8Array<ArrayBuffer>[] {
  const [, ...begun] = text.split('-----BEGIN ');
  return begun.flatMap((block) => {
    const [head = ''] = /^[A-Z0-9 ]+-----/.exec(block) ?? [];
    const end = block.indexOf('-----END', head.length);
    return head === '' || end === -1 ? [] : [Uint8Array.from(Buffer.from(block.slice(head.length, end), 'base64'))];
  });
}
