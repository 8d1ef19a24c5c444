import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRetention } from '../../../../kiosk/retention/retention.ts';
import { projectRoot } from '../../../../models/project-root.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PROGRAM = join(projectRoot(), '.build/kiosk/retention/command/main.js');

function desk() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, said: stdout.trim(), complained: stderr.trim() };
  };
  return { at, run };
}

describe('two people who decide what may be kept', () => {
  it('propose, sign one after the other, and the kiosk takes what they signed', () => {
    const { at, run } = desk();
    const keys = ['anna.pem', 'ben.pem'].map((file) => run('key', file).said);
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
    expect(run('propose', 'policy.json').status).toBe(0);
    expect(run('sign', 'policy.json', 'anna.pem', 'signed.json').said).toContain('signatures in the file: 1');
    expect(run('sign', 'policy.json', 'ben.pem', 'signed.json').said).toContain('signatures in the file: 2');
    const shown = run('show', 'signed.json').said;
    expect(shown).toContain('referred: kept for 1 hour, visible to officer, supervisor');
    expect(shown.match(/^signed by/gm)).toHaveLength(2);
    const source = { file: at('signed.json'), keys, memoryFile: at('memory.json') };
    expect(loadRetention(source, Date.now()).limitMs('referred')).toBe(3_600_000);
  });

  it('cannot sign two different policies into one file, and sign twice as one', () => {
    const { at, run } = desk();
    run('key', 'anna.pem');
    run('propose', 'policy.json');
    run('sign', 'policy.json', 'anna.pem', 'signed.json');
    expect(run('sign', 'policy.json', 'anna.pem', 'signed.json').said).toContain('signatures in the file: 1');
    writeFileSync(at('policy.json'), readFileSync(at('policy.json'), 'utf8').replace('"number": 1', '"number": 2'));
    const { status, complained } = run('sign', 'policy.json', 'anna.pem', 'signed.json');
    expect([status, complained]).toEqual([1, 'signed.json holds another policy than policy.json']);
  });

  it('are told what is wrong with a policy, line by line', () => {
    const { at, run } = desk();
    run('key', 'anna.pem');
    run('propose', 'policy.json');
    const text = readFileSync(at('policy.json'), 'utf8').replace('"limitMs": 3600000', '"limitMs": 999999999');
    writeFileSync(at('policy.json'), text);
    const { status, complained } = run('sign', 'policy.json', 'anna.pem', 'signed.json');
    expect(status).toBe(1);
    expect(complained).toContain('classes.referred.limitMs: must be at most 86400000 ms');
  });

  it.each([
    [[], 64, 'usage'],
    [['dance'], 64, 'usage'],
    [['show', 'missing.json'], 1, 'does not hold a signed retention policy'],
    [['sign', 'missing.json', 'missing.pem', 'x'], 1, 'cannot be read as JSON'],
  ] as const)('are told of %j', (args, code, words) => {
    const { status, complained } = desk().run(...args);
    expect(status).toBe(code);
    expect(complained).toContain(words);
  });

  it('lose no key: one that is there is not overwritten', () => {
    const { run } = desk();
    run('key', 'anna.pem');
    expect(run('key', 'anna.pem')).toMatchObject({
      status: 1,
      complained: 'anna.pem is there already: it is not overwritten',
    });
  });
});
