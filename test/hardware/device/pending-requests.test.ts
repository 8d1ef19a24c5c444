import { describe, expect, it } from 'vitest';
import { pendingRequests } from '../../../hardware/device/pending-requests.ts';

describe('pending requests', () => {
  it('give each request an id and its own answer', async () => {
    const requests = pendingRequests<string, 'open' | 'read'>();
    const [first, second] = [requests.add('open'), requests.add('read')];
    expect(first.id).not.toBe(second.id);
    expect(requests.all()).toEqual([
      [first.id, 'open'],
      [second.id, 'read'],
    ]);
    expect(requests.about(second.id)).toBe('read');
    expect([requests.settle(second.id, 'bytes'), requests.settle(first.id, 'opened')]).toEqual([true, true]);
    expect([await first.answer, await second.answer]).toEqual(['opened', 'bytes']);
  });

  it('answer a request once', async () => {
    const requests = pendingRequests<string>();
    const { id, answer } = requests.add(undefined);
    expect(requests.settle(id, 'first')).toBe(true);
    expect(requests.settle(id, 'second')).toBe(false);
    expect(await answer).toBe('first');
  });

  it('forget a request that is dropped', () => {
    const requests = pendingRequests<string, string>();
    const { id } = requests.add('read');
    requests.drop(id);
    expect([requests.about(id), requests.settle(id, 'late'), requests.all()]).toEqual([undefined, false, []]);
  });

  it('answer all that are pending', async () => {
    const requests = pendingRequests<string>();
    const [first, second] = [requests.add(undefined), requests.add(undefined)];
    requests.settleAll('lost');
    expect([await first.answer, await second.answer, requests.all()]).toEqual(['lost', 'lost', []]);
  });
});
