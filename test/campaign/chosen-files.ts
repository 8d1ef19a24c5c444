/** The files that `npm run test:all -- --share` has chosen, for the configuration of vitest. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { BUILD, type Engine } from '../support/suite.ts';

const FILE = join(BUILD, 'chosen-tests.json');

const schema = z.record(z.enum(['SQLite', 'PostgreSQL']), z.array(z.string()));

export function writeChosen(files: readonly { readonly path: string; readonly engine: Engine }[]): void {
  const on = (engine: Engine) => files.filter((file) => file.engine === engine).map(({ path }) => path);
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify({ SQLite: on('SQLite'), PostgreSQL: on('PostgreSQL') }));
}

export function readChosen(): (path: string, engine: Engine) => boolean {
  const chosen = schema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  return (path, engine) => chosen[engine].includes(path);
}
