/** Contract of a place with a release repository: the server, or a folder such as a USB stick. Nothing in it is trusted. */
export type SourceAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  /** More than the asked limit. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreachable' };

export interface ReleaseSource {
  readonly name: 'server' | 'folder';
  /** A whole file of at most this many bytes. @param file path in the repository, of `metadataFile` */
  metadata(file: string, limitBytes: number, signal: AbortSignal): Promise<SourceAnswer>;
  /** At most `PIECE_BYTES` of a target's file from this place on; none at its end. @param file path, of `targetFile` */
  piece(file: string, offset: number, signal: AbortSignal): Promise<SourceAnswer>;
}
