import { randomInt } from 'node:crypto';
import type { AlertDesk } from '../../oversight/alerts/alert-routes.ts';
import { channelKind, channelRemovalKind } from '../../oversight/alerts/channel-kinds.ts';
import { PLAIN_ALERTS } from '../../oversight/alerts/deliver.ts';
import { startDispatch } from '../../oversight/alerts/dispatch.ts';
import { watchLog } from '../../oversight/alerts/log-retention.ts';
import { startOutbox } from '../../oversight/alerts/outbox.ts';
import { routeKind, routeRemovalKind } from '../../oversight/alerts/route-kinds.ts';
import { watchChannels } from '../../oversight/alerts/watch-channels.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Sealer } from '../../people/people/sealer.ts';
import type { AnyProposalKind } from '../../records/proposals/proposal-kind.ts';
import type { Foundation } from './foundation.ts';
import type { Health } from './open-health.ts';

const CHANCES = 1_000_000;

export function openAlertDesk(
  { config }: Foundation,
  context: RoomContext,
  { metrics }: Health,
  sealer: Sealer,
): AlertDesk {
  return {
    ...context,
    sealer,
    config: config.alerts ?? PLAIN_ALERTS,
    server: config.ledger.origin,
    chance: () => randomInt(CHANCES) / CHANCES,
    onAttempt: (kind, result) => metrics.noteDelivery(kind, result),
  };
}

/** The kinds of proposals about where alerts go. */
export function alertKinds({ config }: Foundation, { alarms }: RoomContext, sealer: Sealer): AnyProposalKind[] {
  const parts = { alarms, server: config.ledger.origin };
  return [
    channelKind({ ...parts, sealer, config: config.alerts ?? PLAIN_ALERTS }),
    channelRemovalKind(parts),
    routeKind(parts),
    routeRemovalKind(parts),
  ];
}

/** Starts the dispatch, the outbox and their watches. @returns functions that stop them, in the order of their start */
export function startAlerts(context: RoomContext, desk: AlertDesk): readonly (() => Promise<void>)[] {
  return [startDispatch(desk), startOutbox(desk), watchChannels(context), watchLog(context, desk.config.logDays)];
}
