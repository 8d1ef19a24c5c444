import { fault, type Finding } from '../../../hardware/host/doctor/finding.ts';
import type { ConfigFault } from '../config/environment.ts';

/** One for each fault of the settings, with which the server does not start. */
export function settingsFindings(faults: readonly ConfigFault[]): readonly Finding[] {
  const next = 'postern-server setup, or correct /etc/postern/server.conf';
  const affects = 'all lanes and all people: the server does not start';
  return faults.map(({ variable, shouldBe }) => fault('Settings', `${variable} ${shouldBe}.`, { affects, next }));
}
