import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../server/platform/access/vocabulary.ts';
import type { ErasurePage, HeldView, ViewingPage } from '../../../server/privacy/answers/privacy.ts';
import { testBrowser } from '../people/people/fixtures/browser.ts';
import type { RunningServer } from '../fixtures/running-server.ts';
import { privacyOffice, referredDueIn } from './fixtures/privacy-office.ts';

const MINUTE = 60_000;

async function signedIn(server: RunningServer, role: string) {
  const browser = testBrowser(server);
  await browser.post('/v1/development/sign-in', { role });
  return {
    browser,
    read: async <T>(path: string): Promise<T> => JSON.parse((await browser.get(path)).text) as T,
  };
}

describe('privacy officer', () => {
  it('sees what each lane keeps, by class, age and due time, and what is overdue', async () => {
    const { server, say } = await privacyOffice();
    await say(referredDueIn(5 * MINUTE, 30 * MINUTE, -3 * MINUTE));
    const { read } = await signedIn(server, 'privacy-officer');
    const held = await read<HeldView>('/v1/privacy/held');
    expect(held.lanes.map(({ kioskId, at }) => [kioskId, at !== null])).toEqual([
      ['south-1', false],
      ['north-1', true],
    ]);
    const [, north] = held.lanes;
    expect(north?.classes[0]?.counts.due).toEqual({ overdue: 1, tenMinutes: 1, hour: 1, day: 0, later: 0 });
    expect(north?.overdue).toMatchObject([{ kind: 'lane-says', count: 1 }]);
    expect(held.dying.map(({ count }) => count)).toEqual([3, 2, 1, 1]);
  });

  it('sees what was erased, with a curve', async () => {
    const { server, erase } = await privacyOffice();
    await erase(12);
    await erase(3, { retentionClass: 'referred', cause: 'due' });
    const { read } = await signedIn(server, 'auditor');
    const page = await read<ErasurePage>('/v1/privacy/erasures');
    expect(page.erasures.map(({ erased, cause }) => [erased, cause])).toEqual([
      [3, 'due'],
      [12, 'passage-ended'],
    ]);
    expect(page.days.reduce((sum, { count }) => sum + count, 0)).toBe(15);
    const next = await read<ErasurePage>(`/v1/privacy/erasures?before=${page.erasures[0]?.feedPosition}&limit=1`);
    expect(next.erasures.map(({ erased }) => erased)).toEqual([12]);
  });

  it('sees who viewed evidence, why and where, but not whose evidence', async () => {
    const { server, refer, view } = await privacyOffice();
    const transactionId = await refer(5);
    const digest = await view('officer-anna', transactionId);
    const { browser } = await signedIn(server, 'privacy-officer');
    const { text } = await browser.get('/v1/privacy/viewings');
    const { viewings } = JSON.parse(text) as ViewingPage;
    expect(viewings).toMatchObject([
      { officer: 'officer-anna', purpose: 'identity-check', lane: '7', grant: digest, refusal: null, marks: [] },
    ]);
    expect(text).not.toContain(transactionId);
  });

  it('gets an alarm for overdue items', async () => {
    const office = await privacyOffice();
    await office.say(referredDueIn(-3 * MINUTE));
    const { watchRetention } = await import('../../../server/privacy/held/retention-watch.ts');
    const stop = watchRetention(office.server.context);
    await stop();
    await office.server.context.alarms.settle();
    const { read } = await signedIn(office.server, 'privacy-officer');
    const { alarms } = await read<{ alarms: readonly { kind: string; kioskId: string }[] }>('/v1/alarms');
    expect(alarms).toMatchObject([{ kind: 'retention-overdue', kioskId: 'north-1' }]);
  });

  it('sees what other roles are refused', async () => {
    const { server } = await privacyOffice();
    const allowed: Readonly<Record<string, readonly string[]>> = {
      '/v1/privacy/held': ['privacy-officer'],
      '/v1/privacy/erasures': ['privacy-officer', 'auditor'],
      '/v1/privacy/viewings': ['privacy-officer', 'auditor'],
      '/v1/ledger/proof?subject=report/1': ['privacy-officer', 'security-officer', 'auditor', 'regulator'],
    };
    for (const path of Object.keys(allowed)) expect((await server.ask(path)).status).toBe(401);
    for (const role of ROLES) {
      const { browser } = await signedIn(server, role);
      for (const [path, roles] of Object.entries(allowed)) {
        const { status } = await browser.get(path);
        expect([path, role, status === 403]).toEqual([path, role, !roles.includes(role)]);
      }
    }
  });

  it.each([
    '/v1/privacy/held?x=1',
    '/v1/privacy/erasures?limit=101',
    '/v1/privacy/erasures?before=-1',
    '/v1/ledger/proof',
    '/v1/ledger/proof?subject=report/7%00',
    '/v1/ledger/proof?subject=../../etc/passwd',
    '/v1/ledger/proof?subject=report/1&subject=report/2',
  ])('refuses %s', async (path) => {
    const { server } = await privacyOffice();
    const { browser } = await signedIn(server, 'privacy-officer');
    expect((await browser.get(path)).status).toBe(400);
  });

  it('gets “not found” for an unknown subject', async () => {
    const { server } = await privacyOffice();
    const { browser } = await signedIn(server, 'privacy-officer');
    expect((await browser.get('/v1/ledger/proof?subject=report/999')).status).toBe(404);
  });
});
