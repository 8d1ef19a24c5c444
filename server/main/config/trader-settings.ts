/** The settings of the traders' API. */
import type { TradersConfig } from '../../goods/declarations/open-traders.ts';
import { isLoopback } from '../../lanes/fleet/tls-config.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';
import { isOriginUsable } from './portal-origins.ts';

const PORT = 'POSTERN_SERVER_TRADERS_PORT';
const NEEDED = ['POSTERN_SERVER_OFFICE_KEYS_FILE', 'POSTERN_SERVER_SIGNER_KEYS'] as const;
const HOST = 'POSTERN_SERVER_TRADERS_HOST';
const ORIGIN = 'POSTERN_SERVER_TRADERS_ORIGIN';
const FRONT = 'POSTERN_SERVER_TRADERS_FRONT';
const MODEL = 'POSTERN_SERVER_RISK_MODEL_FILE';
const OPTIONAL = [HOST, ORIGIN, MODEL, 'POSTERN_SERVER_JURISDICTION'] as const;
/** With TLS, traders' programs need a certificate that they trust. A front with an account of its own has one. */
const CERTIFICATE = 'POSTERN_SERVER_TLS_CERTIFICATE_FILE';

/** @param console domain to which the passkeys of the server's own people are bound */
export function traderFaults(
  mine: Readonly<Record<string, string | undefined>>,
  console: string | undefined,
): ConfigFault[] {
  const isOpen = mine[PORT] !== undefined;
  const isElsewhere = mine[HOST] !== undefined && !isLoopback(mine[HOST]);
  const hasTls = mine['POSTERN_SERVER_TLS_NAMES'] !== undefined;
  const wrong = isOpen
    ? [
        ...(isOriginUsable(mine[ORIGIN], [console], hasTls) ? [] : ([ORIGIN] as const)),
        ...NEEDED.filter((variable) => mine[variable] === undefined),
        ...(isElsewhere && !hasTls ? ([HOST] as const) : []),
        ...(hasTls && mine[CERTIFICATE] === undefined && mine[FRONT] === undefined ? ([PORT] as const) : []),
      ]
    : [...NEEDED, ...OPTIONAL].filter((variable) => mine[variable] !== undefined && !isForTests(variable, mine));
  return wrong.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

/** The people's keys also belong to seeded impostor tests. */
function isForTests(variable: string, mine: Readonly<Record<string, string | undefined>>): boolean {
  return variable === 'POSTERN_SERVER_SIGNER_KEYS' && mine['POSTERN_SERVER_IMPOSTOR_TESTS_FILE'] !== undefined;
}

export function tradersOf(environment: Environment): TradersConfig | undefined {
  const { POSTERN_SERVER_OFFICE_KEYS_FILE: offices, POSTERN_SERVER_SIGNER_KEYS: signerKeys } = environment;
  if (environment[PORT] === undefined || offices === undefined || signerKeys === undefined) return undefined;
  return {
    host: environment.POSTERN_SERVER_TRADERS_HOST,
    port: Number(environment[PORT]),
    ...(environment[ORIGIN] !== undefined && { origin: environment[ORIGIN] }),
    ...(environment[MODEL] !== undefined && { riskModelFile: environment[MODEL] }),
    ...(environment[FRONT] !== undefined && { front: environment[FRONT] }),
    jurisdiction: environment.POSTERN_SERVER_JURISDICTION,
    offices,
    signerKeys,
  };
}
