/** Settings of the lane’s keys: the key provider and the TPM. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../../kiosk/platform/config/config.ts';
import { faultsOf, KEY } from './faults-of.ts';

describe('configuration of the key provider', () => {
  const token = {
    POSTERN_KIOSK_PKCS11_MODULE: '/usr/lib/softhsm/libsofthsm2.so',
    POSTERN_KIOSK_PKCS11_TOKEN: 'lane 1',
    POSTERN_KIOSK_PKCS11_PIN_FILE: 'pin',
  };
  test('accepts a token with its module, label and PIN file', () => {
    const config = readConfig({ ...KEY, ...token, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11' });
    expect(config.drivers['secure-element']).toBe('pkcs11');
    expect(config.pkcs11).toMatchObject({ module: token.POSTERN_KIOSK_PKCS11_MODULE, tokenLabel: 'lane 1' });
    expect(config.pkcs11?.pinFile).toMatch(/^\/.*pin$/);
  });
  test('is a file by default, which production refuses', () => {
    expect(readConfig(KEY).drivers['secure-element']).toBe('simulator');
    expect(readConfig(KEY).pkcs11).toBeUndefined();
    const faults = faultsOf({ ...KEY, ...token, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11', POSTERN_MODE: 'production' });
    expect(faults.filter((fault) => /KEY_PROVIDER|PKCS11/.test(fault))).toEqual([]);
  });
  test('pkcs11 reports each missing setting', () => {
    expect(faultsOf({ ...KEY, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11' })).toEqual(
      Object.keys(token).map((name) => expect.stringMatching(new RegExp(`^${name}: is needed`)) as string),
    );
  });
  test('file refuses settings that have no effect', () => {
    expect(faultsOf({ ...KEY, ...token })).toHaveLength(3);
  });
  test.each([
    ['POSTERN_KIOSK_KEY_PROVIDER', 'hsm', /must be file, pkcs11 or tpm/],
    ['POSTERN_KIOSK_PKCS11_MODULE', 'libsofthsm2.so', /absolute path/],
    ['POSTERN_KIOSK_PKCS11_TOKEN', 'x'.repeat(33), /at most 32/],
    ['POSTERN_KIOSK_PKCS11_PIN_FILE', '', /must be a path/],
  ])('refuses %s when it is %s', (name, value, words) => {
    const faults = faultsOf({ ...KEY, ...token, POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11', [name]: value });
    expect(faults.find((fault) => fault.startsWith(name))).toMatch(words);
  });
});
describe('configuration of a TPM', () => {
  const wanted = { ...KEY, POSTERN_KIOSK_KEY_PROVIDER: 'tpm' };
  const measured = { POSTERN_KIOSK_TPM_APPROVAL_KEY_FILE: 'key.pem', POSTERN_KIOSK_TPM_APPROVALS_FILE: 'approvals' };
  test('need none: the resource manager of Linux is the default', () => {
    const { drivers, tpm } = readConfig(wanted);
    expect(drivers['secure-element']).toBe('tpm');
    expect(tpm).toEqual({
      place: { kind: 'device', path: '/dev/tpmrm0' },
      ownerAuthFile: undefined,
      rootsFile: undefined,
      measured: undefined,
    });
  });
  test('name a socket, the owner’s value and approvals', () => {
    const owner = { POSTERN_KIOSK_TPM_OWNER_AUTH_FILE: 'owner' };
    const { tpm } = readConfig({ ...wanted, ...measured, ...owner, POSTERN_KIOSK_TPM: 'unix:/run/swtpm/s' });
    expect(tpm?.place).toEqual({ kind: 'socket', path: '/run/swtpm/s' });
    expect(tpm?.ownerAuthFile).toMatch(/^\/.*owner$/);
    expect(tpm?.measured?.approvalsFile).toMatch(/^\/.*approvals$/);
  });
  test('are refused for another provider, and approvals without their key', () => {
    const all = {
      ...measured,
      POSTERN_KIOSK_TPM: 'device:/dev/tpmrm0',
      POSTERN_KIOSK_TPM_OWNER_AUTH_FILE: 'owner',
      POSTERN_KIOSK_TPM_ROOTS_FILE: 'r',
    };
    expect(faultsOf({ ...KEY, ...all })).toEqual(
      ['', '_OWNER_AUTH_FILE', '_ROOTS_FILE', '_APPROVAL_KEY_FILE', '_APPROVALS_FILE'].map(
        (ending) => `POSTERN_KIOSK_TPM${ending}: is for the key provider tpm only`,
      ),
    );
    for (const [name, value] of Object.entries(measured)) {
      expect(faultsOf({ ...wanted, [name]: value })).toEqual([expect.stringMatching(/must be set together with/)]);
    }
    expect(faultsOf({ ...wanted, POSTERN_KIOSK_TPM: '/dev/tpmrm0' })).toEqual([
      expect.stringMatching(/^POSTERN_KIOSK_TPM: must be device:\/dev\/tpmrm0/),
    ]);
  });
  test('in production are no reason to refuse, but a software TPM is', () => {
    const production = { ...wanted, POSTERN_MODE: 'production' };
    const of = (settings: Record<string, string>) =>
      faultsOf(settings).filter((fault) => /KEY_PROVIDER|TPM/.test(fault));
    expect(of(production)).toEqual([]);
    expect(of({ ...production, POSTERN_KIOSK_TPM: 'unix:/run/swtpm/s' })).toEqual([
      'POSTERN_KIOSK_TPM: must be device: with the device of a TPM: production refuses a software TPM',
    ]);
  });
});
