/** The program itself in production: what it refuses before it opens a device. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { productionLane, type ProductionLane } from '../../../support/production-settings.ts';

const LAUNCHER = join(projectRoot(), '.build/kiosk/main/commands/run.js');

function start({ settings, folder }: Pick<ProductionLane, 'settings' | 'folder'>) {
  const env = { PATH: process.env['PATH'], ...settings };
  const { status, stderr } = spawnSync(process.execPath, [LAUNCHER], { env, cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

describe('the program of a lane in production', () => {
  it('reports an unsigned policy, a notice with one signer and a PIN readable by others, and opens no device', () => {
    const lane = productionLane(Date.now());
    writeFileSync(lane.fileOf('decision-policy'), JSON.stringify(DEVELOPMENT_POLICY));
    lane.sign('notice', lane.content('notice'), [lane.signers[0]]);
    chmodSync(lane.settings['POSTERN_KIOSK_PKCS11_PIN_FILE'] ?? '', 0o644);
    const { status, stderr } = start(lane);
    expect(status).toBe(2);
    expect(stderr).toContain('the configuration has 3 fault(s)');
    expect(stderr).toContain('POSTERN_KIOSK_POLICY_FILE: unreadable');
    expect(stderr).toContain('POSTERN_KIOSK_NOTICE_FILE: too-few-signatures');
    expect(stderr).toContain('POSTERN_KIOSK_PKCS11_PIN_FILE: the file must be for its owner alone');
    expect(existsSync(lane.settings['POSTERN_KIOSK_DATA_DIR'] ?? '')).toBe(false);
  });

  it('with a faultless configuration continues to its devices', () => {
    const { settings, folder } = productionLane(Date.now());
    const { status, stderr } = start({ folder, settings: { ...settings, POSTERN_KIOSK_GATE: 'barrier' } });
    expect(status).toBe(1);
    expect(stderr).toContain('WiringError');
    expect(stderr).toContain('barrier');
  });
});
