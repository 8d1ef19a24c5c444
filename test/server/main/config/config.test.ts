import { chmodSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, readConfigBeforeWitnesses } from '../../../../server/main/config/config.ts';
import { EU_ARRIVALS } from '../../../../server/contract/rules/questions.ts';
import { ed25519Cosigner, ed25519Key, logSigner } from '../../../../server/platform/transparency/note/signer.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';

const TOKEN = {
  POSTERN_SERVER_KEY_PROVIDER: 'pkcs11',
  POSTERN_SERVER_PKCS11_MODULE: '/usr/lib/hsm.so',
  POSTERN_SERVER_PKCS11_TOKEN: 'server',
  POSTERN_SERVER_PKCS11_PIN_FILE: '/run/pin',
};
const OF_TOKEN = ['POSTERN_SERVER_PKCS11_MODULE', 'POSTERN_SERVER_PKCS11_PIN_FILE', 'POSTERN_SERVER_PKCS11_TOKEN'];
const production = () => ({
  ...TOKEN,
  POSTERN_MODE: 'production',
  POSTERN_SERVER_HOST: '0.0.0.0',
  POSTERN_SERVER_TLS_NAMES: 'postern.example',
  POSTERN_SERVER_LEDGER_POLICY: policyFile(),
  POSTERN_SERVER_LEDGER_ORIGIN: 'postern.example/1',
});

const rehearsal = () => ({
  ...production(),
  POSTERN_MODE: 'rehearsal',
  POSTERN_SERVER_LEDGER_ORIGIN: 'postern.example/1/rehearsal',
});

function policyFile(): string {
  const file = join(temporaryFolder(), 'policy');
  const key = (name: string, byte: number) => ed25519Cosigner(name, ed25519Key(new Uint8Array(32).fill(byte))).key;
  const log = logSigner('localhost/postern', ed25519Key(new Uint8Array(32).fill(1))).key;
  const lines = [`log ${encodeVkey(log)}`, `witness w ${encodeVkey(key('w.example', 2))}`, 'quorum w'];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function faultyIn(environment: Readonly<Record<string, string>>): readonly string[] {
  const read = readConfig(environment);
  return read.kind === 'refused' ? [...new Set(read.faults.map(({ variable }) => variable))].sort() : [];
}

describe('server configuration', () => {
  it('has a default for everything', () => {
    const read = readConfig({ PATH: '/bin', POSTERN_KIOSK_PORT: '1' });
    if (read.kind !== 'valid') throw new Error('refused');
    expect(read.config).toMatchObject({ mode: 'development', host: '127.0.0.1', port: 8_080 });
    expect(isAbsolute(read.config.dataDir)).toBe(true);
  });

  it('takes the customs questions of a file, and refuses a file without any', () => {
    const file = join(temporaryFolder(), 'questions.json');
    const own = { ...EU_ARRIVALS, id: 'own-1' };
    writeFileSync(file, JSON.stringify(own));
    expect(readConfig({ POSTERN_SERVER_TRAVELLER_QUESTIONS_FILE: file })).toMatchObject({
      config: { travellerQuestions: own },
    });
    writeFileSync(file, JSON.stringify({ ...own, goods: [] }));
    expect(faultyIn({ POSTERN_SERVER_TRAVELLER_QUESTIONS_FILE: file })).toEqual([
      'POSTERN_SERVER_TRAVELLER_QUESTIONS_FILE',
    ]);
  });

  it('takes the values of the environment', () => {
    const environment = {
      POSTERN_SERVER_HOST: '::1',
      POSTERN_SERVER_PORT: '0',
      POSTERN_SERVER_DATA_DIR: '/srv/postern',
      POSTERN_SERVER_LEDGER_ORIGIN: 'postern.example/1',
      POSTERN_SERVER_CLOSED_REQUESTS_DAYS: '730',
      POSTERN_SERVER_CONTROLLER: ' Border Authority, 1 Quay Street ',
      POSTERN_SERVER_LEDGER_RATCHET_DIR: '/var/ratchet',
    };
    expect(readConfig(environment)).toEqual({
      kind: 'valid',
      config: {
        mode: 'development',
        travellerQuestions: EU_ARRIVALS,
        host: '::1',
        port: 0,
        connections: { total: 4_096, network: 256, proxies: [] },
        dataDir: '/srv/postern',
        testReferralsPerHour: 1,
        secondLookPercent: 10,
        closedRequestsDays: 730,
        alerts: { networks: [], logDays: 90 },
        answerable: { controller: 'Border Authority, 1 Quay Street', contact: null },
        people: PEOPLE_CONFIG,
        ledger: { origin: 'postern.example/1', ratchetDir: '/var/ratchet', policy: undefined },
      },
    });
  });

  it('lists every fault at once, with the variable and the expected value, but not the present one', () => {
    const read = readConfig({
      POSTERN_MODE: 'CANARY',
      POSTERN_SERVER_HOST: '0.0.0.0',
      POSTERN_SERVER_PORT: '70000',
      POSTERN_SERVER_DATA_DIR: '',
      POSTERN_SERVER_PROT: 'CANARY',
      POSTERN_SERVER_LEDGER_ORIGIN: 'CANARY with spaces',
      POSTERN_SERVER_LEDGER_POLICY: '/CANARY',
    });
    if (read.kind !== 'refused') throw new Error('accepted');
    expect(read.faults.map((fault) => fault.variable).sort()).toEqual([
      'POSTERN_MODE',
      'POSTERN_SERVER_DATA_DIR',
      'POSTERN_SERVER_HOST',
      'POSTERN_SERVER_LEDGER_ORIGIN',
      'POSTERN_SERVER_LEDGER_POLICY',
      'POSTERN_SERVER_PORT',
      'POSTERN_SERVER_PROT',
    ]);
    expect(JSON.stringify(read.faults)).not.toContain('CANARY');
  });

  it.each([[''], ['  '], ['two\nlines'], ['x'.repeat(301)]])('refuses the controller %j', (name) => {
    const read = readConfig({ POSTERN_SERVER_CONTROLLER: name });
    expect(read).toMatchObject({ faults: [{ variable: 'POSTERN_SERVER_CONTROLLER' }] });
  });

  it.each([['29'], ['3661'], ['-1'], ['1e3'], ['forever'], ['']])('refuses %j days for closed requests', (days) => {
    const read = readConfig({ POSTERN_SERVER_CLOSED_REQUESTS_DAYS: days });
    expect(read).toMatchObject({ faults: [{ variable: 'POSTERN_SERVER_CLOSED_REQUESTS_DAYS' }] });
  });

  it.each([['-1'], ['1e3'], ['080'], [' 80'], ['65536'], ['']])('refuses the port %j', (port) => {
    expect(readConfig({ POSTERN_SERVER_PORT: port }).kind).toBe('refused');
  });

  describe('of TLS', () => {
    const faulty = (environment: Record<string, string>) => {
      const read = readConfig(environment);
      return read.kind === 'refused' ? read.faults.map(({ variable }) => variable).sort() : [];
    };

    it('has the server’s names and the address for kiosks', () => {
      const read = readConfig({
        POSTERN_SERVER_TLS_NAMES: 'postern.example,192.0.2.7,2001:db8::7',
        POSTERN_SERVER_KIOSK_HOST: '0.0.0.0',
        POSTERN_SERVER_KIOSK_PORT: '9443',
      });
      expect(read).toMatchObject({
        config: {
          host: '127.0.0.1',
          tls: {
            names: ['postern.example', '192.0.2.7', '2001:db8::7'],
            ...{ kioskHost: '0.0.0.0', kioskPort: 9443 },
          },
        },
      });
    });

    it.each([[''], ['Postern.Example'], ['a b'], ['https://postern.example'], ['-a'], ['a,'], ['*.example']])(
      'refuses the names %j',
      (names) => expect(faulty({ POSTERN_SERVER_TLS_NAMES: names })).toEqual(['POSTERN_SERVER_TLS_NAMES']),
    );

    it('is refused when incomplete', () => {
      expect(faulty({ POSTERN_SERVER_KIOSK_HOST: '0.0.0.0', POSTERN_SERVER_TLS_KEY_FILE: '/key' })).toEqual([
        'POSTERN_SERVER_KIOSK_HOST',
        'POSTERN_SERVER_TLS_CERTIFICATE_FILE',
        'POSTERN_SERVER_TLS_KEY_FILE',
      ]);
    });

    it('does not let development serve people on other machines', () => {
      expect(faulty({ POSTERN_SERVER_TLS_NAMES: 'a.example', POSTERN_SERVER_HOST: '0.0.0.0' })).toEqual([
        'POSTERN_SERVER_HOST',
      ]);
    });

    it('is required in production, which may then serve other machines', () => {
      expect(faulty({ POSTERN_MODE: 'production' })).toContain('POSTERN_SERVER_TLS_NAMES');
      const set = { POSTERN_MODE: 'production', POSTERN_SERVER_TLS_NAMES: 'a.example', POSTERN_SERVER_HOST: '0.0.0.0' };
      expect(faulty(set)).not.toContain('POSTERN_SERVER_TLS_NAMES');
      expect(faulty(set)).not.toContain('POSTERN_SERVER_HOST');
    });
  });

  it.each([['0.0.0.0'], ['::'], ['192.168.1.4'], ['postern.example']])(
    'refuses to listen beyond loopback without it, on %s, with the reason',
    (host) => {
      expect(JSON.stringify(readConfig({ POSTERN_SERVER_HOST: host }))).toContain(
        'in development 127.0.0.1 (the default), ::1 or localhost',
      );
    },
  );

  it('binds passkeys to a name of the certificate, and refuses a name that no page would have', () => {
    const tls = { POSTERN_SERVER_TLS_NAMES: '192.0.2.7,gate.postern.example' };
    const partyOf = (environment: Record<string, string>) => {
      const read = readConfig(environment);
      return read.kind === 'valid' ? read.config.people.relyingPartyId : read.faults.map(({ variable }) => variable);
    };
    expect(partyOf({})).toBe('localhost');
    expect(partyOf(tls)).toBe('gate.postern.example');
    expect(partyOf({ ...tls, POSTERN_SERVER_RELYING_PARTY: 'postern.example' })).toBe('postern.example');
    expect(partyOf({ ...tls, POSTERN_SERVER_RELYING_PARTY: 'other.example' })).toEqual([
      'POSTERN_SERVER_RELYING_PARTY',
    ]);
    expect(partyOf({ POSTERN_SERVER_RELYING_PARTY: 'postern.example' })).toEqual(['POSTERN_SERVER_RELYING_PARTY']);
  });

  it('refuses production without TLS, a ledger name, witnesses and a token for the keys, all at once', () => {
    expect(faultyIn({ POSTERN_MODE: 'production' })).toEqual([
      'POSTERN_SERVER_KEY_PROVIDER',
      'POSTERN_SERVER_LEDGER_ORIGIN',
      'POSTERN_SERVER_LEDGER_POLICY',
      'POSTERN_SERVER_TLS_NAMES',
    ]);
    expect(faultyIn({ ...production(), POSTERN_SERVER_KEY_PROVIDER: 'file' })).toContain('POSTERN_SERVER_KEY_PROVIDER');
  });

  it('refuses rehearsal without TLS, a ledger name and witnesses, all at once, and accepts keys in software', () => {
    expect(faultyIn({ POSTERN_MODE: 'rehearsal' })).toEqual([
      'POSTERN_SERVER_LEDGER_ORIGIN',
      'POSTERN_SERVER_LEDGER_POLICY',
      'POSTERN_SERVER_TLS_NAMES',
    ]);
    const { POSTERN_SERVER_PKCS11_MODULE: _, ...some } = rehearsal();
    const { POSTERN_SERVER_PKCS11_TOKEN: __, POSTERN_SERVER_PKCS11_PIN_FILE: ___, ...withoutToken } = some;
    expect(faultyIn({ ...withoutToken, POSTERN_SERVER_KEY_PROVIDER: 'file' })).toEqual([]);
    const softwareTpm = { POSTERN_SERVER_KEY_PROVIDER: 'tpm', POSTERN_SERVER_TPM: 'unix:/run/swtpm/s' };
    expect(readConfig({ ...withoutToken, ...softwareTpm })).toMatchObject({ config: { tpm: { hardwareOnly: false } } });
    expect(readConfig(rehearsal())).toMatchObject({
      config: { mode: 'rehearsal', host: '0.0.0.0', token: { hardwareOnly: false } },
    });
  });

  it('needs no witnesses for commands that make keys and the ledger, which the witnesses get', () => {
    for (const { POSTERN_SERVER_LEDGER_POLICY: _, ...settings } of [production(), rehearsal()]) {
      expect(faultyIn(settings)).toEqual(['POSTERN_SERVER_LEDGER_POLICY']);
      expect(readConfigBeforeWitnesses(settings).kind).toBe('valid');
    }
  });

  it('refuses a ledger name of another mode', () => {
    const named = (mode: string, origin: string) =>
      faultyIn({ ...production(), POSTERN_MODE: mode, POSTERN_SERVER_LEDGER_ORIGIN: origin });
    expect(named('rehearsal', 'postern.example/1')).toEqual(['POSTERN_SERVER_LEDGER_ORIGIN']);
    expect(named('production', 'postern.example/rehearsal')).toEqual(['POSTERN_SERVER_LEDGER_ORIGIN']);
    expect(faultyIn({ POSTERN_SERVER_LEDGER_ORIGIN: 'postern.example/rehearsal' })).toEqual([
      'POSTERN_SERVER_LEDGER_ORIGIN',
    ]);
  });

  it('refuses a password in the environment in production and rehearsal, and accepts it in a file', () => {
    const url = 'postgres://postern:word@127.0.0.1/postern';
    for (const settings of [production(), rehearsal()]) {
      expect(faultyIn({ ...settings, POSTERN_SERVER_DATABASE_URL: url })).toEqual(['POSTERN_SERVER_DATABASE_URL']);
    }
    expect(JSON.stringify(readConfig({ ...production(), POSTERN_SERVER_DATABASE_URL: url }))).not.toContain('word@');
    const socket = 'postgres://postern@/postern?host=/run/postgresql';
    expect(faultyIn({ ...production(), POSTERN_SERVER_DATABASE_URL: socket })).toEqual([]);
    const file = join(temporaryFolder(), 'database');
    writeFileSync(file, url, { mode: 0o600 });
    expect(faultyIn({ ...production(), POSTERN_SERVER_DATABASE_URL_FILE: file })).toEqual([]);
    expect(faultyIn({ POSTERN_SERVER_DATABASE_URL: url })).toEqual([]);
  });

  it('refuses a PIN file that group or others can access in production', () => {
    const file = join(temporaryFolder(), 'pin');
    writeFileSync(file, '1234', { mode: 0o600 });
    const environment = { ...production(), POSTERN_SERVER_PKCS11_PIN_FILE: file };
    expect(faultyIn(environment)).toEqual([]);
    for (const mode of [0o640, 0o604]) {
      chmodSync(file, mode);
      expect(faultyIn(environment)).toEqual(['POSTERN_SERVER_PKCS11_PIN_FILE']);
    }
  });

  it('accepts production with all of them, and requires a hardware token', () => {
    const read = readConfig(production());
    if (read.kind !== 'valid') throw new Error(JSON.stringify(read.faults));
    expect(read.config).toMatchObject({
      mode: 'production',
      token: { module: '/usr/lib/hsm.so', tokenLabel: 'server', pinFile: '/run/pin', hardwareOnly: true },
    });
  });

  it('accepts a TPM, in production a device of hardware only, and its settings for no other provider', () => {
    const read = readConfig({ POSTERN_SERVER_KEY_PROVIDER: 'tpm', POSTERN_SERVER_TPM_OWNER_AUTH_FILE: '/run/owner' });
    if (read.kind !== 'valid') throw new Error(JSON.stringify(read.faults));
    const { tpm, dataDir } = read.config;
    expect(tpm).toEqual({
      place: { kind: 'device', path: '/dev/tpmrm0' },
      folder: join(dataDir, 'tpm'),
      ownerAuthFile: '/run/owner',
      hardwareOnly: false,
    });
    const { POSTERN_SERVER_PKCS11_MODULE: _, ...rest } = production();
    const { POSTERN_SERVER_PKCS11_TOKEN: __, POSTERN_SERVER_PKCS11_PIN_FILE: ___, ...withoutToken } = rest;
    const onTpm = { ...withoutToken, POSTERN_SERVER_KEY_PROVIDER: 'tpm' };
    const inProduction = readConfig(onTpm);
    expect(inProduction.kind === 'valid' && inProduction.config.tpm?.hardwareOnly).toBe(true);
    expect(faultyIn({ ...onTpm, POSTERN_SERVER_TPM: 'unix:/run/swtpm/s' })).toEqual(['POSTERN_SERVER_TPM']);
    expect(faultyIn({ POSTERN_SERVER_KEY_PROVIDER: 'tpm', POSTERN_SERVER_TPM: '/dev/tpmrm0' })).toEqual([
      'POSTERN_SERVER_TPM',
    ]);
    const unused = ['POSTERN_SERVER_TPM', 'POSTERN_SERVER_TPM_OWNER_AUTH_FILE', 'POSTERN_SERVER_TPM_ROOTS_FILE'];
    const all = Object.fromEntries(unused.map((name) => [name, 'unix:/x']));
    expect(faultyIn(all)).toEqual(unused);
  });

  it('accepts a token in development, and its three settings only together', () => {
    const { POSTERN_MODE: _, ...development } = production();
    const read = readConfig(development);
    expect(read.kind === 'valid' && read.config.token?.hardwareOnly).toBe(false);
    expect(faultyIn({ POSTERN_SERVER_KEY_PROVIDER: 'pkcs11' })).toEqual(OF_TOKEN);
    const { POSTERN_SERVER_KEY_PROVIDER: __, ...unused } = TOKEN;
    expect(faultyIn(unused)).toEqual(OF_TOKEN);
    for (const module of ['hsm.so', '', '/a\0b']) {
      expect(faultyIn({ ...TOKEN, POSTERN_SERVER_PKCS11_MODULE: module })).toEqual(['POSTERN_SERVER_PKCS11_MODULE']);
    }
    expect(faultyIn({ ...TOKEN, POSTERN_SERVER_PKCS11_TOKEN: 'x'.repeat(33) })).toEqual([
      'POSTERN_SERVER_PKCS11_TOKEN',
    ]);
    expect(faultyIn({ POSTERN_SERVER_KEY_PROVIDER: 'CANARY' })).toEqual(['POSTERN_SERVER_KEY_PROVIDER']);
  });

  it('reads the database’s address from the environment or from a file readable by its owner only', () => {
    const url = 'postgres://postern:CANARY@127.0.0.1/postern';
    const file = join(temporaryFolder(), 'url');
    const open = join(temporaryFolder(), 'url');
    writeFileSync(file, `${url}\n`, { mode: 0o600 });
    writeFileSync(open, url, { mode: 0o644 });
    for (const environment of [{ POSTERN_SERVER_DATABASE_URL: url }, { POSTERN_SERVER_DATABASE_URL_FILE: file }]) {
      const read = readConfig(environment);
      expect(read.kind === 'valid' && read.config.postgres?.login().password).toBe('CANARY');
    }
    for (const environment of [
      { POSTERN_SERVER_DATABASE_URL: url, POSTERN_SERVER_DATABASE_URL_FILE: file },
      { POSTERN_SERVER_DATABASE_URL: `${url}?sslmode=disable` },
      { POSTERN_SERVER_DATABASE_URL_FILE: open },
      { POSTERN_SERVER_DATABASE_URL_FILE: `${file}.absent` },
      { POSTERN_SERVER_DATABASE_URL: url, POSTERN_SERVER_DATABASE_CA: file },
    ]) {
      const read = readConfig(environment);
      expect(read.kind).toBe('refused');
      expect(JSON.stringify(read)).not.toContain('CANARY');
    }
  });
});

describe('the settings of connections', () => {
  it('have defaults, and name proxies', () => {
    const plain = readConfig({});
    expect(plain.kind === 'valid' && plain.config.connections).toEqual({ total: 4_096, network: 256, proxies: [] });
    const read = readConfig({
      POSTERN_SERVER_PROXIES: '192.0.2.1, 2001:db8::1',
      POSTERN_SERVER_CONNECTIONS: '9000',
      POSTERN_SERVER_CONNECTIONS_OF_NETWORK: '2000',
    });
    const connections = { total: 9_000, network: 2_000, proxies: ['192.0.2.1', '2001:db8::1'] };
    expect(read.kind === 'valid' && read.config.connections).toEqual(connections);
  });

  it('are refused with names, networks, and numbers out of range', () => {
    for (const POSTERN_SERVER_PROXIES of ['proxy.example', '10.0.0.0/8', '', Array(17).fill('10.0.0.1').join(',')]) {
      expect(readConfig({ POSTERN_SERVER_PROXIES }).kind).toBe('refused');
    }
    expect(readConfig({ POSTERN_SERVER_CONNECTIONS: '10' }).kind).toBe('refused');
    expect(readConfig({ POSTERN_SERVER_CONNECTIONS_OF_NETWORK: '0' }).kind).toBe('refused');
  });
});

describe('the settings of a SIEM', () => {
  const header = (text: string): string => {
    const file = join(temporaryFolder(), 'authorization');
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    return file;
  };

  it('make a target, with the networks and certificates of alerts', () => {
    const read = readConfig({
      POSTERN_SERVER_SIEM_URL: 'https://siem.example/in',
      POSTERN_SERVER_SIEM_FORMAT: 'ocsf',
      POSTERN_SERVER_SIEM_EVENTS: 'yes',
      POSTERN_SERVER_SIEM_AUTHORIZATION_FILE: header('Splunk 1234'),
      POSTERN_SERVER_ALERT_NETWORKS: '10.20.0.0/16',
    });
    expect(read.kind === 'valid' && read.config.shipping).toMatchObject({
      target: { kind: 'https', url: 'https://siem.example/in' },
      format: 'ocsf',
      withEvents: true,
      authorization: 'Splunk 1234',
      networks: [{ address: '10.20.0.0', prefix: 16 }],
    });
  });

  it('are refused without an address, and with a header for syslog', () => {
    expect(faultyIn({ POSTERN_SERVER_SIEM_URL: 'tcp://siem.example' })).toEqual(['POSTERN_SERVER_SIEM_URL']);
    expect(faultyIn({ POSTERN_SERVER_SIEM_EVENTS: 'yes' })).toEqual(['POSTERN_SERVER_SIEM_EVENTS']);
    const syslog = {
      POSTERN_SERVER_SIEM_URL: 'tls://siem.example',
      POSTERN_SERVER_SIEM_AUTHORIZATION_FILE: header('x'),
    };
    expect(faultyIn(syslog)).toEqual(['POSTERN_SERVER_SIEM_AUTHORIZATION_FILE']);
  });
});
