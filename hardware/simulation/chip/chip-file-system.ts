/** SELECT and READ BINARY, ISO/IEC 7816-4 §11.1 and §11.3, as ICAO 9303-10 §3.6 uses them. */
import { readBerSequence } from '../../ber/read.ts';
import { tlv } from '../../ber/write.ts';
import type { ElementaryFile } from '../../document-reader/elementary-file.ts';
import type { Command, Response } from '../../document-reader/emrtd/apdu.ts';
import { EMRTD_APPLICATION, FILE_PLACES } from '../../document-reader/emrtd/elementary-files.ts';
import * as status from '../../document-reader/emrtd/status-word.ts';
import type { ChipFault, ChipProfile } from './chip-profile.ts';
import { answer, done, Refusal } from './answers.ts';
import type { ChipMemory, ChipPart } from './chip-memory.ts';

const SELECT = 0xa4;
const READ_BINARY = 0xb0;
const READ_BINARY_ODD = 0xb1;
const BY_NAME = 0x04;
const OFFSET_OBJECT = 0x54;
const DATA_OBJECT = 0x53;
/** A header that announces 16 MiB. */
const ENDLESS = [0x83, 0xff, 0xff, 0xff];
const NAMES = Object.keys(FILE_PLACES) as ElementaryFile[];
/** Readable without access control, ICAO 9303-11 §4.4.2. */
const ALWAYS_READABLE: readonly ElementaryFile[] = ['EF.CardAccess', 'EF.DIR'];

export function createFileSystem(profile: ChipProfile, memory: ChipMemory, faults: readonly ChipFault[]): ChipPart {
  let inApplication = false;
  let selected: ElementaryFile | undefined;

  function select({ p1, data = new Uint8Array() }: Command): Response {
    if (p1 === BY_NAME) {
      if (!Buffer.from(data).equals(EMRTD_APPLICATION)) throw new Refusal(status.FILE_NOT_FOUND);
      inApplication = true;
      selected = undefined;
      return done();
    }
    const identifier = (data[0] ?? 0) * 256 + (data[1] ?? 0);
    const found = NAMES.find(
      (name) => FILE_PLACES[name].identifier === identifier && FILE_PLACES[name].master !== inApplication,
    );
    if (found === undefined || !profile.files.has(found)) throw new Refusal(status.FILE_NOT_FOUND);
    if (!ALWAYS_READABLE.includes(found) && !memory.granted) throw new Refusal(status.SECURITY_NOT_SATISFIED);
    selected = found;
    return done();
  }

  function read(offset: number, wanted: number): Uint8Array<ArrayBuffer> {
    const name = selected;
    const file = name === undefined ? undefined : profile.files.get(name);
    if (name === undefined || file === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    const locked = !ALWAYS_READABLE.includes(name) && !memory.granted;
    if (locked || (name === 'EF.DG3' && !memory.terminalTrusted)) throw new Refusal(status.SECURITY_NOT_SATISFIED);
    const endless = faults.some((fault) => fault.kind === 'endless-file' && fault.file === name);
    const content = endless ? Uint8Array.from([file[0] ?? 0, ...ENDLESS, ...file]) : file;
    if (offset > content.length) throw new Refusal(status.BEYOND_END);
    return Uint8Array.from(content.subarray(offset, Math.min(content.length, offset + Math.min(wanted, shortest()))));
  }

  function shortest(): number {
    return Math.min(...faults.map((fault) => (fault.kind === 'short-reads' ? fault.bytes : Infinity)), Infinity);
  }

  const statusOf = (given: number, wanted: number): number => {
    const warns = faults.some(({ kind }) => kind === 'end-of-file-warnings');
    return warns || (given < wanted && shortest() === Infinity) ? status.END_OF_FILE : status.OK;
  };

  return (command) => {
    const { ins, p1, p2, expected = 256 } = command;
    switch (ins) {
      case SELECT:
        return select(command);
      case READ_BINARY: {
        const data = read((p1 & 0x7f) * 256 + p2, expected);
        return answer(statusOf(data.length, expected), data);
      }
      case READ_BINARY_ODD: {
        const [object] = readBerSequence(Uint8Array.from(command.data ?? []));
        if (object?.tag !== OFFSET_OBJECT) throw new Refusal(status.WRONG_DATA);
        const offset = object.content.reduce((sum, byte) => sum * 256 + byte, 0);
        const room = expected - (expected > 130 ? 5 : 2);
        const data = read(offset, room);
        return answer(statusOf(data.length, room), tlv(DATA_OBJECT, data));
      }
      default:
        return undefined;
    }
  };
}
