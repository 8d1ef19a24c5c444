/**
 * The size that this log has reached, in a file that no backup contains. A log restored from a backup is shorter than the ratchet and is
 * refused: continuing it would make a second history for acknowledged entries.
 */
import { open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createFile } from '../../../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../../../hardware/host/durable-file-sync.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import type { TreeHead } from '../../../platform/transparency/merkle/consistency.ts';
import { HASH_BYTES, sha256 } from '../../../contract/merkle/hash.ts';
import { decodeBase64, decodeDecimal, encodeBase64 } from '../../../platform/transparency/text.ts';

/** The content of the file besides the head. */
interface Marks {
  /** Whether this log takes only openings with a valid code: from the end of its first start on. */
  readonly demandsCodes: boolean;
  /** The number of the latest mark of reconciliation; 0 without one. */
  readonly mark: number;
}

const NO_MARKS: Marks = { demandsCodes: false, mark: 0 };
const DEMANDS_CODES = 'codes';

/** Two slots, written in turn: a crash during one write leaves the other intact. Each is one sector. */
const SLOT_BYTES = 512;
const SLOTS = 2;

export class Ratchet {
  readonly #file: FileHandle;
  #head: TreeHead;
  #slot: number;
  #marks: Marks;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, { head, marks }: Slot, slot: number) {
    this.#file = file;
    this.#head = head;
    this.#slot = slot;
    this.#marks = marks;
  }

  static async exists(path: string): Promise<boolean> {
    return (await stat(path).catch(() => undefined)) !== undefined;
  }

  /** Makes the file. Rejects with `LedgerError` `damaged` if it exists. */
  static async create(path: string, head: TreeHead): Promise<Ratchet> {
    makeFolderSync(dirname(path));
    const slots = Buffer.alloc(SLOT_BYTES * SLOTS, ' ');
    slots.set(formatSlot({ head, marks: NO_MARKS }));
    if ((await createFile(path, slots)) === 'exists')
      throw new LedgerError('damaged', "the ledger's ratchet already exists");
    return Ratchet.open(path);
  }

  /** Rejects with `LedgerError` `damaged` if neither slot is readable, `no-log` if the file is missing. */
  static async open(path: string): Promise<Ratchet> {
    let file: FileHandle;
    try {
      file = await open(path, 'r+');
    } catch (cause) {
      throw new LedgerError('no-log', "the ledger's ratchet cannot be opened", { cause });
    }
    const bytes = Buffer.alloc(SLOT_BYTES * SLOTS);
    await file.read(bytes, 0, bytes.length, 0);
    let best: { readonly read: Slot; readonly slot: number } | undefined;
    for (let slot = 0; slot < SLOTS; slot++) {
      const read = parseSlot(bytes.toString('latin1', slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES));
      if (read !== undefined && (best === undefined || isLater(read, best.read))) best = { read, slot };
    }
    if (best !== undefined) return new Ratchet(file, best.read, best.slot);
    await file.close();
    throw new LedgerError('damaged', "the ledger's ratchet cannot be read");
  }

  get head(): TreeHead {
    return this.#head;
  }

  get demandsCodes(): boolean {
    return this.#marks.demandsCodes;
  }

  /** Number of the latest mark of reconciliation. */
  get mark(): number {
    return this.#marks.mark;
  }

  /** Resolves once the new head is on the disk. */
  advance(head: TreeHead): Promise<void> {
    return this.#put(() => (this.#head = head));
  }

  /** From now on the log takes only openings with a code. Permanent. */
  demandCodes(): Promise<void> {
    return this.#put(() => (this.#marks = { ...this.#marks, demandsCodes: true }));
  }

  /** Resolves once the number of this mark is on the disk. */
  advanceMark(mark: number): Promise<void> {
    return this.#put(() => (this.#marks = { ...this.#marks, mark }));
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  /** One write after another: each takes the other slot. */
  #put(change: () => void): Promise<void> {
    const written = this.#writing.then(async () => {
      change();
      this.#slot = (this.#slot + 1) % SLOTS;
      const slot = formatSlot({ head: this.#head, marks: this.#marks });
      await this.#file.write(slot, 0, SLOT_BYTES, this.#slot * SLOT_BYTES);
      await this.#file.datasync();
    });
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

interface Slot {
  readonly head: TreeHead;
  readonly marks: Marks;
}

function isLater(one: Slot, other: Slot): boolean {
  if (one.head.size !== other.head.size) return one.head.size > other.head.size;
  if (one.marks.mark !== other.marks.mark) return one.marks.mark > other.marks.mark;
  return one.marks.demandsCodes && !other.marks.demandsCodes;
}

function formatSlot({ head: { size, root }, marks: { demandsCodes, mark } }: Slot): Buffer {
  const line = [size, encodeBase64(root), ...(demandsCodes ? [DEMANDS_CODES, mark] : [])].join(' ');
  return Buffer.from(`${line} ${checksum(line)}\n`.padEnd(SLOT_BYTES, ' '), 'latin1');
}

function parseSlot(slot: string): Slot | undefined {
  const parts = slot.split('\n', 1)[0]!.split(' ');
  if (checksum(parts.slice(0, -1).join(' ')) !== parts.at(-1)) return undefined;
  const [size = '', root = '', word, markText = ''] = parts.slice(0, -1);
  const head = { size: decodeDecimal(size), root: decodeBase64(root) };
  if (head.size === undefined || head.root.length !== HASH_BYTES) return undefined;
  const mark = word === DEMANDS_CODES ? decodeDecimal(markText) : undefined;
  return {
    head: { size: head.size, root: head.root },
    marks: mark === undefined ? NO_MARKS : { demandsCodes: true, mark },
  };
}

/** Detects a torn write. It does not protect against a person with write access, who could also delete the file. */
function checksum(line: string): string {
  return Buffer.from(sha256(Buffer.from(line))).toString('hex');
}
