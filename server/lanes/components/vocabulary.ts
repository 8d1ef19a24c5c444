/** Closed words of findings and of the server's own files, and the longest exception. */
export const FINDING_STATES = [
  /** The fault is in a component that runs. */
  'open',
  /** Two people accept the fault until a day. */
  'excepted',
  /** No running component has the fault any more. */
  'fixed',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** The longest of the deadlines, in days. A fault that stays longer is decided again. */
export const LONGEST_EXCEPTION_DAYS = 90;

/** How the files of an installed server differ from its release. */
export const OWN_DIFFERENCES = [
  'file-altered',
  'file-missing',
  'file-added',
  /** The list of files is not the one that the bill names. */
  'list-altered',
  'node',
  /** Bills of releases of the server are published, and none of them is of this one. */
  'not-published',
] as const;
export type OwnDifferenceKind = (typeof OWN_DIFFERENCES)[number];
