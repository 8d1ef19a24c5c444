import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frontServiceOf, readFrontConfig } from '../../../../../server/goods/declarations/front/front-config.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const KEYS = ['a'.repeat(64), 'b'.repeat(64)].join(',');
const MIN = { POSTERN_FRONT_PORT: '8443', POSTERN_FRONT_SIGNER_KEYS: KEYS };

function faultsOf(settings: Readonly<Record<string, string>>): string[] {
  const read = readFrontConfig(settings);
  return read.kind === 'valid' ? [] : read.faults.map(({ variable }) => variable.replace('POSTERN_FRONT_', '')).sort();
}

describe('settings of the front', () => {
  it('need a port and two different signers', () => {
    expect(readFrontConfig(MIN)).toMatchObject({
      kind: 'valid',
      config: { host: '127.0.0.1', port: 8_443, signerKeys: KEYS.split(','), tls: undefined },
    });
    expect(faultsOf({})).toEqual(['PORT', 'SIGNER_KEYS']);
    expect(faultsOf({ ...MIN, POSTERN_FRONT_SIGNER_KEYS: 'a'.repeat(64) })).toEqual(['SIGNER_KEYS']);
    expect(faultsOf({ ...MIN, POSTERN_FRONT_SIGNER_KEYS: `${'a'.repeat(64)},${'a'.repeat(64)}` })).toEqual([
      'SIGNER_KEYS',
    ]);
    expect(faultsOf({ ...MIN, POSTERN_FRONT_PORT: '65536' })).toEqual(['PORT']);
  });

  it('need a certificate with its key on another address than loopback', () => {
    expect(faultsOf({ ...MIN, POSTERN_FRONT_HOST: '0.0.0.0' })).toEqual(['HOST']);
    const [cert, key] = [join(temporaryFolder(), 'cert.pem'), join(temporaryFolder(), 'key.pem')];
    for (const file of [cert, key]) writeFileSync(file, 'not a certificate', { mode: 0o600 });
    const files = { POSTERN_FRONT_TLS_CERTIFICATE_FILE: cert, POSTERN_FRONT_TLS_KEY_FILE: key };
    expect(faultsOf({ ...MIN, ...files })).toEqual(['TLS_CERTIFICATE_FILE', 'TLS_KEY_FILE']);
    chmodSync(key, 0o644);
    expect(faultsOf({ ...MIN, ...files })).toEqual(['TLS_CERTIFICATE_FILE', 'TLS_KEY_FILE']);
    expect(faultsOf({ ...MIN, POSTERN_FRONT_TLS_KEY_FILE: key })).toEqual(['TLS_CERTIFICATE_FILE', 'TLS_KEY_FILE']);
  });

  it('name an unknown variable, and a credential that the process does not have', () => {
    expect(faultsOf({ ...MIN, POSTERN_FRONT_OFFICES: 'x' })).toEqual(['OFFICES']);
    expect(faultsOf({ ...MIN, POSTERN_FRONT_TLS_KEY_FILE: 'credential:secret_tls-key' })).toContain('TLS_KEY_FILE');
  });
});

describe('the socket of the service manager', () => {
  it('counts for the process that it names, and for one socket', () => {
    const of = (pid: number, count: string) => frontServiceOf({ LISTEN_PID: String(pid), LISTEN_FDS: count }).listener;
    expect(of(process.pid, '1')).toBe(3);
    expect([of(process.pid + 1, '1'), of(process.pid, '2'), of(process.pid, '0')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(frontServiceOf({}).listener).toBeUndefined();
  });
});
