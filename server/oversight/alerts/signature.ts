/**
 * Signatures of webhooks by Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA-256 over `id.timestamp.body`. A receiver refuses a
 * timestamp that is more than five minutes from its own time, and an id that it has seen.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

const PREFIX = 'whsec_';
/** The standard recommends 24 to 64. */
const SECRET_BYTES = 32;

const secretSchema = z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/);

/** Earlier secrets that sign beside the present one at most. */
const MAX_EARLIER = 3;

/** The secrets of a channel. Earlier ones, the latest first, also sign until a time, so that a receiver can change over without losing a message. */
export const channelSecretsSchema = z.strictObject({
  current: secretSchema,
  earlier: z.array(z.strictObject({ secret: secretSchema, until: z.int() })).max(MAX_EARLIER),
});
export type ChannelSecrets = z.infer<typeof channelSecretsSchema>;

export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The secrets after a renewal. A second renewal on the same day does not end the time of the first.
 * @param at wall ms @param previousUntil wall ms; `null` to give up all earlier secrets at once
 */
export function renewedSecrets(
  { current, earlier }: ChannelSecrets,
  at: number,
  previousUntil: number | null,
): ChannelSecrets {
  const valid = earlier.filter(({ until }) => at < until);
  return {
    current: newSecret(),
    earlier: previousUntil === null ? [] : [{ secret: current, until: previousUntil }, ...valid].slice(0, MAX_EARLIER),
  };
}

export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds, of the attempt. */
  readonly 'webhook-timestamp': string;
  /** By each valid secret, the present one first. */
  readonly 'webhook-signature': string;
}

export function signedHeaders(
  { current, earlier }: ChannelSecrets,
  message: { readonly id: string; readonly body: string },
  nowMs: number,
): SignedHeaders {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const secrets = [current, ...earlier.filter(({ until }) => nowMs < until).map(({ secret }) => secret)];
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
