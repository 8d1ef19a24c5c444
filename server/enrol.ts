/**
 * `node .build/server/enrol.js --kiosk ID --site SITE --lane LANE --public-key HEX [--evidence-url ORIGIN]`: enrols a kiosk in the database
 * of POSTERN_SERVER_DATA_DIR, with or without a running server. Prints one JSON line:
 * `{"kind":"enrolled"|"unchanged"|"address-changed","serverPublicKey":HEX}` with exit code 0, or `{"kind":"refused","code":…}` with exit
 * code 1.
 */
import { parseArgs } from 'node:util';
import { bytesToHex } from '@noble/hashes/utils.js';
import { keepFilesPrivate } from '../hardware/host/private-files.ts';
import { backgroundClock } from '../hardware/host/system-clock.ts';
import { readConfig } from './config/config.ts';
import { faultsOf } from './contract/fault.ts';
import { enrolKiosk, enrolmentSchema } from './kiosks/enrol-kiosk.ts';
import { openKeys } from './keys/open-keys.ts';
import { startFailureOf } from './config/start-failure.ts';
import { codeEntriesOf } from './commands/coded-database.ts';
import { openDatabase } from './database/database.ts';

keepFilesPrivate();

function print(answer: Readonly<Record<string, unknown>>, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

function readArguments(): unknown {
  const text = { type: 'string' } as const;
  try {
    return {
      ...parseArgs({ options: { kiosk: text, site: text, lane: text, 'public-key': text, 'evidence-url': text } })
        .values,
    };
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const config = readConfig();
  if (config.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: config.faults }, 78);
  const enrolment = enrolmentSchema.safeParse(readArguments());
  if (!enrolment.success) return print({ kind: 'refused', code: 'usage', faults: faultsOf(enrolment.error) }, 64);
  const keys = await openKeys(config.config, { clock: backgroundClock });
  const { publicKey } = keys.signing;
  await keys.close();
  const database = await openDatabase(config.config);
  try {
    await codeEntriesOf(database.knex, config.config);
    const enrolled = await enrolKiosk(database, enrolment.data, backgroundClock.wallMs());
    if (enrolled.kind === 'refused') print({ ...enrolled }, 1);
    else print({ ...enrolled, serverPublicKey: bytesToHex(publicKey) }, 0);
  } finally {
    await database.knex.destroy();
  }
}

try {
  await main();
} catch (error) {
  print({ kind: 'refused', ...startFailureOf(error) }, 1);
}
