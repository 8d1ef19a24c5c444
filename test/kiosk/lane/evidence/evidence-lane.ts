/** A lane with a referred traveller’s captures, and what releases them for a grant. */
import { join } from 'node:path';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Mode } from '../../../../hardware/host/mode.ts';
import { allocateImage } from '../../../../hardware/device/image.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import type { OfficerKeys } from '../../../../kiosk/lists/officer-keys/officer-keys.ts';
import { createReleaser, type Release } from '../../../../kiosk/lane/evidence/release-evidence.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { createReporter } from '../../../../kiosk/fleet/uplink/reporter.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/field.ts';
import type { EvidenceGrant } from '../../../../server/contract/grant.ts';
import type { ViewingReport } from '../../../../server/contract/report.ts';
import { openRevocations, type Revocations } from '../../../../server/contract/revocations.ts';
import { makeViewingKey } from '../../../../server/console/evidence/viewing-key.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { everyOfficer } from '../../../support/officer-passkeys.ts';
import { SERVER_KEY, signGrant, signRevocations } from '../../../support/signed-grants.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export const KIOSK = 'lane-1' as KioskId;
export const REFERRED = '1'.repeat(32) as TransactionId;
export const HOUR_MS = 3_600_000;
/** Bytes of a face and a portrait that are recognisable in a search. */
export const FACE = 0x7e;
export const PORTRAIT = 0x51;

export async function evidenceLane(folder = temporaryFolder(), clock = turnedClock(), mode: Mode = 'production') {
  const secureElement = softSecureElement(7);
  const epochKeys = await epochKeysIn(folder, secureElement, clock);
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId: KIOSK, clock, epochKeys, store });
  const journal = await openJournal(folder);
  const { outbox, uses } = journal;
  const log: KioskEvent[] = [];
  const reporter = createReporter({
    kioskId: KIOSK,
    clock,
    outbox,
    secureElement,
    devices: [],
    modelDigests: {},
    noticeDigest: 'b'.repeat(64),
  });
  let revocations: Revocations | undefined;
  const hear = (over: Partial<Revocations> = {}): void => {
    const read = openRevocations(signRevocations({ issuedAt: clock.wallMs(), ...over }), SERVER_KEY);
    revocations = read.kind === 'valid' ? read.message : undefined;
  };
  hear();
  let believed: () => OfficerKeys | undefined = () => everyOfficer(clock.wallMs());
  const releaser = createReleaser({
    kioskId: KIOSK,
    mode,
    clock,
    serverKeys: () => [SERVER_KEY],
    vault,
    uses,
    reporter,
    revocations: { latest: () => revocations },
    log: (event) => log.push(event),
    visibleTo: () => ['officer'],
    officerKeys: () => believed(),
    onReport: () => undefined,
  });
  const officer = await makeViewingKey();
  return {
    folder,
    clock,
    vault,
    secureElement,
    releaser,
    officer,
    log,
    hear,
    outbox,
    reporter,
    believe(keys: OfficerKeys | undefined) {
      believed = () => keys;
    },
    unhear: () => {
      revocations = undefined;
    },
    /** A traveller with a stored camera picture and portrait. */
    async refer(transactionId = REFERRED) {
      await vault.prepare();
      const image = allocateImage(8, 6, 'rgb');
      image.data.fill(FACE);
      vault.sealImage(image, 'face-frame', transactionId);
      vault.sealEncoded(new Uint8Array(200).fill(PORTRAIT), 'chip-portrait', transactionId);
      vault.sealEncoded(new Uint8Array(200).fill(3), 'chip-fingers', transactionId);
      await vault.keepReferred(transactionId, HOUR_MS);
    },
    grant: (over: Partial<EvidenceGrant> = {}, seed?: Uint8Array) =>
      signGrant({ publicKey: officer.publicKey, notBefore: clock.wallMs(), ...over }, seed),
    async viewings(): Promise<readonly ViewingReport[]> {
      const reports = await outbox.latest(1_000);
      return reports.filter((report) => report.kind === 'viewing').reverse();
    },
    async close() {
      await vault.close();
      await journal.close();
      await epochKeys.close();
    },
  };
}

export const whyOf = (release: Release): string => (release.kind === 'refused' ? release.why : release.kind);
