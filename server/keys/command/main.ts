/**
 * `npm run keys -- COMMAND`, for the keys on the token of the server's configuration: `init` makes them on a token that has none; `status`
 * opens and uses them, as the server does; `replace-signing-key` destroys the key that kiosks know and makes another. Prints one JSON line.
 * Exit codes: 0 done, 1 refused, 64 wrong arguments, 78 configuration.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { systemClock } from '../../clock.ts';
import { readConfig } from '../../config.ts';
import { startFailureOf } from '../../start-failure.ts';
import { initialiseTokenKeys, openTokenKeys, replaceSigningKey } from '../pkcs11/open-token-keys.ts';
import type { TokenPlace } from '../pkcs11/token-place.ts';

const PARTS = { clock: systemClock };

type Answer = Readonly<Record<string, unknown>> & { readonly kind: string };

const COMMANDS: Readonly<Record<string, (token: TokenPlace) => Promise<Answer>>> = {
  async init(token) {
    const { publicKey, hardware, model, firmware } = await initialiseTokenKeys(token, PARTS);
    return { kind: 'made', serverPublicKey: bytesToHex(publicKey), hardware, model, firmware };
  },
  async status(token) {
    const keys = await openTokenKeys(token, PARTS);
    try {
      await keys.signing.sign(new Uint8Array(32));
      (await keys.secret('challenges')).fill(0);
      const authority = await keys.authority.open().then(
        () => true,
        () => false,
      );
      const serverPublicKey = bytesToHex(keys.signing.publicKey);
      return { kind: 'working', serverPublicKey, ledgerKey: await keys.ledger.exists(), authority };
    } finally {
      await keys.close();
    }
  },
  'replace-signing-key': async (token) => ({
    kind: 'replaced',
    serverPublicKey: bytesToHex(await replaceSigningKey(token, PARTS)),
  }),
};

function print(answer: Answer, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

async function main(names: readonly string[]): Promise<void> {
  const [name = ''] = names;
  const command = names.length === 1 && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return print({ kind: 'refused', code: 'usage', commands: Object.keys(COMMANDS) }, 64);
  const read = readConfig();
  if (read.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  const { token } = read.config;
  if (token === undefined) {
    const hint = 'POSTERN_SERVER_KEY_PROVIDER is not pkcs11: keys in files are made when the server starts.';
    return print({ kind: 'refused', code: 'no-token', hint }, 1);
  }
  print(await command(token), 0);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  print({ kind: 'refused', ...startFailureOf(error) }, 1);
}
