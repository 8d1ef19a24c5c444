import { X509Certificate } from 'node:crypto';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { ConfigError } from '../../../../kiosk/platform/config/config.ts';
import type { CertificateSource } from '../../../../kiosk/fleet/enrolment/kept-certificate.ts';
import { operatorCertificate } from '../../../../kiosk/fleet/enrolment/operator-certificate.ts';
import type { HeldCertificate } from '../../../../kiosk/fleet/enrolment/request-certificate.ts';
import { openEvidenceEndpoint } from '../../../../kiosk/lane/evidence/evidence-endpoint.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { Authority } from '../../../../server/lanes/fleet/authority.ts';
import { askOverTls, issue, testAuthority } from '../../../server/lanes/fleet/fixtures/fleet-bench.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ORIGIN = 'https://console.example';
const kioskId = kioskIdSchema.parse('lane-1');

async function held(authority: Authority, host = 'lane.example'): Promise<HeldCertificate> {
  const signed = await issue(authority, { use: 'evidence', kioskId, host });
  return { ...signed, x509: new X509Certificate(signed.cert), lifetimeMs: 86_400_000 };
}

/** A certificate that a test puts in. */
function source(first: HeldCertificate | undefined) {
  let current = first;
  const listeners = new Set<() => void>();
  const certificate: CertificateSource = {
    current: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    certificate,
    use(next: HeldCertificate | undefined) {
      current = next;
      for (const listener of listeners) listener();
    },
  };
}

async function endpoint(certificate: CertificateSource) {
  const opened = await openEvidenceEndpoint({
    port: 0,
    consoleOrigins: new Set([ORIGIN]),
    clock: turnedClock(),
    log: () => undefined,
    certificate,
    releaser: { release: async () => ({ kind: 'refused', why: 'expired' }) },
  });
  onTestFinished(() => opened.close());
  return Number(new URL(opened.url).port);
}

/** The lane's answer to a browser that uses this name, or the browser's reason to refuse. */
async function ask(port: number, authority: Authority, host = 'lane.example'): Promise<string> {
  const headers = {
    host: `${host}:${port}`,
    origin: ORIGIN,
    'content-type': 'application/json',
    'content-length': '2',
  };
  const options = { ca: authority.certificatePem, servername: 'lane.example', headers, method: 'POST' };
  return askOverTls(port, '/v1/evidence', { ...options, body: Buffer.from('{}') }).then(
    ({ text }) => (JSON.parse(text) as { error: { code: string } }).error.code,
    (error: NodeJS.ErrnoException) => error.code ?? 'refused',
  );
}

const open = (port: number, authority: Authority) =>
  new Promise<TLSSocket>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, ca: authority.certificatePem, servername: 'lane.example' };
    const socket: TLSSocket = connect(options, () => resolve(socket));
    socket.once('error', reject);
    onTestFinished(() => void socket.destroy());
  });

test('evidence is served over TLS, for names in the certificate only', async () => {
  const { authority } = await testAuthority();
  const port = await endpoint(source(await held(authority)).certificate);
  expect(await ask(port, authority)).toBe('expired');
  expect(await ask(port, authority, 'rebound.example')).toBe('host-not-allowed');
  expect(await ask(port, authority, '127.0.0.1')).toBe('host-not-allowed');
  expect(await ask(port, (await testAuthority()).authority)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  expect((await open(port, authority)).getProtocol()).toBe('TLSv1.3');
});

test('evidence is served with a renewed certificate on new connections, and open ones continue', async () => {
  const { authority } = await testAuthority();
  const [one, two] = [await held(authority), await held(authority)];
  const { certificate, use } = source(one);
  const port = await endpoint(certificate);
  const standing = await open(port, authority);
  expect(standing.getPeerCertificate().serialNumber).toBe(one.x509.serialNumber);
  use(two);
  expect((await open(port, authority)).getPeerCertificate().serialNumber).toBe(two.x509.serialNumber);
  standing.write(`GET / HTTP/1.1\r\nhost: lane.example\r\norigin: ${ORIGIN}\r\n\r\n`);
  expect(String(await new Promise((resolve) => standing.once('data', resolve)))).toContain('404');
});

test('evidence is not served without a certificate, or after its revocation', async () => {
  const { authority } = await testAuthority();
  const { certificate, use } = source(undefined);
  const port = await endpoint(certificate);
  await expect(open(port, authority)).rejects.toThrow();
  use(await held(authority));
  const standing = await open(port, authority);
  const closed = new Promise((resolve) => standing.once('close', resolve));
  // Node cuts off connections from which it has read a request
  standing.write(`GET / HTTP/1.1\r\nhost: lane.example\r\norigin: ${ORIGIN}\r\n\r\n`);
  await new Promise((resolve) => standing.once('data', resolve));
  use(undefined);
  await closed;
  await expect(open(port, authority)).rejects.toThrow();
});

test("evidence is served with the operator's certificate, which is loaded again after its renewal", async () => {
  const { authority } = await testAuthority();
  const folder = temporaryFolder();
  const files = { certificateFile: join(folder, 'lane.crt'), keyFile: join(folder, 'lane.key') };
  const put = (certificate: HeldCertificate, at: number) => {
    writeFileSync(files.certificateFile, certificate.cert);
    writeFileSync(files.keyFile, certificate.key, { mode: 0o600 });
    utimesSync(files.certificateFile, at, at);
  };
  const [one, two] = [await held(authority), await held(authority)];
  const clock = turnedClock();
  expect(() => operatorCertificate(files, clock, () => undefined)).toThrow(ConfigError);
  put(one, 1);
  const operators = operatorCertificate(files, clock, () => undefined);
  expect(operators.current()?.serial).toBe(one.x509.serialNumber);
  // Half written: the key is still the old one
  writeFileSync(files.certificateFile, two.cert);
  await clock.advance(60_000);
  expect(operators.current()?.serial).toBe(one.x509.serialNumber);
  put(two, 2);
  await clock.advance(60_000);
  expect(operators.current()?.serial).toBe(two.x509.serialNumber);
  operators.close();
});
