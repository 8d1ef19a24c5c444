import type { Router } from 'express';
import { asksForDeclaration, asksForFingers } from '../../rules/decision/policy.ts';
import type { Supervisor } from '../../lane/devices/supervisor.ts';
import { type EvidenceEndpoint, openEvidenceEndpoint } from '../../lane/evidence/evidence-endpoint.ts';
import type { Releaser } from '../../lane/evidence/release-evidence.ts';
import type { PaceKeeper } from '../../lane/state-machine/keep-pace.ts';
import { BUILT_PAGES_DIR, openScreen, type Screen } from '../screen/screen.ts';
import { screenToken, writeStartPage } from '../screen/screen-token.ts';
import type { Foundation } from './foundation.ts';
import type { KioskInside } from './kiosk.ts';
import type { OpenLane } from './open-lane.ts';
import type { Reporting, ReportingParts } from './open-reporting.ts';

/** Creates the development page. */
export type DevelopmentPage = (inside: KioskInside) => Router;

export interface ScreenParts extends OpenLane {
  readonly paceKeeper: PaceKeeper;
  readonly supervisor: Supervisor;
  readonly reporting: Reporting;
  /** Used only when the lane runs on simulators. */
  readonly developmentPage: DevelopmentPage | undefined;
}

/** Serves the traveller's screen, and the development page on simulators. Rejects with the port's error. */
export async function openTravellerScreen(
  { config, clock, log, opened }: Foundation,
  { rules, hardware, storage, analyses, server }: ReportingParts,
  { lane, lights, mirror, pace, paceKeeper, supervisor, reporting, developmentPage }: ScreenParts,
): Promise<Screen> {
  const { policy, notice, brand } = rules;
  const { devices, simulation } = hardware;
  const { vault, journal, registrations, faceRegistrations } = storage;
  const dock = (open: DevelopmentPage, simulated: KioskInside['simulation']) => ({
    path: '/dock',
    router: open({
      config,
      simulation: simulated,
      devices,
      supervisor,
      lane,
      pace,
      paceKeeper,
      journal,
      delivery: reporting.delivery,
      vault,
      fingerAnalysis: analyses.finger,
      analysis: analyses.face,
      registrations,
      faceRegistrations,
      policy,
      log,
      clock,
      touch: (touch) => screen.touch(touch),
    }),
  });
  const screen: Screen = opened.add(
    await openScreen({
      port: config.port,
      token: screenToken(config.dataDir),
      lane,
      lights: lights.board,
      mirror,
      statements: server.statements,
      about: {
        desk: config.desk,
        mode: config.mode,
        notice,
        fingers: asksForFingers(policy),
        declares: asksForDeclaration(policy),
        ...(server.statements !== undefined && { states: true }),
        ...(brand !== null && { brand: { name: brand.name, hasLogo: brand.logo !== null } }),
      },
      brand,
      pagesDir: BUILT_PAGES_DIR,
      clock,
      ...(simulation !== undefined && developmentPage !== undefined && { extra: dock(developmentPage, simulation) }),
      log,
    }),
  );
  writeStartPage(config.dataDir, screen.address);
  return screen;
}

/** Opens the port at which officers' browsers fetch evidence. Rejects with the port's error. */
export async function openEvidencePort(
  { config, clock, log, opened }: Foundation,
  { server }: ReportingParts,
  releaser: Releaser,
): Promise<EvidenceEndpoint> {
  return opened.add(
    await openEvidenceEndpoint({
      port: config.evidencePort,
      host: config.evidenceHost,
      certificate: server.connection.evidence,
      consoleOrigins: config.consoleOrigins,
      releaser,
      clock,
      log,
    }),
  );
}
