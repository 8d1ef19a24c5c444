/**
 * `postern-server doctor [--json]`: examines the parts of an installed server and says what is wrong, whom it affects and the next step. Changes nothing.
 * Exit codes: 0 no fault, 1 faults, 64 wrong arguments, 78 configuration.
 */
import { ok } from '../../../hardware/host/doctor/finding.ts';
import { isClockSynchronised } from '../../../hardware/host/doctor/machine-findings.ts';
import { type Examination, runDoctor } from '../../../hardware/host/doctor/run-doctor.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readConfig } from '../config/config.ts';
import { diagnose } from '../doctor/diagnose.ts';
import { settingsFindings } from '../doctor/settings-findings.ts';

async function examine(): Promise<Examination> {
  const read = readConfig();
  if (read.kind === 'refused') return { code: 78, findings: settingsFindings(read.faults) };
  const found = await diagnose(read.config, { nowMs: backgroundClock.wallMs(), synchronised: isClockSynchronised });
  const findings = [ok('Settings', 'They are complete.'), ...found];
  return { code: findings.some(({ state }) => state === 'fault') ? 1 : 0, findings };
}

await runDoctor('postern-server doctor', examine);
