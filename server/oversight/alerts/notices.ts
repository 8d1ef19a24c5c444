/** An alarm, and a message through the old way, when two administrators change where alerts go. */
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { Applied } from '../../records/proposals/proposal-kind.ts';
import type { StoredChannel } from './channel-table.ts';
import { makeMessage } from './make-messages.ts';
import type { StoredRoute } from './route-table.ts';

export interface ChangeParts {
  readonly alarms: Pick<AlarmBook, 'announce'>;
  /** The name of the ledger. */
  readonly server: string;
}

export type RoutingChange =
  | { readonly kind: 'route-changed' | 'route-removed'; readonly route: StoredRoute }
  /** `to`: the channel that replaces it. */
  | { readonly kind: 'channel-changed'; readonly to: StoredChannel }
  | { readonly kind: 'channel-removed' };

/** @param channel as it was before the change */
export async function reportChange(
  { alarms, server }: ChangeParts,
  transaction: Transaction,
  channel: StoredChannel,
  change: RoutingChange,
  at: number,
): Promise<Applied> {
  const route = 'route' in change ? change.route : null;
  const targets = change.kind === 'channel-changed' ? [channel, change.to] : [channel];
  for (const target of targets) {
    await makeMessage(transaction, { channel: target, route, occasion: { kind: change.kind }, server, at });
  }
  const [what, step] = change.kind.split('-');
  const about = `${what}/${step}/${route?.number ?? channel.number}`;
  const none = { kioskId: null, fromSequence: null, toSequence: null };
  const alarm = await raiseAndEnter(transaction, { kind: 'alert-routing-changed', ...none, about }, at);
  return { kind: 'applied', afterwards: () => alarms.announce(alarm) };
}
