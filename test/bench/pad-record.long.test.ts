import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MAIN = fileURLToPath(new URL('./pad-record.js', import.meta.url));

function record(consent: unknown, environment: Readonly<Record<string, string>> = {}, person = 'p01') {
  const set = temporaryFolder();
  if (consent !== undefined) writeFileSync(join(set, 'consent.json'), JSON.stringify(consent));
  const args = [MAIN, '--set', set, '--person', person, '--species', 'bona-fide'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, stderr, left: readdirSync(set).filter((name) => name !== 'consent.json') };
}

const consent = {
  version: 1,
  statement: 'I agree to be recorded for choosing thresholds of this gate.',
  retainUntil: '2999-12-31',
  people: ['p01'],
};

describe('the recorder of presentations', () => {
  it.each([
    ['without a record of consent', undefined, {}, 'p01', 'consent.json: is missing'],
    ['a person without consent', consent, {}, 'p02', 'the person p02 has not consented'],
    ['into a set past its date', { ...consent, retainUntil: '2020-01-01' }, {}, 'p01', 'the set must be deleted'],
    ['with an empty statement of consent', { ...consent, statement: '' }, {}, 'p01', 'consent.json: statement'],
    ['in production', consent, { POSTERN_MODE: 'production' }, 'p01', 'recording is not allowed in production'],
  ])('refuses to record %s, and leaves nothing', (_what, given, environment, person, why) => {
    const { status, stderr, left } = record(given, environment, person);
    expect(stderr).toContain(why);
    expect({ status, left }).toEqual({ status: 1, left: [] });
  });

  it('prints its usage', () => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('--set DIR') });
  });
});
