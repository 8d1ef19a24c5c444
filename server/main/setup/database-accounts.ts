/** The accounts of a PostgreSQL database: the owner of the tables, the server, and a reader. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Execute } from '../../platform/database/as-account.ts';

export const OWNER = 'postern_owner';
export const SERVER = 'postern_server';
export const READER = 'postern_reader';
export const DATABASE = 'postern';

const PASSWORD_BYTES = 24;
const SALT_BYTES = 16;
/** As PostgreSQL's own verifiers. */
const ROUNDS = 4_096;

/** Passwords of owner and server. The reader has none until its operator gives it one. */
export interface Passwords {
  readonly owner: string;
  readonly server: string;
}

/**
 * Makes the roles and the database where they are missing, and gives owner and server new passwords. Only verifiers reach the database,
 * so no log of statements holds a password.
 */
export async function makeAccounts(execute: Execute): Promise<Passwords> {
  const passwords = { owner: newPassword(), server: newPassword() };
  const roles = new Set(await execute('SELECT rolname FROM pg_roles'));
  const role = async (name: string, password?: string): Promise<void> => {
    const verifier = password === undefined ? '' : ` PASSWORD '${scramVerifier(password)}'`;
    await execute(`${roles.has(name) ? 'ALTER' : 'CREATE'} ROLE ${name} LOGIN${verifier}`);
  };
  await role(OWNER, passwords.owner);
  await role(SERVER, passwords.server);
  await role(READER);
  const databases = await execute('SELECT datname FROM pg_database');
  if (databases.includes(DATABASE)) return passwords;
  const [isSuperuser] = await execute('SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user');
  if (isSuperuser !== 'true') await execute(`GRANT ${OWNER} TO CURRENT_USER`);
  await execute(`CREATE DATABASE ${DATABASE} OWNER ${OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`);
  if (isSuperuser !== 'true') await execute(`REVOKE ${OWNER} FROM CURRENT_USER`);
  return passwords;
}

/** @param host of the database, for the address of one of its accounts */
export function accountAddress(user: string, password: string, host: string): string {
  return `postgres://${user}:${password}@${host}/${DATABASE}`;
}

/** Letters, digits, `-` and `_`, so that it needs no escape in an address. */
const newPassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');

/** PostgreSQL's form of a stored password: `SCRAM-SHA-256$ROUNDS:SALT$STORED-KEY:SERVER-KEY` (RFC 5803). */
export function scramVerifier(password: string, salt: Uint8Array = randomBytes(SALT_BYTES)): string {
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256');
  const keyOf = (use: string) => createHmac('sha256', salted).update(use).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest();
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return `SCRAM-SHA-256$${ROUNDS}:${text(salt)}$${text(stored)}:${text(keyOf('Server Key'))}`;
}
