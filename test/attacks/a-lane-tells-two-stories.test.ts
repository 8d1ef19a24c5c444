import { describe, expect, test } from 'vitest';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { GENESIS_DIGEST } from '../../server/contract/report.ts';
import { clearedReport, transactionOf } from '../server/fixtures/sample-report.ts';
import { testKiosk } from '../server/fixtures/test-kiosk.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

describe('a lane, or an attacker on its connection,', () => {
  test('forks its chain, breaks its links, and forges, enlarges or nests its reports: none is accepted, the first ones stay', async () => {
    const server = await attackedServer();
    const { anna } = await staffOf(server);
    await anna.stepUp();
    const { kiosk, line } = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
    const other = await enrolledLane(server, anna.browser, { id: 'north-2', site: 'north', seed: 8 });
    const send = async (body: Uint8Array, headers?: Record<string, string>) => {
      const { code, status } = await line.ask('POST', '/v1/reports', body, headers);
      return code ?? status;
    };
    const [first, second] = [kiosk.next(), kiosk.next()];
    expect(await send(first.wire)).toBe(201);
    expect(await send(second.wire)).toBe(201);

    const id = kioskIdSchema.parse('north-1');
    const report = { ...clearedReport(), kioskId: id, transactionId: transactionOf(9) };
    const text = JSON.stringify(report);
    const forged = testKiosk(id, 99);
    const swollen = { payload: 'A'.repeat(20_000), signature: 'A'.repeat(86), kioskId: id };
    const attacks: readonly (readonly [string, Uint8Array, string])[] = [
      [
        'a second report under a used number',
        kiosk.seal({ ...report, sequence: 2, previous: first.digest }).wire,
        'chain-fork',
      ],
      ['a second beginning', kiosk.seal({ ...report, sequence: 3, previous: GENESIS_DIGEST }).wire, 'chain-broken'],
      ['a link to another report', kiosk.seal({ ...report, sequence: 3, previous: first.digest }).wire, 'chain-broken'],
      [
        "another key's signature",
        forged.seal({ ...report, sequence: 3, previous: second.digest }).wire,
        'bad-signature',
      ],
      ["another lane's report on this line", other.kiosk.next().wire, 'certificate-refused'],
      ['more than a body may have', Buffer.from(JSON.stringify(swollen)), 'too-large'],
      ['a payload that is too large', kiosk.sealBytes(Buffer.from(text.padEnd(9_000))), 'too-large'],
      [
        'a payload nested deeply',
        kiosk.sealBytes(Buffer.from('['.repeat(2_000) + ']'.repeat(2_000))),
        'invalid-message',
      ],
      ['an envelope nested deeply', Buffer.from('['.repeat(8_000)), 'malformed-envelope'],
      ['a payload that is not canonical', kiosk.sealBytes(Buffer.from(` ${text}`)), 'not-canonical'],
      ['a raw score', kiosk.sealBytes(Buffer.from('{"score":0.731}')), 'invalid-message'],
    ];
    for (const [name, wire, code] of attacks) expect([name, await send(wire)]).toEqual([name, code]);
    expect(await send(second.wire, { 'content-encoding': 'gzip' })).toBe('unsupported-media-type');
    // Without a certificate even a valid report is refused
    expect((await visitor(server.kiosks).post('/v1/reports', kiosk.next().wire)).code).toBe('certificate-required');
    expect(await send(second.wire)).toBe(200);

    const { alarms } = await anna.browser.json<{ alarms: readonly { kind: string }[] }>('/v1/alarms');
    const kinds = alarms.map(({ kind }) => kind);
    for (const kind of ['chain-fork', 'chain-broken', 'bad-signature', 'certificate-of-other-kiosk']) {
      expect(kinds).toContain(kind);
    }
    await server.stop();
    expect(await server.tamper((knex) => knex('reports').orderBy('sequence').pluck('digest'))).toEqual([
      first.digest,
      second.digest,
    ]);
    expect(await server.command('main/commands/ledger', 'fsck')).toMatchObject({ code: 0, line: { kind: 'sound' } });
  });
});
