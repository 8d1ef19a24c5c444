import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ComponentsView } from '../../../../server/lanes/components/answers.ts';
import { billText, type LockedPackage } from '../../../../server/lanes/components/bill.ts';
import { importExport } from '../../../../server/lanes/components/osv/kept-export.ts';
import { watchComponents } from '../../../../server/lanes/components/watch-components.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { OneProposal } from '../../../../server/records/proposals/answers.ts';
import { newReleases, release, termsOf } from '../../../support/release-fixture.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { signIn } from '../../../support/signed-in.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { type Enrolled, twoAdministrators } from '../../people/people/fixtures/enrolled.ts';
import { EXAMPLES } from './osv-examples.ts';

const DAY_MS = 86_400_000;
const RELEASE = 'ab'.repeat(32);

const locked = (name: string, version: string): LockedPackage => ({
  ...{ name, version, integrity: undefined, license: 'MIT', needs: [], isOptional: false },
});

function laneBill(packages: readonly LockedPackage[], digest: string): string {
  const program = { name: 'postern-lane', version: '1', license: 'Apache-2.0', digest };
  return billText({ program, packages, models: [], libraries: [], node: '24.1.0' });
}

/** A server whose own program is a small source tree with `lodash`, and a lane that runs a release with `ws`. */
async function bench() {
  const clock = handTurnedClock();
  // The server's own work looks once at its start, before there is an export, and gets no time for another look
  const server = await runServer({ clock: { ...clock, after: () => () => undefined } });
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const lodash = (version: string): void => {
    mkdirSync(home, { recursive: true });
    const packages = { 'node_modules/lodash': { version } };
    writeFileSync(join(home, 'package-lock.json'), JSON.stringify({ packages }));
  };
  lodash('4.17.20');
  const releases = await newReleases(join(folder, 'releases'), clock.wallMs());
  const kiosk = testKiosk(kioskIdSchema.parse('north-1'));
  await server.enrol(kiosk, '1');
  let said = 0;
  const advisories = join(server.dataDir, 'advisories');
  const parts = { repository: releases.repository, folder: advisories, home };
  return {
    server,
    clock,
    lodash,
    async runs(digest: string) {
      said += 1;
      const wire = kiosk.status({ at: clock.wallMs(), counter: said, release: digest });
      expect((await server.post('/v1/status', wire)).status).toBe(204);
    },
    publish: (version: number, text: string) =>
      release(releases, termsOf('bill-of-materials', version, { name: 'lane' }), text),
    /** @param days ago on which the faults were published */
    async bring(days: number, only = EXAMPLES) {
      const at = (before: number) => new Date(clock.wallMs() - before * DAY_MS).toISOString();
      const all = only.map(({ advisory }) => ({ ...advisory, published: at(days), modified: at(0) }));
      const file = join(folder, 'export.json');
      writeFileSync(file, JSON.stringify(all));
      return importExport(file, advisories, { nowMs: clock.wallMs() });
    },
    refuse() {
      const file = join(folder, 'broken.json');
      writeFileSync(file, '{');
      return importExport(file, advisories, { nowMs: clock.wallMs() }).catch(() => undefined);
    },
    /** One check, as the server does at its start. */
    async look() {
      await watchComponents(server.context, parts).close();
    },
    async see(): Promise<ComponentsView> {
      return (await signIn(server.url, 'auditor')).json<ComponentsView>('/v1/components');
    },
    async alarms() {
      const rows: readonly { kind: string; filled_at: unknown }[] = await server.database
        .knex('alarms')
        .whereIn('kind', ['component-overdue', 'components-differ', 'advisories-old', 'advisories-refused'])
        .orderBy('id');
      return rows.map(({ kind, filled_at: over }) => `${kind}${over === null ? '' : ' over'}`);
    },
  };
}

const shortly = ({ findings }: ComponentsView) =>
  findings.map(({ component, version, onServer, lanes, state, fixedVersion }) =>
    [component, version, onServer ? 'server' : '', ...lanes, state, fixedVersion].join(' '),
  );

describe('known faults of components', () => {
  it('are found at the server and at the lanes that state a published release', async () => {
    const { look, see, bring, publish, runs } = await bench();
    await look();
    expect(await see()).toMatchObject({ export: null, refused: null, check: null, own: null, findings: [] });
    await publish(1, laneBill([locked('ws', '7.5.9'), locked('lodash', '4.17.20')], RELEASE));
    await bring(0);
    await look();
    const before = await see();
    expect(before.check).toMatchObject({ lanesWithoutBill: ['north-1'], unreadableBills: [] });
    expect(shortly(before)).toEqual(['lodash 4.17.20 server open 4.17.21']);
    await runs(RELEASE);
    await look();
    const seen = await see();
    expect(seen.export).toMatchObject({ advisories: EXAMPLES.length, isOld: false, commitsOnly: 0 });
    expect(seen.check).toMatchObject({ lanesWithoutBill: [], components: 4 });
    expect(shortly(seen)).toEqual(['lodash 4.17.20 server north-1 open 4.17.21', 'ws 7.5.9  north-1 open 7.5.10']);
    const [first] = seen.findings;
    expect(first).toMatchObject({ advisory: 'GHSA-35jh-r3h4-6jhm', severity: 'high', isOverdue: false });
    expect((first?.dueAt ?? 0) - (first?.publishedAt ?? 0)).toBe(7 * DAY_MS);
  });

  it('name a published target that is no bill', async () => {
    const { look, see, bring, publish } = await bench();
    await publish(1, '{"bomFormat":"CycloneDX"}');
    await bring(0);
    await look();
    expect((await see()).check?.unreadableBills).toEqual(['bill-of-materials/lane/1']);
  });

  it('are fixed when no place runs the version any more, and found again when one does', async () => {
    const { look, see, bring, lodash, clock } = await bench();
    await bring(0);
    await look();
    lodash('4.17.21');
    await bring(0);
    await look();
    expect(shortly(await see())).toEqual(['lodash 4.17.20 server fixed 4.17.21']);
    lodash('4.17.20');
    clock.turn(1_000);
    await look();
    expect(shortly(await see())).toEqual(['lodash 4.17.20 server open 4.17.21']);
  });

  it('raise one alarm when a deadline has passed, which ends when it is fixed', async () => {
    const { look, see, bring, lodash, alarms, clock } = await bench();
    await bring(6);
    await look();
    expect(await alarms()).toEqual([]);
    clock.turn(2 * DAY_MS);
    await look();
    await look();
    expect(await alarms()).toEqual(['component-overdue']);
    expect((await see()).findings[0]).toMatchObject({ isOverdue: true });
    lodash('4.17.21');
    await look();
    expect(await alarms()).toEqual(['component-overdue over']);
  });
});

describe('the export of known faults', () => {
  it('raises an alarm when it is refused, and stays in use', async () => {
    const { look, see, bring, refuse, alarms } = await bench();
    await bring(0);
    await refuse();
    await look();
    await look();
    expect(await alarms()).toEqual(['advisories-refused']);
    expect(await see()).toMatchObject({ refused: { code: 'malformed' }, export: { advisories: EXAMPLES.length } });
    await bring(0);
    await look();
    expect(await alarms()).toEqual(['advisories-refused over']);
  });

  it('raises an alarm when it is older than a week, until a newer one is imported', async () => {
    const { look, see, bring, alarms, clock } = await bench();
    const [, , , , moderate] = EXAMPLES;
    await bring(0, [moderate!]);
    clock.turn(7 * DAY_MS);
    await look();
    expect(await alarms()).toEqual([]);
    clock.turn(60_000);
    await look();
    expect(await alarms()).toEqual(['advisories-old']);
    expect((await see()).export?.isOld).toBe(true);
    await bring(0, [moderate!]);
    await look();
    expect(await alarms()).toEqual(['advisories-old over']);
  });
});

describe('an exception', () => {
  const REASON = 'The function with the fault is not called by us.';
  const dayIn = (nowMs: number, days: number): string => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);

  async function propose(person: Enrolled, payload: object) {
    const { status, text } = await person.browser.post('/v1/proposals', { kind: 'component-exception', payload });
    return { status, text, ...(JSON.parse(text) as { id?: string; digest?: string }) };
  }
  async function approve(person: Enrolled, { id = '', digest = '' }: { id?: string; digest?: string }) {
    const shown = JSON.parse((await person.browser.get(`/v1/proposals/${id}`)).text) as OneProposal;
    const { basis } = shown.proposal;
    const agreed = { digest, ...(basis !== null && { basis }) };
    return (await person.browser.post(`/v1/proposals/${id}/approval`, agreed)).status;
  }

  it('takes two people, holds until its last day, and ends the alarm until then', async () => {
    const { server, look, see, bring, alarms, clock } = await bench();
    const [one, two] = await twoAdministrators(server);
    await bring(30);
    await look();
    expect(await alarms()).toEqual(['component-overdue']);
    const until = dayIn(clock.wallMs(), 10);
    const exception = { advisory: 'CVE-2021-23337', component: 'lodash', reason: REASON, until };
    const proposed = await propose(one, { change: 'accept', exception });
    expect(proposed.status).toBe(201);
    expect(await approve(one, proposed)).toBe(403);
    expect(await approve(two, proposed)).toBe(204);
    const seen = await see();
    expect(seen.findings[0]).toMatchObject({ state: 'excepted', exceptedUntil: until, isOverdue: false });
    expect(seen.exceptions).toMatchObject([
      { ...exception, proposedBy: one.id, approvedBy: two.id, isInForce: true, endedAt: null },
    ]);
    await look();
    expect(await alarms()).toEqual(['component-overdue over']);
    clock.turn(11 * DAY_MS);
    await bring(41);
    await look();
    expect((await alarms()).filter((kind) => kind === 'component-overdue')).toHaveLength(1);
    const after = await see();
    expect(after.findings[0]).toMatchObject({ state: 'open', isOverdue: true, exceptedUntil: null });
    expect(after.exceptions[0]).toMatchObject({ isInForce: false, endedAt: null });
  });

  it('can be ended by two people before its last day', async () => {
    const { server, look, see, bring, clock } = await bench();
    const [one, two] = await twoAdministrators(server);
    await bring(30);
    await look();
    const exception = { advisory: 'GHSA-35jh-r3h4-6jhm', reason: REASON, until: dayIn(clock.wallMs(), 10) };
    const proposed = await propose(one, { change: 'accept', exception });
    expect(await approve(two, proposed)).toBe(204);
    expect((await propose(two, { change: 'accept', exception })).status).toBe(409);
    const ending = await propose(two, { change: 'end', id: proposed.id });
    expect(await approve(one, ending)).toBe(204);
    expect((await see()).exceptions[0]).toMatchObject({ isInForce: false, component: null });
    expect((await see()).findings[0]?.state).toBe('open');
    expect((await propose(one, { change: 'end', id: proposed.id })).status).toBe(409);
  });

  it('is refused without a finding, past the limit, in the past, and without a reason', async () => {
    const { server, look, bring, clock } = await bench();
    const [one] = await twoAdministrators(server);
    await bring(30);
    await look();
    const now = clock.wallMs();
    const fine = { advisory: 'GHSA-35jh-r3h4-6jhm', reason: REASON, until: dayIn(now, 90) };
    const status = async (changes: object) =>
      (await propose(one, { change: 'accept', exception: { ...fine, ...changes } })).status;
    expect(await status({ advisory: 'GHSA-none' })).toBe(409);
    expect(await status({ component: 'ws' })).toBe(409);
    expect(await status({ until: dayIn(now, 91) })).toBe(409);
    expect(await status({ until: dayIn(now, -1) })).toBe(409);
    expect(await status({ until: '2026-13-01' })).toBe(422);
    expect(await status({ reason: 'Because.' })).toBe(422);
    expect(await status({})).toBe(201);
  });
});

it('components: are shown to administrators and auditors only', async () => {
  const { server } = await bench();
  for (const role of ['administrator', 'auditor'] as const)
    expect((await server.ask('/v1/components', { as: role })).status).toBe(200);
  for (const role of ['officer', 'supervisor', 'privacy-officer'] as const)
    expect((await server.ask('/v1/components', { as: role })).status).toBe(403);
});
