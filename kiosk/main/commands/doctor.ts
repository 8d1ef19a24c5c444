/**
 * `postern-lane doctor [--json]`: examines the parts of a lane and says what is wrong, whom it affects and the next step. Changes nothing, and
 * asks the running lane where there is one. Exit codes: 0 no fault, 1 faults, 64 wrong arguments, 78 configuration.
 */
import { fault, type Finding, ok } from '../../../hardware/host/doctor/finding.ts';
import { isClockSynchronised } from '../../../hardware/host/doctor/machine-findings.ts';
import { type Examination, runDoctor } from '../../../hardware/host/doctor/run-doctor.ts';
import { run } from '../../../hardware/host/setup/run-command.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { ConfigError, readConfig } from '../../platform/config/config.ts';
import { fileFaults } from '../app/file-faults.ts';
import { diagnose } from '../doctor/diagnose.ts';

async function unitState(): Promise<string | undefined> {
  const { out } = await run('systemctl', ['is-active', 'postern-lane']);
  return out.trim() || undefined;
}

async function examine(): Promise<Examination> {
  const nowMs = backgroundClock.wallMs();
  try {
    const config = readConfig(undefined, [], (settings) => fileFaults(settings, nowMs));
    const found = await diagnose(config, { synchronised: isClockSynchronised, unitState });
    const findings = [ok('Settings', 'They are complete.'), ...found];
    return { code: findings.some(({ state }) => state === 'fault') ? 1 : 0, findings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { code: 78, findings: error.faults.map(settingsFault) };
  }
}

const settingsFault = (says: string): Finding =>
  fault('Settings', `${says}.`, {
    affects: 'this lane, which does not start',
    next: 'correct /etc/postern/lane.conf, then systemctl restart postern-lane',
  });

await runDoctor('postern-lane doctor', examine);
// A device may have left an open handle
process.exit();
