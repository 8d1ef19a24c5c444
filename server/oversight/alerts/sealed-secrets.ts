/** The secrets of a channel as the database holds them: sealed with a key of the server's key provider. */
import type { Sealer } from '../../people/people/sealer.ts';
import { channelSecretsSchema, type ChannelSecrets } from './signature.ts';

const contextOf = (number: number) => `channel/${number}`;

export function sealSecrets(sealer: Pick<Sealer, 'seal'>, number: number, secrets: ChannelSecrets): Uint8Array {
  return sealer.seal('alert-channel', contextOf(number), Buffer.from(JSON.stringify(secrets)));
}

/** `undefined` for what was not sealed here for this channel. */
export function openSecrets(
  sealer: Pick<Sealer, 'open'>,
  number: number,
  sealed: Uint8Array | null,
): ChannelSecrets | undefined {
  const plain = sealed === null ? undefined : sealer.open('alert-channel', contextOf(number), sealed);
  return plain === undefined ? undefined : channelSecretsSchema.parse(JSON.parse(Buffer.from(plain).toString()));
}
