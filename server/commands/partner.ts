/**
 * The program of a partner agency. It runs at the partner and needs no server's files.
 * `npm run partner -- keys PARTY FOLDER` makes keys and prints the public ones for the partner's record.
 * `npm run partner -- fetch SETTINGS` fetches, verifies, opens and signs for each delivery that waits, and deletes what it is asked to delete.
 * Prints one JSON line for each. Exit codes: 0 done, 1 something was refused, 64 wrong arguments, 66 unusable files, 69 no server.
 */
import { keepFilesPrivate } from '../../hardware/host/private-files.ts';
import { backgroundClock } from '../../hardware/host/system-clock.ts';
import { fetchDeliveries } from '../sharing/program/fetch-deliveries.ts';
import { makePartnerKeys, type PartnerSettings, readPartnerSettings } from '../sharing/program/partner-settings.ts';
import { partyIdSchema } from '../sharing/agreement/party.ts';

keepFilesPrivate();

const USAGE = 'usage: npm run partner -- keys PARTY FOLDER | fetch SETTINGS';

function print(line: Readonly<Record<string, unknown>>, exitCode?: number): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (exitCode !== undefined) process.exitCode = exitCode;
}

async function main([command, first, second, ...rest]: readonly string[]): Promise<void> {
  if (command === 'keys' && second !== undefined && rest.length === 0) {
    const party = partyIdSchema.safeParse(first);
    if (!party.success) return print({ kind: 'refused', code: 'usage', usage: USAGE }, 64);
    return print({ kind: 'made', ...(await makePartnerKeys(second, party.data, backgroundClock.wallMs())) });
  }
  if (command !== 'fetch' || first === undefined || second !== undefined)
    return print({ kind: 'refused', code: 'usage', usage: USAGE }, 64);
  const settings = settingsIn(first);
  if (settings === undefined) return;
  try {
    const results = await fetchDeliveries(settings, () => backgroundClock.wallMs());
    for (const result of results) print({ ...result });
    if (results.some(({ kind }) => kind === 'refused')) process.exitCode = 1;
  } catch (error) {
    print({ kind: 'refused', code: 'no-server', why: messageOf(error) }, 69);
  }
}

function settingsIn(file: string): PartnerSettings | undefined {
  try {
    return readPartnerSettings(file);
  } catch (error) {
    print({ kind: 'refused', code: 'files', why: messageOf(error) }, 66);
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  print({ kind: 'refused', code: 'files', why: messageOf(error) }, 66);
}
