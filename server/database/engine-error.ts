/** Refusals that are the engine's own (full disk, another program's lock, a lost connection), told from bugs of ours. */

const SQLITE = /^SQLITE_[A-Z_]+$/;
/** SQLSTATE, PostgreSQL's appendix A. */
const POSTGRES = /^[0-9A-Z]{5}$/;
/** Node's, of a connection. */
const SYSTEM = /^E(CONN|HOST|NET|PIPE|TIMEDOUT|NOTFOUND|NOENT|AI_)/;

/** PostgreSQL's `insufficient_privilege`. */
export const NOT_PERMITTED = '42501';

/** The engine's code, which says nothing of what was written; `undefined` for an error that is not the engine's. */
export function engineCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = Object.getOwnPropertyDescriptor(error, 'code')?.value;
  if (typeof code === 'string' && [SQLITE, POSTGRES, SYSTEM].some((form) => form.test(code))) return code;
  // The driver and the pool say it in words only.
  if (error.name === 'KnexTimeoutError') return 'no-connection';
  return /^(Connection terminated|Client has encountered a connection error|timeout expired)/.test(error.message)
    ? 'connection-lost'
    : undefined;
}
