/**
 * Parses JSON with one long value that must not become a string, because strings cannot be wiped. The value is located and
 * decoded as bytes, then blanked out; the small rest is parsed as usual. A schema that requires an empty string at the
 * value's place ensures that it was found there and nowhere else.
 */
export interface Excised {
  /** The rest, parsed, with an empty string in the value's place. */
  readonly rest: unknown;
  /** The value's characters (base64url and dots): a view of the input, wiped with it. */
  readonly value: Uint8Array;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
/** A-Z a-z 0-9 - _ and the dots between a JWS's parts. */
const isAllowed = (byte: number) =>
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x30 && byte <= 0x39) ||
  byte === 0x2d ||
  byte === 0x5f ||
  byte === 0x2e;

/** `undefined` when the input is not JSON, or does not contain the member exactly once with a value of that alphabet. */
export function exciseMember(json: Uint8Array, member: string): Excised | undefined {
  const places = placesOf(json, member);
  const [place] = places;
  if (place === undefined || places.length > 1) return undefined;
  const { start, end } = place;
  const value = json.subarray(start, end);
  if (!value.every(isAllowed)) return undefined;
  const around = Buffer.concat([json.subarray(0, start), json.subarray(end)]);
  try {
    return { rest: JSON.parse(around.toString('utf8')), value };
  } catch {
    return undefined;
  } finally {
    around.fill(0);
  }
}

function placesOf(json: Uint8Array, member: string): { readonly start: number; readonly end: number }[] {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  const key = Buffer.from(JSON.stringify(member), 'utf8');
  const places = [];
  for (let at = bytes.indexOf(key); at >= 0; at = bytes.indexOf(key, at + 1)) {
    let next = at + key.length;
    while (isBlank(bytes[next])) next++;
    if (bytes[next] !== COLON) continue;
    next++;
    while (isBlank(bytes[next])) next++;
    if (bytes[next] !== QUOTE) continue;
    const end = bytes.indexOf(QUOTE, next + 1);
    if (end >= 0) places.push({ start: next + 1, end });
  }
  return places;
}

/** Decodes base64url without padding (RFC 4648 §5) into a separate buffer. `undefined` when malformed. */
export function decodeBase64Url(text: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined;
  const decoded = new Uint8Array(new ArrayBuffer(Math.floor((text.length * 3) / 4)));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const byte of text) {
    const digit = digitOf(byte);
    if (digit === undefined) return undefined;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      decoded[at++] = (held >> bits) & 0xff;
    }
  }
  const leftOver = held & ((1 << bits) - 1);
  return leftOver === 0 ? decoded : undefined;
}

function digitOf(byte: number): number | undefined {
  if (byte >= 0x41 && byte <= 0x5a) return byte - 0x41;
  if (byte >= 0x61 && byte <= 0x7a) return byte - 0x61 + 26;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30 + 52;
  if (byte === 0x2d) return 62;
  return byte === 0x5f ? 63 : undefined;
}
