/** A production server with its keys on a token, from the token's first use through a change of its signing key, with a lane that follows. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import {
  believedKeys,
  followSuccessions,
  SUCCESSION_NOTICE_MS,
  successionListSchema,
} from '../../../../../server/contract/key-succession.ts';
import { openReceipt } from '../../../../../server/contract/receipt.ts';
import { initialiseAuthority } from '../../../../../server/lanes/fleet/authority.ts';
import { openTokenKeys } from '../../../../../server/platform/keys/pkcs11/open-token-keys.ts';
import { successionKind } from '../../../../../server/people/key-successions/succession-kind.ts';
import { takeNextKey } from '../../../../../server/people/key-successions/take-next-key.ts';
import { openDatabase } from '../../../../../server/platform/database/database.ts';
import { missingSoftHsm } from '../../../../hardware/secure-element/pkcs11/soft-token.ts';
import { person } from '../../access/fixtures/principals.ts';
import { serversPlaceIn } from '../../../fixtures/engines.ts';
import { certify, posted } from '../../../lanes/fleet/fixtures/certify.ts';
import { askOverTls, type TlsIdentity } from '../../../lanes/fleet/fixtures/fleet-bench.ts';
import { runServer } from '../../../fixtures/running-server.ts';
import { KIOSK } from '../../../fixtures/sample-report.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { serverSoftToken } from './server-soft-token.ts';

const missing = missingSoftHsm();
const TLS = { names: ['127.0.0.1'], kioskHost: '127.0.0.1', kioskPort: 0 };

describe.skipIf(missing !== undefined)(`production on a token${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('enrols a lane, gives it receipts, and changes its key while the lane follows', async () => {
    const { place: token } = await serverSoftToken();
    const dataDir = temporaryFolder();
    const before = await openTokenKeys(token, { clock: backgroundClock });
    const root = before.signing.publicKey;
    const { authority } = await initialiseAuthority(join(dataDir, 'fleet'), Date.now(), before.authority);
    await before.close();
    const kiosk = testKiosk();
    const start = async () => {
      const server = await runServer({ dataDir, token, tls: TLS, mode: 'production' });
      const port = Number(new URL(server.kioskUrl).port);
      const ask = (path: string, { body, ...identity }: Partial<TlsIdentity> & { body?: Uint8Array } = {}) =>
        askOverTls(port, path, { ca: authority.certificatePem, ...identity, ...(body !== undefined && posted(body)) });
      return { server, ask };
    };
    const receiptBy = async (ask: Awaited<ReturnType<typeof start>>['ask'], key: Uint8Array) => {
      const own = await certify(ask, kiosk);
      const report = kiosk.next();
      const answer = await ask('/v1/reports', { ...own, body: report.wire });
      expect(answer.status).toBe(201);
      expect(openReceipt(Buffer.from(answer.text), key, { kioskId: KIOSK, ...report }).kind).toBe('valid');
      return own;
    };

    const first = await start();
    await first.server.enrol(kiosk);
    const own = await receiptBy(first.ask, root);
    const told = kiosk.status({ at: Date.now(), serverKey: bytesToHex(root) });
    expect((await first.ask('/v1/status', { ...own, body: told })).status).toBe(204);
    await first.server.close();

    // `make-next`, the decision of two administrators a day ago, and `take-next`
    const keys = await openTokenKeys(token, { clock: backgroundClock });
    const next = await keys.next.open();
    const { knex } = await openDatabase(await serversPlaceIn(dataDir));
    const at = Date.now() - SUCCESSION_NOTICE_MS;
    const decision = { proposalId: '0'.repeat(32), proposedBy: person('p-anna'), approvedBy: person('p-berta'), at };
    const roles = { proposedAs: 'administrator', approvedAs: 'administrator', approvedIn: 's' } as const;
    const payload = { next: bytesToHex(next.publicKey), overlapDays: 1 };
    const applied = await knex.transaction((transaction) =>
      successionKind(keys).apply(transaction, payload, { ...decision, ...roles }),
    );
    expect(applied).toEqual({ kind: 'applied' });
    const asked = { nowMs: Date.now() };
    expect(await takeNextKey(keys, knex, asked)).toEqual({ kind: 'refused', code: 'lanes-behind', lanes: [KIOSK] });
    expect(await takeNextKey(keys, knex, { ...asked, leaveBehind: true })).toMatchObject({ kind: 'taken' });
    await knex.destroy();
    await keys.close();

    const second = await start();
    const own2 = await receiptBy(second.ask, next.publicKey);
    const list = await second.ask('/v1/key-successions', own2);
    const { successions } = successionListSchema.parse(JSON.parse(list.text));
    const { chain, refusals } = followSuccessions(root, [], successions, Date.now());
    expect([believedKeys(root, chain).at(-1)?.publicKey, refusals]).toEqual([next.publicKey, []]);
  });
});
