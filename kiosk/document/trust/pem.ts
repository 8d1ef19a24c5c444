/** Converts the first PEM block (RFC 7468) to DER; returns other data unchanged. */
export function fromPem(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes[0] !== '-'.charCodeAt(0)) return bytes;
  const [first = new Uint8Array()] = pemBlocks(Buffer.from(bytes).toString('latin1'));
  return first;
}

/** All blocks, in their order. */
export function pemBlocks(text: string): readonly Uint8Array<ArrayBuffer>[] {
  return [...text.matchAll(/-----BEGIN [A-Z0-9 ]+-----([\s\S]+?)-----END/g)].map(([, body = '']) =>
    Uint8Array.from(Buffer.from(body, 'base64')),
  );
}
