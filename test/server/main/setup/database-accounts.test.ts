import { describe, expect, it } from 'vitest';
import {
  DATABASE,
  makeAccounts,
  OWNER,
  scramVerifier,
  SERVER,
} from '../../../../server/main/setup/database-accounts.ts';
import { installedPostgres } from '../../../support/postgres/installed-postgres.ts';
import { addressOf, sharedCluster } from '../../../support/postgres/shared-cluster.ts';
import { asAccount, type Execute } from '../../../../server/platform/database/as-account.ts';

const isHere = installedPostgres() !== undefined || process.env['CI'] === 'true';

async function administrator<T>(use: (execute: Execute) => Promise<T>): Promise<T> {
  return asAccount(addressOf(await sharedCluster(), 'postgres').login(), use);
}

const storedOf = (execute: Execute, role: string) =>
  execute(`SELECT rolpassword FROM pg_authid WHERE rolname = '${role}'`);

describe.skipIf(!isHere)('the accounts of a database', () => {
  it('get verifiers that PostgreSQL makes of the same password', async () => {
    await administrator(async (execute) => {
      await execute("CREATE ROLE verifier_test PASSWORD 'a long password'");
      const [stored = ''] = await storedOf(execute, 'verifier_test');
      await execute('DROP ROLE verifier_test');
      const salt = Buffer.from(stored.split('$')[1]?.split(':')[1] ?? '', 'base64');
      expect(salt).toHaveLength(16);
      expect(scramVerifier('a long password', salt)).toBe(stored);
    });
  });

  it('are made once, and have the passwords of the last run', async () => {
    await administrator(async (execute) => {
      const before = await makeAccounts(execute);
      const after = await makeAccounts(execute);
      expect(after).not.toEqual(before);
      for (const [role, password] of [
        [OWNER, after.owner],
        [SERVER, after.server],
      ] as const) {
        const [stored = ''] = await storedOf(execute, role);
        const salt = Buffer.from(stored.split('$')[1]?.split(':')[1] ?? '', 'base64');
        expect(scramVerifier(password, salt)).toBe(stored);
      }
      const made = `SELECT rolname || pg_encoding_to_char(encoding) || datcollate FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba WHERE datname = '${DATABASE}'`;
      expect(await execute(made)).toEqual([`${OWNER}UTF8C`]);
      await execute(`DROP DATABASE ${DATABASE}`);
    });
  });

  it('are made by an account that is no superuser', async () => {
    await administrator(async (execute) => {
      await execute('CREATE ROLE maker_test LOGIN CREATEROLE CREATEDB');
      for (const role of [OWNER, SERVER, 'postern_reader']) {
        const [exists] = await execute(`SELECT 'yes' FROM pg_roles WHERE rolname = '${role}'`);
        if (exists !== undefined && role === OWNER) await execute(`DROP ROLE ${role}`);
        else if (exists !== undefined) await execute(`GRANT ${role} TO maker_test WITH ADMIN OPTION`);
      }
    });
    const maker = addressOf(await sharedCluster(), 'postgres', 'maker_test').login();
    await asAccount(maker, makeAccounts);
    await administrator(async (execute) => {
      expect(await execute(`SELECT datname FROM pg_database WHERE datname = '${DATABASE}'`)).toEqual([DATABASE]);
      await execute(`DROP DATABASE ${DATABASE}`);
      for (const role of [SERVER, 'postern_reader']) await execute(`REVOKE ${role} FROM maker_test CASCADE`);
      await execute(`DROP ROLE ${OWNER}`);
      await execute('DROP ROLE maker_test');
    });
  });
});
