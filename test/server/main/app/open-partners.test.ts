/** The port for partners as the server opens it from its configuration. */
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { partnerDeliveriesSchema } from '../../../../server/sharing/partners/answers.ts';
import { insertParty } from '../../../../server/sharing/agreement/tables/party-table.ts';
import { initialiseAuthority } from '../../../../server/lanes/fleet/authority.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { SAMPLE_PARTNER } from '../../sharing/fixtures/agreements.ts';
import {
  askAsPartner,
  clientCertificate,
  operatorCertificate,
  strangersKey,
} from '../../sharing/fixtures/partner-program.ts';

const ADDRESS = '127.0.0.1';

async function servers(hasPort = true) {
  const certificate = await operatorCertificate();
  const dataDir = temporaryFolder();
  await initialiseAuthority(join(dataDir, 'fleet'), Date.now());
  const tls = { names: ['localhost'], kioskHost: ADDRESS, kioskPort: 0, certificate };
  const server = await runServer({ dataDir, tls, ...(hasPort && { partners: { host: ADDRESS, port: 0 } }) });
  return { server, port: server.partnersPort ?? 0, certificate };
}

test('is open with the operator’s certificate to a partner whose record is in use, and to no one else', async () => {
  const { server, port, certificate } = await servers();
  const at = { port, ca: certificate.cert, refusals: [] };
  const path = '/v1/partner/deliveries';
  expect((await askAsPartner(at, path)).status).toBe(403);
  await server.context.queue.run((transaction) =>
    insertParty(transaction, { party: SAMPLE_PARTNER, proposedBy: 'p-1', approvedBy: 'p-2', enteredAt: 1 }),
  );
  const answer = await askAsPartner(at, path);
  expect(answer.status).toBe(200);
  expect(partnerDeliveriesSchema.parse(JSON.parse(answer.text)).deliveries).toEqual([]);
  const stranger = strangersKey();
  const client = { key: stranger, cert: clientCertificate(stranger) };
  expect((await askAsPartner(at, path, { client })).status).toBe(403);
  expect((await askAsPartner(at, path, { client: null })).status).toBe(403);
  expect((await askAsPartner(at, path, { headers: { host: 'localhost:1' } })).status).not.toBe(200);
  // Neither the routes of lanes nor those of people
  for (const other of ['/v1/sharing', '/v1/status']) expect((await askAsPartner(at, other)).status).toBe(404);
}, 300_000);

test('speaks TLS 1.3 alone', async () => {
  const { port, certificate } = await servers();
  const version = (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
    new Promise((resolve) => {
      const socket = connect({ host: ADDRESS, port, servername: 'localhost', ca: certificate.cert, maxVersion }, () => {
        resolve(socket.getProtocol());
        socket.destroy();
      });
      socket.on('error', () => resolve('refused'));
    });
  expect(await version('TLSv1.3')).toBe('TLSv1.3');
  expect(await version('TLSv1.2')).toBe('refused');
}, 300_000);

test('does not exist without its setting', async () => {
  const { server } = await servers(false);
  expect(server.partnersPort).toBeUndefined();
}, 300_000);
