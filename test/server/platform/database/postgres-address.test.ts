import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PostgresAddress } from '../../../../server/platform/database/postgres-address.ts';

describe('address of a PostgreSQL database', () => {
  it('is a local host without TLS, a socket, or another host with verified TLS', () => {
    expect(PostgresAddress.parse('postgres://postern:s%3Acret@127.0.0.1:5433/postern')?.login()).toEqual({
      ...{ host: '127.0.0.1', port: 5_433, database: 'postern', user: 'postern', password: 's:cret', ssl: false },
    });
    expect(PostgresAddress.parse('postgresql://postern@/postern?host=/run/postgresql&port=5433')?.login()).toEqual({
      ...{
        host: '/run/postgresql',
        port: 5_433,
        database: 'postern',
        user: 'postern',
        password: undefined,
        ssl: false,
      },
    });
    expect(PostgresAddress.parse('postgres://postern:x@[::1]/postern')?.login()).toMatchObject({
      host: '::1',
      ssl: false,
    });
    expect(PostgresAddress.parse('postgres://postern:x@db.example/postern', 'PEM')?.login()).toMatchObject({
      ...{ host: 'db.example', port: 5_432, ssl: { rejectUnauthorized: true, ca: 'PEM' } },
    });
  });

  it.each([
    [''],
    ['postgres'],
    ['https://postern@127.0.0.1/postern'],
    ['postgres://127.0.0.1/postern'],
    ['postgres://postern@127.0.0.1/'],
    ['postgres://postern@127.0.0.1/a/b'],
    ['postgres://postern@127.0.0.1:99999/postern'],
    ['postgres://postern@db.example/postern?sslmode=disable'],
    ['postgres://postern@127.0.0.1/postern?host=/run/postgresql'],
    ['postgres://postern@/postern'],
    ['postgres://postern@/postern?host=relative'],
    ['postgres://postern@/postern?host=/a&host=/b'],
    ['postgres://postern@/postern?host=/a&options=-csynchronous_commit%3Doff'],
    ['postgres://postern@127.0.0.1/postern#x'],
    ['postgres://%zz@127.0.0.1/postern'],
  ])('refuses %j', (text) => {
    expect(PostgresAddress.parse(text)).toBeUndefined();
  });

  it('never throws for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `postgres://a@${text}`),
        ),
        (text) => {
          PostgresAddress.parse(text);
        },
      ),
    );
  });

  it('does not print its password', () => {
    const address = PostgresAddress.parse('postgres://postern:CANARY@127.0.0.1/postern');
    expect(address?.login().password).toBe('CANARY');
    const printed = [inspect(address, { depth: 9, showHidden: true }), JSON.stringify({ address })];
    expect(printed.join()).not.toContain('CANARY');
  });
});
