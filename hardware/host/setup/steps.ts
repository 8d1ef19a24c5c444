/** The steps of a setup: each finds the result of an earlier run, so setup can run again after any fault. */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codedError } from '../coded-error.ts';
import { makeFolderSync, replaceFileSync } from '../durable-file-sync.ts';
import { editSettings, type Settings, settingsIn } from './settings-file.ts';

/** A step that did not succeed, in sentences for the person: the fault, and the next step. */
export class SetupError extends codedError<'failed'>('SetupError') {}

/** `began`: a step begins; `done`: it has ended. */
export type Report = (event: { readonly kind: 'began' | 'done'; readonly text: string }) => void;

/** Runs a step between two reports. */
export async function step<T>(report: Report, text: string, run: () => Promise<T> | T): Promise<T> {
  report({ kind: 'began', text });
  const result = await run();
  report({ kind: 'done', text });
  return result;
}

/** Writes a file without secrets, which the users of the units can read. */
export function writeOpen(file: string, text: string | Uint8Array): void {
  replaceFileSync(file, text);
  chmodSync(file, 0o644);
}

/** Writes a file that only root and the service manager read. @param folder made where it does not exist */
export function writeSecret(folder: string, name: string, text: string): void {
  makeFolderSync(folder);
  replaceFileSync(join(folder, name), text);
}

/** The values that a file of settings sets; none if there is no file. */
export function standingSettings(file: string): Record<string, string> {
  return existsSync(file) ? settingsIn(readFileSync(file, 'utf8')) : {};
}

/** Changes values in a file of settings, and makes the file if there is none. */
export function changeSettings(file: string, settings: Settings): void {
  writeOpen(file, editSettings(existsSync(file) ? readFileSync(file, 'utf8') : '', settings));
}

/** The text of a file that an answer names. @param content for the sentence of a failure, such as `PIN` */
export function readAnswered(file: string | undefined, content: string): string {
  try {
    return readFileSync(file ?? '', 'utf8').trim();
  } catch {
    throw new SetupError('failed', `The file with the ${content}, ${file ?? ''}, cannot be read. Correct the answer.`);
  }
}

/** `undefined` where the text is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
