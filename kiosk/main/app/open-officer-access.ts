import { createReleaser, type Releaser } from '../../lane/evidence/release-evidence.ts';
import { followRevocations } from '../../lane/evidence/revocations.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import { createObey } from '../../lane/orders/obey-order.ts';
import { createOrderTaker, type OrderTaker } from '../../lane/orders/take-orders.ts';
import type { Foundation } from './foundation.ts';
import type { Reporting, ReportingParts } from './open-reporting.ts';

/** Releases captures to officers who may see them. */
export function openReleaser(
  { config: { kioskId, mode }, clock, log, opened }: Foundation,
  { rules: { officerKeys, retention }, storage, server, reports }: ReportingParts,
  { reporter }: Reporting,
): Releaser {
  const serverKeys = server.serverKeys.now;
  const revocations = opened.add(followRevocations({ clock, link: server.connection.link, serverKeys }));
  return createReleaser({
    kioskId,
    mode,
    clock,
    serverKeys,
    officerKeys: officerKeys.now,
    vault: storage.vault,
    uses: storage.journal.uses,
    revocations,
    reporter,
    log,
    visibleTo: (keptAs) => retention.policy.classes[keptAs]?.visibleTo ?? [],
    onReport: () => reports.announce(),
  });
}

/** Takes officers' orders to the lane. */
export function openOrderTaker(
  { config: { kioskId, mode }, clock, log }: Foundation,
  { rules: { officerKeys, retention }, storage, server, reports }: ReportingParts,
  { reporter }: Reporting,
  lane: LaneRunner,
): OrderTaker {
  const { vault, receipts, journal } = storage;
  const { outbox, orders, standing } = journal;
  return createOrderTaker({
    kioskId,
    mode,
    site: server.connection.site,
    clock,
    serverKeys: server.serverKeys.now,
    officerKeys: officerKeys.now,
    lane,
    uses: orders,
    standing,
    reporter,
    log,
    obey: createObey({ clock, lane, standing, retention, keeping: vault.keeping, receipts }),
    isAnswered: (answerId) => outbox.has('order', answerId),
    onReport: () => reports.announce(),
  });
}
