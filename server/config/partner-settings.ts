/** The settings of the partners' API. */
import { isLoopback } from '../fleet/tls-config.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';

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
