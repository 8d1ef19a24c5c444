import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { INDICATOR_SIGNALS } from '../../../../hardware/device/indicator-signal.ts';
import { ClosingStack } from '../../../../hardware/host/closing-stack.ts';
import { openReleases, withReleases } from '../../../../kiosk/main/app/open-releases.ts';
import { noticeInForce, policyInForce } from '../../../../kiosk/main/app/lane-documents.ts';
import { type KioskConfig, readConfig } from '../../../../kiosk/platform/config/config.ts';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import { DECISION_POLICY_FORM } from '../../../../kiosk/rules/decision/signed-policy.ts';
import { developmentNotice } from '../../../../kiosk/rules/notice/development-notice.ts';
import { NOTICE_FORM } from '../../../../kiosk/rules/notice/signed-notice.ts';
import { documentBytes } from '../../../../server/contract/signed-document.ts';
import type { KioskId } from '../../../../server/contract/field.ts';
import type { ReleaseKind } from '../../../../server/contract/release.ts';
import {
  changeReleases,
  newReleases,
  release,
  type Released,
  rootOf,
  termsOf,
} from '../../../support/release-fixture.ts';
import { setClock } from '../../../support/release-lane.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const LAMPS = INDICATOR_SIGNALS.filter((signal) => signal !== 'off').map((signal) => [signal, { '1': 255 }]);
const PROFILE = JSON.stringify({ name: 'strip', universe: 0, signals: Object.fromEntries(LAMPS) as object });
const NOW = Date.UTC(2026, 10, 1);
let releases: Released;
let config: KioskConfig;

beforeEach(async () => {
  releases = await newReleases(temporaryFolder(), NOW);
  const dataDir = temporaryFolder();
  const rootFile = join(dataDir, 'root.json');
  writeFileSync(rootFile, rootOf(releases));
  config = {
    ...readConfig({ POSTERN_KIOSK_SERVER_KEY: '0'.repeat(64) }),
    kioskId: 'lane-1' as KioskId,
    dataDir,
    policyFile: 'released:standard',
    noticeFile: 'released:standard',
    trustDir: 'released:lists',
    releases: { rootFile, folder: releases.repository.folder },
  };
});

const bring = (kind: ReleaseKind, version: number, bytes: Uint8Array | string, name = 'standard') =>
  release(releases, termsOf(kind, version, { name }), bytes);
const policyBytes = (version: number, validFrom = NOW): Uint8Array =>
  documentBytes(DECISION_POLICY_FORM, {
    version: 1,
    number: version,
    validFrom,
    policy: { ...DEVELOPMENT_POLICY, id: `policy-${version}` },
  });

let stack = new ClosingStack();

/** Opens the channel as at a start, after the lane that ran before was stopped. */
async function opened() {
  await stack.close();
  stack = new ClosingStack();
  onTestFinished(() => stack.close());
  const foundation = { config, clock: setClock(NOW), log: () => undefined, opened: stack } as never;
  const channel = await openReleases(foundation);
  return { channel, targets: channel?.targets, foundation };
}

describe('settings that name releases', () => {
  test('give the policy and the notice of two people, and the next ones at the next start', async () => {
    const notice = developmentNotice(NOW);
    await bring('decision-policy', 1, policyBytes(1));
    await bring('notice', 1, documentBytes(NOTICE_FORM, { version: 1, number: 1, validFrom: NOW, notice }));
    const { targets } = await opened();
    expect(policyInForce(config, NOW, targets).id).toBe('policy-1');
    expect(noticeInForce(config, NOW, targets)).toEqual(notice);
    await bring('decision-policy', 2, policyBytes(2));
    const next = await opened();
    expect(policyInForce(config, NOW, next.targets).id).toBe('policy-2');
    await changeReleases(releases, (terms) => (terms.version === 2 ? { ...terms, state: 'withdrawn' } : terms));
    const after = await opened();
    expect(policyInForce(config, NOW, after.targets).id).toBe('policy-1');
  });
  test('refuse the start without the release, and with one that is not valid or not yet in force', async () => {
    const fault = async (): Promise<unknown> => {
      const { targets } = await opened();
      try {
        return policyInForce(config, NOW, targets);
      } catch (error) {
        return (error as { faults: string[] }).faults;
      }
    };
    expect(await fault()).toEqual([expect.stringContaining('no release decision-policy/standard')]);
    await bring('decision-policy', 1, '{"policy":"none"}');
    expect(await fault()).toEqual([expect.stringContaining('no release decision-policy/standard')]);
    await bring('decision-policy', 2, policyBytes(2, NOW + 1));
    expect(await fault()).toEqual([expect.stringContaining('no release decision-policy/standard')]);
  });
  test('keep the policy in use when the next one is not valid, and say so', async () => {
    await bring('decision-policy', 1, policyBytes(1));
    await opened();
    await bring('decision-policy', 2, '{"policy":"none"}');
    const { targets, channel } = await opened();
    expect(policyInForce(config, NOW, targets).id).toBe('policy-1');
    expect(channel?.status()).toMatchObject({ failure: 'malformed', inUseCount: 1 });
  });
  test('keep the policy in use when the calibrations do not prove the next one, with which the lane would not start', async () => {
    await bring('decision-policy', 1, policyBytes(1));
    await opened();
    const policy = { ...DEVELOPMENT_POLICY, id: 'too-strict', faceFalseMatchRate: '1e-6' };
    const bytes = documentBytes(DECISION_POLICY_FORM, { version: 1, number: 2, validFrom: NOW, policy });
    await bring('decision-policy', 2, bytes);
    const { targets, channel } = await opened();
    expect(policyInForce(config, NOW, targets).id).toBe('policy-1');
    expect(channel?.status()).toMatchObject({ failure: 'malformed' });
  });
  test('put trust lists into the folders of their kind, and remove those that are withdrawn', async () => {
    await bring('trust-list', 1, 'list of DE', 'master-lists.de');
    await bring('trust-list', 1, 'list of FR', 'revocation-lists.fr');
    await bring('trust-list', 1, 'other', 'unknown-folder.x');
    const { targets, foundation, channel } = await opened();
    const { trustDir = '' } = withReleases(foundation, targets);
    expect(readFileSync(join(trustDir, 'master-lists', 'de'), 'utf8')).toBe('list of DE');
    expect(readFileSync(join(trustDir, 'revocation-lists', 'fr'), 'utf8')).toBe('list of FR');
    expect(existsSync(join(trustDir, 'unknown-folder'))).toBe(false);
    await bring('trust-list', 2, 'next list of DE', 'master-lists.de');
    await changeReleases(releases, (terms) => (terms.name.startsWith('revocation') ? undefined : terms));
    await channel?.update(folderSource(releases.repository.folder));
    expect(readFileSync(join(trustDir, 'master-lists', 'de'), 'utf8')).toBe('next list of DE');
    expect(existsSync(join(trustDir, 'revocation-lists', 'fr'))).toBe(false);
  });
  test('give the file of a gate profile', async () => {
    await bring('gate-profile', 1, PROFILE, 'north');
    const modbus = { address: {} as never, unit: 1, profileFile: 'released:north' };
    config = { ...config, modbus };
    const { targets, foundation } = await opened();
    expect(readFileSync(withReleases(foundation, targets).modbus?.profileFile ?? '', 'utf8')).toBe(PROFILE);
    config = { ...config, modbus: { ...modbus, profileFile: 'released:south' } };
    const without = await opened();
    expect(() => withReleases(without.foundation, without.targets)).toThrow('gate-profile/south');
  });
  test('need the first root, and a name', () => {
    const faults = (settings: Record<string, string>): readonly string[] => {
      try {
        readConfig({ POSTERN_KIOSK_SERVER_KEY: '0'.repeat(64), ...settings });
        return [];
      } catch (error) {
        return (error as { faults: string[] }).faults;
      }
    };
    expect(faults({ POSTERN_KIOSK_POLICY_FILE: 'released:standard' })).toEqual([
      'POSTERN_KIOSK_RELEASES_ROOT_FILE: is needed by POSTERN_KIOSK_POLICY_FILE: the first root of the signed channel',
    ]);
    const root = { POSTERN_KIOSK_RELEASES_ROOT_FILE: 'root.json' };
    expect(faults({ ...root, POSTERN_KIOSK_POLICY_FILE: 'released:../x' })).toEqual([
      expect.stringContaining('must be released: and the name of a release'),
    ]);
    expect(faults({ ...root, POSTERN_KIOSK_POLICY_FILE: 'released:standard' })).toEqual([]);
  });
  test('refuse a root that cannot be read', async () => {
    config = { ...config, releases: { rootFile: '/nonexistent', folder: undefined } };
    await expect(opened()).rejects.toThrow('POSTERN_KIOSK_RELEASES_ROOT_FILE: the file cannot be read');
  });
});
