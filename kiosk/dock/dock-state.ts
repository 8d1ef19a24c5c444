/** State of the lane and the simulation for the dock page. */
import type { Finger } from '../../hardware/simulation/lane-simulation.ts';
import type { KioskInside } from '../main/app/kiosk.ts';
import { dutyOf } from '../rules/decision/policy.ts';
import { allDevices } from '../lane/devices/lane-devices.ts';
import { outOfServiceCauses } from '../lane/state-machine/transition.ts';
import type { DockControl } from './dock-control.ts';
import type { PaceView } from './ui/model/dock-view.ts';

const SHOWN_REPORTS = 20;

export async function dockState(
  inside: KioskInside,
  control: Pick<DockControl, 'lastDocument' | 'tokenCode'>,
): Promise<unknown> {
  const { simulation, lane, supervisor, devices, journal, delivery, config, registrations, faceRegistrations } = inside;
  const { policy } = inside;
  // Before the reports: a lane at rest has made all reports of its traveller
  const now = { lane: lane.view(), outOfService: outOfServiceCauses(lane.lane()), pace: paceOf(inside) };
  const presented = control.lastDocument();
  const registeredFaces = await faceRegistrations.count();
  const lastReports = await journal.outbox.latest(SHOWN_REPORTS);
  const health = new Map(supervisor.health().map(({ kind, health }) => [kind, health]));
  return {
    mode: config.mode,
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
    finger: fingerOf(simulation.finger()),
    registrations: (await registrations.count()) - registeredFaces,
    registeredFaces,
    token: control.tokenCode() !== undefined,
    passage: simulation.passageBehaviour(),
    faults: simulation.faults(),
    ...now,
    light: dutyOf(policy, 'presentation-attack-light-challenge'),
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

function fingerOf(finger: Finger): { readonly contact: string } {
  return { contact: finger.kind === 'none' ? 'none' : (finger.contact ?? 'good') };
}

function paceOf({ pace, paceKeeper }: Pick<KioskInside, 'pace' | 'paceKeeper'>): PaceView {
  const { mode, framesPerS, good, testsNeeded } = pace.pace();
  return {
    mode,
    ...(framesPerS !== undefined && { framesPerS: Math.round(10 * framesPerS) / 10 }),
    goodTests: good,
    testsNeeded,
    isTesting: paceKeeper.isTesting(),
  };
}
