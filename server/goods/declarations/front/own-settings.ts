import type { FrontConfig } from './front-config.ts';
import type { ListInForce } from './list-in-force.ts';
import type { FrontSettings } from './messages.ts';
import { SettingsDiffer } from './run-front.ts';

/**
 * The settings of a front with an account of its own. Settings that decide who can read a declaration are the front's: address, TLS key, the keys of the people
 * who sign the list of offices, the newest list, the risk model. A server with other code therefore cannot name readers of its own. Throws
 * `SettingsDiffer` when the server announces another address to traders.
 */
export function ownSettings(
  { host, port, tls, signerKeys, riskModelFile }: FrontConfig,
  before: ListInForce | undefined,
  given: FrontSettings,
): FrontSettings {
  if (given.host !== host) throw new SettingsDiffer('POSTERN_FRONT_HOST');
  if (port !== 0 && given.port !== port) throw new SettingsDiffer('POSTERN_FRONT_PORT');
  return { ...given, tls, signerKeys, riskModelFile, before };
}
