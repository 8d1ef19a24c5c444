/** Proposals of two administrators about channels: where alerts go. */
import { isIP } from 'node:net';
import type { Sealer } from '../../people/people/sealer.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { isAllowedAddress } from './allowed-addresses.ts';
import { channelRemovalSchema, channelChangeSchema, type ChannelChange } from './change-schemas.ts';
import {
  findChannel,
  insertChannel,
  listChannels,
  nextChannelNumber,
  removeChannel,
  type StoredChannel,
} from './channel-table.ts';
import type { AlertConfig } from './deliver.ts';
import { leadMessagesTo } from './message-table.ts';
import { reportChange, type ChangeParts } from './notices.ts';
import { leadRoutesTo, listRoutes } from './route-table.ts';
import { sealSecrets } from './sealed-secrets.ts';
import { newSecret } from './signature.ts';
import { MAX_CHANNELS } from './vocabulary.ts';

const WEEK_MS = 604_800_000;

export interface ChannelChangeParts extends ChangeParts {
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly config: AlertConfig;
}

const BY_TWO = {
  proposeAct: 'alerts.propose',
  approveAct: 'alerts.approve',
  opensForMs: WEEK_MS,
  targetsOf: () => Promise.resolve([]),
} as const;

/** The part of a channel that a person is shown before they approve its change. */
function shownOf(channel: StoredChannel | undefined): object | null {
  if (channel === undefined || channel.removedAt !== null) return null;
  const { number, name, target, language } = channel;
  return { number, name, target, language };
}

export function channelKind(parts: ChannelChangeParts): ProposalKind<ChannelChange> {
  const objection = (database: Connection, change: ChannelChange) => objectionTo(database, parts.config, change);
  return {
    ...BY_TWO,
    kind: 'alert-channel',
    schema: channelChangeSchema,
    before: async (database, { replaces }) =>
      shownOf(replaces === null ? undefined : await findChannel(database, replaces)),
    objection,
    async apply(transaction, change, { proposedBy, approvedBy, at }) {
      const objected = await objection(transaction, change);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const number = await nextChannelNumber(transaction);
      const { replaces, name, target, language } = change;
      // No one has seen this secret: an administrator renews it to give it to the receiver
      const secrets =
        target.kind === 'webhook' ? sealSecrets(parts.sealer, number, { current: newSecret(), earlier: [] }) : null;
      const decided = { proposedBy, approvedBy, madeAt: at, removedAt: null };
      const channel = { number, name, target, language, secrets, previousUntil: null, ...decided };
      await insertChannel(transaction, channel);
      const earlier = replaces === null ? undefined : await findChannel(transaction, replaces);
      if (earlier === undefined) return { kind: 'applied' };
      await removeChannel(transaction, earlier.number, at);
      await leadRoutesTo(transaction, earlier.number, number);
      // A mail that is written is no body for a webhook
      if (earlier.target.kind === target.kind) await leadMessagesTo(transaction, earlier.number, number);
      return reportChange(parts, transaction, earlier, { kind: 'channel-changed', to: channel }, at);
    },
  };
}

export function channelRemovalKind(parts: ChangeParts): ProposalKind<{ channel: number }> {
  const objection = async (database: Connection, { channel }: { channel: number }): Promise<string | undefined> => {
    const known = await findChannel(database, channel);
    if (known === undefined || known.removedAt !== null) return 'no-such-channel';
    const isUsed = (await listRoutes(database)).some((route) => route.channel === channel);
    return isUsed ? 'channel-in-use' : undefined;
  };
  return {
    ...BY_TWO,
    kind: 'alert-channel-removal',
    schema: channelRemovalSchema,
    before: async (database, { channel }) => shownOf(await findChannel(database, channel)),
    objection,
    async apply(transaction, payload, { at }) {
      const objected = await objection(transaction, payload);
      const channel = await findChannel(transaction, payload.channel);
      if (objected !== undefined || channel === undefined) {
        return { kind: 'inapplicable', code: objected ?? 'no-such-channel' };
      }
      await removeChannel(transaction, channel.number, at);
      return reportChange(parts, transaction, channel, { kind: 'channel-removed' }, at);
    },
  };
}

async function objectionTo(
  database: Connection,
  config: AlertConfig,
  { replaces, name, target }: ChannelChange,
): Promise<string | undefined> {
  const known = await listChannels(database);
  const others = known.filter(({ number }) => number !== replaces);
  if (replaces !== null && others.length === known.length) return 'no-such-channel';
  if (replaces === null && known.length >= MAX_CHANNELS) return 'too-many-channels';
  if (others.some((one) => one.name.toLowerCase() === name.toLowerCase())) return 'name-taken';
  if (target.kind === 'email') return config.mail === undefined ? 'no-mail-relay' : undefined;
  // The addresses of a name are judged at each attempt, when it is resolved
  const host = new URL(target.url).hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) !== 0 && !isAllowedAddress(host, config.networks) ? 'address-not-allowed' : undefined;
}
