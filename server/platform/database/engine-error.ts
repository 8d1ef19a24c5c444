/** Distinguishes the engine's refusals (full disk, another program's lock, a lost connection) from bugs of this program. */

const SQLITE = /^SQLITE_[A-Z_]+$/;
/** SQLSTATE, PostgreSQL's appendix A. */
const POSTGRES = /^[0-9A-Z]{5}$/;
/** Node's codes for a connection. */
const SYSTEM = /^E(CONN|HOST|NET|PIPE|TIMEDOUT|NOTFOUND|NOENT|AI_)/;

/** PostgreSQL's `insufficient_privilege`. */
export const NOT_PERMITTED = '42501';

/** The engine's code, which contains no written value; `undefined` for another error. */
export function engineCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = Object.getOwnPropertyDescriptor(error, 'code')?.value;
  if (typeof code === 'string' && [SQLITE, POSTGRES, SYSTEM].some((form) => form.test(code))) return code;
  // The driver and the pool have no code for these. Knex puts the statement in front.
  if (error.name === 'KnexTimeoutError') return 'no-connection';
  const words = error.message.split(' - ').at(-1) ?? '';
  return /^(Connection terminated|Client has encountered a connection error|timeout expired)[^-]*$/.test(words)
    ? 'connection-lost'
    : undefined;
}

/** Node's codes, PostgreSQL's classes 08 (connection) and 57P (stopped by an administrator), and those of driver and pool. */
const LOST = /^(E(CONN|HOST|NET|PIPE|TIMEDOUT)\w*|08[0-9A-Z]{3}|57P[0-9A-Z]{2}|connection-lost|no-connection)$/;

/** Whether the connection to the database was lost, so that the same request may succeed later. */
export function isConnectionLost(error: unknown): boolean {
  const code = engineCodeOf(error);
  return code !== undefined && LOST.test(code);
}
