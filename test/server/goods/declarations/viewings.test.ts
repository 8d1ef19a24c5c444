/** Viewings of declarations: who may read which groups, the ledger's entry of each, and the trader's own log with proofs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { viewingLogSchema, type ViewingLog } from '../../../../server/goods/declarations/api/answers.ts';
import { judgeDeclaration } from '../../../../server/goods/declarations/judge-declaration.ts';
import { eraseDue } from '../../../../server/goods/declarations/keep-declarations.ts';
import { partIntoGroups } from '../../../../server/goods/declarations/sealing/field-groups.ts';
import { viewingGrantSchema } from '../../../../server/goods/declarations/viewings/answers.ts';
import { VIEWINGS_A_DAY } from '../../../../server/goods/declarations/viewings/vocabulary.ts';
import { insertViewing } from '../../../../server/goods/declarations/viewings/viewing-table.ts';
import { readOpening } from '../../../../server/records/ledger/entry/commitment.ts';
import { judgeProofFile } from '../../../../server/records/ledger/verify/judge-proof-file.ts';
import { formatPolicy } from '../../../../server/platform/transparency/proof/policy.ts';
import { PUBLISHED_SOON } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { twoWitnesses } from '../../records/ledger/fixtures/started-witness.ts';
import { changed, H1, H7 } from './fixtures/declarations.ts';
import { signedOffices, traderBench, type TraderBench } from './fixtures/trader-bench.ts';
import { newMember, openViewed, viewingOfficer } from './fixtures/viewing-officer.ts';

const codeOf = (text: string) => (JSON.parse(text) as { error?: { code: string } }).error?.code;
const grantOf = (text: string) => viewingGrantSchema.parse(JSON.parse(text));
const referenced = (mark: string) => changed(H1, { '/lrn': `LRN-${mark}`, '/ucr': `UCR-${mark}` });

async function logOf(bench: TraderBench, key?: string): Promise<ViewingLog['viewings'][number][]> {
  const all: ViewingLog['viewings'][number][] = [];
  for (let after: number | null = 0; after !== null; ) {
    const answer = await bench.get(`/v1/viewings?after=${after}`, key);
    const page: ViewingLog = viewingLogSchema.parse(answer.json);
    all.push(...page.viewings);
    after = page.next;
  }
  return all;
}

describe('a viewing of a declaration', () => {
  it('gives a member of the office the named groups alone, after the ledger has it', async () => {
    const member = newMember('p-cora');
    const bench = await traderBench({ offices: await signedOffices([member]) });
    const { id = '' } = (await bench.submit(H1)).json;
    const officer = await viewingOfficer(bench.server, 'p-cora');
    const detail = JSON.parse((await officer.get(`/v1/declarations/${id}`)).text) as { offices: unknown };
    expect(detail.offices).toMatchObject([{ office: 'DE000001' }]);

    const granted = await officer.ask(id, ['value', 'parties']);
    expect(granted.status).toBe(201);
    const { viewing, groups } = grantOf(granted.text);
    expect(groups).toEqual(['parties', 'value']);
    const { knex } = bench.server.context;
    const opening = await knex('ledger_openings')
      .where({ subject: `declaration-viewing/${viewing}` })
      .first();
    const opened = readOpening({ salt: Uint8Array.from(opening.salt), payload: Uint8Array.from(opening.payload) });
    expect(opened).toMatchObject({
      entry: { trader: 'trader-1', declaration: id, number: 1, purpose: 'document-check' },
    });
    expect(JSON.stringify(opened)).not.toContain('p-cora');

    const content = await officer.get(`/v1/declaration-viewings/${viewing}`);
    const { declaration } = judgeDeclaration(H1, { jurisdiction: 'EU', today: '2026-11-28' });
    if (declaration === undefined) throw new Error('the example is not a declaration');
    const parted = partIntoGroups(declaration);
    const fields = await openViewed(content.text, member);
    expect([...fields.keys()].toSorted()).toEqual(['parties', 'value']);
    for (const [group, one] of fields) expect(one).toEqual(parted.get(group));
  });

  it('is refused to people outside the office, for groups that the office does not read, and without content', async () => {
    const limited = await signedOffices([newMember('p-cora')], 1, [
      { office: 'DE000002', groups: ['goods'], members: [newMember('p-dora')] },
    ]);
    const bench = await traderBench({ offices: limited });
    const { id = '' } = (await bench.submit(H1)).json;
    const rejected = (await bench.submit({ dataSet: 'H1' })).json.id ?? '';
    const cora = await viewingOfficer(bench.server, 'p-cora');
    const dora = await viewingOfficer(bench.server, 'p-dora', 'DE000002');
    const other = await viewingOfficer(bench.server, 'p-enno');
    expect(codeOf((await other.ask(id, ['goods'])).text)).toBe('not-of-office');
    expect(codeOf((await dora.ask(id, ['goods', 'value'])).text)).toBe('not-of-office');
    expect(codeOf((await dora.ask(id, ['goods'], { office: 'DE000001' })).text)).toBe('not-of-office');
    expect((await dora.ask(id, ['goods'])).status).toBe(201);
    expect(codeOf((await cora.ask(rejected, ['goods'])).text)).toBe('content-erased');
    expect(codeOf((await cora.ask('0'.repeat(32), ['goods'])).text)).toBe('not-found');
    expect(codeOf((await cora.ask(id, ['goods'], { purpose: 'curiosity' })).text)).toBe('invalid-message');
    const acts = await bench.server.context.knex('acts').where({ act: 'declaration.view' }).orderBy('position');
    expect(acts.map((act: { result: string }) => act.result)).toEqual([
      ...['not-of-office', 'not-of-office', 'not-of-office', 'done'],
    ]);
    expect(await logOf(bench)).toHaveLength(1);
  });

  it('belongs to one person and session, and ends after two minutes', async () => {
    let later = 0;
    const clock = { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + later };
    const members = [newMember('p-cora'), newMember('p-dora')];
    const bench = await traderBench({ clock, offices: await signedOffices(members) });
    const { id = '' } = (await bench.submit(H1)).json;
    const [cora, dora] = [await viewingOfficer(bench.server, 'p-cora'), await viewingOfficer(bench.server, 'p-dora')];
    const path = `/v1/declaration-viewings/${grantOf((await cora.ask(id, ['goods'])).text).viewing}`;
    expect((await cora.get(path)).status).toBe(200);
    expect(codeOf((await dora.get(path)).text)).toBe('not-found');
    const { queue, knex } = bench.server.context;
    const { session } = await knex('declaration_viewings').first('session');
    await queue.run(async (transaction) => {
      await insertViewing(transaction, {
        ...{ id: 'f'.repeat(32), trader: 'trader-9', number: 1, declarationId: id, office: 'DE000001' },
        ...{ officer: 'p-cora', session: `${session}x`, purpose: 'goods-check', groups: ['goods'] },
        ...{ grantedAt: Math.round(clock.wallMs()), expiresAt: Math.round(clock.wallMs()) + 60_000 },
      });
    });
    expect(codeOf((await cora.get(`/v1/declaration-viewings/${'f'.repeat(32)}`)).text)).toBe('viewing-over');
    later = 121_000;
    expect(codeOf((await cora.get(path)).text)).toBe('viewing-over');
    later = 301_000;
    expect(codeOf((await cora.get(path)).text)).toBe('step-up-required');
    expect(codeOf((await cora.ask(id, ['goods'])).text)).toBe('step-up-required');
  });

  it('is limited for one person in 24 hours', async () => {
    const bench = await traderBench({ offices: await signedOffices([newMember('p-cora')]) });
    const { id = '' } = (await bench.submit(H1)).json;
    const cora = await viewingOfficer(bench.server, 'p-cora');
    const { queue, clock } = bench.server.context;
    const at = Math.round(clock.wallMs()) - 3_600_000;
    await queue.run(async (transaction) => {
      for (let number = 1; number <= VIEWINGS_A_DAY; number += 1)
        await insertViewing(transaction, {
          ...{ id: number.toString(16).padStart(32, '0'), trader: 'trader-9', number, declarationId: id },
          ...{ office: 'DE000001', officer: 'p-cora', session: 's', purpose: 'goods-check', groups: ['goods'] },
          ...{ grantedAt: at, expiresAt: at + 1 },
        });
    });
    const refused = await cora.ask(id, ['goods']);
    expect(codeOf(refused.text)).toBe('rate-limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(82_000);
    expect(await logOf(bench)).toEqual([]);
  });
});

describe("a trader's log of viewings", () => {
  it('has exactly the viewings of the ledger and no other trader’s, asked for at once, and after a restart', async () => {
    const dataDir = temporaryFolder();
    const offices = await signedOffices([newMember('p-cora'), newMember('p-dora')]);
    const bench = await traderBench({ dataDir, offices });
    const keys = { 'trader-1': bench.key, 'trader-2': await bench.giveKey('trader-2') } as const;
    const own: Record<string, string[]> = { 'trader-1': [], 'trader-2': [] };
    for (const [trader, key] of Object.entries(keys))
      for (const mark of ['A', 'B'])
        own[trader]?.push((await bench.submit(referenced(`${trader}-${mark}`), { key })).json.id ?? '');
    const officers = [await viewingOfficer(bench.server, 'p-cora'), await viewingOfficer(bench.server, 'p-dora')];
    const asked = Object.values(own)
      .flat()
      .flatMap((id) => officers.flatMap((officer) => [0, 1, 2].map(() => officer.ask(id, ['goods']))));
    for (const { status, text } of await Promise.all(asked)) expect([status, text]).toEqual([201, text]);

    const entered = async (where: TraderBench, trader: string) => {
      const rows = await where.server.context
        .knex('ledger_openings')
        .where({ type: 'declaration-viewing' })
        .orderBy('entry_index');
      return rows
        .map(
          (row: { payload: Uint8Array }) =>
            JSON.parse(Buffer.from(row.payload).toString()) as { viewing: string; trader: string },
        )
        .filter((entry: { trader: string }) => entry.trader === trader)
        .map((entry: { viewing: string }) => entry.viewing)
        .toSorted();
    };
    for (const [trader, key] of Object.entries(keys)) {
      const log = await logOf(bench, key);
      expect(log.map(({ number }) => number)).toEqual([...Array(12).keys()].map((index) => index + 1));
      expect(log.map(({ viewing }) => viewing).toSorted()).toEqual(await entered(bench, trader));
      for (const { declaration } of log) expect(own[trader]).toContain(declaration);
    }
    await bench.server.close();

    const again = await traderBench({ dataDir, offices, key: bench.key });
    for (const [trader, key] of Object.entries(keys)) {
      const log = await logOf(again, key);
      expect(log).toHaveLength(12);
      expect(log.map(({ viewing }) => viewing).toSorted()).toEqual(await entered(again, trader));
    }
    expect(await again.get('/v1/viewings?after=x')).toMatchObject({ status: 400 });
    expect((await again.get('/v1/viewings?after=12')).json).toEqual({ viewings: [], latest: 12, next: null });
  });

  it('needs a key with its scope', async () => {
    const bench = await traderBench();
    const key = await bench.giveKey('trader-1', ['declarations.read']);
    expect(await bench.get('/v1/viewings', key)).toMatchObject({ status: 403, json: { code: 'scope-missing' } });
    expect(await bench.get('/v1/viewings', '')).toMatchObject({ status: 401, json: { code: 'key-required' } });
  });

  it('has a proof under a witnessed checkpoint, which the offline check accepts, and says when the content was erased', async () => {
    let later = 0;
    const clock = { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + later };
    const dataDir = temporaryFolder();
    const witnesses = await twoWitnesses(dataDir, 'log.example/test');
    onTestFinished(() => witnesses.close());
    const { policy } = witnesses;
    const offices = await signedOffices([newMember('p-cora')]);
    const bench = await traderBench({ clock, dataDir, policy, offices, ...PUBLISHED_SOON });
    const { id = '' } = (await bench.submit(H7)).json;
    const officer = await viewingOfficer(bench.server, 'p-cora');
    const { viewing } = grantOf((await officer.ask(id, ['parties'], { purpose: 'trader-request' })).text);
    await expect
      .poll(async () => (await logOf(bench))[0]?.proof ?? null, { timeout: 240_000, interval: 250 })
      .not.toBeNull();
    const [shown] = await logOf(bench);
    expect(shown).toMatchObject({ number: 1, viewing, declaration: id, office: 'DE000001', erasedAt: null });
    const proof = shown?.proof ?? '';
    const verdict = judgeProofFile({ proof, policy: formatPolicy(policy), entry: undefined });
    expect(verdict).toMatchObject({
      kind: 'verified',
      entry: {
        type: 'declaration-viewing',
        viewing,
        trader: 'trader-1',
        purpose: 'trader-request',
        groups: ['parties'],
      },
    });
    writeFileSync(join(dataDir, 'viewing.proof'), proof);

    later = 5 * 366 * 86_400_000;
    expect(await eraseDue(bench.server.context)).toBe(1);
    later = 0;
    const [after] = await logOf(bench);
    expect(after?.erasedAt).toBeGreaterThan(0);
    expect(after?.viewing).toBe(viewing);
    expect(codeOf((await officer.ask(id, ['parties'])).text)).toBe('content-erased');
    await bench.server.ledger.reconcile({ atFullSpeed: true });
    expect(bench.server.ledger.tablesAgree()).toBe(true);
  });
});
