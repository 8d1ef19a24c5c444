import { writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRODUCTION_LACKS, readConfig } from '../../server/config.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import { PEOPLE_CONFIG } from '../support/people-config.ts';

describe('the configuration', () => {
  it('has a default for everything', () => {
    const read = readConfig({ PATH: '/bin', POSTERN_KIOSK_PORT: '1' });
    if (read.kind !== 'valid') throw new Error('refused');
    expect(read.config).toMatchObject({ mode: 'development', host: '127.0.0.1', port: 8_080 });
    expect(isAbsolute(read.config.dataDir)).toBe(true);
  });

  it('takes what is set', () => {
    const environment = {
      POSTERN_SERVER_HOST: '::1',
      POSTERN_SERVER_PORT: '0',
      POSTERN_SERVER_DATA_DIR: '/srv/postern',
      POSTERN_SERVER_LEDGER_ORIGIN: 'postern.example/1',
      POSTERN_SERVER_LEDGER_RATCHET_DIR: '/var/ratchet',
    };
    expect(readConfig(environment)).toEqual({
      kind: 'valid',
      config: {
        mode: 'development',
        host: '::1',
        port: 0,
        dataDir: '/srv/postern',
        testReferralsPerHour: 1,
        people: PEOPLE_CONFIG,
        ledger: { origin: 'postern.example/1', ratchetDir: '/var/ratchet', policy: undefined },
      },
    });
  });

  it('lists every fault at once, by name, with what it should be and not what it is', () => {
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

  it.each([['-1'], ['1e3'], ['080'], [' 80'], ['65536'], ['']])('refuses the port %j', (port) => {
    expect(readConfig({ POSTERN_SERVER_PORT: port }).kind).toBe('refused');
  });

  describe('of TLS', () => {
    const faulty = (environment: Record<string, string>) => {
      const read = readConfig(environment);
      return read.kind === 'refused' ? read.faults.map(({ variable }) => variable).sort() : [];
    };

    it('names what the server is called, and where kiosks reach it', () => {
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

    it('is not half set: what belongs to it is refused without it', () => {
      expect(faulty({ POSTERN_SERVER_KIOSK_HOST: '0.0.0.0', POSTERN_SERVER_TLS_KEY_FILE: '/key' })).toEqual([
        'POSTERN_SERVER_KIOSK_HOST',
        'POSTERN_SERVER_TLS_CERTIFICATE_FILE',
        'POSTERN_SERVER_TLS_KEY_FILE',
      ]);
    });

    it('does not let development serve people beyond its own machine', () => {
      expect(faulty({ POSTERN_SERVER_TLS_NAMES: 'a.example', POSTERN_SERVER_HOST: '0.0.0.0' })).toEqual([
        'POSTERN_SERVER_HOST',
      ]);
    });

    it('is demanded by production, which may then serve other machines', () => {
      expect(faulty({ POSTERN_MODE: 'production' })).toContain('POSTERN_SERVER_TLS_NAMES');
      const set = { POSTERN_MODE: 'production', POSTERN_SERVER_TLS_NAMES: 'a.example', POSTERN_SERVER_HOST: '0.0.0.0' };
      expect(faulty(set)).not.toContain('POSTERN_SERVER_TLS_NAMES');
      expect(faulty(set)).not.toContain('POSTERN_SERVER_HOST');
    });
  });

  it.each([['0.0.0.0'], ['::'], ['192.168.1.4'], ['postern.example']])(
    'refuses to listen beyond its own machine, on %s, and says why',
    (host) => {
      expect(JSON.stringify(readConfig({ POSTERN_SERVER_HOST: host }))).toContain('its own machine only');
    },
  );

  it('binds passkeys to a name of the certificate, and refuses one that no page would have', () => {
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

  it('refuses production and lists everything that production still lacks', () => {
    const read = readConfig({ POSTERN_MODE: 'production' });
    if (read.kind !== 'refused') throw new Error('accepted');
    for (const lack of PRODUCTION_LACKS) expect(read.faults.some((fault) => fault.shouldBe.includes(lack))).toBe(true);
    expect(read.faults.map(({ variable }) => variable)).toContain('POSTERN_SERVER_LEDGER_POLICY');
  });

  it('takes the address of its database from the environment or from a file that nobody else may read', () => {
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
