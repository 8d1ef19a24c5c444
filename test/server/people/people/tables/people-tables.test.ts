/** Tables of sign-in on both engines: what may happen once happens once, under concurrency. */
import { expect, it } from 'vitest';
import { personIdSchema } from '../../../../../server/platform/access/vocabulary.ts';
import {
  findEnrolmentCode,
  insertEnrolmentCode,
  peopleWithCodes,
  takeEnrolmentCode,
} from '../../../../../server/people/people/tables/enrolment-codes.ts';
import {
  deleteFallback,
  findFallback,
  putFallback,
  useCodeStep,
} from '../../../../../server/people/people/tables/fallbacks.ts';
import {
  advanceCounter,
  findPasskey,
  insertPasskey,
  listPasskeys,
} from '../../../../../server/people/people/tables/passkeys.ts';
import {
  disablePerson,
  enablePerson,
  findPerson,
  insertPerson,
  listPeople,
} from '../../../../../server/people/people/tables/people.ts';
import { deleteRecovery, findRecovery, putRecovery } from '../../../../../server/people/people/tables/recoveries.ts';
import {
  deleteEndedSessions,
  deleteSessionsOf,
  findSession,
  insertSession,
  listSessions,
  rotateToken,
} from '../../../../../server/people/people/tables/sessions.ts';
import { findRateLimit, putRateLimit } from '../../../../../server/people/people/tables/sign-in-rate-limits.ts';
import { markCeremonyUsed } from '../../../../../server/people/people/tables/used-ceremonies.ts';
import { countSignal, listSignals } from '../../../../../server/records/signals/signal-table.ts';
import { describeOnEachEngine, type TestEngine } from '../../../fixtures/engines.ts';

const anna = personIdSchema.parse('anna-first');
const AT = Date.UTC(2026, 2, 1, 9);

async function storeWithAnna(engine: TestEngine) {
  const store = await engine.open();
  const person = { id: anna, kind: 'person', displayName: 'Anna', userHandle: 'h', createdAt: AT } as const;
  await store.queue.run((transaction) => insertPerson(transaction, { ...person, createdBy: null, disabledAt: null }));
  return { ...store, person };
}

const session = (id: string, seenAt: number) => ({
  ...({ id, tokenDigest: `digest ${id}`, personId: anna, method: 'passkey', device: 'Firefox' } as const),
  ...{ signedInAt: AT, seenAt, endsAt: AT + 1_000, steppedUpAt: null },
});

describeOnEachEngine('tables of people', (engine) => {
  it('hold each person once, and disable and enable them', async () => {
    const { knex, queue, person } = await storeWithAnna(engine);
    const again = { ...person, userHandle: 'other', createdBy: anna, disabledAt: null };
    expect(await queue.run((transaction) => insertPerson(transaction, again))).toBe(false);
    expect(await listPeople(knex)).toHaveLength(1);
    expect(await queue.run((transaction) => disablePerson(transaction, anna, AT))).toBe(true);
    expect(await queue.run((transaction) => disablePerson(transaction, anna, AT + 1))).toBe(false);
    expect((await findPerson(knex, anna))?.disabledAt).toBe(AT);
    expect(await queue.run((transaction) => enablePerson(transaction, anna))).toBe(true);
    expect(await findPerson(knex, anna)).toMatchObject({ userHandle: 'h', disabledAt: null });
  });

  it('replace a session’s token once, and end sessions', async () => {
    const { knex, queue } = await storeWithAnna(engine);
    await queue.run(async (transaction) => {
      for (const [id, seenAt] of [
        ['one', AT],
        ['two', AT + 400],
        ['three', AT + 500],
      ] as const) {
        await insertSession(transaction, session(id, seenAt), `code of ${id}`);
      }
    });
    const change = { id: 'one', from: 'digest one', to: 'digest new', steppedUpAt: AT + 600, code: 'code new' };
    const rotations = await Promise.all([1, 2].map(() => queue.run((transaction) => rotateToken(transaction, change))));
    expect(rotations.sort()).toEqual([false, true]);
    const all = () => true;
    expect(await findSession(knex, { token_digest: 'digest one' }, all)).toBeUndefined();
    const isNew = ({ code }: Readonly<Record<string, unknown>>) => code === 'code new';
    expect((await findSession(knex, { token_digest: 'digest new' }, isNew))?.session.steppedUpAt).toBe(AT + 600);
    expect(await findSession(knex, { token_digest: 'digest new' }, (row) => !isNew(row))).toBeUndefined();
    await queue.run((transaction) => deleteEndedSessions(transaction, { now: AT + 900, idleMs: 500 }));
    expect((await listSessions(knex, anna, all)).sessions.map(({ id }) => id).sort()).toEqual(['one', 'three']);
    expect(await listSessions(knex, anna, isNew)).toMatchObject({ sessions: [{ id: 'one' }], forged: 1 });
    const ended = await queue.run((transaction) => deleteSessionsOf(transaction, anna, 'three'));
    expect(ended).toEqual(['one']);
    await queue.run((transaction) => deleteSessionsOf(transaction, anna));
    expect(await listSessions(knex, anna, all)).toEqual({ sessions: [], forged: 0 });
  });

  it('find a passkey by its id and only increase its counter', async () => {
    const { knex, queue } = await storeWithAnna(engine);
    const publicKey = new Uint8Array([0, 255, 128]);
    const passkey = {
      id: 'key',
      personId: anna,
      publicKey,
      counter: 5,
      transports: ['usb'],
      synced: true,
      name: 'Key',
    };
    const times = { addedAt: AT, usedAt: null, regressedAt: null };
    expect(await queue.run((transaction) => insertPasskey(transaction, { ...passkey, ...times }))).toBe(true);
    expect(await queue.run((transaction) => insertPasskey(transaction, { ...passkey, ...times }))).toBe(false);
    expect(await findPasskey(knex, 'key')).toEqual({ ...passkey, ...times });
    const advance = (counter: number) =>
      queue.run((transaction) => advanceCounter(transaction, { id: 'key', counter, at: AT }));
    expect([await advance(6), await advance(6), await advance(0)]).toEqual([true, false, false]);
    expect(await listPasskeys(knex, anna)).toMatchObject([{ counter: 6, usedAt: AT, regressedAt: AT }]);
  });

  it('accept codes of a generator in order, each once', async () => {
    const { knex, queue } = await storeWithAnna(engine);
    const fallback = { passwordHash: '$argon2id$', sealedSecret: new Uint8Array([1, 2]), setAt: AT, lastStep: 10 };
    await queue.run((transaction) => putFallback(transaction, anna, fallback));
    await queue.run((transaction) => putFallback(transaction, anna, { ...fallback, lastStep: 11 }));
    const uses = await Promise.all(
      [12, 12, 11, 13].map((step) => queue.run((transaction) => useCodeStep(transaction, anna, step))),
    );
    expect(uses).toEqual([true, false, false, true]);
    const found = await findFallback(knex, anna);
    expect({ ...found, sealedSecret: [...(found?.sealedSecret ?? [])] }).toEqual({
      ...fallback,
      sealedSecret: [1, 2],
      lastStep: 13,
    });
    expect(await queue.run((transaction) => deleteFallback(transaction, anna))).toBe(true);
    expect(await findFallback(knex, anna)).toBeUndefined();
  });

  it('accept a one-time code, a recovery and a challenge once, and none that has expired', async () => {
    const { knex, queue } = await storeWithAnna(engine);
    const code = {
      digest: 'd',
      purpose: 'invitation',
      personId: anna,
      issuedBy: anna,
      issuedAt: AT,
      expiresAt: AT + 10,
    } as const;
    await queue.run((transaction) => insertEnrolmentCode(transaction, code));
    expect(await findEnrolmentCode(knex, 'd', AT)).toEqual(code);
    expect(await peopleWithCodes(knex, AT)).toEqual(new Set([anna]));
    const take = (now: number) => queue.run((transaction) => takeEnrolmentCode(transaction, 'd', now));
    expect([await take(AT + 10), ...(await Promise.all([take(AT), take(AT)]))].filter(Boolean)).toHaveLength(1);
    const recovery = { id: 'r', personId: anna, askedBy: anna, askedAt: AT, expiresAt: AT + 10, halfDigest: 'h' };
    await queue.run((transaction) => putRecovery(transaction, recovery));
    expect(await findRecovery(knex, 'r', AT + 10)).toBeUndefined();
    const approve = () => queue.run((transaction) => deleteRecovery(transaction, 'r', AT));
    expect((await Promise.all([approve(), approve()])).sort()).toEqual([false, true]);
    const use = () =>
      queue.run((transaction) => markCeremonyUsed(transaction, { id: 'c', expiresAt: AT + 10, now: AT }));
    expect((await Promise.all([use(), use()])).sort()).toEqual([false, true]);
  });

  it('count failures, and signals by hour', async () => {
    const { knex, queue } = await storeWithAnna(engine);
    const pace = { failures: 1, failedAt: AT, refusedUntil: AT };
    await queue.run((transaction) => putRateLimit(transaction, 's', pace));
    await queue.run((transaction) => putRateLimit(transaction, 's', { ...pace, failures: 2 }));
    expect((await findRateLimit(knex, 's'))?.failures).toBe(2);
    const count = (at: number, times: number) =>
      queue.run((transaction) => countSignal(transaction, { kind: 'code-replayed', about: anna, at, times }));
    await count(AT, 2);
    await count(AT + 1, 3);
    await count(AT + 3_600_000, 1);
    expect(await listSignals(knex, 0, 10)).toEqual([
      { kind: 'code-replayed', about: anna, count: 1, firstAt: AT + 3_600_000, lastAt: AT + 3_600_000 },
      { kind: 'code-replayed', about: anna, count: 5, firstAt: AT, lastAt: AT + 1 },
    ]);
  });
});
