/** The settings by which alerts leave the server. */
import type { AlertConfig } from '../../oversight/alerts/deliver.ts';
import { MailRelay } from '../../oversight/alerts/mail-relay.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';

const URL_VARIABLES = ['POSTERN_SERVER_SMTP_URL', 'POSTERN_SERVER_SMTP_URL_FILE'] as const;
const FROM = 'POSTERN_SERVER_SMTP_FROM';

/** A relay and a sender belong together, and there is one relay. */
export function alertFaults(mine: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const set = URL_VARIABLES.filter((variable) => mine[variable] !== undefined);
  const wrong = [
    ...(set.length === 2 ? set : []),
    ...(set.length > 0 === (mine[FROM] !== undefined) ? [] : ([FROM] as const)),
  ];
  return wrong.map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

export function alertsOf(environment: Environment): AlertConfig {
  const { POSTERN_SERVER_SMTP_FROM: from, POSTERN_SERVER_ALERT_CA: ca } = environment;
  const url = environment.POSTERN_SERVER_SMTP_URL ?? environment.POSTERN_SERVER_SMTP_URL_FILE;
  const relay = url === undefined ? undefined : MailRelay.parse(url);
  return {
    ...(relay !== undefined && from !== undefined && { mail: { relay, from } }),
    networks: environment.POSTERN_SERVER_ALERT_NETWORKS ?? [],
    ...(ca !== undefined && { ca }),
    logDays: environment.POSTERN_SERVER_ALERT_LOG_DAYS,
  };
}
