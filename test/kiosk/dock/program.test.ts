import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../../kiosk/dock/program.ts';
import { freePort } from '../../support/free-port.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a program that npm start starts', () => {
  const server = (settings: Readonly<Record<string, string>>) => {
    const folder = temporaryFolder();
    const logFile = join(folder, 'server.log');
    const program = startProgram({ name: 'server', entry: 'server/main.js', settings, logFile });
    onTestFinished(() => program.kill());
    return {
      folder,
      logFile,
      failed: program.listening.then(
        () => '',
        (error: Error) => error.message,
      ),
    };
  };

  it('states in the terminal why it did not start and what to do', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, 'server-signing-key'), 'no key', { mode: 0o600 });
    const { failed, logFile } = server({
      POSTERN_SERVER_DATA_DIR: dataDir,
      POSTERN_SERVER_PORT: String(await freePort()),
    });
    const message = await failed;
    expect(message).toContain('the server stopped with exit code 1 (malformed). The signing key file is damaged');
    expect(message).toContain(`its log is ${logFile}`);
    expect(readFileSync(logFile, 'utf8')).toContain('start-failed');
  });

  it('names the settings that were refused', async () => {
    const { failed } = server({ POSTERN_SERVER_DATA_DIR: temporaryFolder(), POSTERN_SERVER_PORT: 'many' });
    expect(await failed).toMatch(/exit code 78: its settings were refused\. POSTERN_SERVER_PORT: \S/);
  });
});
