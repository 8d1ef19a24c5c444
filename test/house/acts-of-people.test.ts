/** An act names a person only if that person’s request causes it in that moment, in that person’s session. Acts without a session are listed here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const MACHINE = /person: (?:SERVER|COMMAND_LINE|machine\.COMMAND_LINE),/;

/** Each file with an act that has no session, and who is named there. */
const WITHOUT_SESSION: Readonly<Record<string, string>> = {
  'lanes/fleet/enrol-by-code.ts': 'a machine',
  'lanes/fleet/fleet-act.ts': 'a machine',
  'main/commands/revoke.ts': 'a machine',
  'people/people/enrolment.ts': 'the person who enrols with a code in this request',
  'people/people/first-administrators.ts': 'the person who enrols with a code in this request',
  'people/people/first-run.ts': 'a machine',
  'privacy/retention/roll-out.ts': 'a machine, and an order that records no act',
  'oversight/setup/adopt-places.ts': 'a machine',
};

const server = join(projectRoot(), 'server');
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('console/'))
  .map((path) => ({ path: relative('.', path), source: readFileSync(join(server, path), 'utf8') }));

it('acts without a session are of a machine, or have a reason', () => {
  const found = sources.filter(({ source }) =>
    /\bsession(?:Id)?: null[,\s}]/.test(source.replaceAll(/readonly session.*/g, '')),
  );
  const files = found.map(({ path }) => path);
  expect(files.sort()).toEqual(Object.keys(WITHOUT_SESSION).sort());
  for (const { path, source } of found.filter((one) => WITHOUT_SESSION[one.path]?.startsWith('a machine')))
    expect(source, path).toMatch(MACHINE);
});

it('every other act takes the session of the request', () => {
  const records = sources.filter(
    ({ source }) => /\brecordAct\(/.test(source) && !/export async function recordAct\b/.test(source),
  );
  expect(records.length).toBeGreaterThan(25);
  for (const { path, source } of records) expect(source, path).toMatch(/\bsession(?:Id)?\b/);
});
