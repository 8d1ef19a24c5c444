/** The owner's service over TLS with certificates on both sides, asked by the server's own connector and by clients that misbehave. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { blindDocument, makeBlindPair, unblind } from '../../../../kiosk/lists/watchlist/blind-tag.ts';
import { type EvaluatorOptions, openEvaluator } from '../../../../kiosk/lists/watchlist/build/evaluator.ts';
import { EVALUATE_LIMIT_BYTES, EVALUATE_PATH, evaluateAnswerSchema } from '../../../../server/contract/blind-query.ts';
import type { SourceSettings } from '../../../../server/contract/watchlist-source.ts';
import { exchangeWithSource } from '../../../../server/border/watchlist/source-exchange.ts';
import { type IssuedCertificate, type TestAuthority, testAuthority } from '../../../support/test-authority.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { STOLEN } from './list-of.ts';

const LONG_MS = 60_000;
const NAME = 'localhost';
const PAIR = makeBlindPair();
const REQUEST_ID = '12'.repeat(16);

interface World {
  readonly authority: TestAuthority;
  readonly own: IssuedCertificate;
}
let made: Promise<World> | undefined;
/** One authority for all tests: only what it issues differs. */
function world(): Promise<World> {
  made ??= testAuthority().then(async (authority) => ({ authority, own: await authority.issue({ names: [NAME] }) }));
  return made;
}

async function service({
  own,
  ...over
}: Partial<EvaluatorOptions> & { readonly own?: IssuedCertificate | undefined } = {}) {
  const { authority, own: usual } = await world();
  const audit: Parameters<EvaluatorOptions['onRequest']>[0][] = [];
  const { cert, key } = own ?? usual;
  const server = openEvaluator({
    ...{ keys: [{ list: STOLEN, pair: PAIR }], perMinute: 600, clock: systemClock, requestMs: 5_000, ...over },
    tls: { cert: Buffer.from(cert), key: Buffer.from(key), ca: Buffer.from(authority.ca) },
    onRequest: (entry) => void audit.push(entry),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { audit, port: (server.address() as AddressInfo).port, server };
}

/** The server's settings for an owner at this port. @param client `undefined`: without a certificate */
async function settingsFor(port: number, client: IssuedCertificate | undefined, host = NAME): Promise<SourceSettings> {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  return {
    url: `https://${host}:${port}/`,
    caFile: write('ca.pem', (await world()).authority.ca),
    ...(client !== undefined && {
      certificateFile: write('client.pem', client.cert),
      keyFile: write('client.key', client.key),
    }),
    timeoutMs: LONG_MS,
  };
}

const goodClient = async (usage?: 'client' | 'server') =>
  (await world()).authority.issue({ names: ['server.example'], ...(usage && { usage }) });

function query(elements: readonly string[]) {
  return { version: 1, requestId: REQUEST_ID, list: STOLEN, publicKey: PAIR.publicKey, elements };
}
const blinded = () => blindDocument(STOLEN, new TextEncoder().encode('P\nUTO\nL898902C3'));

const ask = (settings: SourceSettings, message: object) =>
  exchangeWithSource(settings, { path: EVALUATE_PATH, message, limitBytes: EVALUATE_LIMIT_BYTES });

describe("the owner's service over TLS with certificates on both sides", () => {
  it('answers a server of its authority with an evaluation that is proved', async () => {
    const { port, audit } = await service();
    const document = blinded();
    const reply = await ask(await settingsFor(port, await goodClient('client')), query([document.element]));
    const answer = evaluateAnswerSchema.parse(reply.kind === 'replied' ? reply.json : reply);
    expect(unblind([document], PAIR.publicKey, answer)).toHaveLength(1);
    expect(audit).toMatchObject([{ result: 'answered', requestId: REQUEST_ID, elements: 1 }]);
    expect(audit[0]?.client).toMatch(/^[0-9A-F:]{95}$/);
  });

  it.each([
    ['without a certificate', () => Promise.resolve(undefined)],
    ['of another authority', async () => (await testAuthority()).issue({ names: ['server.example'] })],
    ['whose certificate has expired', async () => (await world()).authority.issue({ names: ['a'], expired: true })],
    ['whose certificate is for servers only', () => goodClient('server')],
  ])('answers no client %s', async (_which, client) => {
    const { port, audit } = await service();
    const reply = await ask(await settingsFor(port, await client()), query([blinded().element]));
    expect(reply).toMatchObject({ kind: 'away', why: expect.stringMatching(/^(not-trusted|unreachable)$/) as string });
    expect(audit).toEqual([]);
  });

  it.each([
    ['is for another host', async () => (await world()).authority.issue({ names: ['owner.example'] })],
    ['has expired', async () => (await world()).authority.issue({ names: [NAME], expired: true })],
    ['is of another authority', async () => (await testAuthority()).issue({ names: [NAME] })],
  ])('is not asked by a server when its own certificate %s', async (_which, own) => {
    const { port, audit } = await service({ own: await own() });
    const reply = await ask(await settingsFor(port, await goodClient()), query([blinded().element]));
    expect(reply).toEqual({ kind: 'away', why: 'not-trusted' });
    expect(audit).toEqual([]);
  });

  it.each([
    ['no JSON', 'nonsense', 422, 'malformed'],
    ['an array', '[]', 422, 'malformed'],
    ['another field', JSON.stringify({ ...query(['ab'.repeat(32)]), lane: 'north-1' }), 422, 'malformed'],
    ['no element', JSON.stringify(query([])), 422, 'malformed'],
    ['the identity', JSON.stringify(query(['00'.repeat(32)])), 422, 'malformed'],
    ['an element that does not decode', JSON.stringify(query(['ff'.repeat(32)])), 422, 'no-element'],
    ['another key', JSON.stringify({ ...query(['ab'.repeat(32)]), publicKey: 'cd'.repeat(32) }), 422, 'other-key'],
    ['more bytes than a query has', 'x'.repeat(EVALUATE_LIMIT_BYTES + 1), 413, 'too-large'],
  ])('refuses %s, and goes on answering', async (_what, body, status, result) => {
    const { port, audit } = await service();
    const client = await goodClient();
    // A client that still sends may lose the answer to a body that is too large
    expect([status, ...(status === 413 ? ['closed'] : [])]).toContain(await post(port, client, body));
    expect(audit).toMatchObject([{ result }]);
    expect(await ask(await settingsFor(port, client), query([blinded().element]))).toMatchObject({ kind: 'replied' });
  });

  it('counts the elements of each client by its certificate', async () => {
    const { port, audit } = await service({ perMinute: 3, clock: { ...systemClock, monotonicMs: () => 0 } });
    const [one, other] = [await settingsFor(port, await goodClient()), await settingsFor(port, await goodClient())];
    const two = query([blinded().element, blinded().element]);
    expect(await ask(one, two)).toMatchObject({ kind: 'replied' });
    expect(await ask(one, two)).toEqual({ kind: 'away', why: 'refused' });
    expect(await ask(other, two)).toMatchObject({ kind: 'replied' });
    expect(audit.map(({ result }) => result)).toEqual(['answered', 'rate-limited', 'answered']);
  });

  it.each([
    ['begins no request', ''],
    ['does not end its headers', `POST /${EVALUATE_PATH} HTTP/1.1\r\nhost: ${NAME}\r\n`],
    ['does not end its body', `POST /${EVALUATE_PATH} HTTP/1.1\r\nhost: ${NAME}\r\ncontent-length: 500\r\n\r\n{`],
  ])('ends the connection of a client that %s', { timeout: 2 * LONG_MS }, async (_what, sent) => {
    const { port, audit } = await service({ requestMs: 50 });
    const { cert, key } = await goodClient();
    const { ca } = (await world()).authority;
    const socket = connect({ port, host: '127.0.0.1', servername: NAME, ca, cert, key });
    socket.on('error', () => undefined).resume();
    await once(socket, 'secureConnect');
    socket.write(sent);
    await once(socket, 'close');
    expect(audit.filter(({ result }) => result === 'answered')).toEqual([]);
  });
});

/** The status of the answer to these bytes. */
function post(port: number, { cert, key }: IssuedCertificate, body: string): Promise<number | 'closed' | undefined> {
  return world().then(
    ({ authority: { ca } }) =>
      new Promise((resolve) => {
        const options = { host: '127.0.0.1', servername: NAME, port, path: `/${EVALUATE_PATH}`, method: 'POST' };
        const call = request({ ...options, ca, cert, key, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        call.once('error', () => resolve('closed'));
        call.end(body);
      }),
  );
}
