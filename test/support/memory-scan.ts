/** Searches the memory of another process, like an attacker with access to it. Linux only. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createSearch, type Needle } from './byte-search.ts';

export interface Find {
  readonly name: string;
  /** The mapping that contains it, by its kernel name; empty for anonymous memory. */
  readonly mapping: string;
  readonly address: bigint;
}

export interface MemoryScan {
  readonly scannedBytes: number;
  readonly finds: readonly Find[];
}

const CHUNK_BYTES = 16 * 1024 * 1024;
const SHORTEST = 8;
/** Limit of reported positions per needle. */
const MAX_FINDS_OF_ONE = 10;

/** Skips unreadable mappings (devices, guard pages). Throws when the process has ended or its memory may not be read. */
export function scanMemory(processId: number, needles: readonly Needle[]): MemoryScan {
  for (const { name, bytes } of needles) {
    if (bytes.length < SHORTEST) throw new RangeError(`${name} is too short: it could match by chance`);
  }
  const search = createSearch(needles);
  const memory = openSync(`/proc/${processId}/mem`, 'r');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const finds: Find[] = [];
  const counts = new Map<string, number>();
  let scannedBytes = 0;
  try {
    for (const { start, end, mapping } of mappings(processId)) {
      for (let at = start; at < end; ) {
        const wanted = Number(end - at < BigInt(CHUNK_BYTES) ? end - at : BigInt(CHUNK_BYTES));
        const read = readAt(memory, buffer, wanted, at);
        if (read === 0) break;
        scannedBytes += read;
        for (const { name, offset } of search.in(buffer.subarray(0, read))) {
          const before = counts.get(name) ?? 0;
          counts.set(name, before + 1);
          if (before < MAX_FINDS_OF_ONE) finds.push({ name, mapping, address: at + BigInt(offset) });
        }
        const overlap = at + BigInt(read) < end && read > search.longest ? search.longest : 0;
        at += BigInt(read - overlap);
        if (read < wanted) break;
      }
    }
    return { scannedBytes, finds };
  } finally {
    buffer.fill(0);
    closeSync(memory);
  }
}

/** Readable mappings. */
function mappings(processId: number) {
  return readFileSync(`/proc/${processId}/maps`, 'latin1')
    .split('\n')
    .flatMap((line) => {
      const [, start, end, mapping = ''] = /^([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
      if (start === undefined || end === undefined || /^\[v(var|syscall)/.test(mapping)) return [];
      return [{ start: BigInt(`0x${start}`), end: BigInt(`0x${end}`), mapping }];
    });
}

function readAt(file: number, buffer: Buffer, wanted: number, at: bigint): number {
  try {
    return readSync(file, buffer, 0, wanted, at);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EIO' || error.code === 'EFAULT')) return 0;
    throw error;
  }
}

/** A needle in binary and in text forms: hexadecimal in either case, base64 at each of three alignments. */
export function withTextForms({ name, bytes }: Needle): readonly Needle[] {
  const hex = Buffer.from(bytes).toString('hex');
  const inBase64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // Skips characters that depend on neighbouring bytes
    return whole.slice(shift === 0 ? 0 : 4, -4);
  });
  const asText = (suffix: string, text: string): Needle => ({
    name: `${name} ${suffix}`,
    bytes: Buffer.from(text, 'latin1'),
  });
  return [
    { name, bytes },
    asText('in hexadecimal', hex),
    asText('in hexadecimal', hex.toUpperCase()),
    ...inBase64.flatMap((text) => [
      asText('in base64', text),
      ...(/[+/]/.test(text) ? [asText('in base64', text.replaceAll('+', '-').replaceAll('/', '_'))] : []),
    ]),
  ];
}

/** Reason why memory of other processes cannot be read here; `undefined` when it can. Throws under CI. */
export function memoryUnreadable(): string | undefined {
  const isAdministrator = process.getuid?.() === 0;
  if (process.platform === 'linux' && isAdministrator) return undefined;
  const reason = 'reading the memory of a process that has closed itself needs Linux and root';
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI requires these tests`);
  process.stderr.write(`skipped: ${reason}\n`);
  return reason;
}

export interface RunningProcess {
  readonly id: number;
  readonly command: string;
}

/** A process's descendants. */
export function descendantsOf(processId: number): readonly RunningProcess[] {
  const children = readFileSync(`/proc/${processId}/task/${processId}/children`, 'latin1').trim();
  return children
    .split(' ')
    .filter((text) => text !== '')
    .map(Number)
    .flatMap((id) => [
      { id, command: readFileSync(`/proc/${id}/cmdline`, 'latin1').replaceAll('\0', ' ') },
      ...descendantsOf(id),
    ]);
}
