import { FleetError, type FleetErrorCode } from '../../platform/keys/fleet-error.ts';
import { LedgerError, type LedgerErrorCode } from '../../platform/transparency/ledger-error.ts';
import { FrontError } from '../../goods/declarations/front/start-front.ts';
import type { FrontFault } from '../../goods/declarations/front/messages.ts';
import { KeyError, type KeyErrorCode } from '../../platform/base/key-error.ts';
import { SigningKeyError, type SigningKeyErrorCode } from '../../platform/keys/seed-file.ts';
import { StoreError, type StoreErrorCode } from '../../platform/database/store-error.ts';

const STORE_HINTS: { readonly [Code in StoreErrorCode]: string } = {
  unavailable:
    'The database (in POSTERN_SERVER_DATA_DIR, or at POSTERN_SERVER_DATABASE_URL) cannot be opened: check that it runs, rights, free space and other programs.',
  unsuitable:
    "The database must hold UTF-8 and order text by its bytes: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'.",
  'newer-schema': 'A newer version wrote the database: start that version, or restore a backup.',
  'edited-migration':
    'A version that was never released made the database: restore a backup, or start with an empty folder or database.',
  rights:
    'The account in POSTERN_SERVER_DATABASE_URL has more or fewer rights than a running server needs: run postern-server database check to list them and -- prepare to correct them, both as the owner.',
  closed: 'The database was closed while starting.',
  damaged: 'The database contains values that this program never writes: restore a backup.',
};

const KEY_HINTS: { readonly [Code in SigningKeyErrorCode]: string } = {
  unreadable: 'The signing key in POSTERN_SERVER_DATA_DIR cannot be read or made: check the rights of the folder.',
  exposed: 'The signing key can be read by others: chmod 600 it, and replace it if it may have been read.',
  malformed: 'The signing key file is damaged: restore it from a backup, because kiosks trust its public key.',
};

const TOKEN_HINTS: { readonly [Code in KeyErrorCode]: string } = {
  absent:
    'The token or TPM has no keys of this server: run postern-server keys init for a new one; otherwise it is the wrong one.',
  present: 'The token or TPM already has keys of a server; they are not overwritten.',
  lost: 'No token with the label POSTERN_SERVER_PKCS11_TOKEN answers, or no TPM at POSTERN_SERVER_TPM: check that it is there and reachable.',
  'timed-out':
    'The token or TPM is there and does not answer: wait some minutes, because Linux may still wait for a TPM. Then restart the computer.',
  'not-permitted':
    'The PIN in POSTERN_SERVER_PKCS11_PIN_FILE or the value in POSTERN_SERVER_TPM_OWNER_AUTH_FILE is wrong, others may read the file, or the server may not open the TPM.',
  unsuitable:
    'POSTERN_SERVER_PKCS11_MODULE does not load or lacks a function, a key is extractable, the token or TPM is software in production, or the TPM lacks a certificate of POSTERN_SERVER_TPM_ROOTS_FILE or room for keys.',
};

const LEDGER_HINTS: { readonly [Code in LedgerErrorCode]?: string } = {
  'no-log':
    'Part of a ledger (its file, key, state or ratchet) is missing: restore that part. A lost ledger cannot be started again under its name. A second server needs copies of the first one’s keys and ratchet.',
  'behind-ratchet':
    'The ledger is shorter than before: an old backup was restored. Restore the newest file, or start a new ledger with a new name.',
  'witness-ahead':
    'A witness has seen a longer ledger than this one, or another history: old files were restored. Restore the newest ones. Remove the witness from the policy only if it is certainly wrong.',
  damaged: 'The ledger differs from what was signed: keep the file for the auditor and restore the newest one.',
  'tables-behind':
    'The database is older than the ledger: an old copy was restored, or rows were deleted. Restore database and ledger from one backup; see Recovery in server/records/ledger/reconcile/README.md.',
  'not-adopted':
    'The ledger has no records of the tables, and this is not the first start after an update: rows were inserted, openings were deleted, or an old copy was restored. See Recovery in server/records/ledger/reconcile/README.md.',
  'other-log': "The policy does not name this ledger's key: postern-server ledger key prints it.",
};

const FLEET_HINTS: { readonly [Code in FleetErrorCode]: string } = {
  'no-authority': 'The fleet has no certificate authority: run postern-server fleet init.',
  unreadable: "The files of the fleet's authority cannot be read: check the rights of POSTERN_SERVER_FLEET_DIR.",
  exposed:
    "The key of the fleet's authority can be read by others: chmod 600 it, and make a new authority if it may have been read.",
  unusable:
    "The files of the fleet's authority are damaged, or its certificate has expired: restore them, or make a new authority and enrol the kiosks again.",
  'other-mode':
    'The authority in POSTERN_SERVER_FLEET_DIR is one of a rehearsal and POSTERN_MODE is another mode, or the reverse: set another folder and run postern-server fleet init.',
};

const FRONT_HINTS: { readonly [Code in FrontFault]: string } = {
  'address-in-use': 'Another program uses POSTERN_SERVER_TRADERS_PORT: stop it, or set another port.',
  'list-refused':
    'The list of offices in POSTERN_SERVER_OFFICE_KEYS_FILE is not in force: two people of POSTERN_SERVER_SIGNER_KEYS must have signed it, and no newer one was in force here.',
  'settings-differ':
    'The front has another address than the server announces: make POSTERN_FRONT_HOST and POSTERN_FRONT_PORT in /etc/postern/front.conf equal to POSTERN_SERVER_TRADERS_HOST and POSTERN_SERVER_TRADERS_PORT.',
  'not-started':
    "The process of the traders' API ended or cannot be reached: check POSTERN_SERVER_TRADERS_HOST and the certificate, and with the package postern-front.socket and the log of postern-front.",
};

/** @param settings how the names of the program's settings begin */
const systemHint = (code: unknown, settings: string): string | undefined => {
  switch (code) {
    case 'EADDRINUSE':
      return `Another program uses this port: stop it, or set ${settings}_PORT (0: any free port).`;
    case 'EACCES':
      return `This user may not open this port: set ${settings}_PORT to a port above 1023.`;
    case 'EADDRNOTAVAIL':
      return `This machine does not have the address in ${settings}_HOST.`;
    default:
      return undefined;
  }
};

/**
 * Code and advice for the person who started the program.
 *
 * @param settings how the names of the program's settings begin
 */
export function startFailureOf(
  error: unknown,
  settings: 'POSTERN_SERVER' | 'POSTERN_WITNESS' = 'POSTERN_SERVER',
): { readonly code: string; readonly hint: string } {
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
  if (error instanceof FrontError) return { code: `traders-${error.code}`, hint: FRONT_HINTS[error.code] };
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  const hint = systemHint(code, settings);
  return hint === undefined
    ? { code: 'unknown', hint: 'The program could not start; the next line says where.' }
    : { code: String(code), hint };
}
