/** Types of the used part of the package, which has none. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export interface J2KDecoder {
    /** A view of the module's memory, valid until the memory grows. */
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    /** A copy outside the module's memory; empty when nothing was decoded. */
    getDecodedBuffer(): Uint8ClampedArray<ArrayBuffer>;
    getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
    delete(): void;
  }

  export interface OpenJpeg {
    readonly J2KDecoder: new () => J2KDecoder;
    /** The whole memory of the module; a new array after it grows. */
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
  }

  export default function openJpeg(options: {
    instantiateWasm(imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void): object;
    /** Receives each line of the library's output. */
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<OpenJpeg>;
}
