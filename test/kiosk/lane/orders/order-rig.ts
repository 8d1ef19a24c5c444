/** A lane that receives orders: real records on a real disk, a real vault and state machine, and controllable devices. */
import { join } from 'node:path';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Mode } from '../../../../hardware/host/mode.ts';
import type { Gate } from '../../../../hardware/gate/gate.ts';
import { allocateImage } from '../../../../hardware/device/image.ts';
import type { Indicator } from '../../../../hardware/indicator/indicator.ts';
import { degraded } from '../../../../kiosk/rules/decision/degradation.ts';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import type { LaneDevices } from '../../../../kiosk/lane/devices/lane-devices.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import type { FaceAnalysis } from '../../../../kiosk/biometrics/face/analysis.ts';
import { NO_MIRROR } from '../../../../kiosk/biometrics/face/mirror.ts';
import type { FingerAnalysis } from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import type { RegisteredTravellers } from '../../../../kiosk/lists/registration/registered-travellers.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { lanePartsOf } from '../state-machine/lane-parts-of.ts';
import { startLane } from '../../../../kiosk/lane/state-machine/runner.ts';
import type { OfficerKeys } from '../../../../kiosk/lists/officer-keys/officer-keys.ts';
import { createObey } from '../../../../kiosk/lane/orders/obey-order.ts';
import { createOrderTaker } from '../../../../kiosk/lane/orders/take-orders.ts';
import type { FaceRegistrations } from '../../../../kiosk/lists/registration/face-registrations.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { createErasureReceipts } from '../../../../kiosk/vault/retention/erasure-receipts.ts';
import { inForce, liveRetention } from '../../../../kiosk/vault/retention/retention.ts';
import { memoryFileIn } from '../../../../kiosk/platform/base/memory-file.ts';
import { createReporter, erasureReporter } from '../../../../kiosk/fleet/uplink/reporter.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { KEPT_CLASSES } from '../../../../kiosk/vault/captures/kept-class.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { KioskId, OrderReport, TransactionId } from '../../../../server/contract/report.ts';
import type { RetentionPolicy } from '../../../../server/contract/retention.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { everyOfficer } from '../../../support/officer-passkeys.ts';
import { ORDERED_TRANSACTION, ORDERING_KEY } from '../../../support/signed-orders.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NO_LIGHTS } from '../state-machine/no-lights.ts';

const only = <T extends object>(parts: Partial<T>): T => parts as T;
export const LANE = 'lane-1' as KioskId;
const HOUR_MS = 3_600_000;
/** The development policy lets nothing be kept of a decided referral. */
export const RETENTION: RetentionPolicy = {
  ...DEVELOPMENT_RETENTION,
  classes: {
    ...DEVELOPMENT_RETENTION.classes,
    resolved: { ...DEVELOPMENT_RETENTION.classes.resolved, limitMs: 600_000 },
  },
};

export interface RigOptions {
  readonly folder?: string;
  readonly secureElement?: ReturnType<typeof softSecureElement>;
  readonly clock?: ReturnType<typeof turnedClock>;
  readonly signers?: readonly string[];
  readonly retention?: RetentionPolicy;
  /** Default: every officer of the tests. */
  readonly officerKeys?: OfficerKeys | 'none';
  /** Default: that of the server of tests. */
  readonly serverKey?: Uint8Array;
  readonly mode?: Mode;
  /** The lane's site; by default it knows none. */
  readonly site?: string | undefined;
}

export async function orderRig(options: RigOptions = {}) {
  const { folder = temporaryFolder(), secureElement = softSecureElement(), clock = turnedClock() } = options;
  const events: KioskEvent[] = [];
  const log = (event: KioskEvent): void => void events.push(event);
  const moved: string[] = [];
  const gate = { release: 'released' as 'released' | 'jammed', hold: undefined as Promise<void> | undefined };
  const epochKeys = await epochKeysIn(folder, secureElement, clock);
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId: LANE, clock, epochKeys, store });
  const journal = await openJournal(folder);
  const { outbox, standing } = journal;
  const retention = liveRetention(
    inForce(options.retention ?? RETENTION),
    options.signers === undefined
      ? undefined
      : {
          keys: options.signers,
          memoryFile: memoryFileIn({ dataDir: folder }, 'r'),
          adoptedFile: join(folder, 'adopted.json'),
        },
  );
  const reporter = createReporter({
    kioskId: LANE,
    clock,
    outbox,
    secureElement,
    devices: [],
    modelDigests: {},
    noticeDigest: 'b'.repeat(64),
  });
  const receipts = createErasureReceipts({
    notes: journal.erasures,
    nowMs: () => clock.wallMs(),
    retentionDigest: () => retention.digest,
    async due({ retentionClass, transactionId }, atMs) {
      if (transactionId !== undefined) return (await vault.keeping.of(transactionId))?.captures ?? 0;
      const keptAs = KEPT_CLASSES.find((name) => name === retentionClass);
      return keptAs === undefined ? 0 : vault.countDue(keptAs, atMs);
    },
    keysDestroyed: () => [],
    report: erasureReporter({ kioskId: LANE, clock, outbox, secureElement }),
  });
  const lane = startLane(
    lanePartsOf({
      clock,
      retention,
      vault,
      log,
      reporter,
      onCleared: () => undefined,
      onReport: () => undefined,
      policy: () => degraded(DEVELOPMENT_POLICY, standing.degradations(clock.wallMs())),
      registrations: only<RegisteredTravellers>({}),
      faceRegistrations: only<FaceRegistrations>({}),
      lights: NO_LIGHTS,
      mirror: NO_MIRROR,
      handles: { handle: async () => ({ handle: 'ab'.repeat(32), epoch: '2026-01-01' }) },
      travellerReceipts: undefined,
      terminal: () => undefined,
      devices: only<LaneDevices>({
        gate: only<Gate>({
          onPassage: () => () => undefined,
          async secure() {
            moved.push('secure');
            return { kind: 'secured' };
          },
          async release() {
            await gate.hold;
            moved.push('release');
            return { kind: gate.release };
          },
        }),
        indicator: only<Indicator>({ show: async () => undefined }),
        fingerprintScanner: undefined,
        tokenReader: undefined,
      }),
      analysis: only<FaceAnalysis>({ forget: async () => undefined }),
      fingerAnalysis: only<FingerAnalysis>({ forget: async () => undefined }),
      counts: only({}),
      inspections: only({}),
      basis: () => only({}),
    }),
  );
  const taker = createOrderTaker({
    kioskId: LANE,
    mode: options.mode ?? 'production',
    site: options.site,
    clock,
    serverKeys: () => [options.serverKey ?? ORDERING_KEY],
    lane,
    uses: journal.orders,
    standing,
    reporter,
    log,
    obey: createObey({ clock, lane, standing, retention, keeping: vault.keeping, receipts }),
    officerKeys() {
      const { officerKeys = everyOfficer(clock.wallMs()) } = options;
      return officerKeys === 'none' ? undefined : officerKeys;
    },
    isAnswered: (answerId) => outbox.has('order', answerId),
    onReport: () => undefined,
  });
  const reports = async () => (await outbox.latest(100)).reverse();
  return {
    folder,
    clock,
    secureElement,
    lane,
    vault,
    store,
    journal,
    standing,
    retention,
    taker,
    events,
    moved,
    gate,
    connection: {},
    reports,
    async answers(): Promise<readonly OrderReport[]> {
      return (await reports()).filter((report) => report.kind === 'order');
    },
    phase: () => lane.lane().state.phase,
    /** Captures of a traveller are kept for an hour. */
    async keep(transactionId: TransactionId = ORDERED_TRANSACTION) {
      await vault.prepare();
      const image = allocateImage(64, 48, 'rgb');
      image.data.fill(0x7e);
      vault.sealImage(image, 'face-frame', transactionId);
      vault.sealEncoded(new Uint8Array(200).fill(0x51), 'chip-portrait', transactionId);
      await vault.keepReferred(transactionId, HOUR_MS);
    },
    /** A traveller chooses the desk and stands before the gate. @returns who they are */
    async refer(): Promise<TransactionId> {
      lane.dispatch({ kind: 'traveller-arrived' });
      lane.dispatch({ kind: 'desk-chosen' });
      await lane.settled();
      const referred = lane.referred();
      if (referred === undefined) throw new Error('no traveller was referred');
      return referred;
    },
    async close() {
      await lane.close();
      await vault.close();
      await journal.close();
      await epochKeys.close();
    },
  };
}
