import { describe, expect, it } from 'vitest';
import { personIdSchema, type Role, ROLES } from '../../../../server/platform/access/vocabulary.ts';
import { recordAct } from '../../../../server/records/acts/record-act.ts';
import { parseCheckpoint } from '../../../../server/platform/transparency/note/checkpoint.ts';
import { parseNote } from '../../../../server/platform/transparency/note/note.ts';
import { decodeBase64, encodeBase64 } from '../../../../server/platform/transparency/text.ts';
import { judgeProofFile } from '../../../../server/records/ledger/verify/judge-proof-file.ts';
import type { LedgerEntryPage, LedgerEntryProof, LedgerHeads } from '../../../../server/records/ledger/answers.ts';
import { PUBLISHED_SOON, runServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

it('ledger heads: shows auditors the integrated and the published head, as in their signed notes', async () => {
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

it('ledger heads: refuses other roles', async () => {
  const server = await runServer();
  expect((await server.ask('/v1/ledger/heads')).status).toBe(401);
  expect((await server.ask('/v1/ledger/heads?x=1', { as: 'auditor' })).status).toBe(400);
  for (const role of ROLES) {
    const { status } = await server.ask('/v1/ledger/heads', { as: role });
    const may = ['auditor', 'privacy-officer', 'security-officer', 'administrator', 'regulator'].includes(role);
    expect([role, status]).toEqual([role, may ? 200 : 403]);
  }
});

describe('the list of ledger entries', () => {
  const browse = async () => {
    const server = await runServer(PUBLISHED_SOON);
    const kiosk = testKiosk();
    await server.enrol(kiosk);
    for (let count = 0; count < 3; count++)
      expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
    const read = async <T>(path: string, as: Role = 'administrator') => {
      const { status, text } = await server.ask(path, { as });
      return status === 200 ? (JSON.parse(text) as T) : (/"code":"([a-z-]+)"/.exec(text)?.[1] ?? String(status));
    };
    const published = async (index: number, as: Role) => {
      await expect.poll(() => read(`/v1/ledger/entries/${index}/proof`, as)).toHaveProperty('file');
      return (await read(`/v1/ledger/entries/${index}/proof`, as)) as LedgerEntryProof;
    };
    return { server, read, published };
  };

  it('shows index, kind and time of each entry, in pages from the end', async () => {
    const { read } = await browse();
    const { entries } = (await read('/v1/ledger/entries?type=report')) as LedgerEntryPage;
    expect(entries).toHaveLength(3);
    for (const entry of entries) expect(Object.keys(entry)).toEqual(['index', 'type', 'at', 'act']);
    const first = await read<LedgerEntryPage>(`/v1/ledger/entries?type=report&limit=2`);
    const rest = await read<LedgerEntryPage>(`/v1/ledger/entries?type=report&before=${entries[1]?.index}`);
    expect(first).toMatchObject({ entries: entries.slice(0, 2) });
    expect(rest).toMatchObject({ entries: entries.slice(2) });
  });

  it('names each act with its role and decision, and to an administrator only acts that concern no traveller', async () => {
    const { server, read } = await browse();
    const { context, ledger } = server;
    const about = { person: personIdSchema.parse('p-anna'), session: null, result: 'done', at: Date.now() } as const;
    await context.queue.run(async (transaction) => {
      const details = { kind: 'duty-give', step: 'turned-down', digest: '0'.repeat(64) };
      await recordAct(transaction, { ...about, role: 'administrator', act: 'duty.approve', details });
      const decided = { step: 'decide', outcome: 'denied-entry' };
      await recordAct(transaction, { ...about, role: 'officer', act: 'referral.decide', details: decided });
    });
    await ledger.settle();
    const actsFor = async (role: Role) => {
      const { entries } = (await read(`/v1/ledger/entries?type=act&limit=100`, role)) as LedgerEntryPage;
      return entries.map(({ act }) => act).filter((act) => act === null || /^(duty|referral)\./.test(act.name));
    };
    const duty = {
      ...{ name: 'duty.approve', role: 'administrator', result: 'done' },
      details: { kind: 'duty-give', step: 'turned-down' },
    };
    const referral = {
      ...{ name: 'referral.decide', role: 'officer', result: 'done' },
      details: { step: 'decide', outcome: 'denied-entry' },
    };
    expect(await actsFor('auditor')).toEqual([referral, duty]);
    expect(await actsFor('privacy-officer')).toEqual([referral, duty]);
    expect(await actsFor('administrator')).toEqual([null, duty]);
  });

  it('gives an administrator valid proofs without content, and an auditor proofs with content', async () => {
    const { server, read, published } = await browse();
    const { entries } = (await read('/v1/ledger/entries?type=report&limit=1')) as LedgerEntryPage;
    const index = entries[0]?.index ?? 0;
    const policy = (await server.ask('/ledger/policy')).text;
    for (const [role, said] of [
      ['administrator', undefined],
      ['auditor', 'report'],
      ['privacy-officer', 'report'],
    ] as const) {
      const { file, entry } = await published(index, role);
      const verdict = judgeProofFile({ proof: file, policy, entry: decodeBase64(entry) });
      expect(verdict).toMatchObject({ kind: 'verified', index });
      expect([role, verdict.kind === 'verified' ? verdict.entry?.type : 'refused']).toEqual([role, said]);
      if (role === 'administrator') expect(file).not.toContain('extra');
    }
    // The proof does not fit another entry's bytes.
    const other = await published(index - 1, 'administrator');
    const { file } = await published(index, 'administrator');
    expect(judgeProofFile({ proof: file, policy, entry: decodeBase64(other.entry) }).kind).toBe('refused');
  });

  it.each([
    ['entries?limit=0', 'invalid-query'],
    ['entries?limit=1000', 'invalid-query'],
    ['entries?before=-1', 'invalid-query'],
    ['entries?type=person', 'invalid-query'],
    ['entries?type=report&type=act', 'invalid-query'],
    ['entries?subject=report/1', 'invalid-query'],
    ['entries/x/proof', 'not-found'],
    ['entries/-1/proof', 'not-found'],
    ['entries/99999999999999999999/proof', 'not-found'],
    ['entries/9999/proof', 'not-published'],
    ['entries/0/proof?x=1', 'invalid-query'],
  ])('refuses %s', async (path, code) => {
    const server = await runServer();
    const { text } = await server.ask(`/v1/ledger/${path}`, { as: 'administrator' });
    expect(text).toContain(`"code":"${code}"`);
    expect((await server.ask(`/v1/ledger/${path}`, { as: 'officer' })).status).toBe(403);
  });
});
