/** Types for the part of the package that is used; the package has none. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  export interface J2KEncoder {
    /** A view into the module's memory for the pixels, interleaved. */
    getDecodedBuffer(frame: {
      readonly width: number;
      readonly height: number;
      readonly bitsPerSample: number;
      readonly componentCount: number;
      readonly isSigned: boolean;
    }): Uint8Array;
    setQuality(lossless: boolean, layers: number): void;
    /** Compression ratio: raw to coded bytes. */
    setCompressionRatio(layer: number, ratio: number): void;
    encode(): void;
    /** A view into the module's memory. */
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }

  export default function openJpeg(options: { print(line: string): void }): Promise<{
    readonly J2KEncoder: new () => J2KEncoder;
  }>;
}
