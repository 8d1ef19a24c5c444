/** The settings by which findings leave the server for a SIEM. */
import { parseTarget, type ShippingConfig } from '../../oversight/detection/shipping/target.ts';
import { alertsOf } from './alert-settings.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';

const URL_VARIABLE = 'POSTERN_SERVER_SIEM_URL';
const FURTHER = [
  'POSTERN_SERVER_SIEM_FORMAT',
  'POSTERN_SERVER_SIEM_EVENTS',
  'POSTERN_SERVER_SIEM_AUTHORIZATION_FILE',
] as const;

/** The other settings belong to an address, and the header to one of HTTPS. */
export function shippingFaults(mine: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const url = mine[URL_VARIABLE];
  const wrong = FURTHER.filter(
    (variable) =>
      mine[variable] !== undefined &&
      (url === undefined || (variable === 'POSTERN_SERVER_SIEM_AUTHORIZATION_FILE' && !url.startsWith('https://'))),
  );
  return wrong.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

export function shippingOf(environment: Environment): ShippingConfig | undefined {
  const { POSTERN_SERVER_SIEM_URL: url, POSTERN_SERVER_SIEM_AUTHORIZATION_FILE: authorization } = environment;
  const target = url === undefined ? undefined : parseTarget(url);
  if (target === undefined) return undefined;
  const { networks, ca } = alertsOf(environment);
  return {
    target,
    format: environment.POSTERN_SERVER_SIEM_FORMAT ?? 'ecs',
    withEvents: environment.POSTERN_SERVER_SIEM_EVENTS === 'yes',
    authorization,
    networks,
    ca,
  };
}
