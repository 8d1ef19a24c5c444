import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { PartnerClient } from '../../../../server/sharing/program/partner-client.ts';
import { PARTNER_PROGRAM_SEED } from '../fixtures/agreements.ts';
import { clientCertificate, ed25519KeyOf, operatorCertificate } from '../fixtures/partner-program.ts';

/** A server whose answers never end: it sends a byte now and then, so that no silence ends them. */
async function slowServer(): Promise<{ readonly port: number; readonly serverCa: string }> {
  const certificate = await operatorCertificate();
  const server = createServer(certificate, (_request, response) => {
    const dripping = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(dripping));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, serverCa: certificate.cert };
}

test('a partner does not wait without end for a server that sends slowly', async () => {
  const { port, serverCa } = await slowServer();
  const signing = ed25519KeyOf(PARTNER_PROGRAM_SEED);
  const keys = { signing, certificate: clientCertificate(signing), decryptionSeed: new Uint8Array(32) };
  const client = new PartnerClient({ server: `https://localhost:${port}`, serverCa, keys }, 500);
  await expect(client.ask('/v1/partner/deliveries')).rejects.toThrow();
  client.close();
});
