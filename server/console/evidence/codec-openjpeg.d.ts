/** The part of the package's build in plain JavaScript that is used; it brings no types. */
declare module '@cornerstonejs/codec-openjpeg/decode' {
  export interface J2KDecoder {
    /** A view into the module's memory, until that grows. */
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    /** A copy outside of the module's memory; empty when nothing was decoded. */
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): {
      readonly width: number;
      readonly height: number;
      readonly componentCount: number;
      readonly bitsPerSample: number;
    };
    delete(): void;
  }

  export interface OpenJpeg {
    readonly J2KDecoder: new () => J2KDecoder;
    /** All of the module's memory; another array after it grew. */
    readonly HEAPU8: Uint8Array;
  }

  export default function openJpeg(options: {
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<OpenJpeg>;
}
