/** Declarations that a trader's own program sealed: through the whole server, without plaintext in it. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { bytesOf, readContent } from '../../../../server/contract/signed-document.ts';
import { OFFICE_KEYS_FORM } from '../../../../server/contract/office-keys.ts';
import {
  declareSealed,
  type DeclareSealedOptions,
} from '../../../../server/goods/declarations/program/declare-sealed.ts';
import { judgeDeclaration } from '../../../../server/goods/declarations/judge-declaration.ts';
import { compareOpened } from '../../../../server/goods/declarations/sealing/compare-opened.ts';
import { partIntoGroups } from '../../../../server/goods/declarations/sealing/field-groups.ts';
import { keyPairOf, openGroup } from '../../../../server/goods/declarations/sealing/open-groups.ts';
import { readersDigest, readersOf } from '../../../../server/goods/declarations/sealing/readers.ts';
import type { SealedEnvelope } from '../../../../server/goods/declarations/sealing/sealed-envelope.ts';
import { findContent } from '../../../../server/goods/declarations/tables/declarations.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { send } from '../../fixtures/running-server.ts';
import { changed, H1, WCO_XML } from './fixtures/declarations.ts';
import { type Offices, signedOffices, type TraderBench, traderBench } from './fixtures/trader-bench.ts';

function readersIn({ signed }: Offices) {
  const bytes = bytesOf(OFFICE_KEYS_FORM, signed);
  const read = bytes && readContent(OFFICE_KEYS_FORM, bytes);
  if (read?.kind !== 'read') throw new Error('the list cannot be read');
  return readersOf(read.content);
}

async function sealingBench(offices?: Offices) {
  const used = offices ?? (await signedOffices());
  const bench = await traderBench({ offices: used });
  const readers = readersIn(used);
  const at = `http://127.0.0.1:${bench.server.traders?.port ?? 0}`;
  const sent: { path: string; body: string }[] = [];
  const watched = (url: URL, init: RequestInit) => {
    sent.push({ path: url.pathname, body: typeof init.body === 'string' ? init.body : '' });
    return fetch(url, init);
  };
  const options = {
    ...{ at, key: bench.key, readers: readersDigest(readers), submissionKey: 'sealed-0001', fetch: watched },
    nowMs: Date.now,
  };
  const declare = (message: object | string, more: Partial<DeclareSealedOptions> = {}) =>
    declareSealed(
      {
        bytes: Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)),
        format: typeof message === 'string' ? 'xml' : 'json',
      },
      { ...options, ...more },
    );
  return { bench, readers, options, declare, sent };
}

/** The requests of a program that seals, sent one by one. */
async function post(bench: TraderBench, path: string, body: unknown, submission = 'sealed-0002', headers = {}) {
  const answer = await send(bench.server.traders?.port ?? 0, path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${bench.key}`,
      'idempotency-key': submission,
      ...headers,
    },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  return { status: answer.status, json: JSON.parse(answer.text) as Record<string, unknown> };
}

/** The last envelope that the program sent. */
const envelopeIn = (sent: readonly { path: string; body: string }[]) =>
  JSON.parse(sent.findLast(({ path }) => path === '/v1/sealed-declarations')?.body ?? '') as SealedEnvelope;

const VALUES = ['Horses for breeding', 'Prairie Breeders', 'DE123456789012345', 'CSQU3054383', 'LRN-1', '520.5'];

describe('a declaration that its trader sealed', () => {
  it('reaches the key of the office, and no plaintext of it leaves the program', async () => {
    const { bench, declare, sent } = await sealingBench();
    for (const [message, submissionKey] of [
      [H1, 'sealed-0001'],
      [WCO_XML, 'sealed-0002'],
    ] as const) {
      const outcome = await declare(message, { submissionKey });
      if (outcome.kind !== 'sent') throw new Error(JSON.stringify(outcome));
      const { id, trader, state } = outcome.declaration;
      expect([trader, state]).toEqual([bench.trader, 'accepted']);
      const content = await findContent(bench.server.context.knex, id);
      const [keys] = content?.offices ?? [];
      if (content === undefined || keys === undefined) throw new Error('nothing was stored');
      const pair = await keyPairOf(bench.office.seed);
      const opened = await Promise.all(
        content.groups.map(async (group) => ({
          group: group.group,
          fields: await openGroup({ declarationId: id, traderId: trader }, keys, group, pair),
        })),
      );
      if (message === H1) {
        const { declaration } = judgeDeclaration(H1, { jurisdiction: 'EU', today: '2026-11-28' });
        for (const { group, fields } of opened) expect(fields).toEqual(partIntoGroups(declaration!).get(group));
      }
      expect(compareOpened(envelopeIn(sent).facts, opened)).toEqual({ differing: [], unseen: [] });
    }
    const all = sent.map(({ body }) => body).join('\n');
    expect(all.length).toBeGreaterThan(5_000);
    for (const value of VALUES) {
      expect(all).not.toContain(value);
      expect(all).not.toContain(Buffer.from(value).toString('base64url').slice(0, 8));
    }
  });

  it('is controlled, because no rule and no model judged it', async () => {
    const { bench, declare } = await sealingBench();
    const outcome = await declare(H1);
    const id = outcome.kind === 'sent' ? outcome.declaration.id : '';
    const [control] = await bench.server.context.knex('declaration_controls').where({ id });
    expect(control).toMatchObject({ unscored: 'sealed-by-trader', route: 'documents', band: null });
  });

  it('is not sent with errors, or to offices that are not those of the digest', async () => {
    const { bench, declare, sent } = await sealingBench();
    expect(await declare(changed(H1, { '/lrn': undefined }))).toMatchObject({
      kind: 'faulty',
      findings: [{ rule: 'CDS10001' }],
    });
    expect(await declare(H1, { readers: '0'.repeat(64) })).toEqual({ kind: 'refused', code: 'other-readers' });
    expect(await declare('<not', {})).toMatchObject({ kind: 'refused', code: 'not-well-formed' });
    expect(sent.some(({ path }) => path === '/v1/sealed-declarations')).toBe(false);
    expect(await bench.server.context.knex('declarations')).toEqual([]);
  });

  it('has one answer for one submission of the same bytes, and other bytes under its key are refused', async () => {
    const { bench, declare, sent } = await sealingBench();
    const first = await declare(H1, { submissionKey: 'sealed-0002' });
    const envelope = envelopeIn(sent);
    const again = await post(bench, '/v1/sealed-declarations', envelope);
    expect([again.status, again.json]).toEqual([201, first.kind === 'sent' ? first.declaration : undefined]);
    const other = { ...envelope, facts: { ...envelope.facts, mass: 'unknown' } };
    expect(await post(bench, '/v1/sealed-declarations', other)).toMatchObject({
      status: 409,
      json: { code: 'submission-key-used' },
    });
    // A replay under another key: the number is used up
    expect(await post(bench, '/v1/sealed-declarations', envelope, 'sealed-0003')).toMatchObject({
      status: 409,
      json: { code: 'number-refused' },
    });
    expect(await bench.server.context.knex('declarations')).toHaveLength(1);
  });

  it('is taken once when it is sent many times at once', async () => {
    const { bench, declare, sent } = await sealingBench();
    await declare(H1, {
      fetch: (url, init) => {
        const { pathname } = url;
        sent.push({ path: pathname, body: typeof init.body === 'string' ? init.body : '' });
        return pathname === '/v1/sealed-declarations' ? Promise.reject(new Error('no network')) : fetch(url, init);
      },
    });
    const envelope = envelopeIn(sent);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, number) =>
        post(bench, '/v1/sealed-declarations', envelope, number < 3 ? 'sealed-0002' : `sealed-100${number}`),
      ),
    );
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(await bench.server.context.knex('declarations')).toHaveLength(1);
  });

  it('is refused with the number of another trader, without the scope, and for another trader', async () => {
    const { bench, declare } = await sealingBench();
    const stolen: string[] = [];
    await declare(H1, {
      fetch: async (url, init) => {
        const { pathname } = url;
        if (pathname === '/v1/sealed-declarations') stolen.push(typeof init.body === 'string' ? init.body : '');
        return pathname === '/v1/sealed-declarations' ? Promise.reject(new Error('no network')) : fetch(url, init);
      },
    });
    const [body = ''] = stolen;
    const asOther = { authorization: `Bearer ${await bench.giveKey('trader-2')}` };
    const path = '/v1/sealed-declarations';
    expect(await post(bench, path, body, 'sealed-0009', asOther)).toMatchObject({
      status: 409,
      json: { code: 'number-refused' },
    });
    const reader = { authorization: `Bearer ${await bench.giveKey('trader-3', ['declarations.read'])}` };
    expect(await post(bench, path, body, 'sealed-0009', reader)).toMatchObject({ json: { code: 'scope-missing' } });
    expect(await post(bench, `${path}/numbers`, '', 'sealed-0009', reader)).toMatchObject({
      json: { code: 'scope-missing' },
    });
    expect(await post(bench, path, body, 'sealed-0009', { 'declared-for': 'trader-2' })).toMatchObject({
      status: 400,
      json: { code: 'malformed-request' },
    });
    expect(await post(bench, path, body, 'sealed-0009', { authorization: '' })).toMatchObject({
      json: { code: 'key-required' },
    });
    expect(await bench.server.context.knex('declarations')).toEqual([]);
  });

  it('has a number that expires', async () => {
    let later = 0;
    const clock = (await import('../../../../hardware/host/system-clock.ts')).backgroundClock;
    const offices = await signedOffices();
    const bench = await traderBench({ offices, clock: { ...clock, wallMs: () => clock.wallMs() + later } });
    const readers = readersDigest(readersIn(offices));
    const outcome = await declareSealed(
      { bytes: Buffer.from(JSON.stringify(H1)), format: 'json' },
      {
        ...{ at: `http://127.0.0.1:${bench.server.traders?.port ?? 0}`, key: bench.key, readers },
        ...{ submissionKey: 'sealed-0001', nowMs: Date.now },
        fetch: (url, init) => {
          if (url.pathname === '/v1/sealed-declarations') later = 30_000;
          return fetch(url, init);
        },
      },
    );
    expect(outcome).toEqual({ kind: 'refused', code: 'number-refused' });
  });

  it('is refused when its envelope is wrong, with the part that is', async () => {
    const { bench, declare, sent } = await sealingBench();
    await declare(H1);
    const envelope = { ...envelopeIn(sent), number: '0'.repeat(32) };
    const path = '/v1/sealed-declarations';
    const refusedFor = async (body: unknown) => {
      const { status, json } = await post(bench, path, body, 'sealed-0077');
      return status === 422 ? json['fault'] : json['code'];
    };
    expect(await refusedFor(envelope)).toBe('number-refused');
    expect(await refusedFor({ ...envelope, lrn: 'LRN-1' })).toBe('form');
    expect(await refusedFor('{')).toBe('form');
    expect(await refusedFor({ ...envelope, facts: { ...envelope.facts, state: 'rejected' } })).toBe('facts');
  });

  it('is sent by the example program', async () => {
    const { bench, options } = await sealingBench();
    const folder = temporaryFolder();
    const [file, keyFile] = [join(folder, 'declaration.json'), join(folder, 'key')];
    writeFileSync(file, JSON.stringify(H1));
    writeFileSync(keyFile, `${bench.key}\n`, { mode: 0o600 });
    const run = (...words: readonly string[]) =>
      promisify(execFile)(process.execPath, [
        join(projectRoot(), '.build/server/main/commands/declare-sealed.js'),
        ...words,
      ]).then(
        ({ stdout }) => ({ code: 0, answer: JSON.parse(stdout) as object }),
        ({ code, stdout }: { code: number; stdout: string }) => ({ code, answer: JSON.parse(stdout) as object }),
      );
    const words = [file, '--at', options.at, '--key-file', keyFile, '--submission', 'sealed-0042'];
    expect(await run(...words, '--readers', options.readers)).toMatchObject({
      code: 0,
      answer: { kind: 'sent', declaration: { state: 'accepted' } },
    });
    expect(await run(...words, '--readers', '0'.repeat(64))).toEqual({
      code: 1,
      answer: { kind: 'refused', code: 'other-readers' },
    });
    expect(await run(...words)).toMatchObject({ code: 64 });
    writeFileSync(keyFile, 'no key', { mode: 0o600 });
    expect(await run(...words, '--readers', options.readers)).toMatchObject({ code: 66, answer: { code: 'no-key' } });
  });
});
