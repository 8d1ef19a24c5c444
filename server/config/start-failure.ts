import { FleetError, type FleetErrorCode } from '../keys/fleet-error.ts';
import { LedgerError, type LedgerErrorCode } from '../transparency/ledger-error.ts';
import { KeyError, type KeyErrorCode } from '../base/key-error.ts';
import { SigningKeyError, type SigningKeyErrorCode } from '../keys/seed-file.ts';
import { StoreError, type StoreErrorCode } from '../database/store-error.ts';

const STORE_HINTS: { readonly [Code in StoreErrorCode]: string } = {
  unavailable:
    'The database (in POSTERN_SERVER_DATA_DIR, or at POSTERN_SERVER_DATABASE_URL) cannot be opened: check rights, free space, other programs, and that it runs.',
  unsuitable:
    "The database must hold UTF-8 and order text by its bytes: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'.",
  'newer-schema': 'The database was written by a newer version: start that one, or restore a backup.',
  'edited-migration':
    'The database was made by a version that was never released: restore a backup, or begin with an empty folder or database.',
  rights:
    'The account in POSTERN_SERVER_DATABASE_URL may do more than a running server needs, or less: npm run database -- check says what, -- prepare mends it, both as the owner.',
  closed: 'The database was closed while starting.',
  damaged: 'The database does not hold what this program writes: restore a backup.',
};

const KEY_HINTS: { readonly [Code in SigningKeyErrorCode]: string } = {
  unreadable: 'The signing key in POSTERN_SERVER_DATA_DIR cannot be read or made: check the rights of the folder.',
  exposed: 'The signing key can be read by others: chmod 600 it, and replace it if it may have been read.',
  malformed: 'The signing key file is damaged: restore it from a backup; kiosks know its public half.',
};

const TOKEN_HINTS: { readonly [Code in KeyErrorCode]: string } = {
  absent:
    'The token has no keys of this server: npm run keys -- init makes them on a new one; otherwise it is the wrong token.',
  present: 'The token has keys of a server already; they are not overwritten.',
  lost: 'No token with the label POSTERN_SERVER_PKCS11_TOKEN answers: is it plugged in, and the way to it open?',
  'not-permitted': 'The PIN in POSTERN_SERVER_PKCS11_PIN_FILE does not open the token, or others may read the file.',
  unsuitable:
    'POSTERN_SERVER_PKCS11_MODULE does not load or cannot do what is needed, a key on the token can leave it, or it is software in production.',
};

const LEDGER_HINTS: { readonly [Code in LedgerErrorCode]?: string } = {
  'no-log':
    'Part of a ledger (its file, key, state or ratchet) is missing: restore that part. A lost ledger is not begun again under its name.',
  'behind-ratchet':
    'The ledger is shorter than it was: an old backup was put back. Restore the newest file, or begin a new ledger under a new name.',
  'witness-ahead':
    'A witness has seen more of the ledger than is here, or another history of it: the files were set back. Restore the newest ones. Only if the witness is known to be wrong, take it out of the policy.',
  damaged: 'The ledger does not hold what was signed: keep the file for the auditor and restore the newest one.',
  'tables-behind':
    'The database is older than the ledger: it was set back, or rows were taken out of it. Put database and ledger back together, from one backup: server/ledger/README.md, Recovery, says how and what is lost.',
  'not-adopted':
    'The database is from before the ledger recorded its tables: npm run ledger -- adopt takes them as they stand, once, and enters that it did.',
  'other-log': "The policy does not name this ledger's key: npm run ledger -- key prints it.",
};

const FLEET_HINTS: { readonly [Code in FleetErrorCode]: string } = {
  'no-authority': 'There is no authority of the fleet: npm run fleet -- init makes it.',
  unreadable: "The files of the fleet's authority cannot be read: check the rights of POSTERN_SERVER_FLEET_DIR.",
  exposed:
    "The key of the fleet's authority can be read by others: chmod 600 it, and begin a new authority if it may have been read.",
  unusable:
    "The files of the fleet's authority are damaged, or it has run out: restore them, or begin a new authority and enrol the kiosks again.",
};

const SYSTEM_HINTS: ReadonlyMap<unknown, string> = new Map([
  ['EADDRINUSE', 'Another program listens on this port: stop it, or set POSTERN_SERVER_PORT (0 takes any free one).'],
  ['EACCES', 'This port may not be opened by this user: set POSTERN_SERVER_PORT to one above 1023.'],
  ['EADDRNOTAVAIL', 'This machine does not have the address in POSTERN_SERVER_HOST.'],
]);

/** What to tell the person who started the program: a code and what to do. */
export function startFailureOf(error: unknown): { readonly code: string; readonly hint: string } {
  if (error instanceof StoreError) return { code: error.code, hint: STORE_HINTS[error.code] };
  if (error instanceof SigningKeyError) return { code: error.code, hint: KEY_HINTS[error.code] };
  if (error instanceof KeyError) return { code: `keys-${error.code}`, hint: TOKEN_HINTS[error.code] };
  if (error instanceof FleetError) return { code: error.code, hint: FLEET_HINTS[error.code] };
  if (error instanceof LedgerError) {
    return {
      code: error.code,
      hint: LEDGER_HINTS[error.code] ?? 'The ledger cannot be used; the next line says where.',
    };
  }
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  const hint = SYSTEM_HINTS.get(code);
  return hint === undefined
    ? { code: 'unknown', hint: 'The server could not start; the next line says where.' }
    : { code: String(code), hint };
}
