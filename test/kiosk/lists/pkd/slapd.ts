/** OpenLDAP's server with the schema of the public key directory, on a loopback port. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../support/free-port.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { BASE } from './specimen-directory.ts';

export const SLAPD_PARTS = ['/usr/sbin/slapd', '/usr/sbin/slapadd', 'ldapsearch', 'openssl'];
export const MANAGER = { name: `cn=manager,${BASE}`, password: 'specimen secret' };
const READY_WITHIN_MS = 240_000;

const SCHEMA = `
attributetype ( 1.3.6.1.4.1.55555.1.1 NAME 'pkdVersion' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.55555.1.2 NAME 'pkdMasterListContent' SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.55555.2.1 NAME 'pkdDownload' SUP top AUXILIARY MAY pkdVersion )
objectclass ( 1.3.6.1.4.1.55555.2.2 NAME 'pkdMasterList' SUP top AUXILIARY MUST pkdMasterListContent )
`;

export interface Slapd {
  readonly url: string;
  /** With TLS, and the certificate of its authority. */
  readonly secureUrl: string;
  readonly authority: string;
  readonly port: number;
}

/** Stops at the end of the test. @param settings more lines of `slapd.conf` for the database, such as limits */
export async function startSlapd(ldif: string, settings: readonly string[] = []): Promise<Slapd> {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('data'));
  writeFileSync(at('pkd.schema'), SCHEMA);
  const authority = makeCertificate(at('server.key'), at('server.pem'));
  const schemas = ['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`);
  const conf = [
    ...[...schemas, `include ${at('pkd.schema')}`, 'modulepath /usr/lib/ldap', 'moduleload back_mdb'],
    ...[`TLSCertificateFile ${at('server.pem')}`, `TLSCertificateKeyFile ${at('server.key')}`],
    ...['database mdb', `suffix "${BASE}"`, `directory ${at('data')}`, 'maxsize 67108864', 'dbnosync'],
    ...[`rootdn "${MANAGER.name}"`, `rootpw "${MANAGER.password}"`, ...settings],
  ];
  writeFileSync(at('slapd.conf'), `${conf.join('\n')}\n`);
  // slapadd takes no version
  writeFileSync(at('content.ldif'), ldif.replace('version: 1\n', ''));
  execFileSync('/usr/sbin/slapadd', ['-q', '-f', at('slapd.conf'), '-l', at('content.ldif')], { stdio: 'pipe' });
  const [port, securePort] = [await freePort(), await freePort()];
  const urls = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${securePort}/`;
  const server = spawn('/usr/sbin/slapd', ['-f', at('slapd.conf'), '-h', urls, '-d', '0'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  onTestFinished(async () => {
    server.kill('SIGKILL');
    await ended;
  });
  await answers(port);
  return { url: `ldap://127.0.0.1:${port}`, secureUrl: `ldaps://127.0.0.1:${securePort}`, authority, port };
}

async function answers(port: number): Promise<void> {
  const from = performance.now();
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    if (performance.now() - from > READY_WITHIN_MS) throw new Error('slapd does not start');
    await sleep(25);
  }
}

function makeCertificate(key: string, certificate: string): string {
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...options, '-keyout', key, '-out', certificate, ...names], {
    stdio: 'pipe',
  });
  return execFileSync('cat', [certificate]).toString();
}
