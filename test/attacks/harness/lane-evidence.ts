/** A lane's own address for evidence, with the portrait of a referred traveller behind it. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { openEvidenceEndpoint } from '../../../kiosk/lane/evidence/evidence-endpoint.ts';
import { createReleaser } from '../../../kiosk/lane/evidence/release-evidence.ts';
import { openJournal } from '../../../kiosk/main/storage/journal.ts';
import type { OfficerKeys } from '../../../kiosk/lists/officer-keys/officer-keys.ts';
import { createReporter } from '../../../kiosk/fleet/uplink/reporter.ts';
import { openCaptureStore } from '../../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../../kiosk/vault/captures/vault.ts';
import { readEvidenceAnswer } from '../../../server/contract/evidence-answer.ts';
import type { TransactionId } from '../../../server/contract/field.ts';
import { openRevocations } from '../../../server/contract/revocations.ts';
import { epochKeysIn } from '../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Lane } from './lane.ts';

/** The traveller who was referred. */
export const REFERRED = '1'.repeat(32) as TransactionId;
/** Each byte of the portrait. */
export const PORTRAIT = 0x51;

/** Opens the address. It closes with the test. */
export async function laneWithEvidence(
  { kiosk, line }: Lane,
  serverKey: Uint8Array,
  origin: string,
  keys: OfficerKeys,
) {
  const folder = temporaryFolder();
  const secureElement = softSecureElement(7);
  const epochKeys = await epochKeysIn(folder, secureElement, systemClock);
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId: kiosk.id, clock: systemClock, epochKeys, store });
  const { outbox, uses, close } = await openJournal(folder);
  await vault.prepare();
  vault.sealEncoded(new Uint8Array(200).fill(PORTRAIT), 'chip-portrait', REFERRED);
  await vault.keepReferred(REFERRED, 3_600_000);
  const heard = openRevocations(Buffer.from((await line.get('/v1/revocations')).text), serverKey);
  if (heard.kind === 'refused') throw new Error(heard.code);
  const releaser = createReleaser({
    ...{ kioskId: kiosk.id, mode: 'production', clock: systemClock, serverKeys: () => [serverKey], vault, uses },
    reporter: createReporter({
      ...{ kioskId: kiosk.id, clock: systemClock, outbox, secureElement, devices: [], modelDigests: {} },
      noticeDigest: 'b'.repeat(64),
    }),
    revocations: { latest: () => heard.message },
    officerKeys: () => keys,
    visibleTo: () => ['officer', 'supervisor'],
    log: () => undefined,
    onReport: () => undefined,
  });
  const endpoint = await openEvidenceEndpoint({
    ...{ port: 0, consoleOrigins: new Set([origin]), releaser, clock: systemClock, log: () => undefined },
  });
  onTestFinished(async () => {
    await endpoint.close();
    await vault.close();
    await close();
    await epochKeys.close();
  });
  return {
    async ask(wire: Uint8Array) {
      const headers = { 'content-type': 'application/json', origin };
      const body = new Uint8Array(wire);
      const response = await fetch(`${endpoint.url}/v1/evidence`, { method: 'POST', headers, body });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const read = response.ok ? readEvidenceAnswer(bytes) : undefined;
      if (read?.kind === 'read') return { pictures: read.captures, why: 'released' };
      const { error } = JSON.parse(Buffer.from(bytes).toString()) as { error: { code: string } };
      return { pictures: [], why: error.code };
    },
    refusals: async () =>
      (await outbox.latest(200)).flatMap((report) => (report.kind === 'viewing' ? [report.refusal] : [])),
  };
}
