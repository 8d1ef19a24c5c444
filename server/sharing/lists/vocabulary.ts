/** The closed words of lists that partners send. */

/** Why a piece, a file or a publication is refused. Nothing is changed then. */
export const LIST_REFUSALS = [
  // A piece
  'range-malformed',
  'piece-differs',
  'gap',
  'too-many-bytes',
  'too-many-files',
  'length-differs',
  // A file
  'digest-differs',
  'not-a-list',
  'header-invalid',
  'tags-out-of-order',
  'other-list',
  'other-variant',
  'other-key',
  'too-many-documents',
  'made-later',
  'too-old',
  // Signed metadata
  'metadata-malformed',
  'other-version',
  'expired',
  'lifetime-too-long',
  'unsigned',
  'not-the-owner',
  'terms-differ',
  'not-agreed',
  'ended-list',
  'file-missing',
  'older',
  'chain-broken',
  'too-many-changes',
  'not-published',
] as const;
export type ListRefusal = (typeof LIST_REFUSALS)[number];

/** The change of a list by a publication. `renewed`: the same files under a new signature. */
export const LIST_CHANGES = ['changed', 'withdrawn', 'renewed'] as const;
export type ListChange = (typeof LIST_CHANGES)[number];

/** `begun`: the server stopped before it could tell; the next look finds out. */
export const PUBLICATION_OUTCOMES = ['begun', 'published', 'refused', 'interrupted'] as const;
export type PublicationOutcome = (typeof PUBLICATION_OUTCOMES)[number];

/** `not-listed`: no publication names the file any more. */
export const ERASURE_REASONS = ['abandoned', 'refused', 'agreement-ended', 'not-listed'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/** The states of an agreement that takes a list. */
export const LIST_STATES = ['in-force', 'paused', 'ended'] as const;
export type ListState = (typeof LIST_STATES)[number];

/** Bytes of one piece of a file. */
export const MAX_PIECE_BYTES = 1_048_576;
