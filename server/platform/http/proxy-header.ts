/**
 * The header of the PROXY protocol, version 2, by which a proxy names the client of a connection that it passes on
 * (https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt).
 */
import { isIPv6 } from 'node:net';

const SIGNATURE = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');
/** Signature, version and command, family and transport, length. */
const FIXED_BYTES = 16;
const VERSION = 2;
const TCP_OVER_IPV4 = 0x11;
const TCP_OVER_IPV6 = 0x21;
/** Addresses and what a proxy adds to them, such as names. The specification lets a proxy send 536 in all without asking. */
const MAX_HEADER_BYTES = 4_096;

export interface Client {
  readonly address: string;
  readonly port: number;
}

export type ProxyHeader =
  /** `client` is absent where the proxy itself is the client, for example to see whether the server answers. */
  | { readonly kind: 'header'; readonly bytes: number; readonly client: Client | undefined }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'malformed' };

/**
 * Reads the header at the beginning of a connection's bytes. Never throws.
 *
 * @example
 * ```ts
 * import { localHeader, readProxyHeader } from './server/platform/http/proxy-header.ts';
 *
 * readProxyHeader(localHeader()); // => { kind: 'header', bytes: 16, client: undefined }
 * ```
 */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  const begun = bytes.subarray(0, SIGNATURE.length);
  if (!begun.equals(SIGNATURE.subarray(0, begun.length))) return { kind: 'malformed' };
  if (bytes.length < FIXED_BYTES) return { kind: 'incomplete' };
  const [versionAndCommand, family] = [bytes.readUInt8(12), bytes.readUInt8(13)];
  const length = FIXED_BYTES + bytes.readUInt16BE(14);
  if (versionAndCommand >> 4 !== VERSION || length > MAX_HEADER_BYTES) return { kind: 'malformed' };
  const command = versionAndCommand & 0x0f;
  if (command > 1) return { kind: 'malformed' };
  if (bytes.length < length) return { kind: 'incomplete' };
  if (command === 0) return { kind: 'header', bytes: length, client: undefined };
  const client = clientIn(family, bytes.subarray(FIXED_BYTES, length));
  return client === undefined ? { kind: 'malformed' } : { kind: 'header', bytes: length, client };
}

/** `undefined`: not a client over TCP. */
function clientIn(family: number, addresses: Buffer): Client | undefined {
  if (family === TCP_OVER_IPV4 && addresses.length >= 12) {
    return { address: [...addresses.subarray(0, 4)].join('.'), port: addresses.readUInt16BE(8) };
  }
  if (family === TCP_OVER_IPV6 && addresses.length >= 36) {
    const groups = Array.from({ length: 8 }, (_, at) => addresses.readUInt16BE(2 * at).toString(16));
    return { address: groups.join(':'), port: addresses.readUInt16BE(32) };
  }
  return undefined;
}

/** The header of a program that is itself the client, although it has the address of a proxy. */
export function localHeader(): Buffer {
  return Buffer.concat([SIGNATURE, Buffer.from([VERSION << 4, 0, 0, 0])]);
}

/** An address in one form, so that two of them can be compared. */
export function plainAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=[0-9.]+$)/i, '');
  return isIPv6(plain) ? new URL(`http://[${plain}]`).hostname.slice(1, -1) : plain;
}
