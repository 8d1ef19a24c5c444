import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { signedOffices } from '../../server/goods/declarations/fixtures/trader-bench.ts';
import { clientCertificate, operatorCertificate, strangersKey } from '../../server/sharing/fixtures/partner-program.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type AttackedServer, attackedServer } from './attacked-server.ts';
import { visitor, type Port } from './visitor.ts';

/** A server with every port that it can have; the certificate is the operator's. */
export async function serverWithAllPorts() {
  const folder = temporaryFolder();
  const { cert, key } = await operatorCertificate();
  const { signed, signerKeys } = await signedOffices();
  const fileOf = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const started = await attackedServer({
    POSTERN_SERVER_TLS_CERTIFICATE_FILE: fileOf('cert.pem', cert),
    POSTERN_SERVER_TLS_KEY_FILE: fileOf('key.pem', key),
    POSTERN_SERVER_TRADERS_PORT: '0',
    POSTERN_SERVER_OFFICE_KEYS_FILE: fileOf('offices.json', JSON.stringify(signed)),
    POSTERN_SERVER_SIGNER_KEYS: signerKeys.join(','),
    POSTERN_SERVER_PARTNERS_PORT: '0',
    POSTERN_SERVER_PARTNER_PORTAL_PORT: '0',
    POSTERN_SERVER_PARTNER_PORTAL_ORIGIN: 'https://partners.example',
  });
  const server: AttackedServer = { ...started, people: { ...started.people, ca: cert } };
  const at = async (event: string): Promise<Port> => {
    const lineOf = () => server.lines.find((line) => line['event'] === event);
    await expect.poll(lineOf, { timeout: 240_000 }).toBeDefined();
    return { port: Number(lineOf()?.['port']), ca: cert };
  };
  return { server, at };
}

/** A client with an unknown certificate. It makes a connection for each request. */
export function strangerAt(port: Port, from: string) {
  const key = strangersKey();
  const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
  return visitor(port, { from, identity: { key: pem, cert: clientCertificate(key, 'stranger') } });
}
