import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { localHeader, plainAddress, readProxyHeader } from '../../../../server/platform/http/proxy-header.ts';
import { proxyHeader } from '../../fixtures/proxy-header.ts';

const CLIENT = { address: '192.0.2.9', port: 51_000 };
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const SIGNATURE = '0d0a0d0a000d0a515549540a';

describe('the header of a proxy', () => {
  it('names a client by IPv4 and IPv6, with and without additions', () => {
    // By hand from section 2.2 of the specification
    expect(readProxyHeader(hex(`${SIGNATURE} 21 11 000c c0000209 c0000201 c738 01bb`))).toEqual({
      ...{ kind: 'header', bytes: 28, client: CLIENT },
    });
    const six = `20010db8000000000000000000000007 20010db8000000000000000000000001 c738 01bb`;
    expect(readProxyHeader(hex(`${SIGNATURE} 21 21 0028 ${six} 03000104`))).toMatchObject({
      ...{ bytes: 56, client: { port: 51_000 } },
    });
    const read = readProxyHeader(proxyHeader({ address: '2001:db8::7', port: 1 }));
    expect(read.kind === 'header' && plainAddress(read.client?.address ?? '')).toBe('2001:db8::7');
  });

  it('may say that the proxy itself is the client', () => {
    expect(readProxyHeader(localHeader())).toEqual({ kind: 'header', bytes: 16, client: undefined });
  });

  it('leaves the bytes after it', () => {
    const header = proxyHeader(CLIENT);
    expect(readProxyHeader(Buffer.concat([header, Buffer.from('GET /')]))).toMatchObject({ bytes: header.length });
  });

  it('is awaited while its beginning is there', () => {
    const header = proxyHeader(CLIENT);
    for (let length = 0; length < header.length; length += 1) {
      expect(readProxyHeader(header.subarray(0, length))).toEqual({ kind: 'incomplete' });
    }
  });

  test.each([
    ['a request', Buffer.from('GET / HTTP/1.1\r\n')],
    ['a handshake of TLS', hex('160301')],
    ['version 1 of the protocol', Buffer.from('PROXY TCP4 192.0.2.9 192.0.2.1 51000 443\r\n')],
    ['another version', hex(`${SIGNATURE} 11 11 000c c0000209 c0000201 c738 01bb`)],
    ['another command', hex(`${SIGNATURE} 22 11 000c c0000209 c0000201 c738 01bb`)],
    ['UDP', hex(`${SIGNATURE} 21 12 000c c0000209 c0000201 c738 01bb`)],
    ['a socket of this machine', hex(`${SIGNATURE} 21 31 0000`)],
    ['too short an address', hex(`${SIGNATURE} 21 11 0004 c0000209`)],
    ['an endless header', hex(`${SIGNATURE} 21 11 ffff`)],
  ])('is not %s', (_name, bytes) => {
    expect(readProxyHeader(bytes)).toEqual({ kind: 'malformed' });
  });

  it('is read from arbitrary bytes without an error and never beyond them', () => {
    const arbitrary = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.uint8Array({ maxLength: 80 }).map((rest) => Buffer.concat([hex(SIGNATURE), rest])),
    );
    fc.assert(
      fc.property(arbitrary, (bytes) => {
        const read = readProxyHeader(Buffer.from(bytes));
        if (read.kind === 'header') expect(read.bytes).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('has addresses in one form', () => {
    expect(['::ffff:192.0.2.9', '2001:DB8:0:0::7', '10.0.0.1', ''].map(plainAddress)).toEqual([
      ...['192.0.2.9', '2001:db8::7', '10.0.0.1', ''],
    ]);
  });
});
