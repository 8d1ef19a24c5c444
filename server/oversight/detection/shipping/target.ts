/** Where findings are shipped. The configuration of the server decides it, and no console. Pure. */
import type { Network } from '../../alerts/allowed-addresses.ts';
import { webhookUrlFault } from '../../alerts/webhook-url.ts';
import type { ExportFormat } from '../export/export-formats.ts';

/** Port of syslog over TLS (RFC 5425). */
const SYSLOG_PORT = 6514;

export type ShippingTarget =
  | { readonly kind: 'syslog'; readonly host: string; readonly port: number }
  | { readonly kind: 'https'; readonly url: string };

export interface ShippingConfig {
  readonly target: ShippingTarget;
  /** The form of findings. Events are in ECS. */
  readonly format: ExportFormat;
  /** Also sends acts of people and programs, signals and alarms. */
  readonly withEvents: boolean;
  /** The header Authorization of HTTPS. */
  readonly authorization?: string | undefined;
  /** Networks that are allowed besides public addresses. */
  readonly networks: readonly Network[];
  /** Certificates (PEM) that verify the receiver; absent: those of the system. */
  readonly ca?: string | undefined;
}

/** Reads `tls://HOST:PORT` for syslog, or `https://HOST/PATH`. `undefined` for any other text. */
export function parseTarget(text: string): ShippingTarget | undefined {
  if (text.startsWith('https://'))
    return webhookUrlFault(text) === undefined ? { kind: 'https', url: text } : undefined;
  const {
    1: name,
    2: address,
    3: port,
  } = /^tls:\/\/(?:([a-z0-9.-]+)|\[([0-9a-f:.]+)\])(?::([0-9]{1,5}))?$/.exec(text) ?? [];
  const host = name ?? address;
  const number = port === undefined ? SYSLOG_PORT : Number(port);
  if (host === undefined || number < 1 || number > 65_535) return undefined;
  return { kind: 'syslog', host, port: number };
}

/** The place of a target, without path and query, which may hold a secret. */
export function placeOf(target: ShippingTarget): string {
  return target.kind === 'syslog' ? `${target.host}:${target.port}` : new URL(target.url).host;
}
