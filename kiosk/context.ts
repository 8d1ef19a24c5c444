/** From configuration to a running lane, in the order in which things need each other; and back down in the reverse order. */
import { mkdirSync } from 'node:fs';
import type { Router } from 'express';
import { type Clock } from '../hardware/clock/clock.ts';
import { systemClock } from '../hardware/clock/system.ts';
import type { LaneSimulation } from '../hardware/simulation/lane-simulation.ts';
import { ConfigError, type KioskConfig, readEach } from './config.ts';
import { asksForDeclaration, asksForFingers, asksForRegisteredFaces, dutyOf, type Policy } from './decision/policy.ts';
import { allDevices, type LaneDevices } from './devices/lane-devices.ts';
import { openDevices } from './devices/open-devices.ts';
import { simulatePanel } from './devices/simulated-panel.ts';
import { superviseDevices, type Supervisor } from './devices/supervisor.ts';
import { errorName } from './error-name.ts';
import type { LogEvent } from './events.ts';
import { followServerKeys } from './enrolment/server-keys.ts';
import { connectToServer } from './enrolment/server-connection.ts';
import { type EvidenceEndpoint, openEvidenceEndpoint } from './evidence/evidence-endpoint.ts';
import { createReleaser } from './evidence/release-evidence.ts';
import { followRevocations } from './evidence/revocations.ts';
import { type FaceAnalysis, openFaceAnalysis } from './face/analysis.ts';
import { createLaneLights } from './face/lane-lights.ts';
import { createMirror, NO_MIRROR } from './face/mirror.ts';
import { createFingerAnalysis, type FingerAnalysis } from './finger/finger-analysis.ts';
import { unprovenFingers } from './finger/proven-policy.ts';
import type { RegisteredTravellers } from './finger/registered-travellers.ts';
import { degraded } from './decision/degradation.ts';
import { startHousekeeping } from './housekeeping.ts';
import { openHandleKeeper } from './handles/handle-keeper.ts';
import type { Journal } from './journal.ts';
import { memoryFileIn } from './memory-file.ts';
import { keptTime, openLaneStorage } from './lane-storage.ts';
import { noticeInForce, policyInForce } from './lane-documents.ts';
import { watchKept } from './retention/kept-counts.ts';
import { calibrateWhileIdle } from './lane/calibrate-while-idle.ts';
import { type LaneRunner, startLane } from './lane/runner.ts';
import { watchForDocuments } from './lane/watch-for-documents.ts';
import { noticeDigest } from './notice/notice.ts';
import { openOfficerKeys } from './officer-keys/lane-officer-keys.ts';
import type { FaceRegistrations } from './registration/face-registrations.ts';
import { createObey } from './orders/obey-order.ts';
import { openOrderLink } from './orders/order-link.ts';
import { createOrderTaker } from './orders/take-orders.ts';
import { createTravellerReceipts } from './receipt/traveller-receipts.ts';
import { recover } from './recover.ts';
import { retentionInForce } from './retention/retention-of-lane.ts';
import { BUILT_PAGES_DIR, openScreen, type Screen } from './screen/screen.ts';
import { screenToken, writeStartPage } from './screen/screen-token.ts';
import type { Touch } from './screen/screen-state.ts';
import { keepTrust } from './trust/lane-trust.ts';
import { type Delivery, startDelivery } from './uplink/delivery.ts';
import { createReporter } from './uplink/reporter.ts';
import { startStatusReporter } from './uplink/status.ts';
import type { Vault } from './vault/vault.ts';

export interface Kiosk {
  readonly url: string;
  readonly lane: LaneRunner;
  readonly vault: Vault;
  readonly screen: Screen;
  readonly evidence: EvidenceEndpoint;
  readonly simulation: LaneSimulation | undefined;
  close(): Promise<void>;
}

/** What a development page may see and do. */
export interface KioskInside {
  readonly config: KioskConfig;
  readonly simulation: LaneSimulation;
  readonly devices: LaneDevices;
  readonly supervisor: Supervisor;
  readonly lane: LaneRunner;
  readonly journal: Journal;
  readonly delivery: Delivery;
  readonly vault: Vault;
  readonly fingerAnalysis: FingerAnalysis;
  readonly analysis: FaceAnalysis;
  readonly registrations: RegisteredTravellers;
  readonly faceRegistrations: FaceRegistrations;
  readonly policy: Policy;
  readonly log: LogEvent;
  readonly clock: Clock;
  /** Does what a touch on the traveller's screen does. */
  readonly touch: (touch: Touch) => void;
}

export interface StartOptions {
  readonly clock?: Clock;
  /** Makes the development page; called only when the lane runs on simulators. */
  readonly developmentPage?: (inside: KioskInside) => Router;
}

/** Rejects with `ConfigError`, `DeviceError`, or what the models, the databases and the port answer; nothing stays open then. */
export async function startKiosk(config: KioskConfig, log: LogEvent, options: StartOptions = {}): Promise<Kiosk> {
  const { clock: machineClock = systemClock, developmentPage } = options;
  const undo: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    const { time, clock } = keptTime(config, machineClock);
    const { retention, policy, notice, officerKeys } = readEach({
      retention: () => retentionInForce(config, clock.wallMs()),
      policy: () => policyInForce(config, clock.wallMs()),
      notice: () => noticeInForce(config, clock.wallMs()),
      officerKeys: () => openOfficerKeys({ config, clock, log }),
    });
    const unproven = asksForFingers(policy) ? unprovenFingers(policy) : undefined;
    if (unproven !== undefined) throw new ConfigError([`POSTERN_KIOSK_POLICY_FILE: ${unproven}`]);
    officerKeys.follow();
    undo.push(() => officerKeys.close());

    const { devices, simulation, close: closeDevices } = await openDevices(config, clock);
    undo.push(closeDevices);
    const trust = keepTrust({
      trustDir: config.trustDir,
      memoryFile: memoryFileIn(config, 'trust'),
      terminal: asksForFingers(policy) ? { dir: config.terminalDir } : undefined,
      // Whoever runs on simulators believes in specimens; production has none
      simulated: simulation !== undefined,
      clock,
      log,
    });
    undo.push(() => trust.close());
    const { secureElement } = devices;
    await secureElement.connect(AbortSignal.timeout(5_000));
    /** Until there is a delivery, its own start is what delivers. */
    let wakeDelivery = (): void => undefined;
    const kept = await openLaneStorage(config, {
      time,
      clock,
      retention,
      secureElement,
      onReport: () => wakeDelivery(),
    });
    undo.push(() => kept.close());
    const { epochKeys, vault, journal, registrations, faceRegistrations, receipts } = kept;
    const { opening } = epochKeys;
    if (opening.lost + opening.rewrapped + opening.rootsDestroyed > 0) log({ event: 'root-rotated', ...opening });
    undo.push(
      secureElement.onStatus(({ kind }) => {
        if (kind === 'disconnected' || kind === 'faulted') epochKeys.lock();
      }),
    );
    const { kioskId, serverUrl } = config;
    const { mode, dataDir, fleetKeyFile, handleKeys } = config;
    const handleKeeper = await openHandleKeeper(
      { kioskId, mode, dataDir, fleetKeyFile, handleKeys, element: secureElement, log },
      clock.wallMs(),
    );
    const connection = await connectToServer({ config, secureElement, clock, random: Math.random, log });
    undo.push(() => connection.close());
    const { link } = connection;
    const serverKeys = followServerKeys({
      ...{ folders: config, root: connection.serverKey, clock, link, log },
      onFollowed: () => wakeDelivery(),
    });
    undo.push(() => serverKeys.close());

    const analysis: FaceAnalysis = await openFaceAnalysis({
      keyMemory: vault.keyMemory,
      recordKeyMemory: faceRegistrations.keyMemory,
    });
    undo.push(() => analysis.close());

    const fingerAnalysis = createFingerAnalysis({
      keyMemory: vault.keyMemory,
      registrationKeyMemory: registrations.keyMemory,
    });
    undo.push(() => fingerAnalysis.close());
    const fingerDigest = asksForFingers(policy) ? await fingerAnalysis.open() : undefined;

    const { outbox, counts, inspections, uses, standing } = journal;
    const reporter = createReporter({
      kioskId,
      clock,
      outbox,
      secureElement,
      devices: allDevices(devices),
      noticeDigest: noticeDigest(notice),
      modelDigests: {
        ...analysis.digests,
        ...(fingerDigest !== undefined && { 'finger-matcher': fingerDigest }),
      },
    });
    await recover({ outbox, reporter, vault, receipts, clock, log });

    const delivery = startDelivery({
      kioskId,
      clock,
      outbox,
      link,
      serverKeys: serverKeys.ever,
      random: Math.random,
      onState: (state) => log({ event: 'delivery', state: state.kind, ...('why' in state && { why: state.why }) }),
    });
    undo.push(() => delivery.close());
    wakeDelivery = () => delivery.wake();

    const revocations = followRevocations({ clock, link, serverKeys: serverKeys.now });
    undo.push(() => revocations.close());
    const releaser = createReleaser({
      ...{ kioskId, clock, serverKeys: serverKeys.now, vault, uses, revocations, reporter, log },
      officerKeys: officerKeys.now,
      visibleTo: (keptAs) => retention.policy.classes[keptAs]?.visibleTo ?? [],
      onReport: () => delivery.wake(),
    });

    const lights = createLaneLights({ camera: devices.camera, secureElement, clock, log });
    if (simulation !== undefined) undo.push(simulatePanel(simulation, lights.board, clock));
    const mirror = config.mirror === 'figure' ? undefined : createMirror(clock);
    const lane = startLane({
      devices,
      clock,
      policy: () => degraded(policy, standing.degradations(clock.wallMs())),
      retention,
      vault,
      analysis,
      fingerAnalysis,
      registrations,
      faceRegistrations,
      counts,
      inspections,
      lights,
      mirror: mirror ?? NO_MIRROR,
      travellerReceipts:
        config.receipts === 'none'
          ? undefined
          : createTravellerReceipts({ kioskId, clock, secureElement, retention, vault, log }),
      reporter,
      basis: (inForce) => ({
        trust: trust.store(),
        trustPolicy: inForce,
        comparesFingers: asksForFingers(inForce),
        ...((asksForFingers(inForce) || asksForRegisteredFaces(inForce)) && {
          registrationKey: registrations.pseudonymKey,
        }),
      }),
      handles: handleKeeper.keys,
      terminal: () => trust.terminal(),
      log,
      onCleared: receipts.countCleared,
      onReport: () => delivery.wake(),
    });
    const taker = createOrderTaker({
      ...{ kioskId, clock, serverKeys: serverKeys.now, lane, uses: journal.orders, standing, reporter, log },
      officerKeys: officerKeys.now,
      obey: createObey({ clock, lane, standing, retention, keeping: vault.keeping, receipts }),
      isAnswered: (answerId) => outbox.has('order', answerId),
      onReport: () => delivery.wake(),
    });
    /** Referrals made while the secure element was away. */
    const signKept = (): void => {
      reporter.signKept().then(
        (signed) => signed > 0 && delivery.wake(),
        (error: unknown) => log({ event: 'step-failed', step: 'sign-kept', error: errorName(error), code: 'none' }),
      );
    };
    const supervisor = superviseDevices({
      devices: allDevices(devices),
      clock,
      onFault(device, status) {
        const code = status.kind === 'faulted' ? { code: status.code } : {};
        log({ event: 'device', device: device.descriptor.kind, status: status.kind, ...code });
        lane.dispatch({ kind: 'fault-raised', fault: device.descriptor.kind });
      },
      onRecovered(device) {
        log({ event: 'device', device: device.descriptor.kind, status: 'ready' });
        lane.dispatch({ kind: 'fault-cleared', fault: device.descriptor.kind });
        if (device === secureElement) signKept();
      },
    });
    undo.push(() => supervisor.close());
    undo.push(() => lane.close());

    const keptCounts = watchKept({
      captures: kept.captures,
      vault,
      registrations,
      inspections,
      retention,
      nowMs: time.nowMs,
    });
    let reachable: boolean | undefined;
    const status = startStatusReporter({
      kioskId,
      clock,
      secureElement,
      link,
      condition: () => ({
        phase: lane.view().phase,
        devices: [...supervisor.health()],
        undelivered: outbox.undelivered(),
        lastSequence: outbox.head().sequence,
        keeping: keptCounts.now(),
        serverKey: Buffer.from(serverKeys.last()).toString('hex'),
        ...(releaser.forged() > 0 && { forgedGrants: releaser.forged() }),
        ...(taker.forged() > 0 && { forgedOrders: taker.forged() }),
      }),
      onReachable(now) {
        if (now === reachable) return;
        reachable = now;
        log({ event: 'server', reachable: now });
      },
    });
    undo.push(() => status.close());
    let lastPhase = lane.view().phase;
    undo.push(
      lane.onChange(() => {
        const { phase } = lane.view();
        if (phase !== lastPhase) status.changed();
        lastPhase = phase;
      }),
    );

    await supervisor.started;
    const lightDuty = dutyOf(policy, 'presentation-attack-light-challenge');
    // Where it decides, nobody is served before it can be decided; where it is only observed, nobody waits for it.
    if (lightDuty === 'required') await lights.calibrate(AbortSignal.timeout(CALIBRATION_TIMEOUT_MS));
    if (lightDuty !== 'skipped') undo.push(calibrateWhileIdle(lane, lights));
    if ((await handleKeeper.round(clock.wallMs())) !== 'ready') {
      lane.dispatch({ kind: 'fault-raised', fault: 'handle-keys' });
    }
    const stopHousekeeping = startHousekeeping({
      ...{
        clock,
        vault,
        epochKeys,
        secureElement,
        handleKeeper,
        registrations,
        faceRegistrations,
        outbox,
        journal,
        counts,
        inspections,
        notice,
        lane,
        log,
      },
      ...{ retention, receipts, time, keptCounts },
    });
    undo.push(stopHousekeeping);
    await taker.recover();
    lane.dispatch({ kind: 'started' });
    const orderLink = openOrderLink({
      kioskId,
      clock,
      serverUrl,
      link,
      secureElement,
      taker,
      random: Math.random,
      log,
    });
    undo.push(() => orderLink.close());
    undo.push(watchForDocuments(lane, devices, clock));

    const screen: Screen = await openScreen({
      port: config.port,
      token: screenToken(config.dataDir),
      lane,
      lights: lights.board,
      mirror,
      about: {
        ...{ desk: config.desk, development: config.mode === 'development', notice },
        ...{ fingers: asksForFingers(policy), declares: asksForDeclaration(policy) },
      },
      pagesDir: BUILT_PAGES_DIR,
      ...(simulation !== undefined &&
        developmentPage !== undefined && {
          extra: {
            path: '/dock',
            router: developmentPage({
              config,
              simulation,
              devices,
              supervisor,
              lane,
              journal,
              delivery,
              clock,
              vault,
              fingerAnalysis,
              analysis,
              registrations,
              faceRegistrations,
              policy,
              log,
              touch: (touch) => screen.touch(touch),
            }),
          },
        }),
      log,
    });
    undo.push(() => screen.close());
    writeStartPage(config.dataDir, screen.address);
    const evidence = await openEvidenceEndpoint({
      ...{ port: config.evidencePort, host: config.evidenceHost, certificate: connection.evidence },
      consoleOrigins: config.consoleOrigins,
      ...{ releaser, clock, log },
    });
    undo.push(() => evidence.close());
    return { url: screen.url, lane, vault, screen, evidence, simulation, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

const CALIBRATION_TIMEOUT_MS = 8_000;
