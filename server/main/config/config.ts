/** Typed configuration from the environment. The only file of the server that reads `process.env`. */
import { isProtected, type Mode, modeOf } from '../../../hardware/host/mode.ts';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { type ServiceManager, serviceManagerOf } from '../../../hardware/host/service-manager.ts';
import { NO_CREDENTIALS, withCredentials } from '../../../hardware/host/credentials.ts';
import { exposedFolder, isFolderExposed } from '../../../hardware/host/private-files.ts';
import {
  type ConfigFault,
  type Environment,
  environmentSchema,
  LOOPBACK,
  SHOULD_BE,
  type Variable,
} from './environment.ts';
import { addressSchema, isLoopback, readTlsFiles, type TlsConfig } from '../../lanes/fleet/tls-config.ts';
import type { TokenPlace } from '../../platform/keys/pkcs11/token-place.ts';
import type { AttestationSettings } from '../../lanes/attestation/start-policy.ts';
import type { ServerTpmPlace } from '../../platform/keys/tpm/tpm-place.ts';
import { keyPlaceFaults, tokenOf, tpmOf } from './key-places.ts';
import { laneStartFaults, laneStartsOf } from './lane-starts.ts';
import type { AlertConfig } from '../../oversight/alerts/deliver.ts';
import type { ImpostorTestSettings } from '../../oversight/observatory/publication/read-impostor-tests.ts';
import type { FrameworkId } from '../../oversight/compliance/frameworks/vocabulary.ts';
import type { ShippingConfig } from '../../oversight/detection/shipping/target.ts';
import { alertFaults, alertsOf } from './alert-settings.ts';
import { shippingFaults, shippingOf } from './shipping-settings.ts';
import { impostorTestFaults, impostorTestsOf } from './impostor-test-settings.ts';
import {
  partnerFaults,
  type PartnerPortalConfig,
  partnerPortalFaults,
  partnerPortalOf,
  type PartnersConfig,
  partnersOf,
} from './partner-settings.ts';
import { traderFaults, tradersOf } from './trader-settings.ts';
import { type DeclarationRules, EU_ARRIVALS } from '../../contract/rules/questions.ts';
import type { TradersConfig } from '../../goods/declarations/open-traders.ts';
import type { LedgerConfig } from '../../records/ledger/server-ledger.ts';
import type { PeopleConfig } from '../../people/people/people.ts';
import { productionFaults, witnessFaults } from './production-faults.ts';
import { PostgresAddress } from '../../platform/database/postgres-address.ts';
import type { Answerable } from '../../privacy/answers/record.ts';

export interface ServerConfig {
  readonly mode: Mode;
  /** Address for people, and for kiosks where there is no TLS. */
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  /** Port for metrics on loopback; absent: no metrics. */
  readonly metricsPort?: number;
  /** Absent: SQLite in the data folder. */
  readonly postgres?: PostgresAddress;
  readonly tls?: TlsConfig;
  /** Absent: the default limits, and no proxies. */
  readonly connections?: {
    /** The most in all and of one network, at each port. */
    readonly total: number;
    readonly network: number;
    /** Addresses of proxies, which name the clients of their connections. */
    readonly proxies: readonly string[];
  };
  /** The token with the server's keys; absent: a TPM, or key files, which production refuses. */
  readonly token?: TokenPlace;
  readonly tpm?: ServerTpmPlace;
  /** How lanes prove their starts; absent: they do not. */
  readonly laneStarts?: AttestationSettings;
  /** Absolute path of the fleet's authority. The default is `fleet` in the data folder. */
  readonly fleetDir?: string;
  readonly people: PeopleConfig;
  /** Average number of attention tests an hour for each watched site. */
  readonly testReferralsPerHour: number;
  /** Percentage of admissions despite a doubt that are drawn for a second look. */
  readonly secondLookPercent: number;
  /** Days for which the record of a closed request for data is kept. */
  readonly closedRequestsDays: number;
  /** Absent: not set. */
  readonly answerable?: Answerable;
  /** With which policies and agreements are compared; absent: none. */
  readonly legalFrameworks?: readonly FrameworkId[] | undefined;
  /** The customs questions on travellers' phones; absent: travellers answer at the lanes only. */
  readonly travellerQuestions?: DeclarationRules | undefined;
  /** File with the connectors of watchlists; `undefined`: no hit is looked up at its source. */
  readonly watchlistSourcesFile?: string | undefined;
  readonly ledger: LedgerConfig;
  /** Absent: alerts go to public webhooks only. */
  readonly alerts?: AlertConfig;
  /** Absent: findings are not sent to a SIEM. */
  readonly shipping?: ShippingConfig | undefined;
  /** Absent: the reports of error rates have no bound of false matches. */
  readonly impostorTests?: ImpostorTestSettings;
  /** Absent: no declarations of goods are taken. */
  readonly traders?: TradersConfig;
  /** Absent: no port for programs of partner agencies. Only with a TLS certificate. */
  readonly partners?: PartnersConfig;
  /** Absent: no portal for people of partner agencies. */
  readonly partnerPortal?: PartnerPortalConfig;
}

/** The repository of releases, which `postern-server releases` fills. */
export function releasesFolder({ dataDir }: Pick<ServerConfig, 'dataDir'>): string {
  return join(dataDir, 'releases');
}

/** Reports of years that wait to be read. It is emptied at each start. */
export function yearsFolder({ dataDir }: Pick<ServerConfig, 'dataDir'>): string {
  return join(dataDir, 'year-reports');
}

/** The export of known faults, which `postern-server components import` fills. */
export function advisoriesFolder({ dataDir }: Pick<ServerConfig, 'dataDir'>): string {
  return join(dataDir, 'advisories');
}

export type ReadConfig =
  | { readonly kind: 'valid'; readonly config: ServerConfig }
  | { readonly kind: 'refused'; readonly faults: readonly ConfigFault[] };

const PREFIX = 'POSTERN_SERVER_';

const URL_TWICE = ['POSTERN_SERVER_DATABASE_URL', 'POSTERN_SERVER_DATABASE_URL_FILE'] as const;

const WITH_TLS_ONLY = [
  'POSTERN_SERVER_TLS_CERTIFICATE_FILE',
  'POSTERN_SERVER_TLS_KEY_FILE',
  'POSTERN_SERVER_KIOSK_HOST',
  'POSTERN_SERVER_KIOSK_PORT',
] as const;

/** The service manager that started this process; `undefined` without one. */
export function serviceManager(): ServiceManager | undefined {
  return serviceManagerOf(process.env);
}

/** A folder in memory that the service manager made for this process; `undefined` without one. */
export function runtimeFolder(): string | undefined {
  const folder = process.env['RUNTIME_DIRECTORY'];
  return folder !== undefined && /^\/run\/[^:]+$/.test(folder) ? folder : undefined;
}

/** For commands that make keys and the ledger, which the witnesses need before there is a policy. Reports every other fault. */
export function readConfigBeforeWitnesses(environment?: Readonly<NodeJS.ProcessEnv>): ReadConfig {
  return readConfig(environment, 'not-yet');
}

/** The credential with the address of the account that owns the tables (`postern-server setup`). */
const OWNER_CREDENTIAL = 'database-owner';

/** For commands that run as the owner of the database: its address is that of the credential, where there is one. */
export function readOwnerConfig(environment: Readonly<NodeJS.ProcessEnv> = process.env): ReadConfig {
  const credentials = environment['CREDENTIALS_DIRECTORY'];
  if (credentials === undefined || !existsSync(join(credentials, OWNER_CREDENTIAL))) {
    return readConfigBeforeWitnesses(environment);
  }
  const { POSTERN_SERVER_DATABASE_URL: _url, ...others } = environment;
  return readConfigBeforeWitnesses({ ...others, POSTERN_SERVER_DATABASE_URL_FILE: `credential:${OWNER_CREDENTIAL}` });
}

/** Reads the process's environment. Reports every fault. */
export function readConfig(
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
  witnesses: 'required' | 'not-yet' = 'required',
): ReadConfig {
  const named = Object.fromEntries(
    Object.entries(environment).filter(([name]) => name === 'POSTERN_MODE' || name.startsWith(PREFIX)),
  );
  const { settings: mine, unresolved } = withCredentials(named, environment['CREDENTIALS_DIRECTORY']);
  const parsed = environmentSchema.safeParse(mine);
  const faults: ConfigFault[] = parsed.success ? [] : parsed.error.issues.flatMap(faultsOfIssue);
  faults.push(...unresolved.map((variable) => ({ variable, shouldBe: NO_CREDENTIALS })));
  faults.push(...keyPlaceFaults(mine), ...tlsFaults(mine, parsed.data), ...laneStartFaults(mine, parsed.data));
  if (URL_TWICE.every((variable) => mine[variable] !== undefined)) {
    faults.push(...URL_TWICE.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] })));
  }
  faults.push(
    ...alertFaults(mine),
    ...shippingFaults(mine),
    ...impostorTestFaults(mine),
    ...partnerFaults(mine),
    ...partnerPortalFaults(mine, parsed.data && relyingPartyOf(parsed.data)),
    ...traderFaults(mine, parsed.data && relyingPartyOf(parsed.data)),
  );
  faults.push(...productionFaults(mine));
  // Another variable's fault leaves no parsed data
  const policy = environmentSchema.shape.POSTERN_SERVER_LEDGER_POLICY.safeParse(mine['POSTERN_SERVER_LEDGER_POLICY']);
  if (witnesses === 'required' && policy.success) faults.push(...witnessFaults(mine, policy.data));
  const dataDir = parsed.data && resolve(parsed.data.POSTERN_SERVER_DATA_DIR);
  if (dataDir !== undefined && isFolderExposed(dataDir)) {
    faults.push({ variable: 'POSTERN_SERVER_DATA_DIR', shouldBe: exposedFolder(dataDir) });
  }
  if (!parsed.success || faults.length > 0) return { kind: 'refused', faults: eachOnce(faults) };
  const postgres = postgresOf(parsed.data);
  const tls = tlsOf(parsed.data);
  const token = tokenOf(parsed.data);
  const tpm = tpmOf(parsed.data);
  const laneStarts = laneStartsOf(parsed.data);
  const impostorTests = impostorTestsOf(parsed.data);
  const traders = tradersOf(parsed.data);
  const partners = partnersOf(parsed.data);
  const partnerPortal = partnerPortalOf(parsed.data);
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
      connections: {
        total: parsed.data.POSTERN_SERVER_CONNECTIONS,
        network: parsed.data.POSTERN_SERVER_CONNECTIONS_OF_NETWORK,
        proxies: parsed.data.POSTERN_SERVER_PROXIES ?? [],
      },
      ...(token !== undefined && { token }),
      ...(tpm !== undefined && { tpm }),
      ...(laneStarts !== undefined && { laneStarts }),
      ...(impostorTests !== undefined && { impostorTests }),
      ...(traders !== undefined && { traders }),
      ...(partners !== undefined && { partners }),
      ...(partnerPortal !== undefined && { partnerPortal }),
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
      watchlistSourcesFile: parsed.data.POSTERN_SERVER_WATCHLIST_SOURCES_FILE,
      answerable: {
        controller: parsed.data.POSTERN_SERVER_CONTROLLER ?? null,
        contact: parsed.data.POSTERN_SERVER_PRIVACY_CONTACT ?? null,
      },
      legalFrameworks: parsed.data.POSTERN_SERVER_LEGAL_FRAMEWORKS,
      travellerQuestions:
        parsed.data.POSTERN_SERVER_TRAVELLER_QUESTIONS_FILE ??
        (parsed.data.POSTERN_MODE === 'development' ? EU_ARRIVALS : undefined),
      alerts: alertsOf(parsed.data),
      shipping: shippingOf(parsed.data),
      ledger: {
        origin: parsed.data.POSTERN_SERVER_LEDGER_ORIGIN,
        ratchetDir: resolve(parsed.data.POSTERN_SERVER_LEDGER_RATCHET_DIR ?? parsed.data.POSTERN_SERVER_DATA_DIR),
        policy: parsed.data.POSTERN_SERVER_LEDGER_POLICY,
      },
    },
  };
}

function tlsFaults(
  mine: Readonly<Record<string, string | undefined>>,
  environment: Environment | undefined,
): ConfigFault[] {
  const wrong = new Set<Variable>();
  const hasTls = mine['POSTERN_SERVER_TLS_NAMES'] !== undefined;
  if (!hasTls) for (const variable of WITH_TLS_ONLY) if (mine[variable] !== undefined) wrong.add(variable);
  // Development has no authentication of people; kiosks are authenticated once they use TLS.
  const host = mine['POSTERN_SERVER_HOST'] ?? LOOPBACK;
  if (!isLoopback(host) && !(hasTls && isProtected(modeOf(mine)) && addressSchema.safeParse(host).success)) {
    wrong.add('POSTERN_SERVER_HOST');
  }
  if (environment !== undefined && tlsCertificateOf(environment) === 'unusable') {
    wrong.add('POSTERN_SERVER_TLS_CERTIFICATE_FILE').add('POSTERN_SERVER_TLS_KEY_FILE');
  }
  if (environment !== undefined && !isRelyingPartyReachable(environment)) wrong.add('POSTERN_SERVER_RELYING_PARTY');
  return [...wrong].map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

/** The domain under which people open the console: with TLS the first name in the certificate. */
function relyingPartyOf(environment: Environment): string {
  const { POSTERN_SERVER_RELYING_PARTY: party, POSTERN_SERVER_TLS_NAMES: names } = environment;
  return party ?? names?.find((name) => isIP(name) === 0) ?? 'localhost';
}

/** A browser offers passkeys only to pages of this domain or below it. */
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

/** Only one of the two may be set, because their order of precedence would be unclear. */
function postgresOf(environment: Environment): PostgresAddress | undefined {
  const text = environment.POSTERN_SERVER_DATABASE_URL ?? environment.POSTERN_SERVER_DATABASE_URL_FILE;
  return text === undefined ? undefined : PostgresAddress.parse(text, environment.POSTERN_SERVER_DATABASE_CA);
}

/** A value can break two rules, whose fault is the same. */
function eachOnce(faults: readonly ConfigFault[]): ConfigFault[] {
  return [...new Map(faults.map((one) => [`${one.variable} ${one.shouldBe}`, one])).values()];
}

function faultsOfIssue(issue: z.core.$ZodIssue): ConfigFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((variable) => ({ variable, shouldBe: 'must not be set: the server has no such variable' }));
  }
  const variable = String(issue.path[0]) as Variable;
  return [{ variable, shouldBe: SHOULD_BE[variable] }];
}
