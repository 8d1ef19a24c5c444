/** One attempt to deliver a message through its channel. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { Sealer } from '../../people/people/sealer.ts';
import type { Network } from './allowed-addresses.ts';
import { findChannel } from './channel-table.ts';
import { contentSchema } from './compose.ts';
import type { MailRelay } from './mail-relay.ts';
import type { StoredMessage } from './message-table.ts';
import { openSecrets } from './sealed-secrets.ts';
import { sendEmail } from './send-email.ts';
import { type SentMessage, sendWebhook, type WebhookParts } from './send-webhook.ts';
import { signedHeaders } from './signature.ts';

/** The part of alerts that the configuration of the server decides, and no console. */
export interface AlertConfig {
  /** Absent: no mails. */
  readonly mail?: { readonly relay: MailRelay; readonly from: string };
  /** Networks to which webhooks may go besides public addresses. */
  readonly networks: readonly Network[];
  /** Certificates (PEM) that verify receivers and the relay; absent: those of the system. */
  readonly ca?: string;
  /** Days for which the log of deliveries is kept. */
  readonly logDays: number;
}

/** No mails, and webhooks to public addresses only. */
export const PLAIN_ALERTS: AlertConfig = { networks: [], logDays: 90 };

export interface DeliveryParts {
  readonly knex: Connection;
  readonly clock: Clock;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly config: AlertConfig;
  readonly resolve?: WebhookParts['resolve'];
}

/** Resolves in any case but a fault of the database or of a row. */
export async function deliver(parts: DeliveryParts, message: StoredMessage): Promise<SentMessage> {
  const { clock, config, sealer, resolve } = parts;
  const channel = await findChannel(parts.knex, message.channel);
  if (channel === undefined) throw new Error('a message has no channel');
  const content = contentSchema.parse(JSON.parse(message.content));
  const { target } = channel;
  const { id } = message;
  if (target.kind === 'email' && content.kind === 'email') {
    const { mail, ca } = config;
    if (mail === undefined) return { result: 'no-relay', status: null };
    const { subject, text } = content;
    return sendEmail({ ...mail, ca, clock }, { id, at: message.madeAt, to: target.recipients, subject, text });
  }
  if (target.kind !== 'webhook' || content.kind !== 'webhook')
    throw new Error('a message is of another kind of channel');
  const secrets = openSecrets(sealer, channel.number, channel.secrets);
  if (secrets === undefined) return { result: 'secret-unusable', status: null };
  const { body } = content;
  const headers = signedHeaders(secrets, { id, body }, clock.wallMs());
  const webhook = { clock, networks: config.networks, ca: config.ca, ...(resolve !== undefined && { resolve }) };
  return sendWebhook(webhook, { url: target.url, body, headers: { ...headers } });
}
