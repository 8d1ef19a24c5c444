/**
 * Which characters of the product's compiled code ran in at least one process. V8 writes for each process nested ranges of characters with
 * counts (NODE_V8_COVERAGE); the innermost range of a character holds its count, and a character outside all ranges did not run.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Range = readonly [start: number, end: number, count: number];
type RawRange = { readonly startOffset: number; readonly endOffset: number; readonly count: number };
/** Outer functions and outer ranges come first. */
type Script<Function> = { readonly url: string; readonly functions: readonly Function[] };
type RawScript = Script<{ readonly ranges: readonly RawRange[] }>;
type ReducedScript = Script<readonly [isBlockCoverage: number, ranges: readonly Range[]]>;

const PRODUCT = /(?:^|\/\.build\/)((?:hardware|kiosk|models|server)\/.+\.js)$/;

export class ExecutedCode {
  readonly #build: string;
  readonly #ran = new Map<string, Uint8Array>();

  constructor(build: string) {
    this.#build = build;
  }

  /** @param text a file that V8 wrote, or its scripts of the product alone: `[{ url, functions: [[isBlockCoverage, ranges]] }]` */
  add(text: string): void {
    const dump = JSON.parse(text) as readonly ReducedScript[] | { readonly result: readonly RawScript[] };
    for (const { url, functions } of 'result' in dump ? dump.result : dump) {
      const path = PRODUCT.exec(url)?.[1];
      if (path !== undefined) this.#addScript(path, functions.flatMap(rangesOf));
    }
  }

  /** One byte for each character of the file, 1 where it ran; `undefined` for a file that no process loaded. */
  of(path: string): Uint8Array | undefined {
    const file = join(this.#build, path);
    if (!this.#ran.has(path) && existsSync(file))
      this.#ran.set(path, new Uint8Array(readFileSync(file, 'utf8').length));
    return this.#ran.get(path);
  }

  #addScript(path: string, ranges: readonly Range[]): void {
    const ran = this.of(path);
    // Code that vitest transformed has other characters than the file. The first counts of a process begin with the whole script.
    const isFile =
      ran !== undefined &&
      ranges.every(([start, end], at) => (at === 0 && start === 0 ? end === ran.length : end <= ran.length));
    if (!isFile) return;
    const here = new Uint8Array(ran.length);
    for (const [start, end, count] of ranges) here.fill(count > 0 ? 1 : 0, start, end);
    for (let at = 0; at < here.length; at += 1) if (here[at] === 1) ran[at] = 1;
  }
}

function rangesOf(one: RawScript['functions'][number] | ReducedScript['functions'][number]): readonly Range[] {
  return 'ranges' in one
    ? one.ranges.map(({ startOffset, endOffset, count }) => [startOffset, endOffset, count])
    : one[1];
}
