import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PlainFileError, readPlainFile } from '../../../hardware/host/plain-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LIMIT = 100;

function codeOf(path: string): string {
  try {
    readPlainFile(path, LIMIT);
    return 'read';
  } catch (error) {
    return error instanceof PlainFileError ? error.code : 'another error';
  }
}

describe('a plain file', () => {
  it('is read up to its limit', () => {
    const path = join(temporaryFolder(), 'file');
    for (const length of [0, 1, LIMIT]) {
      writeFileSync(path, 'a'.repeat(length));
      expect(readPlainFile(path, LIMIT).toString()).toBe('a'.repeat(length));
    }
    writeFileSync(path, 'a'.repeat(LIMIT + 1));
    expect(codeOf(path)).toBe('too-large');
  });

  it('is no pipe, folder or device, and no link', () => {
    const folder = temporaryFolder();
    const place = (name: string) => join(folder, name);
    execFileSync('mkfifo', [place('pipe')]);
    mkdirSync(place('folder'));
    writeFileSync(place('file'), 'a');
    symlinkSync(place('file'), place('link'));
    const codes = ['pipe', 'folder', 'link', 'missing'].map((name) => codeOf(place(name)));
    expect(codes).toEqual(['not-a-file', 'not-a-file', 'absent', 'absent']);
    expect(codeOf('/dev/zero')).toBe('not-a-file');
  });
});
