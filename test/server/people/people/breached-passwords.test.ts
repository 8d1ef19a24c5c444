import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBreached, isBreachedFile } from '../../../../server/people/people/breached-passwords.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const digest = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();

function fileOf(lines: readonly string[], end = '\r\n'): string {
  const path = join(temporaryFolder(), 'breached');
  writeFileSync(path, lines.map((line) => line + end).join(''));
  return path;
}

const passwords = Array.from({ length: 3_000 }, (_, n) => `breached number ${n}`);
const counted = passwords.map((password, n) => `${digest(password)}:${n * 7 + 1}`).sort();

describe('the file of breached passwords', () => {
  it.each([
    ['with counts, as published', counted, '\r\n'],
    ['without counts', counted.map((line) => line.slice(0, 40)), '\n'],
    ['in lower case', counted.map((line) => line.toLowerCase()), '\n'],
    ['with one line', counted.slice(7, 8), '\n'],
  ])('is searched %s', async (_form, lines, end) => {
    const path = fileOf(lines, end);
    expect(isBreachedFile(path)).toBe(true);
    const there = new Set(lines.map((line) => line.slice(0, 40).toUpperCase()));
    for (const password of [...passwords.slice(0, 400), 'seven lorries under rain', '']) {
      expect([password, await isBreached(path, password)]).toEqual([password, there.has(digest(password))]);
    }
  });

  it('finds its first and last lines, in each Unicode form of a password', async () => {
    const sorted = [...passwords].sort((one, other) => (digest(one) < digest(other) ? -1 : 1));
    const path = fileOf([...counted, `${'F'.repeat(40)}:1`]);
    for (const password of [sorted[0]!, sorted.at(-1)!]) expect(await isBreached(path, password)).toBe(true);
    const composed = fileOf([digest('é'.repeat(12))]);
    expect(await isBreached(composed, 'e\u0301'.repeat(12))).toBe(true);
  });

  it('gives the same answers by binary search as by a full scan', async () => {
    const path = fileOf(counted);
    const all = new Set(counted.map((line) => line.slice(0, 40)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...passwords), fc.string()), async (password) => {
        expect(await isBreached(path, password)).toBe(all.has(digest(password.normalize('NFKC'))));
      }),
    );
  });

  it.each([
    ['empty', ''],
    ['of words', 'password\n123456\n'],
    ['of NTLM digests', `${'A'.repeat(32)}:1\n`],
    ['backwards', `${'B'.repeat(40)}:1\n${'A'.repeat(40)}:1\n`],
    ['truncated', `${'A'.repeat(40)}:1\n${'B'.repeat(20)}`],
  ])('is refused: %s', (_name, text) => {
    const path = join(temporaryFolder(), 'breached');
    writeFileSync(path, text);
    expect(isBreachedFile(path)).toBe(false);
  });

  it('is refused when it is missing, and accepts no password once it is gone', async () => {
    expect(isBreachedFile(join(temporaryFolder(), 'absent'))).toBe(false);
    expect(isBreachedFile(temporaryFolder())).toBe(false);
    const path = fileOf(counted);
    rmSync(path);
    await expect(isBreached(path, 'seven lorries under rain')).rejects.toThrow();
  });
});
