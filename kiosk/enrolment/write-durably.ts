import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';

/** Durable when it returns, and whole whenever the power goes. */
export function writeDurably(path: string, folder: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  const held = openSync(folder, 'r');
  try {
    fsyncSync(held);
  } finally {
    closeSync(held);
  }
}
