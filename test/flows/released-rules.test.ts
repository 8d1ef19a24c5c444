/** A lane with the rules of the signed channel that was off for forty days and starts without a network: real models, no server. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { openReleaseChannel } from '../../kiosk/fleet/releases/release-channel.ts';
import { folderSource } from '../../kiosk/fleet/releases/folder-source.ts';
import { DEVELOPMENT_POLICY, type Policy, policyDigest } from '../../kiosk/rules/decision/policy.ts';
import { DECISION_POLICY_FORM } from '../../kiosk/rules/decision/signed-policy.ts';
import type { ReleaseTerms } from '../../server/contract/release.ts';
import { documentBytes } from '../../server/contract/signed-document.ts';
import { exportRepository } from '../../server/lanes/releases/carry.ts';
import { DAY, newReleases, release, type Released, rootOf, termsOf } from '../support/release-fixture.ts';
import { ALPHA, person } from './lane-of-file.ts';
import { type LaneUnderTest, laneConfig, NO_SERVER, only, startLaneUnderTest } from './lane-under-test.ts';

const OFF_MS = 40 * DAY;
const folder = mkdtempSync(join(tmpdir(), 'postern-flow-'));
const stick = join(folder, 'stick');
let releases: Released;
let lane: LaneUnderTest;

const bring = (version: number, policy: Policy, over: Partial<ReleaseTerms> = {}) =>
  release(
    releases,
    termsOf('decision-policy', version, over),
    documentBytes(DECISION_POLICY_FORM, { version: 1, number: version, validFrom: 0, policy }),
  );
/** Would refuse the holder of the specimen document. */
const CANDIDATE: Policy = {
  ...DEVELOPMENT_POLICY,
  id: 'candidate-1',
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'nationality'],
  eligibility: { version: 1, timeZone: 'UTC', groups: [{ id: 'own', nationalities: { accept: ['AUT'] } }] },
};
const LIMITS = { travellers: 200, wouldPassMostPpm: 10_000, wouldRefuseMostPpm: 50_000, notJudgedMostPpm: 50_000 };

beforeAll(async () => {
  const then = Date.now() - OFF_MS;
  releases = await newReleases(folder, then);
  await bring(1, DEVELOPMENT_POLICY);
  const rootFile = join(folder, 'root.json');
  writeFileSync(rootFile, rootOf(releases));
  const config = {
    ...laneConfig(folder, NO_SERVER),
    policyFile: 'released:main',
    releases: { rootFile, folder: stick },
  };
  // The lane's last update, before it was switched off
  const before = await openReleaseChannel({
    ...{ lane: config.kioskId, folders: config, rootFile, wants: () => true, accepts: () => true },
    ...{ clock: { ...systemClock, wallMs: () => then }, log: () => undefined },
  });
  await before.update(folderSource(releases.repository.folder));
  await before.close();
  lane = await startLaneUnderTest(config);
});
afterAll(async () => {
  await lane.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a lane that was off for forty days names exactly what is too old and refers travellers; a stick makes it current, and brings a policy that only counts', async () => {
  const [start] = lane.events.filter((event) => event.event === 'releases');
  expect(start).toMatchObject({ source: 'start', standing: 'too-old', tooOld: ['decision-policy/main/1'] });
  const referred = await lane.send({ scene: person(), document: { holder: ALPHA } });
  expect(only(referred, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['release-too-old'] });

  releases.nowMs = Date.now();
  const next = { ...DEVELOPMENT_POLICY, id: 'after-the-stick' };
  await bring(2, next);
  await bring(1, CANDIDATE, { name: 'main.shadow', shadow: LIMITS });
  const current = lane.next('policy', 60_000);
  const candidate = lane.next('shadow', 60_000);
  expect(existsSync(stick)).toBe(false);
  await exportRepository(releases.repository, stick, releases.nowMs);
  expect(await current).toMatchObject({ state: 'in-use', digest: policyDigest(next) });
  expect(await candidate).toMatchObject({ candidate: 'decision-policy/main.shadow/1', state: 'ready' });
  const cleared = await lane.send({ scene: person(), document: { holder: ALPHA } });
  expect(only(cleared, 'match-reported')).toMatchObject({ outcome: 'cleared', reasons: [] });
  const kept = (): unknown => JSON.parse(readFileSync(join(folder, 'kiosk', 'policy-shadow-counts.json'), 'utf8'));
  await vi.waitFor(() => expect(kept()).toMatchObject({ batch: { wouldRefuse: 1, agreedPass: 0 } }), 60_000);
});
