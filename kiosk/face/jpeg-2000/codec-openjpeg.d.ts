/** The part of the package that is used; it brings no types. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export interface J2KDecoder {
    /** A view into the module's memory, until that grows. */
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    /** A copy outside of the module's memory; empty when nothing was decoded. */
    getDecodedBuffer(): Uint8ClampedArray<ArrayBuffer>;
    getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
    delete(): void;
  }

  export interface OpenJpeg {
    readonly J2KDecoder: new () => J2KDecoder;
    /** All of the module's memory; another array after it grew. */
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
  }

  export default function openJpeg(options: {
    instantiateWasm(imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void): object;
    /** A line of what the library says. */
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<OpenJpeg>;
}
