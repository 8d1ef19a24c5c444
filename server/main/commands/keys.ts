/**
 * `postern-server keys COMMAND`, for the keys on the configured token or in the TPM. `init` makes them where there are none. `status` opens and uses them as
 * the server does. `replace-signing-key` destroys the signing key and makes another. `make-next` makes the next signing key. `take-next`
 * destroys the present one, after two people have announced the next and the lanes in contact follow it (`--leave-lanes-behind`: without
 * that condition). Prints one JSON line. Exit codes: 0 done, 1 refused, 64 wrong arguments, 78 configuration.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { isOfChipMaker } from '../../../hardware/tpm/chip-makers.ts';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readConfigBeforeWitnesses, type ServerConfig } from '../config/config.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { tryNodeLock } from '../../platform/database/node-lock.ts';
import { openKeys } from '../../platform/keys/open-keys.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import { takeNextKey } from '../../people/key-successions/take-next-key.ts';
import { initialiseTokenKeys, openTokenKeys, replaceSigningKey } from '../../platform/keys/pkcs11/open-token-keys.ts';
import { initialiseTpmKeys, openTpmKeys, replaceTpmSigningKey } from '../../platform/keys/tpm/open-tpm-keys.ts';

keepFilesPrivate();

const PARTS = { clock: backgroundClock };

const LEAVE_BEHIND = '--leave-lanes-behind';

type Answer = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Makes, shows and replaces keys outside files. */
interface Element {
  init(): Promise<Answer>;
  open(): Promise<ServerKeys>;
  replace(): Promise<Uint8Array>;
}

function elementOf({ token, tpm }: ServerConfig): Element | undefined {
  if (token !== undefined) {
    return {
      async init() {
        const { publicKey, hardware, model, firmware } = await initialiseTokenKeys(token, PARTS);
        return { kind: 'made', serverPublicKey: bytesToHex(publicKey), hardware, model, firmware };
      },
      open: () => openTokenKeys(token, PARTS),
      replace: () => replaceSigningKey(token, PARTS),
    };
  }
  if (tpm === undefined) return undefined;
  return {
    async init() {
      const { publicKey, facts } = await initialiseTpmKeys(tpm, PARTS);
      const { model, firmware } = facts;
      return { kind: 'made', serverPublicKey: bytesToHex(publicKey), hardware: isOfChipMaker(facts), model, firmware };
    },
    open: () => openTpmKeys(tpm, PARTS),
    replace: () => replaceTpmSigningKey(tpm, PARTS),
  };
}

/** Commands for keys on a token or in a TPM only. */
const ELEMENT_COMMANDS: Readonly<Record<string, (element: Element) => Promise<Answer>>> = {
  init: (element) => element.init(),
  async status(element) {
    const keys = await element.open();
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
  'replace-signing-key': async (element) => ({
    kind: 'replaced',
    serverPublicKey: bytesToHex(await element.replace()),
  }),
};

type Command = (keys: ServerKeys, config: ServerConfig, option?: string) => Promise<Answer>;

/** Commands for keys of any provider. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'make-next': async ({ next }) => ({ kind: 'made', next: bytesToHex((await next.open()).publicKey) }),
  async 'take-next'(keys, config, option) {
    // Held so that no standby server starts with the key that is destroyed.
    const lock = await tryNodeLock(config, backgroundClock);
    if (lock === undefined) return { kind: 'refused', code: 'server-at-work' };
    try {
      const { knex } = await openDatabase(config);
      try {
        return await takeNextKey(keys, knex, { nowMs: backgroundClock.wallMs(), leaveBehind: option === LEAVE_BEHIND });
      } finally {
        await knex.destroy();
      }
    } finally {
      await lock.release();
    }
  },
};

function print(answer: Answer, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

async function main(names: readonly string[]): Promise<void> {
  const [name = '', option] = names;
  const commands = [...Object.keys(ELEMENT_COMMANDS), ...Object.keys(COMMANDS)];
  const optionFits = option === undefined || (name === 'take-next' && option === LEAVE_BEHIND);
  if (names.length > 2 || !optionFits || !commands.includes(name))
    return print({ kind: 'refused', code: 'usage', commands }, 64);
  const read = readConfigBeforeWitnesses();
  if (read.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  const command = COMMANDS[name];
  if (command !== undefined) {
    const keys = await openKeys(read.config, PARTS);
    try {
      const answer = await command(keys, read.config, option);
      return print(answer, answer.kind === 'refused' ? 1 : 0);
    } finally {
      await keys.close();
    }
  }
  const element = elementOf(read.config);
  if (element === undefined) {
    const hint = 'POSTERN_SERVER_KEY_PROVIDER is file: keys in files are made when the server starts.';
    return print({ kind: 'refused', code: 'no-token', hint }, 1);
  }
  const ofElement = ELEMENT_COMMANDS[name];
  if (ofElement !== undefined) print(await ofElement(element), 0);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  print({ kind: 'refused', ...startFailureOf(error) }, 1);
}
