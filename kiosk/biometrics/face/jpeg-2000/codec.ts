/**
 * OpenJPEG in WebAssembly. Each image gets a new module instance, whose memory is overwritten and released afterwards:
 * no data of one traveller remains for the next, and an instance that failed is not used again.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import openJpeg, { type OpenJpeg } from '@cornerstonejs/codec-openjpeg/decodewasmjs';

export interface DecodedComponents {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Interleaved, 8 bits per sample. The receiver owns it. */
  readonly data: Uint8Array<ArrayBuffer>;
}

interface Instance {
  readonly module: OpenJpeg;
  /** Whether the library printed a warning. It continues with guessed data. */
  complained(): boolean;
}

const compiled = readFile(createRequire(import.meta.url).resolve('@cornerstonejs/codec-openjpeg/decodewasm')).then(
  (wasm) => WebAssembly.compile(wasm),
);
/** Page size of WebAssembly memory. */
const PAGE_BYTES = 65_536;
const ZEROS = new Uint8Array(PAGE_BYTES);
const COMPLAINT = /^\[(?:ERROR|WARNING)\]/;

let next = instantiate();
// The caller of a decoding receives the failure.
next.catch(() => {});

/**
 * Decodes a codestream whose header is within the limits; `undefined` when the library printed a warning. Rejects only
 * when the library cannot be loaded.
 */
export async function decodeCodestream(codestream: Uint8Array): Promise<DecodedComponents | undefined> {
  const { module, complained } = await next;
  next = instantiate();
  next.catch(() => {});
  try {
    const decoder = new module.J2KDecoder();
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width, height, componentCount: components } = decoder.getFrameInfo();
    const decoded = decoder.getDecodedBuffer();
    const data = new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.byteLength);
    if (!complained() && data.length > 0 && data.length === width * height * components) {
      return { width, height, components, data };
    }
    data.fill(0);
    return undefined;
  } catch {
    // A trap or an exception of the library is caused by the file.
    return undefined;
  } finally {
    wipe(module.HEAPU8);
  }
}

/** Only the used part: a portrait uses 4 of the 50 MiB, and writing zeros to the rest would make it resident. */
function wipe(memory: Uint8Array): void {
  for (let at = 0; at < memory.length; at += PAGE_BYTES) {
    const page = memory.subarray(at, at + PAGE_BYTES);
    if (Buffer.compare(page, ZEROS) !== 0) page.fill(0);
  }
}

/** Resolves when the first image can be decoded without waiting. Rejects when the library cannot be loaded. */
export async function codecReady(): Promise<void> {
  await next;
}

async function instantiate(): Promise<Instance> {
  const wasm = await compiled;
  let complaints = 0;
  const hear = (line: string) => {
    if (COMPLAINT.test(line)) complaints++;
  };
  const module = await new Promise<OpenJpeg>((resolve, reject) => {
    openJpeg({
      instantiateWasm(imports, ready) {
        WebAssembly.instantiate(wasm, imports).then(ready).catch(reject);
        return {};
      },
      print: hear,
      printErr: hear,
    }).then(resolve, reject);
  });
  return { module, complained: () => complaints > 0 };
}
