/** Faults that production and rehearsal refuse, and the marks that tell them apart. */
import { allowsSoftwareKeys, isProtected, modeOf } from '../../../hardware/host/mode.ts';
import { isOriginOf, REHEARSAL_ORIGIN } from '../../contract/rehearsal.ts';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { MailRelay } from '../../oversight/alerts/mail-relay.ts';
import type { ConfigFault } from './environment.ts';
import { NO_QUORUM, type Policy } from '../../platform/transparency/proof/policy.ts';
import { PostgresAddress } from '../../platform/database/postgres-address.ts';

const WITNESSES: ConfigFault = {
  variable: 'POSTERN_SERVER_LEDGER_POLICY',
  shouldBe: 'must name a quorum of witnesses outside development: a ledger without witnesses can be rewritten',
};

const ORIGIN: ConfigFault = {
  variable: 'POSTERN_SERVER_LEDGER_ORIGIN',
  shouldBe:
    "must be set outside development: the ledger's name is permanent, and all development servers share the default",
};

const ORIGIN_OF_MODE: ConfigFault = {
  variable: 'POSTERN_SERVER_LEDGER_ORIGIN',
  shouldBe: `must end in ${REHEARSAL_ORIGIN} in rehearsal and in no other mode: each head, receipt and proof carries the ledger's name`,
};

const TOKEN: ConfigFault = {
  variable: 'POSTERN_SERVER_KEY_PROVIDER',
  shouldBe: 'must be pkcs11 or tpm in production: keys in files can be copied',
};

const SOFTWARE_TPM: ConfigFault = {
  variable: 'POSTERN_SERVER_TPM',
  shouldBe: 'must be device: with the device of a TPM in production: a software TPM protects nothing',
};

const TLS: ConfigFault = {
  variable: 'POSTERN_SERVER_TLS_NAMES',
  shouldBe: "must be set outside development: TLS authenticates kiosks and protects people's cookies",
};

const PASSWORD: ConfigFault = {
  variable: 'POSTERN_SERVER_DATABASE_URL',
  shouldBe:
    'must have no password outside development, because child processes inherit it; use POSTERN_SERVER_DATABASE_URL_FILE',
};

const MAIL_PASSWORD: ConfigFault = {
  variable: 'POSTERN_SERVER_SMTP_URL',
  shouldBe:
    'must have no password outside development, because child processes inherit it; use POSTERN_SERVER_SMTP_URL_FILE',
};

const PIN: ConfigFault = {
  variable: 'POSTERN_SERVER_PKCS11_PIN_FILE',
  shouldBe: 'must be a file accessible to its owner only (mode 0600 or 0400)',
};

type Settings = Readonly<Record<string, string | undefined>>;

/** @param policy the ledger's policy, if one was read */
export function witnessFaults(mine: Settings, policy: Policy | undefined): ConfigFault[] {
  return isProtected(modeOf(mine)) && (policy?.quorum ?? NO_QUORUM) === NO_QUORUM ? [WITNESSES] : [];
}

export function productionFaults(mine: Settings): ConfigFault[] {
  const mode = modeOf(mine);
  const {
    POSTERN_SERVER_KEY_PROVIDER: provider,
    POSTERN_SERVER_TLS_NAMES: names,
    POSTERN_SERVER_LEDGER_ORIGIN: origin,
    POSTERN_SERVER_DATABASE_URL: database = '',
    POSTERN_SERVER_PKCS11_PIN_FILE: pinFile,
    POSTERN_SERVER_SMTP_URL: relay = '',
  } = mine;
  const faults = origin !== undefined && !isOriginOf(mode, origin) ? [ORIGIN_OF_MODE] : [];
  if (!isProtected(mode)) return faults;
  const inHardware = provider === 'pkcs11' || provider === 'tpm';
  return [
    ...faults,
    ...(inHardware || allowsSoftwareKeys(mode) ? [] : [TOKEN]),
    ...(mine['POSTERN_SERVER_TPM']?.startsWith('unix:') === true && !allowsSoftwareKeys(mode) ? [SOFTWARE_TPM] : []),
    ...(names === undefined ? [TLS] : []),
    ...(origin === undefined ? [ORIGIN] : []),
    ...(PostgresAddress.parse(database)?.login().password === undefined ? [] : [PASSWORD]),
    ...(MailRelay.parse(relay)?.hasPassword === true ? [MAIL_PASSWORD] : []),
    ...(pinFile !== undefined && canBeReadByOthers(pinFile) ? [PIN] : []),
  ];
}

/** The reader of a missing file reports it. */
function canBeReadByOthers(file: string): boolean {
  try {
    return isFileExposed(file);
  } catch {
    return false;
  }
}
