/** The settings of the traders' API. */
import type { TradersConfig } from '../declarations/open-traders.ts';
import { isLoopback } from '../fleet/tls-config.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';

const PORT = 'POSTERN_SERVER_TRADERS_PORT';
const NEEDED = ['POSTERN_SERVER_OFFICE_KEYS_FILE', 'POSTERN_SERVER_SIGNER_KEYS'] as const;
const HOST = 'POSTERN_SERVER_TRADERS_HOST';
const OPTIONAL = [HOST, 'POSTERN_SERVER_JURISDICTION'] as const;
/** With TLS, traders' programs need a certificate that they trust. */
const CERTIFICATE = 'POSTERN_SERVER_TLS_CERTIFICATE_FILE';

export function traderFaults(mine: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const isOpen = mine[PORT] !== undefined;
  const isElsewhere = mine[HOST] !== undefined && !isLoopback(mine[HOST]);
  const wrong = isOpen
    ? [
        ...NEEDED.filter((variable) => mine[variable] === undefined),
        ...(isElsewhere && mine['POSTERN_SERVER_TLS_NAMES'] === undefined ? ([HOST] as const) : []),
        ...(mine['POSTERN_SERVER_TLS_NAMES'] !== undefined && mine[CERTIFICATE] === undefined ? ([PORT] as const) : []),
      ]
    : [...NEEDED, ...OPTIONAL].filter((variable) => mine[variable] !== undefined);
  return wrong.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

export function tradersOf(environment: Environment): TradersConfig | undefined {
  const { POSTERN_SERVER_OFFICE_KEYS_FILE: offices, POSTERN_SERVER_SIGNER_KEYS: signerKeys } = environment;
  if (environment[PORT] === undefined || offices === undefined || signerKeys === undefined) return undefined;
  return {
    host: environment.POSTERN_SERVER_TRADERS_HOST,
    port: Number(environment[PORT]),
    jurisdiction: environment.POSTERN_SERVER_JURISDICTION,
    offices,
    signerKeys,
  };
}
