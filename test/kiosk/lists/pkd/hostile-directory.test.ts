import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFirstBer } from '../../../../hardware/ber/read.ts';
import { integerElement, OCTET_STRING, readSmallInteger, SEQUENCE, SET } from '../../../../hardware/ber/universal.ts';
import { ascii, concat, tlv } from '../../../../hardware/ber/write.ts';
import { createIssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import { DirectoryObjects } from '../../../../kiosk/lists/pkd/directory-objects.ts';
import { type DirectoryBounds, DIRECTORY_BOUNDS, readDirectory } from '../../../../kiosk/lists/pkd/read-directory.ts';
import { VALIDITY } from '../../rules/document/trust/specimen-signers.ts';
import { BASE } from './specimen-directory.ts';

const SEARCH = 0x63;
const ENUMERATED = 0x0a;
const text = (value: string) => tlv(OCTET_STRING, ascii(value));
const message = (id: number, ...parts: Uint8Array[]) => tlv(SEQUENCE, integerElement(id), ...parts);

const entry = (id: number, attribute: string, ...values: Uint8Array[]) => {
  const set = tlv(SET, ...values.map((value) => tlv(OCTET_STRING, value)));
  return message(id, tlv(0x64, text(`cn=a,${BASE}`), tlv(SEQUENCE, tlv(SEQUENCE, text(attribute), set))));
};
/** @param cookie empty: the last page */
const done = (id: number, cookie = '', code = 0) => {
  const value = tlv(SEQUENCE, integerElement(0), text(cookie));
  const control = tlv(SEQUENCE, text('1.2.840.113556.1.4.319'), tlv(OCTET_STRING, value));
  return message(id, tlv(0x65, tlv(ENUMERATED, Uint8Array.of(code)), text(''), text('')), tlv(0xa0, control));
};

/** A server that answers each search with what `answer` sends. */
async function serve(answer: (socket: Socket, id: number) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const [id, operation] = readFirstBer(Uint8Array.from(chunk)).children();
      if (operation?.tag === SEARCH) answer(socket, readSmallInteger(id!));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function read(answer: (socket: Socket, id: number) => void, bounds: Partial<DirectoryBounds> = {}) {
  const objects = new DirectoryObjects();
  const limits = { ...DIRECTORY_BOUNDS, pageMs: 20_000, ...bounds };
  await readDirectory({ url: await serve(answer), base: BASE }, objects, limits);
  return objects;
}

const refusedWith = (code: string) => ({ name: 'PkdError', code });
const certificate = createIssuingState('UT', VALIDITY).signingAuthority.certificate;
const signer = (id: number) => entry(id, 'userCertificate;binary', certificate);

describe('a directory server', () => {
  it('that answers as it should is read, also byte by byte and with unknown attributes', async () => {
    const objects = await read((socket, id) => {
      const answer = concat(
        entry(id, '__proto__', ascii('x')),
        entry(id, 'USERCERTIFICATE;BINARY', certificate),
        done(id),
      );
      for (const byte of answer) socket.write(Uint8Array.of(byte));
    });
    expect(objects.counts().certificate).toBe(1);
  });

  it('that returns something else than certificates and lists has none of it counted as one', async () => {
    const objects = await read((socket, id) => {
      socket.write(
        concat(entry(id, 'userCertificate;binary', ascii('nothing'), certificate.subarray(0, 90)), done(id)),
      );
    });
    expect(objects.counts().certificate).toBe(0);
    expect(objects.unreadable).toBeGreaterThan(0);
  });

  it.each([
    ['endless entries in one page', (id: number) => signer(id), 'too-large'],
    ['an endless message', () => Uint8Array.of(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff), 'too-large'],
    ['something else than LDAP', () => ascii('HTTP/1.1 200 OK\r\n\r\n'), 'malformed'],
    ['a length that is too long', () => Uint8Array.of(0x30, 0x88, 1, 1, 1, 1, 1, 1, 1, 1), 'malformed'],
    ['a partial result', (id: number) => concat(signer(id), done(id, '', 4)), 'incomplete'],
    ['an empty page before the last', (id: number) => done(id, 'more'), 'incomplete'],
    ['an error', (id: number) => done(id, '', 50), 'refused'],
  ] as const)('with %s is not read in part', async (_what, answer, code) => {
    const send = (socket: Socket, id: number): void => {
      socket.write(answer(id), () => {
        if (code === 'too-large' && !socket.destroyed) setImmediate(send, socket, id);
      });
    };
    await expect(read(send, { pageBytes: 500_000, messageBytes: 100_000 })).rejects.toMatchObject(refusedWith(code));
  });

  it('with endless pages is left at the bound of entries', async () => {
    const answer = (socket: Socket, id: number): void => void socket.write(concat(signer(id), done(id, 'more')));
    await expect(read(answer, { entries: 50 })).rejects.toMatchObject(refusedWith('too-large'));
  });

  it('that stops in the middle of a page is left at the limit of time', async () => {
    const answer = (socket: Socket, id: number): void => void socket.write(signer(id));
    await expect(read(answer, { pageMs: 300 })).rejects.toMatchObject(refusedWith('too-slow'));
    await expect(read(answer, { totalMs: 300 })).rejects.toMatchObject(refusedWith('too-slow'));
  });

  it('that closes the connection in the middle of a page is incomplete', async () => {
    const answer = (socket: Socket, id: number): void => void socket.end(signer(id));
    await expect(read(answer)).rejects.toMatchObject(refusedWith('incomplete'));
  });

  it('with thousands of small messages in one packet does not exhaust the stack', async () => {
    const answer = (socket: Socket, id: number): void =>
      void socket.write(concat(...Array.from({ length: 20_000 }, () => entry(id, 'x')), done(id)));
    expect((await read(answer)).counts().certificate).toBe(0);
  });
});
