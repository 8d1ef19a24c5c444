/** The part of a lane that answers grants, over a folder that outlives its process. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { AtGrantStep } from '../../../../kiosk/lane/evidence/grant-step.ts';
import { createReleaser } from '../../../../kiosk/lane/evidence/release-evidence.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { createReporter } from '../../../../kiosk/fleet/uplink/reporter.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import { makeViewingKey } from '../../../../server/console/evidence/viewing-key.ts';
import type { OfficerId } from '../../../../server/contract/field.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { everyOfficer, passkeyOf } from '../../../support/officer-passkeys.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { SERVER_KEY, signGrant } from '../../../support/signed-grants.ts';

const KIOSK = 'lane-1' as KioskId;
const OFFICER = 'officer-7' as OfficerId;
const REFERRED = '1'.repeat(32) as TransactionId;

export async function openAnsweringLane(folder: string, at: AtGrantStep = () => undefined) {
  const clock = systemClock;
  passkeyOf(OFFICER);
  const element = softSecureElement(7);
  const epochKeys = await epochKeysIn(folder, element, clock);
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId: KIOSK, clock, epochKeys, store });
  const journal = await openJournal(folder);
  const reporter = createReporter({
    kioskId: KIOSK,
    clock,
    outbox: journal.outbox,
    secureElement: element,
    devices: [],
    modelDigests: {},
    noticeDigest: 'b'.repeat(64),
  });
  const releaser = createReleaser({
    kioskId: KIOSK,
    mode: 'production',
    clock,
    serverKeys: () => [SERVER_KEY],
    vault,
    uses: journal.uses,
    reporter,
    at,
    revocations: { latest: () => ({ version: 1, issuedAt: clock.wallMs(), officers: [] }) },
    log: () => undefined,
    visibleTo: () => ['officer'],
    officerKeys: () => everyOfficer(clock.wallMs()),
    onReport: () => undefined,
  });
  return {
    releaser,
    async refer() {
      await vault.prepare();
      vault.sealEncoded(new Uint8Array(200).fill(0x51), 'chip-portrait', REFERRED);
      await vault.keepReferred(REFERRED, 3_600_000);
    },
    async grant() {
      const { publicKey } = await makeViewingKey();
      const nonce = randomBytes(16).toString('hex');
      return signGrant({ publicKey, nonce, officer: OFFICER, transactionId: REFERRED, notBefore: clock.wallMs() }).wire;
    },
    viewings: async () => (await journal.outbox.latest(10)).filter((report) => report.kind === 'viewing'),
    async close() {
      await vault.close();
      await journal.close();
      await epochKeys.close();
    },
  };
}
