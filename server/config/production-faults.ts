/** What production refuses beside what is wrong in either mode. */
import { statSync } from 'node:fs';
import type { ConfigFault } from './environment.ts';
import { NO_QUORUM, type Policy } from '../transparency/proof/policy.ts';
import { PostgresAddress } from '../database/postgres-address.ts';

const WITNESSES: ConfigFault = {
  variable: 'POSTERN_SERVER_LEDGER_POLICY',
  shouldBe: 'must name a quorum of witnesses in production: a ledger that nobody watches can be rewritten',
};

const ORIGIN: ConfigFault = {
  variable: 'POSTERN_SERVER_LEDGER_ORIGIN',
  shouldBe:
    "must be set in production: the ledger's name is the same for ever, and the default is every development server's",
};

const TOKEN: ConfigFault = {
  variable: 'POSTERN_SERVER_KEY_PROVIDER',
  shouldBe: 'must be pkcs11 in production: keys in files can be copied',
};

const TLS: ConfigFault = {
  variable: 'POSTERN_SERVER_TLS_NAMES',
  shouldBe: 'must be set in production: kiosks are known by certificates, and people by cookies that TLS protects',
};

const PASSWORD: ConfigFault = {
  variable: 'POSTERN_SERVER_DATABASE_URL',
  shouldBe:
    'must have no password in production, where programs that are started inherit it: POSTERN_SERVER_DATABASE_URL_FILE is for one',
};

const PIN: ConfigFault = {
  variable: 'POSTERN_SERVER_PKCS11_PIN_FILE',
  shouldBe: 'must be a file that its owner alone has access to (mode 0600 or 0400)',
};

type Settings = Readonly<Record<string, string | undefined>>;

/** @param policy of the ledger, where one was read */
export function productionFaults(mine: Settings, policy: Policy | undefined): ConfigFault[] {
  if (mine['POSTERN_MODE'] !== 'production') return [];
  const {
    POSTERN_SERVER_KEY_PROVIDER: provider,
    POSTERN_SERVER_TLS_NAMES: names,
    POSTERN_SERVER_LEDGER_ORIGIN: origin,
    POSTERN_SERVER_DATABASE_URL: database = '',
    POSTERN_SERVER_PKCS11_PIN_FILE: pinFile,
  } = mine;
  return [
    ...(provider === 'pkcs11' ? [] : [TOKEN]),
    ...(names === undefined ? [TLS] : []),
    ...((policy?.quorum ?? NO_QUORUM) === NO_QUORUM ? [WITNESSES] : []),
    ...(origin === undefined ? [ORIGIN] : []),
    ...(PostgresAddress.parse(database)?.login().password === undefined ? [] : [PASSWORD]),
    ...(pinFile !== undefined && canBeReadByOthers(pinFile) ? [PIN] : []),
  ];
}

/** A file that is not there is told by what reads it. */
function canBeReadByOthers(file: string): boolean {
  try {
    return (statSync(file).mode & 0o077) !== 0;
  } catch {
    return false;
  }
}
