import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { StoreError } from '../../../../server/platform/database/store-error.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';

describeOnEachEngine('the write queue', ({ open, place }) => {
  async function openQueue(here?: StorePlace) {
    const { knex, queue } = await open(here);
    const put = (id: string) => (transaction: Knex.Transaction) =>
      transaction('kiosks')
        .insert({ id, site: 's', lane: id, public_key: Buffer.alloc(32), enrolled_at: 1 })
        .then(() => id);
    return { knex, queue, put, ids: () => knex('kiosks').orderBy('id').pluck('id') };
  }

  it('answers only after the commit', async () => {
    const { queue, put, ids } = await openQueue();
    expect(await Promise.all(['a', 'b', 'c'].map((id) => queue.run(put(id))))).toEqual(['a', 'b', 'c']);
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });

  it('rejects a failing work alone: the others of the batch are committed', async () => {
    const { queue, put, ids } = await openQueue();
    const results = await Promise.allSettled([
      queue.run(put('a')),
      queue.run(async (transaction) => {
        await put('half')(transaction);
        throw new TypeError('a bug');
      }),
      queue.run(put('b')),
      queue.run(put('a')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { message: 'a bug' } });
    expect(results[3]).toMatchObject({ reason: { code: 'unavailable' } });
    expect(await ids()).toEqual(['a', 'b']);
  });

  it('finishes accepted works before it closes, and accepts no more', async () => {
    const { queue, put, ids } = await openQueue();
    const works = ['a', 'b'].map((id) => queue.run(put(id)));
    await queue.close();
    expect(await ids()).toEqual(['a', 'b']);
    await Promise.all(works);
    await expect(queue.run(put('c'))).rejects.toMatchObject({ code: 'closed' });
  });

  it('refuses works beyond its limit', async () => {
    const { queue } = await openQueue();
    const works = Array.from({ length: 2_100 }, () => queue.run(() => Promise.resolve(1)));
    const refused = (await Promise.allSettled(works)).filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StoreError);
  });

  it('waits for another program that writes', async () => {
    const here = await place();
    const [mine, theirs] = [await openQueue(here), await openQueue(here)];
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? mine : theirs)).map((one, index) =>
        one.queue.run(one.put(`k${index}`)),
      ),
    );
    expect(await mine.ids()).toHaveLength(40);
  });
});
