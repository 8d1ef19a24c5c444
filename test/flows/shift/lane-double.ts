/**
 * A lane at the protocol: the journal, vault, uplink, orders and evidence of the kiosk over its real connections to the server and to the
 * officer's browser. It has no devices and no models, so its travellers take no time.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openEvidenceEndpoint } from '../../../kiosk/lane/evidence/evidence-endpoint.ts';
import { createReleaser } from '../../../kiosk/lane/evidence/release-evidence.ts';
import { followRevocations } from '../../../kiosk/lane/evidence/revocations.ts';
import type { OfficerKeys } from '../../../kiosk/lists/officer-keys/officer-keys.ts';
import { createObey } from '../../../kiosk/lane/orders/obey-order.ts';
import { openOrderLink } from '../../../kiosk/lane/orders/order-link.ts';
import { createOrderTaker } from '../../../kiosk/lane/orders/take-orders.ts';
import { DEVELOPMENT_RETENTION } from '../../../kiosk/vault/retention/development-retention.ts';
import { createErasureReceipts } from '../../../kiosk/vault/retention/erasure-receipts.ts';
import { inForce, liveRetention } from '../../../kiosk/vault/retention/retention.ts';
import { openJournal } from '../../../kiosk/main/storage/journal.ts';
import { startDelivery } from '../../../kiosk/fleet/uplink/delivery.ts';
import { createReporter, erasureReporter } from '../../../kiosk/fleet/uplink/reporter.ts';
import { plainLink } from '../../../kiosk/fleet/uplink/server-link.ts';
import { startStatusReporter } from '../../../kiosk/fleet/uplink/status.ts';
import { openCaptureStore } from '../../../kiosk/vault/captures/capture-store.ts';
import { keyInSlot } from '../../../kiosk/vault/captures/key-table.ts';
import { sealEyes } from '../../../kiosk/vault/captures/sealed-eyes.ts';
import { createVault } from '../../../kiosk/vault/captures/vault.ts';
import { reportSigningInput } from '../../../server/contract/envelope.ts';
import { type KioskId, transactionIdSchema } from '../../../server/contract/field.ts';
import type { Check, MatchReport, TransactionId } from '../../../server/contract/report.ts';
import { epochKeysIn } from '../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../support/soft-secure-element.ts';
import { clearedReport } from '../../server/fixtures/sample-report.ts';
import { FRAME_EYES, paintedFrame, paintedPortrait, PORTRAIT_EYES } from './painted-faces.ts';
import { laneAtTheGate, type Phase } from './lane-at-the-gate.ts';
import { shiftClock as clock } from './shift-clock.ts';

const KEPT_MS = 3_600_000;

/** The reason why a traveller is referred. */
export type Doubt = Pick<MatchReport, 'reasons'> & { readonly checks: readonly Check[] };

export interface LaneDouble {
  readonly kioskId: KioskId;
  readonly publicKeyHex: string;
  readonly evidenceUrl: string;
  phase(): Phase;
  /** Clears a traveller, who passes the gate. */
  clear(): Promise<void>;
  /** Keeps pictures of a traveller, refers them and waits at the gate. */
  refer(doubt: Doubt): Promise<TransactionId>;
  /** The camera fails, or works again. */
  breakCamera(isBroken: boolean): void;
  close(): Promise<void>;
}

export interface LaneDoubleOptions {
  readonly folder: string;
  readonly kioskId: KioskId;
  readonly site: string;
  /** The server as kiosks reach it, its key, and the console's origin. */
  readonly server: { readonly url: string; readonly publicKey: Uint8Array; readonly consoleOrigin: string };
  readonly officerKeys: () => OfficerKeys;
}

export async function openLaneDouble(options: LaneDoubleOptions): Promise<LaneDouble> {
  const { folder, kioskId, site, server, officerKeys } = options;
  const log = () => undefined;
  const secureElement = softSecureElement();
  const epochKeys = await epochKeysIn(folder, secureElement, clock);
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId, clock, epochKeys, store });
  const journal = await openJournal(folder);
  const { outbox, standing } = journal;
  const link = plainLink(new URL(server.url));
  const serverKeys = () => [server.publicKey];
  const random = () => 0.5;
  const modelDigests = clearedReport().modelDigests;
  const reporter = createReporter({
    ...{ kioskId, clock, outbox, secureElement, modelDigests },
    devices: [],
    noticeDigest: 'b'.repeat(64),
  });
  const delivery = startDelivery({
    mode: 'development',
    ...{ kioskId, clock, outbox, link, random, onState: log },
    serverKeys: () => [{ publicKey: server.publicKey, until: Number.POSITIVE_INFINITY }],
  });
  let isBroken = false;
  const status = startStatusReporter({
    ...{ kioskId, clock, secureElement, link, onReachable: log },
    condition: () => ({
      phase: lane.phase(),
      devices: [
        { kind: 'camera', health: isBroken ? 'faulted' : 'ready' },
        { kind: 'gate', health: 'ready' },
      ],
      undelivered: outbox.undelivered(),
      lastSequence: outbox.head().sequence,
    }),
  });
  const onReport = () => delivery.wake();
  const lane = laneAtTheGate(
    () => status.changed(),
    async (answerId) => {
      await reporter.passage(answerId, 'one-person', 1_500);
      onReport();
    },
  );
  const retention = liveRetention(inForce(DEVELOPMENT_RETENTION), undefined);
  const receipts = createErasureReceipts({
    notes: journal.erasures,
    nowMs: () => clock.wallMs(),
    retentionDigest: () => retention.digest,
    due: async ({ transactionId }) =>
      transactionId === undefined ? 0 : ((await vault.keeping.of(transactionId))?.captures ?? 0),
    keysDestroyed: () => [],
    report: erasureReporter({ kioskId, clock, outbox, secureElement }),
  });
  const revocations = followRevocations({ clock, link, serverKeys });
  const releaser = createReleaser({
    mode: 'development',
    ...{ kioskId, clock, serverKeys, officerKeys, vault, revocations, reporter, log, onReport },
    uses: journal.uses,
    visibleTo: (keptAs) => retention.policy.classes[keptAs]?.visibleTo ?? [],
  });
  const endpoint = await openEvidenceEndpoint({
    ...{ clock, log, releaser, port: 0 },
    consoleOrigins: new Set([server.consoleOrigin]),
  });
  const taker = createOrderTaker({
    mode: 'development',
    ...{ kioskId, site, clock, serverKeys, officerKeys, lane, standing, reporter, log, onReport },
    uses: journal.orders,
    obey: createObey({ clock, lane, standing, retention, keeping: vault.keeping, receipts }),
    isAnswered: (answerId) => outbox.has('order', answerId),
  });
  const orderLink = openOrderLink({
    ...{ kioskId, clock, link, secureElement, taker, random, log },
    serverUrl: new URL(server.url),
  });

  const report = async (transactionId: TransactionId, over: Partial<MatchReport>): Promise<void> => {
    const at = Math.round(clock.wallMs());
    const document = { type: 'P', issuingState: 'UTO', handle: randomBytes(32).toString('hex') } as const;
    await outbox.append(
      (sequence, previous) => ({
        ...clearedReport(),
        ...{ kioskId, sequence, previous, transactionId, startedAt: at - 9_000, reportedAt: at },
        document: { ...document, handleEpoch: new Date(at).toISOString().slice(0, 10) },
        ...over,
      }),
      (payload) => secureElement.sign(reportSigningInput(payload)),
    );
    onReport();
  };
  const newTraveller = () => transactionIdSchema.parse(randomBytes(16).toString('hex'));

  return {
    kioskId,
    publicKeyHex: Buffer.from(secureElement.key).toString('hex'),
    evidenceUrl: endpoint.url,
    phase: lane.phase,
    async clear() {
      const traveller = newTraveller();
      await report(traveller, {});
      await reporter.passage(traveller, 'one-person', 1_500);
      onReport();
    },
    async refer({ reasons, checks }) {
      const traveller = newTraveller();
      await vault.prepare();
      const frame = vault.sealImage(paintedFrame(), 'face-frame', traveller);
      const portrait = vault.sealEncoded(await paintedPortrait(), 'chip-portrait', traveller);
      for (const [capture, eyes] of [
        [frame, FRAME_EYES],
        [portrait, PORTRAIT_EYES],
      ] as const) {
        capture.sealedEyes = sealEyes(eyes, capture.captureId, keyInSlot(vault.keyMemory, capture.slot));
      }
      await vault.keepReferred(traveller, KEPT_MS);
      lane.become('referred', traveller);
      await report(traveller, { outcome: 'referred', reasons, checks: [...checks] });
      return traveller;
    },
    breakCamera(broken) {
      isBroken = broken;
      lane.become(broken ? 'out-of-service' : 'idle');
    },
    async close() {
      await Promise.all([orderLink.close(), delivery.close(), status.close(), revocations.close(), endpoint.close()]);
      link.close();
      await vault.close();
      await journal.close();
      await epochKeys.close();
    },
  };
}
