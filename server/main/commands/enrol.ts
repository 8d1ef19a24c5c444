/**
 * `postern-server enrol --kiosk ID --site SITE --lane LANE --public-key HEX [--evidence-url ORIGIN]`: enrols a kiosk in the database
 * of POSTERN_SERVER_DATA_DIR, with or without a running server. Prints one JSON line:
 * `{"kind":"enrolled"|"unchanged"|"address-changed","serverPublicKey":HEX}` with exit code 0, or `{"kind":"refused","code":…}` with exit
 * code 1.
 */
import { parseArgs } from 'node:util';
import { bytesToHex } from '@noble/hashes/utils.js';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readConfig } from '../config/config.ts';
import { type Fault, faultsOf } from '../../contract/fault.ts';
import { enrolKiosk, enrolmentSchema } from '../../records/kiosks/enrol-kiosk.ts';
import { openKeys } from '../../platform/keys/open-keys.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { codeEntriesOf } from './coded-database.ts';
import { openDatabase } from '../../platform/database/database.ts';

keepFilesPrivate();

function print(answer: Readonly<Record<string, unknown>>, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

const text = { type: 'string' } as const;
const OPTIONS = { kiosk: text, site: text, lane: text, 'public-key': text, 'evidence-url': text };

/** The options, or the fault that names the option without a value, as when a shell's variable is empty. */
function readArguments(): { readonly values: unknown } | { readonly faults: readonly Fault[] } {
  try {
    return { values: { ...parseArgs({ options: OPTIONS }).values } };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const option = Object.keys(OPTIONS).find(
      (name) => message.includes(`--${name} `) || message.includes(`--${name}'`),
    );
    const options = Object.keys(OPTIONS).map((name) => `--${name}`);
    return {
      faults: [
        option === undefined
          ? { path: '', message: `must have only the options ${options.join(', ')}` }
          : { path: option, message: `the option --${option} has no value` },
      ],
    };
  }
}

async function main(): Promise<void> {
  const config = readConfig();
  if (config.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: config.faults }, 78);
  const read = readArguments();
  if ('faults' in read) return print({ kind: 'refused', code: 'usage', faults: read.faults }, 64);
  const enrolment = enrolmentSchema.safeParse(read.values);
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
