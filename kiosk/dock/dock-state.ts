/** What the dock page shows of the lane and of the world around it. */
import type { KioskInside } from '../context.ts';
import { allDevices } from '../devices/lane-devices.ts';
import type { PresentedDocument } from './dock-control.ts';

const SHOWN_REPORTS = 20;

export async function dockState(inside: KioskInside, presented: PresentedDocument | undefined): Promise<unknown> {
  const { simulation, lane, supervisor, devices, journal, delivery, config } = inside;
  const lastReports = await journal.outbox.latest(SHOWN_REPORTS);
  const health = new Map(supervisor.health().map(({ kind, health }) => [kind, health]));
  return {
    specimens: simulation.specimens.map(({ id, name, issuingState, photographs }) => ({
      id,
      name,
      issuingState,
      photographs: photographs.length,
    })),
    scene: simulation.scene(),
    document:
      presented === undefined
        ? null
        : {
            holder: presented.request.holder,
            variant: presented.request.variant ?? 'genuine',
            expired: presented.request.expired ?? false,
          },
    passage: simulation.passageBehaviour(),
    faults: simulation.faults(),
    lane: lane.view(),
    gate: devices.gate.position(),
    devices: allDevices(devices).map(({ descriptor: { kind, driver, simulated } }) => ({
      kind,
      driver,
      simulated,
      health: health.get(kind) ?? 'disconnected',
    })),
    serverUrl: config.serverUrl.href,
    consoleUrl: config.serverUrl.href,
    outbox: {
      undelivered: journal.outbox.undelivered(),
      lastSequence: journal.outbox.head().sequence,
      delivery: delivery.state().kind,
    },
    lastReports,
  };
}
