/** Checks with OpenSSL what the authority signs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { Authority } from '../../../../server/lanes/fleet/authority.ts';
import { pem } from '../../../../server/platform/keys/authority-signer.ts';
import { signRevocationList } from '../../../../server/lanes/fleet/revocation-list.ts';
import type { RevocationReason } from '../../../../server/lanes/fleet/certificate-table.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { DAY_MS, issue, testAuthority } from './fixtures/fleet-bench.ts';

const missing = missingOpenssl();
function missingOpenssl(): string | undefined {
  if (spawnSync('openssl', ['version']).status === 0) return undefined;
  if (process.env['CI'] === 'true') throw new Error('openssl is missing; CI requires it');
  return 'openssl is missing';
}

const kioskId = kioskIdSchema.parse('north-1');

interface Bench {
  readonly authority: Authority;
  /** The output of `openssl verify` for a certificate. */
  verify(cert: string, ...options: readonly string[]): string;
  list(revoked: readonly { serial: string; reason?: RevocationReason }[], nowMs?: number): Promise<string>;
}

async function bench(): Promise<Bench> {
  const { authority } = await testAuthority();
  const folder = temporaryFolder();
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, authority.certificatePem);
  return {
    authority,
    verify(cert, ...options) {
      const leaf = join(folder, 'leaf.pem');
      writeFileSync(leaf, cert);
      const { stdout, stderr } = spawnSync('openssl', ['verify', '-x509_strict', '-CAfile', ca, ...options, leaf]);
      return `${stdout.toString()}${stderr.toString()}`;
    },
    async list(revoked, nowMs = Date.now()) {
      const rows = revoked.map(({ serial, reason = 'key-compromise' as const }) => ({
        ...{
          serial,
          kioskId,
          use: 'lane' as const,
          issuedAt: nowMs,
          notAfter: nowMs + DAY_MS,
          revokedAt: nowMs,
          reason,
        },
      }));
      const file = join(folder, `${revoked.length}-${nowMs}.crl`);
      writeFileSync(file, pem('X509 CRL', await signRevocationList(authority, rows, nowMs)));
      return file;
    },
  };
}

describe.skipIf(missing !== undefined)(`OpenSSL${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('accepts each certificate for its own use only', async () => {
    const { authority, verify } = await bench();
    const lane = await issue(authority, { use: 'lane', kioskId });
    const evidence = await issue(authority, { use: 'evidence', kioskId, host: 'lane.example' });
    const server = await issue(authority, { use: 'server', names: ['server.example', '192.0.2.7', '2001:db8::7'] });
    expect(verify(lane.cert, '-purpose', 'sslclient')).toMatch(/OK$/m);
    expect(verify(lane.cert, '-purpose', 'sslserver')).toMatch(/unsuitable certificate purpose/);
    expect(verify(evidence.cert, '-purpose', 'sslserver', '-verify_hostname', 'lane.example')).toMatch(/OK$/m);
    expect(verify(evidence.cert, '-purpose', 'sslclient')).toMatch(/unsuitable certificate purpose/);
    expect(verify(server.cert, '-purpose', 'sslserver', '-verify_hostname', 'server.example')).toMatch(/OK$/m);
    expect(verify(server.cert, '-purpose', 'sslserver', '-verify_ip', '2001:db8::7')).toMatch(/OK$/m);
    expect(verify(server.cert, '-purpose', 'sslserver', '-verify_hostname', 'other.example')).toMatch(/mismatch/);
  });

  test('refuses certificates that are foreign, expired, not yet valid, or signed by a kiosk', async () => {
    const { authority, verify } = await bench();
    const other = (await testAuthority()).authority;
    expect(verify((await issue(other, { use: 'lane', kioskId })).cert)).toMatch(/unable to get local issuer/);
    const taken = { ...other, name: authority.name };
    expect(verify((await issue(taken, { use: 'lane', kioskId })).cert)).toMatch(/error/);
    const past = await issue(authority, { use: 'lane', kioskId }, { nowMs: Date.now() - 2 * DAY_MS });
    expect(verify(past.cert)).toMatch(/certificate has expired/);
    const future = await issue(authority, { use: 'lane', kioskId }, { nowMs: Date.now() + 2 * DAY_MS });
    expect(verify(future.cert)).toMatch(/certificate is not yet valid/);
  });

  test('finds exactly the revoked certificates in the list', async () => {
    const { authority, verify, list } = await bench();
    const [one, two] = [
      await issue(authority, { use: 'lane', kioskId }),
      await issue(authority, { use: 'lane', kioskId }),
    ];
    const empty = await list([]);
    const named = await list([{ serial: one.serial }, { serial: '4f'.repeat(16), reason: 'superseded' }]);
    expect(verify(one.cert, '-crl_check', '-CRLfile', empty)).toMatch(/OK$/m);
    expect(verify(one.cert, '-crl_check', '-CRLfile', named)).toMatch(/certificate revoked/);
    expect(verify(two.cert, '-crl_check', '-CRLfile', named)).toMatch(/OK$/m);
  });

  test('refuses a list after its minute or from another authority', async () => {
    const { authority, verify, list } = await bench();
    const lane = await issue(authority, { use: 'lane', kioskId });
    const stale = await list([], Date.now() - 61_000);
    expect(verify(lane.cert, '-crl_check', '-CRLfile', stale)).toMatch(/CRL has expired/);
    const elsewhere = await bench();
    expect(verify(lane.cert, '-crl_check', '-CRLfile', await elsewhere.list([]))).toMatch(
      /unable to get certificate CRL/,
    );
  });

  test('reads the list number as the time of signing', async () => {
    const { list } = await bench();
    const at = 1_800_000_000_000;
    const text = execFileSync('openssl', ['crl', '-in', await list([], at), '-noout', '-crlnumber']).toString();
    expect(BigInt(`0x${/[0-9A-Fa-f]{6,}/.exec(text)?.[0] ?? '0'}`)).toBe(BigInt(at));
  });
});
