/** The settings of seeded impostor tests. */
import { resolve } from 'node:path';
import type { ImpostorTestSettings } from '../../oversight/observatory/publication/read-impostor-tests.ts';
import { type ConfigFault, type Environment, SHOULD_BE } from './environment.ts';

const FILE = 'POSTERN_SERVER_IMPOSTOR_TESTS_FILE';

/** The tests need the keys of the people who sign them. */
export function impostorTestFaults(mine: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const isWrong = mine[FILE] !== undefined && mine['POSTERN_SERVER_SIGNER_KEYS'] === undefined;
  return isWrong ? [{ variable: FILE, shouldBe: SHOULD_BE[FILE] }] : [];
}

export function impostorTestsOf(environment: Environment): ImpostorTestSettings | undefined {
  const { POSTERN_SERVER_IMPOSTOR_TESTS_FILE: file, POSTERN_SERVER_SIGNER_KEYS: signerKeys } = environment;
  return file === undefined || signerKeys === undefined ? undefined : { file: resolve(file), signerKeys };
}
