/** The environment as typed configuration. The only reader of `process.env` in the server. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { exposedFolder, isFolderExposed } from '../../hardware/host/private-files.ts';
import {
  type ConfigFault,
  type Environment,
  environmentSchema,
  LOOPBACK,
  SHOULD_BE,
  type Variable,
} from './environment.ts';
import { addressSchema, isLoopback, readTlsFiles, type TlsConfig } from '../fleet/tls-config.ts';
import type { TokenPlace } from '../keys/pkcs11/token-place.ts';
import type { LedgerConfig } from '../ledger/server-ledger.ts';
import type { PeopleConfig } from '../people/people.ts';
import { productionFaults } from './production-faults.ts';
import { PostgresAddress } from '../database/postgres-address.ts';
import type { Answerable } from '../privacy/answers/record.ts';

export interface ServerConfig {
  readonly mode: 'development' | 'production';
  /** For people; and for kiosks as well where there is no TLS. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** On loopback, for metrics; absent: nowhere. */
  readonly metricsPort?: number;
  /** Absent: SQLite in the data folder. */
  readonly postgres?: PostgresAddress;
  readonly tls?: TlsConfig;
  /** Where the server's keys are; absent: files, which production refuses. */
  readonly token?: TokenPlace;
  /** Absolute: of the fleet's authority. The default is `fleet` in the data folder. */
  readonly fleetDir?: string;
  readonly people: PeopleConfig;
  /** How many referrals that are tests of attention each watched site gets, on average. */
  readonly testReferralsPerHour: number;
  /** Of the decisions that let a doubted traveller go, how many get a second look by chance, in a hundred. */
  readonly secondLookPercent: number;
  /** For how long it is kept that somebody asked for their data, once that is closed. */
  readonly closedRequestsDays: number;
  /** Absent: nobody was named. */
  readonly answerable?: Answerable;
  readonly ledger: LedgerConfig;
}

export type ReadConfig =
  | { readonly kind: 'valid'; readonly config: ServerConfig }
  | { readonly kind: 'refused'; readonly faults: readonly ConfigFault[] };

const PREFIX = 'POSTERN_SERVER_';

const OF_TOKEN = [
  'POSTERN_SERVER_PKCS11_MODULE',
  'POSTERN_SERVER_PKCS11_TOKEN',
  'POSTERN_SERVER_PKCS11_PIN_FILE',
] as const;

const URL_TWICE = ['POSTERN_SERVER_DATABASE_URL', 'POSTERN_SERVER_DATABASE_URL_FILE'] as const;

const WITH_TLS_ONLY = [
  'POSTERN_SERVER_TLS_CERTIFICATE_FILE',
  'POSTERN_SERVER_TLS_KEY_FILE',
  'POSTERN_SERVER_KIOSK_HOST',
  'POSTERN_SERVER_KIOSK_PORT',
] as const;

/** Reads the process's environment. Every fault is reported, not just the first. */
export function readConfig(environment: Readonly<NodeJS.ProcessEnv> = process.env): ReadConfig {
  const mine = Object.fromEntries(
    Object.entries(environment).filter(([name]) => name === 'POSTERN_MODE' || name.startsWith(PREFIX)),
  );
  const parsed = environmentSchema.safeParse(mine);
  const faults: ConfigFault[] = parsed.success ? [] : parsed.error.issues.flatMap(faultsOfIssue);
  faults.push(...tokenFaults(mine), ...tlsFaults(mine, parsed.data));
  if (URL_TWICE.every((variable) => mine[variable] !== undefined)) {
    faults.push(...URL_TWICE.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] })));
  }
  faults.push(...productionFaults(mine, parsed.data?.POSTERN_SERVER_LEDGER_POLICY));
  const dataDir = parsed.data && resolve(parsed.data.POSTERN_SERVER_DATA_DIR);
  if (dataDir !== undefined && isFolderExposed(dataDir)) {
    faults.push({ variable: 'POSTERN_SERVER_DATA_DIR', shouldBe: exposedFolder(dataDir) });
  }
  if (!parsed.success || faults.length > 0) return { kind: 'refused', faults };
  const postgres = postgresOf(parsed.data);
  const tls = tlsOf(parsed.data);
  const token = tokenOf(parsed.data);
  return {
    kind: 'valid',
    config: {
      mode: parsed.data.POSTERN_MODE,
      host: parsed.data.POSTERN_SERVER_HOST,
      port: Number(parsed.data.POSTERN_SERVER_PORT),
      ...(parsed.data.POSTERN_SERVER_METRICS_PORT !== undefined && {
        metricsPort: Number(parsed.data.POSTERN_SERVER_METRICS_PORT),
      }),
      dataDir: resolve(parsed.data.POSTERN_SERVER_DATA_DIR),
      ...(postgres !== undefined && { postgres }),
      ...(tls !== undefined && { tls }),
      ...(token !== undefined && { token }),
      ...(parsed.data.POSTERN_SERVER_FLEET_DIR !== undefined && {
        fleetDir: resolve(parsed.data.POSTERN_SERVER_FLEET_DIR),
      }),
      people: {
        limits: {
          idleMs: parsed.data.POSTERN_SERVER_SESSION_IDLE_MINUTES * 60_000,
          absoluteMs: parsed.data.POSTERN_SERVER_SESSION_HOURS * 3_600_000,
        },
        relyingPartyId: relyingPartyOf(parsed.data),
        passwords: parsed.data.POSTERN_SERVER_PASSWORDS === 'allowed',
        ...(parsed.data.POSTERN_SERVER_BREACHED_PASSWORDS !== undefined && {
          breachedPasswordsFile: parsed.data.POSTERN_SERVER_BREACHED_PASSWORDS,
        }),
      },
      testReferralsPerHour: parsed.data.POSTERN_SERVER_TEST_REFERRALS_PER_HOUR,
      secondLookPercent: parsed.data.POSTERN_SERVER_SECOND_LOOK_PERCENT,
      closedRequestsDays: parsed.data.POSTERN_SERVER_CLOSED_REQUESTS_DAYS,
      answerable: {
        controller: parsed.data.POSTERN_SERVER_CONTROLLER ?? null,
        contact: parsed.data.POSTERN_SERVER_PRIVACY_CONTACT ?? null,
      },
      ledger: {
        origin: parsed.data.POSTERN_SERVER_LEDGER_ORIGIN,
        ratchetDir: resolve(parsed.data.POSTERN_SERVER_LEDGER_RATCHET_DIR ?? parsed.data.POSTERN_SERVER_DATA_DIR),
        policy: parsed.data.POSTERN_SERVER_LEDGER_POLICY,
      },
    },
  };
}

/** The token's three settings are needed by the provider and by nothing else. */
function tokenFaults(mine: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const wanted = mine['POSTERN_SERVER_KEY_PROVIDER'] === 'pkcs11';
  const wrong = OF_TOKEN.filter((variable) => (mine[variable] !== undefined) !== wanted);
  return wrong.map((variable): ConfigFault => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

function tokenOf(environment: Environment): TokenPlace | undefined {
  const {
    POSTERN_SERVER_PKCS11_MODULE: module,
    POSTERN_SERVER_PKCS11_TOKEN: tokenLabel,
    POSTERN_SERVER_PKCS11_PIN_FILE: pinFile,
  } = environment;
  if (module === undefined || tokenLabel === undefined || pinFile === undefined) return undefined;
  return { module, tokenLabel, pinFile: resolve(pinFile), hardwareOnly: environment.POSTERN_MODE === 'production' };
}

function tlsFaults(
  mine: Readonly<Record<string, string | undefined>>,
  environment: Environment | undefined,
): ConfigFault[] {
  const wrong = new Set<Variable>();
  const hasTls = mine['POSTERN_SERVER_TLS_NAMES'] !== undefined;
  const inProduction = mine['POSTERN_MODE'] === 'production';
  if (!hasTls) for (const variable of WITH_TLS_ONLY) if (mine[variable] !== undefined) wrong.add(variable);
  // In development everybody is whoever they say they are; kiosks are not, once they speak TLS.
  const host = mine['POSTERN_SERVER_HOST'] ?? LOOPBACK;
  if (!isLoopback(host) && !(hasTls && inProduction && addressSchema.safeParse(host).success)) {
    wrong.add('POSTERN_SERVER_HOST');
  }
  if (environment !== undefined && tlsCertificateOf(environment) === 'unusable') {
    wrong.add('POSTERN_SERVER_TLS_CERTIFICATE_FILE').add('POSTERN_SERVER_TLS_KEY_FILE');
  }
  if (environment !== undefined && !isRelyingPartyReachable(environment)) wrong.add('POSTERN_SERVER_RELYING_PARTY');
  return [...wrong].map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

/** The name people open the console by: with TLS the first that the certificate has. */
function relyingPartyOf(environment: Environment): string {
  const { POSTERN_SERVER_RELYING_PARTY: party, POSTERN_SERVER_TLS_NAMES: names } = environment;
  return party ?? names?.find((name) => isIP(name) === 0) ?? 'localhost';
}

/** A browser offers passkeys to a page of this domain, or of one below it, and to no other. */
function isRelyingPartyReachable(environment: Environment): boolean {
  const party = environment.POSTERN_SERVER_RELYING_PARTY;
  const names = environment.POSTERN_SERVER_TLS_NAMES ?? ['localhost'];
  return party === undefined || names.some((name) => name === party || name.endsWith(`.${party}`));
}

function tlsOf(environment: Environment): TlsConfig | undefined {
  const names = environment.POSTERN_SERVER_TLS_NAMES;
  if (names === undefined) return undefined;
  const certificate = tlsCertificateOf(environment);
  return {
    names,
    kioskHost: environment.POSTERN_SERVER_KIOSK_HOST,
    kioskPort: Number(environment.POSTERN_SERVER_KIOSK_PORT),
    ...(certificate !== undefined && certificate !== 'unusable' && { certificate }),
  };
}

function tlsCertificateOf(environment: Environment): ReturnType<typeof readTlsFiles> {
  return readTlsFiles({
    certificateFile: environment.POSTERN_SERVER_TLS_CERTIFICATE_FILE,
    keyFile: environment.POSTERN_SERVER_TLS_KEY_FILE,
  });
}

/** Of the two, one: which of them holds would be anybody's guess. */
function postgresOf(environment: Environment): PostgresAddress | undefined {
  const text = environment.POSTERN_SERVER_DATABASE_URL ?? environment.POSTERN_SERVER_DATABASE_URL_FILE;
  return text === undefined ? undefined : PostgresAddress.parse(text, environment.POSTERN_SERVER_DATABASE_CA);
}

function faultsOfIssue(issue: z.core.$ZodIssue): ConfigFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((variable) => ({ variable, shouldBe: 'must not be set: the server knows no such variable' }));
  }
  const variable = String(issue.path[0]) as Variable;
  return [{ variable, shouldBe: SHOULD_BE[variable] }];
}
