/**
 * `postern-lane enrol --code CODE`: enrols this kiosk at its configured server with a code printed there by `postern-server fleet code`. Creates the kiosk's keys at first use. Prints one JSON line; exit code 0, 1 (not enrolled, with `why`), 2
 * (invalid configuration or command).
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { ConfigError, readIdentityConfig } from '../../platform/config/config.ts';
import { openSecureElement } from '../../lane/devices/open-devices.ts';
import { enrol } from '../../fleet/enrolment/enrol.ts';
import { readEnrolment, writeEnrolment } from '../../fleet/enrolment/enrolment-record.ts';

keepFilesPrivate();

const ENROL_MS = 15_000;

async function main(): Promise<void> {
  const code = readCode();
  if (code === undefined) return end(2, 'usage: postern-lane enrol --code CODE');
  const config = readIdentityConfig();
  const { kioskId, mode, serverUrl, dataDir } = config;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const before = readEnrolment(config);
  const secureElement = await openSecureElement(config);
  const enrolling = { kioskId, mode, serverUrl, code, secureElement, clock: systemClock };
  const enrolment = await enrol(enrolling, AbortSignal.timeout(ENROL_MS));
  await secureElement.disconnect();
  if (enrolment.kind === 'enrolled') writeEnrolment(dataDir, enrolment.record);
  const { kind } = enrolment;
  const told = kind === 'refused' ? enrolment : { kind, ...enrolment.record, again: before !== undefined };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  // A device may have left an open handle
  process.exit(kind === 'enrolled' ? 0 : 1);
}

function readCode(): string | undefined {
  try {
    return parseArgs({ options: { code: { type: 'string' } } }).values.code;
  } catch {
    return undefined;
  }
}

function end(code: number, words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) end(2, error.message);
  end(1, `not enrolled: ${error instanceof Error ? error.message : 'for an unknown reason'}`);
});
