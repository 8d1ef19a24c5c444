/** Syslog messages (RFC 5424) with octet counting (RFC 5425 §4.3). Pure. */
import type { Item } from './items.ts';

/** Log audit. */
const FACILITY = 13;
const SEVERITIES = { high: 2, medium: 4, low: 5, none: 6 } as const;
const LONGEST_HOSTNAME = 255;
/** RFC 5424 §7.3.1: sequence ids start again after this one. */
const LAST_SEQUENCE_ID = 2_147_483_647;

/**
 * One frame. The message is JSON in UTF-8; its first `id` field is the item's.
 * @param server name of the ledger, which stands for the host
 * @param sequence number of the message in its connection, from 1
 */
export function syslogFrame({ kind, at, severity, json }: Item, server: string, sequence: number): Buffer {
  const priority = FACILITY * 8 + SEVERITIES[severity];
  const host = server.replaceAll(/[^\x21-\x7e]/g, '').slice(0, LONGEST_HOSTNAME) || '-';
  const sequenceId = ((sequence - 1) % LAST_SEQUENCE_ID) + 1;
  const data = `[meta sequenceId="${sequenceId}"][origin software="Postern"]`;
  const head = `<${priority}>1 ${new Date(at).toISOString()} ${host} postern - ${kind} ${data} `;
  const message = Buffer.concat([Buffer.from(head), Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(json)]);
  return Buffer.concat([Buffer.from(`${message.length} `), message]);
}
