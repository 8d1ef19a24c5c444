/** The whole server with its keys in a TPM: with it, without it, and after its return; a lane with another TPM. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { openReceipt } from '../../../../../server/contract/receipt.ts';
import { initialiseTpmKeys } from '../../../../../server/platform/keys/tpm/open-tpm-keys.ts';
import { findHead } from '../../../../../server/records/ledger/log/log-tables.ts';
import { parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import { parseVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { missingTpm, softTpm } from '../../../../support/tpm/soft-tpm.ts';
import { runServer, type RunningServer } from '../../../fixtures/running-server.ts';
import { KIOSK } from '../../../fixtures/sample-report.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';

const missing = missingTpm();

const keysOf = async (server: RunningServer): Promise<string> => {
  const { text } = await server.ask('/readyz');
  return (JSON.parse(text) as { checks: { keys: string } }).checks.keys;
};
const until = (holds: () => Promise<boolean>): Promise<void> => expect.poll(holds).toBe(true);

describe.skipIf(missing !== undefined)(
  `a server with its keys in a TPM${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    const prepared = async () => {
      const soft = await softTpm();
      const limits = { watchEveryMs: 50, againMs: 50 };
      const tpm = { place: soft.place, folder: join(soft.folder, 'keys'), hardwareOnly: false, limits };
      await initialiseTpmKeys(tpm, { clock: backgroundClock });
      return { soft, tpm };
    };

    it('signs receipts in it with ES256, and its ledger with Ed25519, the same after a restart', async () => {
      const { tpm } = await prepared();
      const dataDir = temporaryFolder();
      const kiosk = testKiosk(KIOSK, 7, 'es256');
      const server = await runServer({ dataDir, tpm });
      await server.enrol(kiosk);
      const report = kiosk.next();
      const answer = await server.post('/v1/reports', report.wire);
      expect(answer.status).toBe(201);
      const serverKey = server.context.signer.publicKey;
      expect(serverKey).toHaveLength(33);
      expect(openReceipt(answer.body, serverKey, { kioskId: KIOSK, ...report }).kind).toBe('valid');
      const head = await findHead(server.ledger.database.reader, 'integrated');
      expect(verifyNote(parseNote(head?.checkpoint ?? ''), [parseVkey(server.ledgerKey)])).toHaveLength(1);
      for (const file of ['server-signing-key', 'ledger-signing-key', 'people-key']) {
        expect(existsSync(join(dataDir, file))).toBe(false);
      }
      await server.close();
      const again = await runServer({ dataDir, tpm });
      expect(again.context.signer.publicKey).toEqual(serverKey);
      expect((await again.post('/v1/reports', report.wire)).body).toEqual(answer.body);
      expect((await again.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
    });

    it('without its TPM is not ready and stores no report, and takes it when the TPM is back', async () => {
      const { soft, tpm } = await prepared();
      const kiosk = testKiosk();
      const server = await runServer({ tpm });
      await server.enrol(kiosk);
      expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
      await soft.cutPower();
      await until(async () => (await keysOf(server)) === 'failed');
      const report = kiosk.next();
      expect((await server.post('/v1/reports', report.wire)).status).toBe(503);
      await soft.start();
      await until(async () => (await keysOf(server)) === 'ok');
      expect((await server.post('/v1/reports', report.wire)).status).toBe(201);
    });
  },
);
