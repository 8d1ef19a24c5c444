/**
 * The size that this log has reached, in a file that no backup contains. A log restored from a backup is shorter than the ratchet and is
 * refused: continuing it would make a second history for acknowledged entries.
 */
import { open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createFile } from '../../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { LedgerError } from '../../transparency/ledger-error.ts';
import type { TreeHead } from '../../transparency/merkle/consistency.ts';
import { HASH_BYTES, sha256 } from '../../contract/merkle/hash.ts';
import { decodeBase64, decodeDecimal, encodeBase64 } from '../../transparency/text.ts';

/** Two slots, written in turn: a crash during one write leaves the other intact. Each is one sector. */
const SLOT_BYTES = 512;
const SLOTS = 2;

export class Ratchet {
  readonly #file: FileHandle;
  #head: TreeHead;
  #slot: number;

  private constructor(file: FileHandle, head: TreeHead, slot: number) {
    this.#file = file;
    this.#head = head;
    this.#slot = slot;
  }

  static async exists(path: string): Promise<boolean> {
    return (await stat(path).catch(() => undefined)) !== undefined;
  }

  /** Makes the file. Rejects with `LedgerError` `damaged` if it exists. */
  static async create(path: string, head: TreeHead): Promise<Ratchet> {
    makeFolderSync(dirname(path));
    const slots = Buffer.alloc(SLOT_BYTES * SLOTS, ' ');
    slots.set(formatSlot(head));
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
    let best: { readonly head: TreeHead; readonly slot: number } | undefined;
    for (let slot = 0; slot < SLOTS; slot++) {
      const head = parseSlot(bytes.toString('latin1', slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES));
      if (head !== undefined && (best === undefined || head.size > best.head.size)) best = { head, slot };
    }
    if (best !== undefined) return new Ratchet(file, best.head, best.slot);
    await file.close();
    throw new LedgerError('damaged', "the ledger's ratchet cannot be read");
  }

  get head(): TreeHead {
    return this.#head;
  }

  /** Resolves once the new head is on the disk. */
  async advance(head: TreeHead): Promise<void> {
    await this.#write(head);
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(head: TreeHead): Promise<void> {
    this.#slot = (this.#slot + 1) % SLOTS;
    await this.#file.write(formatSlot(head), 0, SLOT_BYTES, this.#slot * SLOT_BYTES);
    this.#head = head;
  }
}

function formatSlot({ size, root }: TreeHead): Buffer {
  const line = `${size} ${encodeBase64(root)}`;
  return Buffer.from(`${line} ${checksum(line)}\n`.padEnd(SLOT_BYTES, ' '), 'latin1');
}

function parseSlot(slot: string): TreeHead | undefined {
  const [size = '', root = '', sum] = slot.split('\n', 1)[0]!.split(' ');
  if (checksum(`${size} ${root}`) !== sum) return undefined;
  const head = { size: decodeDecimal(size), root: decodeBase64(root) };
  return head.size === undefined || head.root.length !== HASH_BYTES ? undefined : { size: head.size, root: head.root };
}

/** Detects a torn write. It does not protect against a person with write access, who could also delete the file. */
function checksum(line: string): string {
  return Buffer.from(sha256(Buffer.from(line))).toString('hex');
}
