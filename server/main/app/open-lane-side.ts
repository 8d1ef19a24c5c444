import { join } from 'node:path';
import { requireApprovedStart } from '../../lanes/attestation/admission.ts';
import { type AttestationDesk, openAttestation } from '../../lanes/attestation/attestation-desk.ts';
import { ConnectionLimits, connectionRules } from '../../lanes/fleet/connection-limits.ts';
import { type Fleet, openFleet } from '../../lanes/fleet/fleet.ts';
import { type IngestContext, openIngest } from '../../intake/ingest/ingest-context.ts';
import { openOrders, type Orders } from '../../lanes/orders/open-orders.ts';
import type { Foundation } from './foundation.ts';
import type { Node } from './open-node.ts';
import type { Services } from './open-services.ts';

/** The rooms that exchange messages with lanes. */
export interface LaneSide {
  readonly limits: ConnectionLimits;
  readonly fleet: Fleet;
  /** Where lanes prove their starts; `undefined` where the server does not ask. */
  readonly attestation: AttestationDesk | undefined;
  readonly orders: Orders;
  readonly ingest: IngestContext;
}

/** Rejects with `FleetError` and `KeyError`. */
export async function openLaneSide(
  { config, opened }: Foundation,
  { keys }: Node,
  { context, signals }: Services,
): Promise<LaneSide> {
  const { tls, dataDir, fleetDir = join(dataDir, 'fleet') } = config;
  const { laneStarts, connections } = config;
  const limits = new ConnectionLimits(() => signals.note('connections-refused'), {
    ...(connections !== undefined && { rules: connectionRules(connections), proxies: connections.proxies }),
  });
  const admission = laneStarts?.policy === 'required' ? requireApprovedStart(context) : undefined;
  const fleet = opened.add(
    await openFleet({ ...context, signals, limits, admission }, keys, fleetDir, tls !== undefined),
  );
  const attestation = laneStarts && (await openAttestation(context, fleet.gate, laneStarts, keys));
  const orders = opened.add(openOrders(context, fleet.gate));
  return { limits, fleet, attestation, orders, ingest: openIngest(context) };
}
