/** The settings of the partners' API and of the portal for their people. */
import { isLoopback } from '../../lanes/fleet/tls-config.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';
import { domainOf, isOriginUsable } from './portal-origins.ts';

const PORT = 'POSTERN_SERVER_PARTNERS_PORT';
const HOST = 'POSTERN_SERVER_PARTNERS_HOST';
const NAMES = 'POSTERN_SERVER_TLS_NAMES';
/** Partners' programs need a certificate that they trust. */
const CERTIFICATE = 'POSTERN_SERVER_TLS_CERTIFICATE_FILE';

export interface PartnersConfig {
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
}

/** Without TLS there is no client certificate, and therefore no port. */
export function partnerFaults(mine: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const isOpen = mine[PORT] !== undefined;
  const hasTls = mine[NAMES] !== undefined && mine[CERTIFICATE] !== undefined;
  const isElsewhere = mine[HOST] !== undefined && !isLoopback(mine[HOST]);
  const wrong = [
    ...(isOpen && !hasTls ? ([PORT] as const) : []),
    ...(mine[HOST] !== undefined && (!isOpen || (isElsewhere && !hasTls)) ? ([HOST] as const) : []),
  ];
  return wrong.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

export function partnersOf(environment: Environment): PartnersConfig | undefined {
  const { POSTERN_SERVER_PARTNERS_PORT: port, POSTERN_SERVER_PARTNERS_HOST: host } = environment;
  return port === undefined ? undefined : { host, port: Number(port) };
}

const PORTAL_PORT = 'POSTERN_SERVER_PARTNER_PORTAL_PORT';
const PORTAL_HOST = 'POSTERN_SERVER_PARTNER_PORTAL_HOST';
const PORTAL_ORIGIN = 'POSTERN_SERVER_PARTNER_PORTAL_ORIGIN';

export interface PartnerPortalConfig {
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  /** Absent without TLS: `http://localhost` and the port. */
  readonly origin?: string;
}

/** @param console domain to which the passkeys of the server's own people are bound */
export function partnerPortalFaults(
  mine: Readonly<Record<string, string | undefined>>,
  console: string | undefined,
): ConfigFault[] {
  const isOpen = mine[PORTAL_PORT] !== undefined;
  const hasTls = mine[NAMES] !== undefined;
  const isElsewhere = mine[PORTAL_HOST] !== undefined && !isLoopback(mine[PORTAL_HOST]);
  const others = [console, domainOf(mine['POSTERN_SERVER_TRADERS_ORIGIN'])];
  const hasOrigin = mine[PORTAL_ORIGIN] !== undefined || !hasTls;
  const wrong = isOpen
    ? [
        ...(hasTls && mine[CERTIFICATE] === undefined ? ([PORTAL_PORT] as const) : []),
        ...(isElsewhere && !hasTls ? ([PORTAL_HOST] as const) : []),
        ...(hasOrigin && isOriginUsable(mine[PORTAL_ORIGIN], others, hasTls) ? [] : ([PORTAL_ORIGIN] as const)),
      ]
    : ([PORTAL_HOST, PORTAL_ORIGIN] as const).filter((variable) => mine[variable] !== undefined);
  return wrong.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

export function partnerPortalOf(environment: Environment): PartnerPortalConfig | undefined {
  const { POSTERN_SERVER_PARTNER_PORTAL_HOST: host } = environment;
  const port = environment[PORTAL_PORT];
  const origin = environment[PORTAL_ORIGIN];
  if (port === undefined) return undefined;
  return { host, port: Number(port), ...(origin !== undefined && { origin }) };
}
