/**
 * `postern-server update check [--json]`, of the new version and beside the old server: what the restart will do to the data, how long it takes,
 * what it needs, and what would stop it. Changes nothing. Exit codes: 0 no fault, 1 faults, 64 wrong arguments, 78 configuration.
 */
import { ok } from '../../../hardware/host/doctor/finding.ts';
import { type Examination, runDoctor } from '../../../hardware/host/doctor/run-doctor.ts';
import { readConfig, readOwnerConfig } from '../config/config.ts';
import { foreseeUpdate } from '../doctor/foresee-update.ts';
import { settingsFindings } from '../doctor/settings-findings.ts';

async function examine(): Promise<Examination> {
  const read = readConfig();
  if (read.kind === 'refused') return { code: 78, findings: settingsFindings(read.faults) };
  const owner = readOwnerConfig();
  const found = await foreseeUpdate(read.config, { owner: owner.kind === 'valid' ? owner.config : undefined });
  const findings = [ok('Settings', 'They are complete.'), ...found];
  return { code: findings.some(({ state }) => state === 'fault') ? 1 : 0, findings };
}

const [command = '', ...words] = process.argv.slice(2);
await runDoctor('postern-server update check', examine, command === 'check' ? words : [command]);
