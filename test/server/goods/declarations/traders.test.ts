/** Traders' declarations through the whole server: received and sealed by the front, stored, shown to their trader. */
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { declarationSchema, problemSchema } from '../../../../server/goods/declarations/api/answers.ts';
import { partIntoGroups } from '../../../../server/goods/declarations/sealing/field-groups.ts';
import { judgeDeclaration } from '../../../../server/goods/declarations/judge-declaration.ts';
import { keyPairOf, openGroup } from '../../../../server/goods/declarations/sealing/open-groups.ts';
import { insertRow } from '../../../../server/records/ledger/recorded/write-row.ts';
import { insertSelected } from '../../../../server/goods/declarations/tables/selected-declarations.ts';
import { eraseDue } from '../../../../server/goods/declarations/keep-declarations.ts';
import { findContent } from '../../../../server/goods/declarations/tables/declarations.ts';
import { decideByRoute, endByRoute, storeFinding } from '../../oversight/detection/responses/stored-finding.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { changed, H1, H7, WCO_XML } from './fixtures/declarations.ts';
import { newTraderKey, signedOffices, type TraderBench, traderBench, traderOfFile } from './fixtures/trader-bench.ts';

const newTrader = traderOfFile();

/** A declaration with references of its own, because used ones are refused. */
const referenced = (mark: string) => changed(H1, { '/lrn': `LRN-${mark}`, '/ucr': `UCR-${mark}` });

/** How many rows the trader of the bench has. */
async function count({ server, trader }: TraderBench, table: 'declarations' | 'sealed_declarations'): Promise<number> {
  const { knex } = server.context;
  return (await knex(table).whereIn('id', knex('declarations').where({ trader }).select('id'))).length;
}

describe('a declaration', () => {
  it('is accepted in JSON and in XML, stored sealed, and shown to its trader', async () => {
    const bench = await newTrader();
    const json = await bench.submit(H1);
    expect(json.status).toBe(201);
    expect(declarationSchema.parse(json.json)).toMatchObject({
      state: 'accepted',
      channel: 'green',
      dataSet: 'H1',
      findings: [],
    });
    const xml = await bench.submit(WCO_XML.replaceAll('LRN-1', 'LRN-2').replaceAll('UCR-1', 'UCR-2'));
    expect(xml).toMatchObject({ status: 201, json: { state: 'accepted' } });
    expect((await bench.get(`/v1/declarations/${json.json.id}`)).json).toEqual(json.json);

    const content = await findContent(bench.server.context.knex, json.json.id ?? '');
    const { declaration } = judgeDeclaration(H1, { jurisdiction: 'EU', today: '2026-11-28' });
    const sealing = { declarationId: json.json.id ?? '', traderId: bench.trader };
    const [keys] = content?.offices ?? [];
    if (declaration === undefined || content === undefined || keys === undefined) throw new Error('nothing was sealed');
    const pair = await keyPairOf(bench.office.seed);
    for (const group of content.groups)
      expect(await openGroup(sealing, keys, group, pair)).toEqual(partIntoGroups(declaration).get(group.group));
  });

  it('is rejected with its findings, and none of its content is kept', async () => {
    const bench = await newTrader();
    const { status, json } = await bench.submit(changed(H1, { '/lrn': undefined }));
    expect(status).toBe(201);
    expect(json).toMatchObject({ state: 'rejected', channel: null, keptUntil: null });
    expect(json['findings']).toMatchObject([{ rule: 'CDS10001', pointer: '/lrn', element: '12 09 000' }]);
    expect(await count(bench, 'sealed_declarations')).toBe(0);
    expect((await bench.get(`/v1/declarations/${json.id}`)).json).toEqual(json);
  });

  it('is rejected when its reference was used before, and a rejected one takes no reference', async () => {
    const bench = await newTrader();
    expect((await bench.submit(changed(H1, { '/invoice/currency': 'QQQ' }))).json.state).toBe('rejected');
    expect((await bench.submit(referenced('USED'))).json.state).toBe('accepted');
    const again = await bench.submit(referenced('USED'));
    expect(again.json).toMatchObject({ state: 'rejected' });
    expect(again.json['findings']).toMatchObject([{ rule: 'CDS12003', pointer: '/lrn' }, { rule: 'CDS12062' }]);
  });

  it('has one answer for one submission, and another message under its key is refused', async () => {
    const bench = await newTrader();
    const first = await bench.submit(H1, { submission: 'submission-1' });
    expect((await bench.submit(H1, { submission: 'submission-1' })).json).toEqual(first.json);
    expect(await count(bench, 'declarations')).toBe(1);
    expect(await bench.submit(H7, { submission: 'submission-1' })).toMatchObject({
      status: 409,
      json: { code: 'submission-key-used' },
    });
    const other = await bench.giveKey(`${bench.trader}-b`);
    expect((await bench.submit(H7, { submission: 'submission-1', key: other })).status).toBe(201);
  });

  it('is shown to no other trader', async () => {
    const bench = await newTrader();
    const { json } = await bench.submit(H1);
    const other = await bench.giveKey(`${bench.trader}-b`);
    expect(await bench.get(`/v1/declarations/${json.id}`, other)).toMatchObject({
      status: 404,
      json: { code: 'not-found' },
    });
  });

  it('has ledger entries of its facts and of its sealed content', async () => {
    const bench = await newTrader();
    const { id } = (await bench.submit(referenced('ENTERED'))).json;
    const { knex } = bench.server.context;
    const rows = await knex('ledger_openings').where('subject', 'like', `row/%declarations/${id}`);
    expect(rows).toHaveLength(2);
  });
});

describe('the content of a declaration', () => {
  it('is erased when its time has expired, and the ledger agrees', async () => {
    let later = 0;
    const bench = await traderBench({ clock: { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + later } });
    const { id = '' } = (await bench.submit(H1)).json;
    await bench.submit({ dataSet: 'H1' });
    const { context } = bench.server;
    expect(await eraseDue(context)).toBe(0);
    expect(await count(bench, 'declarations')).toBe(2);
    later = 5 * 366 * 86_400_000;
    expect(await eraseDue(context)).toBe(1);
    expect(await count(bench, 'sealed_declarations')).toBe(0);
    expect(await context.knex('declarations').pluck('id')).toEqual([id]);
    const entries = await context.knex('ledger_openings').where({ subject: `row/sealed_declarations/${id}` });
    expect(entries).toHaveLength(2);
    // Its facts are kept to the end of the tenth year after its own
    const year = new Date().getUTCFullYear();
    later = Date.UTC(year + 11, 0, 1) - 86_400_000 - backgroundClock.wallMs();
    await eraseDue(context);
    expect(await context.knex('declarations').pluck('id')).toEqual([id]);
    await context.queue.run(async (transaction) => {
      const held = { held: ['RISK-1'], trial: [], otherwise: false };
      await insertSelected(transaction, { id, receivedAt: backgroundClock.wallMs(), set: 1, ...held });
      const by = {
        proposed_by: 'p-anna',
        approved_by: 'p-bert',
        approved_at: 2,
        released_by: 'p-anna',
        released_at: 4,
      };
      const hold = { id: 'ab'.repeat(16), declaration_id: id, reason: 'investigation', until: 3, ...by };
      await insertRow(transaction, 'declaration_holds', hold);
    });
    const about = ['declarations', 'declaration_controls', 'selected_declarations', 'declaration_holds'];
    const counts = () => Promise.all(about.map(async (table) => (await context.knex(table)).length));
    expect(await counts()).toEqual([1, 1, 1, 1]);
    later += 2 * 86_400_000;
    await eraseDue(context);
    expect(await counts()).toEqual([0, 0, 0, 0]);
    await bench.server.ledger.reconcile({ atFullSpeed: true });
    expect(bench.server.ledger.tablesAgree()).toBe(true);
  });
});

describe('the API for traders', () => {
  it('refuses what it cannot take with a code', async () => {
    const bench = await newTrader();
    const readOnly = await bench.giveKey(bench.trader, ['declarations.read']);
    const cases = [
      [{ key: '' }, 401, 'key-required'],
      [{ key: newTraderKey().key }, 401, 'key-refused'],
      [{ key: 'short' }, 401, 'key-required'],
      [{ key: readOnly }, 403, 'scope-missing'],
      [{ submission: '' }, 400, 'submission-key-required'],
      [{ type: 'text/plain' }, 415, 'unsupported-media-type'],
      [{ headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported-media-type'],
    ] as const;
    for (const [how, status, code] of cases) {
      const { status: got, json } = await bench.submit(H1, how);
      expect(problemSchema.parse(json)).toMatchObject({ code });
      expect(got).toBe(status);
    }
    for (const submission of ['', 'short', 'with spaces in it']) {
      expect((await bench.submit(H1, { submission })).json['header']).toEqual({
        name: 'Idempotency-Key',
        form: '8 to 128 visible ASCII characters, without spaces',
      });
    }
    const { json } = await bench.submit(H1, { headers: { 'declared-for': 'Not A Slug' } });
    expect(json).toMatchObject({ code: 'malformed-request', header: { name: 'Declared-For' } });
    expect(await bench.submit(Buffer.from('{'))).toMatchObject({ status: 422, json: { code: 'not-well-formed' } });
    expect(await bench.submit('<a/>')).toMatchObject({ status: 422, json: { code: 'not-a-declaration' } });
    expect(await bench.get('/v1/nothing')).toMatchObject({ status: 404, json: { code: 'not-found' } });
    expect(await bench.get('/v1/people/enrolment')).toMatchObject({
      status: 405,
      json: { code: 'method-not-allowed' },
    });
    expect(await count(bench, 'declarations')).toBe(0);
  });

  it('refuses a message over 2 MiB', async () => {
    const bench = await newTrader();
    const answered = await bench.submit(Buffer.alloc(2_097_153, 0x20)).catch(() => 'cut off');
    // The server closes the connection while the client may still send
    if (answered !== 'cut off') expect(answered).toMatchObject({ status: 413, json: { code: 'too-large' } });
    expect(await count(bench, 'declarations')).toBe(0);
    expect((await bench.submit(H1)).status).toBe(201);
  });

  it('refuses a key that was ended or has expired', async () => {
    let later = 0;
    const clock = backgroundClock;
    const bench = await traderBench({ clock: { ...clock, wallMs: () => clock.wallMs() + later } });
    const { key, digest } = newTraderKey();
    const validUntil = Math.round(clock.wallMs()) + 3_600_000;
    const give = { change: 'give', trader: 'trader-1', digest, scopes: ['declarations.submit'], validUntil };
    expect(await bench.decide(give)).toBeUndefined();
    expect(await bench.decide(give)).toBe('key-known');
    expect((await bench.submit(H1, { key })).status).toBe(201);
    expect(await bench.decide({ change: 'end', digest })).toBeUndefined();
    expect(await bench.submit(H7, { key })).toMatchObject({ status: 401, json: { code: 'key-refused' } });
    expect(await bench.decide({ change: 'end', digest })).toBe('no-such-key');
    later = 25 * 3_600_000;
    expect(await bench.submit(H7)).toMatchObject({ status: 401, json: { code: 'key-refused' } });
  });

  it('refuses the keys of a trader while a confirmed response pauses them, and no other trader’s', async () => {
    const bench = await newTrader();
    const other = await bench.giveKey(`${bench.trader}-b`);
    const { server } = bench;
    const about = {
      entity: { kind: 'trader', id: bench.trader },
      rule: 'key-on-many-networks',
      nextStep: 'pause-key',
    } as const;
    const id = await storeFinding(server, about);
    expect((await bench.submit(H1)).status).toBe(201);
    const security = await server.as('security-officer');
    expect((await decideByRoute(security, id, 'confirm')).status).toBe(200);
    const refused = { status: 403, json: { code: 'key-paused' } };
    expect(await bench.submit(H7)).toMatchObject(refused);
    expect(await bench.get('/v1/declarations')).toMatchObject(refused);
    expect((await bench.submit(H7, { key: other })).status).toBe(201);
    expect((await endByRoute(security, id)).status).toBe(200);
    expect((await bench.get('/v1/declarations')).status).toBe(200);
  });

  it('describes itself', async () => {
    const bench = await newTrader();
    const { json } = await bench.get('/v1/openapi.json', '');
    expect(json).toMatchObject({ openapi: '3.1.0', paths: { '/v1/declarations': { post: {} } } });
  });

  it('starts again when its process is killed', async () => {
    const bench = await traderBench();
    const before = bench.server.traders?.processId();
    process.kill(before ?? 0, 'SIGKILL');
    await expect
      .poll(async () => (await bench.submit(H1, { submission: 'submission-9' }).catch(() => undefined))?.status, {
        timeout: 240_000,
      })
      .toBe(201);
    expect(bench.server.traders?.processId()).not.toBe(before);
  });
});

describe('the list of offices', () => {
  it('is refused without two signatures', async () => {
    const offices = await signedOffices();
    const one = { ...offices, signed: { ...offices.signed, signatures: offices.signed.signatures.slice(0, 1) } };
    await expect(traderBench({ offices: one })).rejects.toThrow('too-few-signatures');
  });

  it('is refused when a newer one was in force', async () => {
    const dataDir = temporaryFolder();
    const first = await traderBench({ dataDir, offices: await signedOffices([], 2) });
    await first.server.close();
    await expect(traderBench({ dataDir, offices: await signedOffices([], 1) })).rejects.toThrow('roll-back');
  });
});
