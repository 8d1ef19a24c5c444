import { expect, it } from 'vitest';
import { ROLES } from '../../../server/access/vocabulary.ts';
import { parseCheckpoint } from '../../../server/ledger/note/checkpoint.ts';
import { parseNote } from '../../../server/ledger/note/note.ts';
import { encodeBase64 } from '../../../server/ledger/text.ts';
import type { LedgerHeads } from '../../../server/views/ledger.ts';
import { runServer } from '../fixtures/running-server.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';

it('tells auditors how far the log has come and how far it is published, as its signed notes say', async () => {
  const server = await runServer();
  const read = async () => JSON.parse((await server.ask('/v1/ledger/heads', { as: 'auditor' })).text) as LedgerHeads;
  const before = await read();
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
  const after = await read();
  expect(after.integrated.size).toBeGreaterThan(before.integrated.size);
  expect(after.published?.size ?? 0).toBeLessThanOrEqual(after.integrated.size);
  const { size, root } = parseCheckpoint(parseNote(after.integrated.checkpoint).text);
  expect([after.integrated.size, after.integrated.root]).toEqual([size, encodeBase64(root)]);
});

it('tells nobody else', async () => {
  const server = await runServer();
  expect((await server.ask('/v1/ledger/heads')).status).toBe(401);
  expect((await server.ask('/v1/ledger/heads?x=1', { as: 'auditor' })).status).toBe(400);
  for (const role of ROLES) {
    const { status } = await server.ask('/v1/ledger/heads', { as: role });
    expect([role, status]).toEqual([role, ['auditor', 'privacy-officer'].includes(role) ? 200 : 403]);
  }
});
